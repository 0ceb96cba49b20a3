"""What picklists, packing slips and labels are printed from: their heads, the goods' codes, and boxes."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import Connection, func, select, update

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


@dataclass(frozen=True, slots=True)
class BoxRow:
    """A packed box."""

    id: int
    position: int
    carton: str
    weight_g: int
    tracking: str
    label_copies: int
    label_void: int


def picklist_row(connection: Connection, number: str) -> PicklistRow | None:
    """The head of picklist `number`."""
    found = select(*(picklists.c[each.name] for each in fields(PicklistRow))).where(picklists.c.number == number)
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


def boxes_of(connection: Connection, shipment_id: int) -> list[BoxRow]:
    """The boxes of a shipment in their order."""
    found = select(*(boxes.c[each.name] for each in fields(BoxRow))).where(boxes.c.shipment_id == shipment_id)
    return [BoxRow(*row) for row in connection.execute(found.order_by(boxes.c.position))]


def contents_of(connection: Connection, shipment_id: int) -> dict[tuple[int, int], int]:
    """What lies in each box of a shipment: {(box position, allocation): quantity}; its only box holds all of it."""
    found = (
        select(boxes.c.position, box_lines.c.allocation_id, func.sum(box_lines.c.quantity))
        .join(box_lines, box_lines.c.box_id == boxes.c.id)
        .where(boxes.c.shipment_id == shipment_id)
        .group_by(boxes.c.position, box_lines.c.allocation_id)
    )
    written = {(position, key): int(quantity) for position, key, quantity in connection.execute(found)}
    if written:
        return written
    everything = (
        select(boxes.c.position, allocations.c.id, allocations.c.quantity)
        .join(allocations, allocations.c.shipment_id == boxes.c.shipment_id)
        .where(boxes.c.shipment_id == shipment_id)
    )
    return {(position, key): quantity for position, key, quantity in connection.execute(everything)}


def count_label(connection: Connection, box_id: int) -> int:
    """Count one more print of a box's label; return which it is."""
    counted = update(boxes).where(boxes.c.id == box_id).values(label_copies=boxes.c.label_copies + 1)
    copies: int = connection.execute(counted.returning(boxes.c.label_copies)).scalar_one()
    return copies


def void_label(connection: Connection, box_id: int) -> None:
    """From now on the label of a box can not be printed."""
    connection.execute(update(boxes).where(boxes.c.id == box_id).values(label_void=1))


def renew_labels(connection: Connection, shipment_id: int) -> None:
    """The labels of a shipment's boxes can be printed, for they bear another number than those that are void."""
    connection.execute(update(boxes).where(boxes.c.shipment_id == shipment_id).values(label_void=0))
