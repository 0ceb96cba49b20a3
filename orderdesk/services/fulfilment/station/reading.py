"""The parcel on the table, read whole."""

from __future__ import annotations

from sqlalchemy import Connection

from orderdesk.domain.fulfilment.station.scans import count_of
from orderdesk.domain.fulfilment.station.task import PackingTask, ParcelGoods
from orderdesk.domain.values.addresses import town_line
from orderdesk.domain.values.errors import NotFound
from orderdesk.persistence.fulfilment.labels import boxes_of
from orderdesk.persistence.fulfilment.lists import PackRow, pack_rows, shipment_row
from orderdesk.persistence.fulfilment.records import read_shipments
from orderdesk.persistence.fulfilment.scans import scans_of
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.cartons.planning import read_plan


def view_task(desk: Desk, shipment_id: int) -> PackingTask:
    """A shipment as the station shows it."""
    with desk.reading() as connection:
        return read_task(connection, shipment_id)


def read_task(connection: Connection, shipment_id: int, before: PackingTask | None = None) -> PackingTask:
    """The same inside a snapshot or a transaction; the plan of its boxes stays while its goods are as they were
    `before`."""
    row = shipment_row(connection, shipment_id)
    if row is None:
        raise NotFound("There is no such shipment.", field="shipment")
    (kept,) = read_shipments(connection, [shipment_id])
    scans = scans_of(connection, shipment_id)
    rows = pack_rows(connection, [shipment_id])
    goods = _goods(rows)
    same = before is not None and (before.shipment_id, before.goods) == (shipment_id, goods)
    plan = before.plan if before and same else read_plan(connection, shipment_id, rows)
    return PackingTask(
        shipment_id,
        row.number,
        row.order_number,
        row.order_id,
        row.state,
        kept.picklist_id,
        row.picklist,
        row.customer,
        town_line(row.city, row.postcode, row.country),
        row.service_name,
        row.instructions.strip(),
        goods,
        count_of(scans, kept.picklist_id),
        tuple(boxes_of(connection, shipment_id)),
        plan,
        scans,
    )


def _goods(rows: list[PackRow]) -> tuple[ParcelGoods, ...]:
    """One row for each item, in the order of the walk, whatever bins and lines it comes from."""
    by_item: dict[int, list[PackRow]] = {}
    for row in rows:
        by_item.setdefault(row.item_id, []).append(row)
    return tuple(_one(parts) for parts in by_item.values())


def _one(parts: list[PackRow]) -> ParcelGoods:
    first = parts[0]
    lines: dict[int, int] = {}
    for row in sorted(parts, key=lambda each: each.order_line_id):
        lines[row.order_line_id] = lines.get(row.order_line_id, 0) + row.quantity
    return ParcelGoods(
        first.item_id,
        first.sku,
        first.name,
        first.unit,
        ", ".join(dict.fromkeys(row.bin for row in parts)),
        sum(lines.values()),
        first.weight_g,
        first.warning,
        tuple(lines.items()),
    )
