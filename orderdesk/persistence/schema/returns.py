"""Goods coming back: the permission, what came, what it was like and what became of it."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Date, Index, Table

from orderdesk.persistence.columns.base import key, metadata, number, ref, word
from orderdesk.persistence.columns.types import UtcTime

returns = Table(
    "returns",
    metadata,
    key(),
    word("number", None, unique=True),
    ref("order_id", "orders", index=True),
    word("state", None),
    word("reason"),
    word("note"),
    Column("opened_at", UtcTime, nullable=False),
    Column("expires", Date),
    Column("received_at", UtcTime),
    Column("settled_at", UtcTime),
    word("settlement"),
    number("restocking_fee"),
    word("user"),
    CheckConstraint(
        "state IN ('requested', 'authorised', 'in-transit', 'received', 'inspected', 'settled', 'closed',"
        " 'declined', 'expired')",
        "state",
    ),
    Index("ix_returns_state", "state", "id"),
)

return_lines = Table(
    "return_lines",
    metadata,
    key(),
    ref("return_id", "returns", index=True),
    ref("order_line_id", "order_lines", index=True),
    ref("item_id", "items", null=True),
    number("quantity", None),
    number("received"),
    word("reason"),
    word("condition"),
    # What became of the goods: restock, quarantine or scrap.
    word("outcome"),
    ref("bin_id", "bins", null=True),
    number("net"),
    number("tax"),
    CheckConstraint("quantity > 0 AND received >= 0 AND received <= quantity", "quantity"),
    CheckConstraint("outcome IN ('', 'restock', 'quarantine', 'scrap')", "outcome"),
)
