"""Orders with their lines and labelled adjustments, and the drafts a clerk is still typing."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, Index, Table, Text, UniqueConstraint

from orderdesk.persistence.columns.base import flag, key, metadata, number, partial_index, ref, word
from orderdesk.persistence.columns.types import JsonText, UtcTime

# A line of which something is neither cancelled, nor tied, nor sent.
WAITING = "item_id IS NOT NULL AND quantity - cancelled - allocated - shipped > 0"
OPEN_STATES = "state IN ('draft', 'quote', 'confirmed')"

orders = Table(
    "orders",
    metadata,
    key(),
    word("number", None, unique=True),
    word("state", None),
    word("hold"),
    word("hold_note"),
    # The codes of the checks that set the hold, such as "limit,late"; empty when a person did.
    word("held_by"),
    word("channel", "phone"),
    Column("remote_id", Text),
    ref("customer_id", "customers", null=True),
    ref("bill_to_id", "addresses", null=True),
    ref("ship_to_id", "addresses", null=True),
    ref("service_id", "services", null=True),
    word("currency", None),
    # The tax rules as they were on confirm.
    ref("tax_profile_id", "tax_profiles"),
    flag("inclusive"),
    word("policy", "per-document"),
    word("rounding", "half-up"),
    word("exemption"),
    word("tender", "account"),
    number("terms_days"),
    flag("ship_complete"),
    # Goods that could go now wait until the customer has been asked whether to send what is there.
    flag("ship_ask"),
    Column("placed_at", UtcTime, nullable=False),
    Column("confirmed_at", UtcTime),
    Column("closed_at", UtcTime),
    Column("ship_by", Date),
    word("reference"),
    word("note_to_customer"),
    word("instructions"),
    word("note_internal"),
    word("gift_message"),
    number("net"),
    number("tax"),
    number("total"),
    # Kept beside the facts so that a list of 250,000 orders opens at once; `check` recounts them.
    number("units"),
    word("fulfilment", "unallocated"),
    word("payment", "unpaid"),
    number("due"),
    word("user"),
    ref("batch_id", "import_batches", null=True),
    number("version", 1),
    # The last day on which a quote can be confirmed at its prices; none stands for ever.
    Column("valid_until", Date),
    # When it is invoiced: "order", "shipment" or "payment" (paid first); empty is as the customer or the shop does it.
    word("invoicing"),
    # Money asked for before work begins: an amount, or a part of the total.
    number("deposit"),
    number("deposit_rate"),
    # Stock that is tied while money is awaited is let go when this day is over.
    Column("reserved_until", Date),
    flag("let_go"),
    # A person let it go on unpaid.
    flag("unpaid_allowed"),
    Column("coupon_id", BigInteger),
    UniqueConstraint("channel", "remote_id"),
    CheckConstraint("state IN ('draft', 'quote', 'confirmed', 'closed', 'cancelled')", "state"),
    CheckConstraint("hold IN ('', 'credit', 'payment', 'address', 'stock', 'review', 'customer')", "hold"),
    Index("ix_orders_customer", "customer_id", "id"),
    # The work in hand: every view but "All" and every count reads this one index.
    partial_index(
        "ix_orders_open",
        "id",
        "state",
        "hold",
        "fulfilment",
        "ship_by",
        "due",
        where=OPEN_STATES,
    ),
    Index("ix_orders_placed", "placed_at"),
    partial_index("ix_orders_reserved", "reserved_until", where="reserved_until IS NOT NULL"),
    partial_index("ix_orders_coupon", "coupon_id", "customer_id", where="coupon_id IS NOT NULL"),
)

order_lines = Table(
    "order_lines",
    metadata,
    key(),
    ref("order_id", "orders", index=True),
    number("position", None),
    # A line is an item, or a charge such as postage, a fee or packaging.
    ref("item_id", "items", null=True),
    word("label"),
    number("quantity", None),
    number("price", None),
    number("discount"),
    number("gross"),
    # This line's part of the order's discount.
    number("share"),
    number("net"),
    word("tax_class", "standard"),
    number("tax_rate"),
    number("tax"),
    number("cancelled"),
    number("allocated"),
    number("shipped"),
    number("invoiced"),
    number("returned"),
    Column("promised", Date),
    Column("told", Date),
    # Whose tax it bears (domain.prices.tax_places), and why its tax class bears none.
    word("tax_place"),
    word("exemption"),
    CheckConstraint("quantity > 0", "quantity"),
    CheckConstraint(
        "cancelled >= 0 AND allocated >= 0 AND shipped >= 0 AND cancelled + allocated + shipped <= quantity", "progress"
    ),
    CheckConstraint("returned >= 0 AND returned <= shipped", "returned"),
    CheckConstraint("invoiced >= 0 AND invoiced <= quantity", "invoiced"),
    partial_index("ix_order_lines_waiting", "item_id", where=WAITING),
)

adjustments = Table(
    "adjustments",
    metadata,
    key(),
    ref("order_id", "orders", index=True),
    word("label", None),
    # Money off the order before tax, in minor units.
    number("amount", None),
    CheckConstraint("amount >= 0", "amount"),
)

drafts = Table(
    "drafts",
    metadata,
    key(),
    word("desk", None),
    word("kind", None),
    Column("body", JsonText, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    ref("order_id", "orders", null=True),
    word("user"),
    UniqueConstraint("desk", "kind"),
)
