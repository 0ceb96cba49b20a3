"""Stock: the append-only ledgers of movements and reservations, and the counters by item and bin beside them."""

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
    # From when on it was so: for a count the minute in which the goods were counted, else when it was booked.
    Column("effective_at", UtcTime, nullable=False, server_default="0"),
    ref("item_id", "items"),
    ref("bin_id", "bins"),
    number("quantity", None),
    word("kind", None),
    word("reason"),
    # The paper behind the movement: what it is (a table's row: shipment, return, incoming), and its key.
    word("document_kind"),
    Column("document_id", BigInteger),
    # What one unit cost then, as a price.
    number("unit_cost"),
    ref("corrects_id", "movements", null=True),
    word("user"),
    # What an import brought may be undone as a whole; everything else is append-only.
    ref("batch_id", "import_batches", null=True),
    CheckConstraint("quantity <> 0", "quantity"),
    CheckConstraint(
        "kind IN ('opening', 'receipt', 'sale', 'return', 'adjustment', 'count', 'move', 'scrap', 'take')", "kind"
    ),
    # Stock at any past minute is one sum over it.
    Index("ix_movements_item_effective", "item_id", "effective_at", "bin_id", "quantity"),
    # Nearly empty; without it each movement that an undone import takes away would search all others.
    partial_index("ix_movements_corrects", "corrects_id", where="corrects_id IS NOT NULL"),
)

# Every step of what is reserved, beside the counter: allocations say what is tied now, this what was tied when.
reservations = Table(
    "reservations",
    metadata,
    key(),
    Column("at", UtcTime, nullable=False),
    ref("item_id", "items"),
    ref("bin_id", "bins"),
    ref("order_id", "orders", index=True),
    # A line that is taken off its order is gone, and what was reserved for it was.
    Column("order_line_id", BigInteger, nullable=False),
    number("quantity", None),
    word("why"),
    word("user"),
    CheckConstraint("quantity <> 0", "quantity"),
    Index("ix_reservations_item_at", "item_id", "at", "bin_id", "quantity"),
)
