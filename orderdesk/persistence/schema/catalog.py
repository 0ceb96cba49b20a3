"""What the shop sells: items, their barcodes, vendors and what is on its way."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Date, LargeBinary, Table, Text

from orderdesk.persistence.columns.base import flag, key, metadata, number, partial_index, ref, word

vendors = Table(
    "vendors",
    metadata,
    key(),
    word("name", None, unique=True),
    word("contact"),
    word("phone"),
    word("email"),
    word("address"),
    word("remote_id"),
    ref("batch_id", "import_batches", null=True),
)

KEPT_BACK = "safety_stock <> 0"
ON_ITS_WAY = "quantity > received AND expected = 1"

items = Table(
    "items",
    metadata,
    key(),
    word("sku", None, unique=True),
    word("name", None),
    number("price"),
    number("cost"),
    word("tax_class", "standard"),
    word("unit", "each"),
    number("weight_g"),
    number("length_mm"),
    number("width_mm"),
    number("height_mm"),
    # How it lies in a box: only turned on its base, and nothing on top of it.
    flag("upright"),
    flag("fragile"),
    ref("vendor_id", "vendors", null=True),
    number("reorder_point"),
    number("safety_stock"),
    # A stocked item has movements; an item that is not (a voucher, a service) is never picked.
    flag("stocked", True),
    # Whether an order may ask for more than is there or comes.
    flag("oversell"),
    flag("active", True),
    word("warning"),
    # Why orders with it are looked at before they go on; empty for nearly all.
    word("blocked"),
    word("instructions"),
    Column("picture", LargeBinary),
    word("remote_id"),
    ref("batch_id", "import_batches", null=True),
    number("version", 1),
    CheckConstraint("price >= 0 AND cost >= 0 AND weight_g >= 0", "not_negative"),
    partial_index("ix_items_kept_back", "id", "safety_stock", where=KEPT_BACK),
)

barcodes = Table(
    "barcodes",
    metadata,
    Column("code", Text, primary_key=True),
    ref("item_id", "items", index=True),
)

# Goods a vendor has promised, until they are received: the lines of purchase orders, and what was noted without one.
incoming = Table(
    "incoming",
    metadata,
    key(),
    ref("item_id", "items", index=True),
    ref("vendor_id", "vendors", null=True),
    word("reference"),
    number("quantity", None),
    number("received"),
    Column("due", Date),
    ref("batch_id", "import_batches", null=True),
    # The purchase order it is a line of, and its place there; one item may stand on several lines of an order.
    ref("purchase_id", "purchases", null=True),
    number("position"),
    # The unit price the vendor asks, and whether the goods are on their way: not before the order is sent, not when
    # it is cancelled. Only what is expected counts as incoming.
    number("cost"),
    flag("expected", True),
    CheckConstraint("quantity > 0 AND received >= 0", "quantity"),
    partial_index("ix_incoming_open", "item_id", "quantity", "received", where=ON_ITS_WAY),
    partial_index("uq_incoming_line", "purchase_id", "position", where="purchase_id IS NOT NULL", unique=True),
    partial_index("uq_incoming_noted", "item_id", "reference", where="purchase_id IS NULL", unique=True),
)
