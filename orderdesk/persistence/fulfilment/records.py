"""Shipments with their allocations, picklists and boxes: read for a change, and written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, insert, select, update

from orderdesk.domain.fulfilment.shipments import Allocation, Shipment
from orderdesk.domain.lifecycles import ShipmentState
from orderdesk.persistence.columns.rows import columns_of
from orderdesk.persistence.database.ready import Ready
from orderdesk.persistence.schema import (
    allocations,
    box_lines,
    boxes,
    items,
    orders,
    picklists,
    shipments,
)

_OTHERS = {"order_number": orders.c.number, "hold": orders.c.hold}
_SHIPMENTS: Select[Any] = select(*columns_of(shipments, Shipment, _OTHERS)).select_from(
    shipments.join(orders, orders.c.id == shipments.c.order_id)
)
_BY_IDS = Ready(_SHIPMENTS.where(shipments.c.id.in_(bindparam("keys", expanding=True))).order_by(shipments.c.id))
_OF_ORDER = Ready(_SHIPMENTS.where(shipments.c.order_id == bindparam("key")).order_by(shipments.c.id))
_OF_PICKLIST = Ready(
    _SHIPMENTS.where(shipments.c.picklist_id == bindparam("key")).order_by(shipments.c.tote, shipments.c.id)
)
_OF_ITEM = {name: items.c[name] for name in ("sku", "weight_g", "length_mm", "width_mm", "height_mm")}
_TIED = select(*columns_of(allocations, Allocation, _OF_ITEM)).select_from(
    allocations.join(items, items.c.id == allocations.c.item_id)
)
_ALLOCATIONS = Ready(
    _TIED.where(allocations.c.shipment_id.in_(bindparam("keys", expanding=True))).order_by(allocations.c.id)
)
_IN_BIN = Ready(
    _TIED.where(
        allocations.c.item_id == bindparam("item"), allocations.c.bin_id == bindparam("bin"), allocations.c.gone == 0
    ).order_by(allocations.c.id)
)
_ADD = Ready(insert(shipments).returning(shipments.c.id))
_ADD_ALLOCATIONS = Ready(insert(allocations))
_PICK = Ready(
    update(allocations)
    .where(allocations.c.id == bindparam("key"))
    .values(quantity=bindparam("new_quantity"), picked=bindparam("new_picked"))
)
_GONE = Ready(update(allocations).where(allocations.c.shipment_id == bindparam("key")).values(gone=bindparam("away")))
_DROP = Ready(delete(allocations).where(allocations.c.id == bindparam("key")))
_ADD_PICKLIST = Ready(insert(picklists).returning(picklists.c.id))
_ADD_BOX = Ready(insert(boxes).returning(boxes.c.id))
_ADD_BOX_LINES = Ready(insert(box_lines))
_PUT_IN_TOTE = Ready(
    update(shipments)
    .where(shipments.c.id == bindparam("key"))
    .values(picklist_id=bindparam("list"), tote=bindparam("place"), state=bindparam("now"))
)
_PICKLIST = Ready(select(picklists.c.id, picklists.c.void).where(picklists.c.number == bindparam("wanted")))
_OLD_BOXES = Ready(delete(boxes).where(boxes.c.shipment_id == bindparam("key")))
_OLD_BOX_LINES = Ready(
    delete(box_lines).where(box_lines.c.box_id.in_(select(boxes.c.id).where(boxes.c.shipment_id == bindparam("key"))))
)


def read_shipments(connection: Connection, shipment_ids: Sequence[int]) -> list[Shipment]:
    """Shipments by key, in the order of their keys."""
    return [Shipment(*row) for row in _BY_IDS.rows(connection, {"keys": shipment_ids})]


def shipments_of_order(connection: Connection, order_id: int) -> list[Shipment]:
    """All shipments of an order, oldest first."""
    return [Shipment(*row) for row in _OF_ORDER.rows(connection, {"key": order_id})]


def shipments_of_picklist(connection: Connection, picklist_id: int) -> list[Shipment]:
    """The shipments of a wave in the order of their totes."""
    return [Shipment(*row) for row in _OF_PICKLIST.rows(connection, {"key": picklist_id})]


def shipment_id_by_number(connection: Connection, number: str) -> int | None:
    """The key of shipment `number`, such as "SH-1001"."""
    return connection.execute(select(shipments.c.id).where(shipments.c.number == number)).scalar()


def picklist_by_number(connection: Connection, number: str) -> tuple[int, str] | None:
    """The key of picklist `number` and, when it is void, why."""
    row = _PICKLIST.first(connection, {"wanted": number})
    return (row[0], row[1]) if row else None


def picklists_of_order(connection: Connection, order_id: int) -> list[str]:
    """The numbers of the picklists that an order's goods are to be picked by."""
    found = select(picklists.c.number).join(shipments).where(shipments.c.order_id == order_id, picklists.c.void == "")
    return list(connection.execute(found.distinct()).scalars())


