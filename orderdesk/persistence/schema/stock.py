"""Stock: the locations and bins it lies in, the append-only ledgers of movements and reservations, and the counters by
item and bin beside them."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Table,
    UniqueConstraint,
    case,
    select,
)

from orderdesk.persistence.columns.base import flag, key, metadata, number, partial_index, ref, word
from orderdesk.persistence.columns.types import UtcTime

HOME = 1
"""The key of the shop itself, the first of all locations."""
BETWEEN = "/"
"""Stands between the name of a location and the code of a bin in it: "Store room/A-1"."""

locations = Table(
    "locations",
    metadata,
    key(),
    word("name", None, unique=True),
    word("kind", "store room"),
    # Whether what lies there can be promised and picked.
    flag("sells", True),
    # Whether each of its aisles is walked from its start; else a picker goes up one and down the next.
    flag("one_way"),
    CheckConstraint("kind IN ('shop', 'store room', '3PL', 'van', 'in transit')", "kind"),
)

bins = Table(
    "bins",
    metadata,
    key(),
    ref("location_id", "locations"),
    word("code", None),
    # Where it comes when a picker walks; those of one number come by code.
    number("walk"),
    word("kind", "shelf"),
    # Whether what lies in it can be promised: it is a shelf of a location that sells. Kept beside, as each promise
    # asks; proved by `check`.
    flag("sells", True),
    UniqueConstraint("code", "location_id"),
    CheckConstraint("kind IN ('shelf', 'quarantine', 'damaged', 'missing')", "kind"),
)

_place = select(locations.c.name).where(locations.c.id == bins.c.location_id).correlate(bins).scalar_subquery()
CALLED: ColumnElement[str] = case((bins.c.location_id == HOME, bins.c.code), else_=_place + BETWEEN + bins.c.code)
"""What a bin is called: its code, and of another location than the shop itself with the location's name in front."""
WALK = (bins.c.location_id, bins.c.walk, bins.c.code)
"""The order in which a picker comes by the bins."""

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
