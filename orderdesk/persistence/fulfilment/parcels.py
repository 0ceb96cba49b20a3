"""What picklists, packing slips and labels are printed from: their heads, the goods' codes, and boxes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from orderdesk.persistence.columns.rows import columns_of
from orderdesk.persistence.schema import allocations, barcodes, box_lines, boxes, items, picklists


@dataclass(frozen=True, slots=True)
class PicklistRow:
    """The head of a picklist."""

    id: int
    number: str
    made_at: datetime
    user: str
    copies: int
    void: str


def picklist_row(connection: Connection, number: str) -> PicklistRow | None:
    """The head of picklist `number`."""
    found = select(*columns_of(picklists, PicklistRow)).where(picklists.c.number == number)
    row = connection.execute(found).first()
    return PicklistRow(*row) if row else None


def first_codes(connection: Connection, item_ids: list[int]) -> dict[int, str]:
    """One barcode of each item that has any."""
    found = select(barcodes.c.item_id, func.min(barcodes.c.code)).where(barcodes.c.item_id.in_(item_ids))
    return {row[0]: row[1] for row in connection.execute(found.group_by(barcodes.c.item_id))}


def pictures(connection: Connection, item_ids: list[int]) -> dict[int, bytes]:
    """The pictures of items that have one."""
    found = select(items.c.id, items.c.picture).where(items.c.id.in_(item_ids), items.c.picture.is_not(None))
    return {row[0]: row[1] for row in connection.execute(found)}


def contents_of(connection: Connection, shipment_id: int) -> dict[tuple[int, int], int]:
    """What lies in each box of a shipment: {(box position, allocation): quantity}; where nobody wrote
    it, as of an only box, the first holds all of it."""
    found = (
        select(boxes.c.position, box_lines.c.allocation_id, func.sum(box_lines.c.quantity))
        .join(box_lines, box_lines.c.box_id == boxes.c.id)
        .where(boxes.c.shipment_id == shipment_id)
        .group_by(boxes.c.position, box_lines.c.allocation_id)
    )
    written = {(position, key): int(quantity) for position, key, quantity in connection.execute(found)}
    if written:
        return written
    first = select(func.min(boxes.c.position)).where(boxes.c.shipment_id == shipment_id).scalar_subquery()
    everything = (
        select(boxes.c.position, allocations.c.id, allocations.c.quantity)
        .join(allocations, allocations.c.shipment_id == boxes.c.shipment_id)
        .where(boxes.c.shipment_id == shipment_id, boxes.c.position == first)
    )
    return {(position, key): quantity for position, key, quantity in connection.execute(everything)}