def read_allocations(connection: Connection, shipment_ids: Sequence[int]) -> list[Allocation]:
    """What is tied to, or left with, the shipments."""
    return [Allocation(*row) for row in _ALLOCATIONS.rows(connection, {"keys": shipment_ids})]


def tied_in_bin(connection: Connection, item_id: int, bin_id: int) -> list[Allocation]:
    """What is reserved of an item in a bin, for whom."""
    return [Allocation(*row) for row in _IN_BIN.rows(connection, {"item": item_id, "bin": bin_id})]


def add_shipment(connection: Connection, values: Mapping[str, Any]) -> int:
    """Write a new shipment; return its key."""
    return int(_ADD.scalar(connection, values))


def add_allocations(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Tie stock to order lines; the counters are kept by `stock.reserve`."""
    if rows:
        _ADD_ALLOCATIONS.run(connection, rows)


def change_shipments(connection: Connection, shipment_ids: Sequence[int], values: Mapping[str, Any]) -> None:
    """Write some columns of shipments."""
    named = {f"new_{name}": value for name, value in values.items()}
    _changing(tuple(values)).run(connection, {"keys": shipment_ids, **named})


@cache
def _changing(names: tuple[str, ...]) -> Ready:
    """The statement that writes these columns; the use cases know a dozen sets of them."""
    bound: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
    return Ready(update(shipments).where(shipments.c.id.in_(bindparam("keys", expanding=True))).values(**bound))


def put_in_totes(connection: Connection, picklist_id: int, shipment_ids: Sequence[int], state: ShipmentState) -> None:
    """Put shipments on a picklist, each with its tote number from 1."""
    rows = [
        {"key": key, "list": picklist_id, "place": place, "now": str(state)}
        for place, key in enumerate(shipment_ids, start=1)
    ]
    _PUT_IN_TOTE.run(connection, rows)


def record_picks(connection: Connection, rows: Sequence[tuple[int, int, int]]) -> None:
    """Write (allocation id, quantity kept, quantity picked)."""
    if rows:
        _PICK.run(connection, [{"key": k, "new_quantity": q, "new_picked": p} for k, q, p in rows])


def drop_allocations(connection: Connection, allocation_ids: Sequence[int]) -> None:
    """Untie stock; the event history says what was released."""
    if allocation_ids:
        _DROP.run(connection, [{"key": key} for key in allocation_ids])


def mark_gone(connection: Connection, shipment_id: int, *, away: bool = True) -> None:
    """The allocations of a shipment have left with it, or have not after all."""
    _GONE.run(connection, {"key": shipment_id, "away": int(away)})


def add_picklist(connection: Connection, number: str, made_at: datetime, user: str) -> int:
    """Write a new picklist; return its key."""
    values = {"number": number, "made_at": made_at, "user": user}
    return int(_ADD_PICKLIST.scalar(connection, values))


def void_picklist(connection: Connection, picklist_id: int, why: str) -> None:
    """From now on scanning this picklist says why it is void."""
    connection.execute(update(picklists).where(picklists.c.id == picklist_id).values(void=why))


def count_picklist_copy(connection: Connection, picklist_id: int) -> int:
    """Count one more print of a picklist; return which copy it is."""
    counted = update(picklists).where(picklists.c.id == picklist_id).values(copies=picklists.c.copies + 1)
    copies: int = connection.execute(counted.returning(picklists.c.copies)).scalar_one()
    return copies


def replace_boxes(connection: Connection, shipment_id: int, packed: Sequence[tuple[Mapping[str, Any], Any]]) -> None:
    """Write the boxes of a shipment anew: (box columns, [(allocation id, quantity), …]) each.

    What lies in the only box of a shipment is all of it, and is not written.
    """
    _OLD_BOX_LINES.run(connection, {"key": shipment_id})
    _OLD_BOXES.run(connection, {"key": shipment_id})
    for values, contents in packed:
        box_id = _ADD_BOX.scalar(connection, {"shipment_id": shipment_id, **values})
        if len(packed) > 1:
            rows = [{"box_id": box_id, "allocation_id": key, "quantity": quantity} for key, quantity in contents]
            _ADD_BOX_LINES.run(connection, rows)
