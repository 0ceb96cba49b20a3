"""Boxes that change their shipment: what lies in each, and the goods of both shipments as they are afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, bindparam, delete, insert, literal, select, update

from orderdesk.domain.fulfilment.splitting import Contents, Moved
from orderdesk.domain.values.quantity import Quantity
from orderdesk.persistence.fulfilment.labels import boxes_of
from orderdesk.persistence.fulfilment.parcels import contents_of
from orderdesk.persistence.fulfilment.records import read_allocations
from orderdesk.persistence.schema import allocations, box_lines, boxes, shipments

_MOVE = (
    update(boxes)
    .where(boxes.c.id == bindparam("key"))
    .values(shipment_id=bindparam("to"), position=bindparam("place"), earlier=bindparam("was"))
)
_ADD = insert(allocations).returning(allocations.c.id)


def goods_in_boxes(connection: Connection, shipment_id: int) -> dict[int, Contents]:
    """What lies in each box of a packed shipment, by the key of the box; an empty one where nobody wrote it down."""
    tied = {each.id: each for each in read_allocations(connection, [shipment_id])}
    keys = {box.position: box.id for box in boxes_of(connection, shipment_id)}
    found: dict[int, dict[tuple[int, int, int], Quantity]] = {key: {} for key in keys.values()}
    for (position, allocation), quantity in contents_of(connection, shipment_id).items():
        goods, each = found[keys[position]], tied[allocation]
        key = (each.order_line_id, each.item_id, each.bin_id)
        goods[key] = goods.get(key, 0) + quantity
    return dict(found)


def add_part(connection: Connection, shipment_id: int, number: str) -> int:
    """Write a shipment that is as another one in all but its number; return its key."""
    same = [each for each in shipments.c if each.name not in ("id", "number")]
    copied = select(literal(number), *same).where(shipments.c.id == shipment_id)
    added = insert(shipments).from_select(["number", *(each.name for each in same)], copied)
    return int(connection.execute(added.returning(shipments.c.id)).scalar_one())


def move_boxes(connection: Connection, moved: Sequence[Moved]) -> None:
    """Write which shipment boxes are of, where they stand in it, and which they were before."""
    rows = [{"key": box.id, "to": box.shipment_id, "place": box.position, "was": box.earlier} for _, box in moved]
    connection.execute(_MOVE, rows)


def write_goods(connection: Connection, packed: Mapping[int, Mapping[int, Contents]]) -> None:
    """Write the goods of packed shipments anew, by shipment and by the key of their boxes: what is tied to each
    shipment, and what lies in each of several boxes."""
    keys = list(packed)
    old = select(allocations.c.id).where(allocations.c.shipment_id.in_(keys))
    connection.execute(delete(box_lines).where(box_lines.c.allocation_id.in_(old)))
    connection.execute(delete(allocations).where(allocations.c.shipment_id.in_(keys)))
    for shipment_id, contents in packed.items():
        _write(connection, shipment_id, contents)


def _write(connection: Connection, shipment_id: int, contents: Mapping[int, Contents]) -> None:
    tied: dict[tuple[int, int, int], Quantity] = {}
    for goods in contents.values():
        for key, quantity in goods.items():
            tied[key] = tied.get(key, 0) + quantity
    written: dict[tuple[int, int, int], int] = {}
    for (line, item, place), quantity in tied.items():
        row = {"shipment_id": shipment_id, "order_line_id": line, "item_id": item, "bin_id": place}
        row |= {"quantity": quantity, "picked": quantity}
        written[line, item, place] = int(connection.execute(_ADD, row).scalar_one())
    if len(contents) > 1:
        rows = [
            {"box_id": box, "allocation_id": written[key], "quantity": quantity}
            for box, goods in contents.items()
            for key, quantity in goods.items()
        ]
        connection.execute(insert(box_lines), rows)
