"""Purchase orders, and what was received against them; their lines are the rows of `incoming` that name them."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Date, Index, Table

from orderdesk.persistence.columns.base import key, metadata, number, partial_index, ref, word
from orderdesk.persistence.columns.types import UtcTime

purchases = Table(
    "purchases",
    metadata,
    key(),
    word("number", None, unique=True),
    word("state", "draft"),
    ref("vendor_id", "vendors", index=True),
    word("currency", None),
    # When all of it is due where a line says nothing else, and what the vendor calls the order.
    Column("due", Date),
    word("reference"),
    word("note"),
    # Why what had not come was given up.
    word("reason"),
    Column("made_at", UtcTime, nullable=False),
    Column("sent_at", UtcTime),
    Column("closed_at", UtcTime),
    word("user"),
    number("version", 1),
    CheckConstraint("state IN ('draft', 'sent', 'part-received', 'received', 'cancelled')", "state"),
    partial_index("ix_purchases_open", "id", "state", where="state IN ('draft', 'sent', 'part-received')"),
)

# One row for each line that came in, at the price paid for it; append-only, as the movements are that it belongs to.
purchase_receipts = Table(
    "purchase_receipts",
    metadata,
    key(),
    ref("purchase_id", "purchases"),
    ref("incoming_id", "incoming"),
    Column("at", UtcTime, nullable=False),
    number("quantity", None),
    number("cost", None),
    # Why more came than was ordered.
    word("reason"),
    word("user"),
    CheckConstraint("quantity > 0 AND cost >= 0", "quantity"),
    Index("ix_purchase_receipts_purchase", "purchase_id", "id"),
)
