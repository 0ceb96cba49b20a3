"""Money in and out, the tills it goes through, and the accounts to which every document is posted."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, ForeignKey, Table, Text, UniqueConstraint

from orderdesk.persistence.columns.base import flag, key, metadata, number, partial_index, ref, word
from orderdesk.persistence.columns.types import JsonText, UtcTime

# The ways in which money comes. A payment keeps the code of its tender, so a code never changes; `account` is the kind
# of account that the money stands on, which is the tender's own where that is "tender".
tenders = Table(
    "tenders",
    metadata,
    key(),
    word("code", None, unique=True),
    word("name", None, unique=True),
    word("kind", None),
    flag("drawer"),
    flag("may_exceed"),
    flag("asks_reference"),
    word("account", None),
    flag("active", True),
    CheckConstraint(
        "kind IN ('cash', 'card', 'transfer', 'online', 'voucher', 'cheque', 'store-credit', 'cod', 'account')", "kind"
    ),
)

# A payment's amount is what it settles of the order: tendered less change less rounding, which is what the drawer gains
# by the smallest coin, for payments and refunds alike. A refund is its own row and its own kind.
payments = Table(
    "payments",
    metadata,
    key(),
    word("kind", None),
    Column("at", UtcTime, nullable=False, index=True),
    ref("order_id", "orders", index=True),
    ref("customer_id", "customers", null=True),
    ref("till_session_id", "till_sessions", null=True, index=True),
    ref("credit_note_id", "invoices", null=True),
    Column("tender", Text, ForeignKey("tenders.code"), nullable=False),
    number("amount", None),
    number("tendered"),
    number("change"),
    number("rounding"),
    word("reference"),
    word("receipt"),
    word("user"),
    ref("batch_id", "import_batches", null=True),
    # The payment that this refund takes back, as it was booked by mistake; held by a proof, not by a key, since a file
    # that grew from an older layout cannot be given one.
    Column("undoes_id", BigInteger),
    # The payment that this refund gives back; what came from other programs names none.
    ref("gives_back_id", "payments", null=True),
    CheckConstraint("kind IN ('payment', 'refund')", "kind"),
    CheckConstraint("amount > 0", "amount"),
    partial_index("uq_payments_undoes", "undoes_id", unique=True, where="undoes_id IS NOT NULL"),
    partial_index("ix_payments_receipt", "receipt", where="receipt <> ''"),
)

tills = Table("tills", metadata, key(), word("name", None, unique=True))

till_sessions = Table(
    "till_sessions",
    metadata,
    key(),
    ref("till_id", "tills"),
    word("state", None),
    Column("opened_at", UtcTime, nullable=False),
    word("opened_by"),
    number("float_amount", None),
    Column("z_number", BigInteger),
    Column("closed_at", UtcTime),
    word("closed_by"),
    word("verified_by"),
    number("expected"),
    number("counted"),
    # {"50.00": 2, …}: how the count was made up.
    Column("denominations", JsonText),
    number("left_in_till"),
    word("note"),
    # The Z report as it was at the close; reprints come from here.
    Column("z_report", JsonText),
    UniqueConstraint("till_id", "z_number"),
    CheckConstraint("state IN ('open', 'counting', 'closed', 'verified')", "state"),
    partial_index("uq_till_sessions_open", "till_id", unique=True, where="state IN ('open', 'counting')"),
)

till_movements = Table(
    "till_movements",
    metadata,
    key(),
    ref("till_session_id", "till_sessions", index=True),
    Column("at", UtcTime, nullable=False),
    word("kind", None),
    number("amount", None),
    word("reason"),
    word("user"),
    CheckConstraint("kind IN ('paid-in', 'paid-out', 'drop', 'no-sale')", "kind"),
    CheckConstraint("amount >= 0", "amount"),
)

# An account is made when something is first posted to it, or when it is given a code or a name. `about` is the till or
# the tax rate (millionths) that it is for, `place` whose tax that is (domain.prices.tax_places); what is not set is
# called as the program calls it.
accounts = Table(
    "accounts",
    metadata,
    key(),
    word("kind", None),
    number("about"),
    word("code"),
    word("name"),
    word("place"),
    UniqueConstraint("kind", "about", "place"),
)

# The sides of a document lie together, in the order in which documents were made; `document` is what made them and
# `document_id` its key: of an invoice, a payment, a till movement, a till session, or of an order that was imported.
postings = Table(
    "postings",
    metadata,
    key(),
    Column("day", Date, nullable=False, index=True),
    word("document", None),
    Column("document_id", BigInteger, nullable=False),
    Column("account_id", BigInteger, ForeignKey("accounts.id"), nullable=False),
    number("debit"),
    number("credit"),
    CheckConstraint("debit >= 0 AND credit >= 0 AND (debit > 0) <> (credit > 0)", "side"),
)
