"""Invoices and credit notes: issued once, numbered without gaps, never changed."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, ForeignKey, Index, Table

from orderdesk.persistence.columns.base import flag, key, metadata, number, ref, word
from orderdesk.persistence.columns.types import UtcTime

invoices = Table(
    "invoices",
    metadata,
    key(),
    word("kind", None),
    word("number", None, unique=True),
    ref("order_id", "orders", index=True),
    ref("customer_id", "customers", null=True),
    ref("shop_id", "shops"),
    ref("bill_to_id", "addresses", null=True),
    ref("ship_to_id", "addresses", null=True),
    ref("shipment_id", "shipments", null=True),
    ref("return_id", "returns", null=True),
    # A credit note names the invoice it amends.
    ref("amends_id", "invoices", null=True, index=True),
    word("reason"),
    Column("issued_at", UtcTime, nullable=False),
    Column("issue_date", Date, nullable=False),
    Column("supply_date", Date, nullable=False),
    Column("due_date", Date, nullable=False),
    word("currency", None),
    flag("inclusive"),
    word("policy", "per-document"),
    word("rounding", "half-up"),
    word("exemption"),
    number("net", None),
    number("tax", None),
    number("total", None),
    number("copies"),
    word("user"),
    ref("batch_id", "import_batches", null=True),
    CheckConstraint("kind IN ('invoice', 'credit-note')", "kind"),
    CheckConstraint("net + tax = total", "total"),
    # A credit that was brought along from another program may name no invoice: its sale is older than what came.
    CheckConstraint(
        "(kind = 'credit-note') = (amends_id IS NOT NULL) OR (kind = 'credit-note' AND batch_id IS NOT NULL)", "amends"
    ),
    Index("ix_invoices_date", "issue_date", "kind", "total", "net", "tax"),
)

invoice_lines = Table(
    "invoice_lines",
    metadata,
    # Kept in the order of the paper, so that its lines lie together and need no index of their own.
    Column("invoice_id", BigInteger, ForeignKey("invoices.id"), primary_key=True, autoincrement=False),
    ref("order_line_id", "order_lines", null=True, index=True),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    word("sku"),
    word("description", None),
    number("quantity", None),
    word("unit", "each"),
    number("price", None),
    number("discount"),
    number("share"),
    number("net", None),
    word("tax_class", "standard"),
    number("tax_rate", None),
    number("tax", None),
    word("tax_place"),
    word("exemption"),
    sqlite_with_rowid=False,
)

# What the lines of one tax come to: those of one rate, one place (domain.prices.tax_places) and one reason for none.
# The reason why a whole paper bears no tax stands on the paper itself.
invoice_taxes = Table(
    "invoice_taxes",
    metadata,
    key(),
    ref("invoice_id", "invoices", index=True),
    word("label", None),
    number("rate", None),
    number("base", None),
    number("tax", None),
    word("place"),
    word("exemption"),
)
