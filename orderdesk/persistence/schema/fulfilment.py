"""Goods leaving: shipments with the stock allocated to them, picklists, boxes and their labels."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, ForeignKey, Index, Table

from orderdesk.persistence.columns.base import flag, key, metadata, number, partial_index, ref, word
from orderdesk.persistence.columns.types import UtcTime

# What has arrived is the past: no list of work looks at it.
UNDER_WAY = "state NOT IN ('delivered', 'cancelled')"

picklists = Table(
    "picklists",
    metadata,
    key(),
    word("number", None, unique=True),
    Column("made_at", UtcTime, nullable=False),
    word("user"),
    number("copies"),
    # Why it may no longer be picked from, when an order on it was changed.
    word("void"),
    # Who picks by it, "" for whoever comes first, and when they were last at it.
    word("owner"),
    Column("seen_at", UtcTime),
)

shipments = Table(
    "shipments",
    metadata,
    key(),
    word("number", None, unique=True),
    ref("order_id", "orders", index=True),
    word("state", None),
    ref("picklist_id", "picklists", null=True, index=True),
    number("tote"),
    ref("ship_to_id", "addresses", null=True),
    ref("service_id", "services", null=True),
    Column("ship_by", Date),
    number("cost"),
    # Why it left without each unit being scanned.
    word("unscanned"),
    Column("made_at", UtcTime, nullable=False),
    Column("picked_at", UtcTime),
    Column("packed_at", UtcTime),
    Column("shipped_at", UtcTime),
    Column("delivered_at", UtcTime),
    word("user"),
    CheckConstraint(
        "state IN ('waiting', 'allocated', 'picking', 'picked', 'packed', 'shipped', 'delivered',"
        " 'exception', 'cancelled', 'returned-to-sender')",
        "state",
    ),
    partial_index("ix_shipments_state", "state", "ship_by", "id", where=UNDER_WAY),
)

# Stock tied to an order line, in one bin, for one shipment. While the shipment is open its sum is what is reserved;
# when the shipment has left it is the record of what went.
allocations = Table(
    "allocations",
    metadata,
    key(),
    ref("shipment_id", "shipments", index=True),
    ref("order_line_id", "order_lines", index=True),
    ref("item_id", "items"),
    ref("bin_id", "bins"),
    number("quantity", None),
    number("picked"),
    flag("gone"),
    CheckConstraint("quantity > 0 AND picked >= 0 AND picked <= quantity", "quantity"),
    partial_index("ix_allocations_open", "item_id", "bin_id", "quantity", where="gone = 0"),
)

# Work that waits for somebody, or for whoever comes first: goods to be carried back, as they were picked and are no
# longer wanted, and what was asked for.
tasks = Table(
    "tasks",
    metadata,
    key(),
    word("kind", None),
    word("note"),
    ref("owner_id", "users", null=True),
    Column("due", Date),
    ref("order_id", "orders", null=True),
    ref("shipment_id", "shipments", null=True),
    ref("item_id", "items", null=True),
    ref("bin_id", "bins", null=True),
    number("quantity"),
    Column("made_at", UtcTime, nullable=False),
    word("made_by"),
    Column("done_at", UtcTime),
    word("done_by"),
    CheckConstraint("kind IN ('put back', 'count', 'call', 'follow up', 'review')", "kind"),
    CheckConstraint(
        "kind <> 'put back' OR "
        "(shipment_id IS NOT NULL AND item_id IS NOT NULL AND bin_id IS NOT NULL AND quantity > 0)",
        "put_back",
    ),
    partial_index("ix_tasks_open", "id", where="done_at IS NULL"),
)

# The kinds of boxes that the shop packs in; a code stays, as packed boxes bear it.
cartons = Table(
    "cartons",
    metadata,
    key(),
    word("code", None, unique=True),
    word("name", None),
    # What fits in; all three are known.
    number("length_mm", None),
    number("width_mm", None),
    number("height_mm", None),
    # What the carrier measures, 0 where it is taken for as large as inside.
    number("outer_length_mm"),
    number("outer_width_mm"),
    number("outer_height_mm"),
    number("tare_g"),
    # What it carries beside itself, 0 for no end.
    number("most_g"),
    # As a price: cartons cost fractions of a cent.
    number("cost"),
    # How many there are: the sum of the ledger, kept beside it, as each parcel asks; unknown until somebody has said.
    Column("on_hand", BigInteger),
    # How many are left when more are to be bought.
    number("reorder_point"),
    flag("active", True),
    CheckConstraint("length_mm > 0 AND width_mm > 0 AND height_mm > 0", "inside"),
    CheckConstraint("tare_g >= 0 AND most_g >= 0 AND cost >= 0 AND reorder_point >= 0", "not_negative"),
)

# Cartons that came, were counted, were packed in, or came back when a box was opened. A count is the difference to what
# the sum was.
carton_moves = Table(
    "carton_moves",
    metadata,
    key(),
    ref("carton_id", "cartons"),
    Column("at", UtcTime, nullable=False),
    word("user"),
    word("kind", None),
    number("quantity", None),
    ref("shipment_id", "shipments", null=True),
    word("note"),
    CheckConstraint("kind IN ('received', 'counted', 'used', 'back')", "kind"),
    CheckConstraint("(kind IN ('used', 'back')) = (shipment_id IS NOT NULL)", "shipment"),
    CheckConstraint(
        "kind = 'counted' OR (kind = 'used' AND quantity < 0) OR (kind IN ('received', 'back') AND quantity > 0)",
        "quantity",
    ),
    Index("ix_carton_moves_carton_id", "carton_id", "kind", "quantity"),
)

boxes = Table(
    "boxes",
    metadata,
    key(),
    ref("shipment_id", "shipments", index=True),
    number("position", None),
    # A word for what it is packed in, and the carton that was used up for it, where it is one of the shop's.
    word("carton"),
    ref("carton_id", "cartons", null=True),
    number("weight_g"),
    number("length_mm"),
    number("width_mm"),
    number("height_mm"),
    word("tracking"),
    number("label_copies"),
    flag("label_void"),
    # What the scales showed, where it was weighed; what the carrier is told stands in weight_g.
    number("weighed_g"),
    # What the carrier asked for it.
    Column("charged", BigInteger),
    # Which box it was before it was split off, newest first: "SH-1002-2 SH-1001-3".
    word("earlier"),
    partial_index("ix_boxes_tracking", "tracking", where="tracking <> ''"),
)

# What happened to the label of a box, and what its number and the count of its prints were after that. A box is known
# by its place in its shipment, as it is made anew when a shipment is packed anew.
labels = Table(
    "labels",
    metadata,
    key(),
    ref("shipment_id", "shipments", index=True),
    number("box", None),
    Column("at", UtcTime, nullable=False),
    word("user"),
    word("what", None),
    word("tracking"),
    number("copies"),
    # What a print says that the driver collects; unknown of other entries, and of older prints.
    Column("due", BigInteger),
    # Who asks twice with the same key is answered twice and counted once.
    word("key"),
    CheckConstraint("what IN ('issued', 'printed', 'voided', 'opened', 'moved')", "what"),
    partial_index("uq_labels_key", "key", where="key <> ''", unique=True),
)

# What was scanned at a packing station, each scan once and for good: what a parcel holds so far is counted from it.
scans = Table(
    "scans",
    metadata,
    key(),
    Column("at", UtcTime, nullable=False),
    word("user"),
    # The PC at which it was read.
    word("station"),
    # None where nothing was chosen yet.
    ref("shipment_id", "shipments", null=True, index=True),
    # By which list the goods had come: those of an older one were carried back.
    ref("picklist_id", "picklists", null=True),
    number("box"),
    ref("order_line_id", "order_lines", null=True),
    ref("item_id", "items", null=True),
    number("quantity"),
    number("weight_g"),
    word("code"),
    word("what", None),
    word("why"),
    ref("undoes_id", "scans", null=True),
    CheckConstraint(
        "what IN ('begun', 'right', 'by hand', 'undone', 'wrong', 'too many', 'unknown', 'wrong label', 'answered',"
        " 'next box', 'note', 'weighed', 'short', 'help', 'packed', 'label', 'opened', 'carton')",
        "what",
    ),
    CheckConstraint("quantity >= 0 AND (quantity > 0 OR what NOT IN ('right', 'by hand'))", "quantity"),
    CheckConstraint("(what = 'undone') = (undoes_id IS NOT NULL)", "undoes"),
    CheckConstraint("what <> 'by hand' OR why <> ''", "why"),
    partial_index("uq_scans_undoes_id", "undoes_id", where="undoes_id IS NOT NULL", unique=True),
    Index("ix_scans_at", "at"),
)

# What lies in each of several boxes; the only box of a shipment holds all of it and has no rows.
box_lines = Table(
    "box_lines",
    metadata,
    Column("allocation_id", BigInteger, ForeignKey("allocations.id"), primary_key=True, autoincrement=False),
    Column("box_id", BigInteger, ForeignKey("boxes.id"), primary_key=True, autoincrement=False, index=True),
    number("quantity", None),
    CheckConstraint("quantity > 0", "quantity"),
    sqlite_with_rowid=False,
)
