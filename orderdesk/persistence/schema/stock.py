"""Stock: the append-only movements, and the counters by item and bin that are kept beside them."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, Table

from orderdesk.persistence.columns.base import key, metadata, number, partial_index, ref, word
from orderdesk.persistence.columns.types import UtcTime

# The last wall against overselling is the check: no bin holds less than is reserved in it.
stock = Table(
    "stock",
    metadata,
    Column("item_id", BigInteger, ForeignKey("items.id"), primary_key=True, autoincrement=False),
    Column("bin_id", BigInteger, ForeignKey("bins.id"), primary_key=True, autoincrement=False),
    number("on_hand"),
    number("reserved"),
    CheckConstraint("reserved >= 0 AND reserved <= on_hand", "reserved"),
    sqlite_with_rowid=False,
)

movements = Table(
    "movements",
    metadata,
    key(),
    Column("at", UtcTime, nullable=False),
    ref("item_id", "items"),
    ref("bin_id", "bins"),
    number("quantity", None),
    word("kind", None),
    word("reason"),
    # What is behind the movement: a shipment for "sale", a return for "return", what was expected for "receipt", and
    # for "count" the moment of the count in milliseconds, as the goods may be counted before the count is booked.
    Column("document_id", BigInteger),
    ref("corrects_id", "movements", null=True),
    word("user"),
    # What an import brought may be undone as a whole; everything else is append-only.
    ref("batch_id", "import_batches", null=True),
    CheckConstraint("quantity <> 0", "quantity"),
    CheckConstraint(
        "kind IN ('opening', 'receipt', 'sale', 'return', 'adjustment', 'count', 'move', 'scrap', 'take')", "kind"
    ),
    Index("ix_movements_item_bin", "item_id", "bin_id", "quantity"),
    # Nearly empty; without it each movement that an undone import takes away would search all others.
    partial_index("ix_movements_corrects", "corrects_id", where="corrects_id IS NOT NULL"),
)
