"""What closes a parcel at the station: DONE when all is in, or SHORT for what is not there."""

from __future__ import annotations

from orderdesk.domain.fulfilment.shipments import BoxRequest, Short
from orderdesk.domain.fulfilment.station.answers import NOT_YET, StationAnswer
from orderdesk.domain.fulfilment.station.scans import ScanKind
from orderdesk.domain.fulfilment.station.task import PackingTask
from orderdesk.domain.values.quantity import Quantity, shown_quantity, shown_units
from orderdesk.domain.values.texts import count_word, listed
from orderdesk.persistence.fulfilment import records as shipments
from orderdesk.services.fulfilment.packing import pack
from orderdesk.services.fulfilment.short_picks import book_shorts
from orderdesk.services.fulfilment.station.table import PackingTable
from orderdesk.services.record.progress import order_of, refresh, shipment_of


def pack_task(table: PackingTable) -> StationAnswer:
    """Close the boxes as they were scanned; nothing is closed while anything is missing."""
    task = table.task
    if task.lacks or task.is_packed:
        said = task.lacks or f"{task.number} is packed."
        table.write(ScanKind.HELP, why=said)
        return table.say(ScanKind.HELP, said, NOT_YET)
    work = table.work
    if task.note:
        work.event("shipment", task.shipment_id, "note done", task.note)
    boxes = _boxes(table)
    pack(work, table.order, shipment_of(work, task.shipment_id), boxes, sure=True)
    table.write(ScanKind.PACKED, box=len(boxes), quantity=task.inside)
    table.read_again()
    told = f"{shown_units(task.inside)} in {count_word(len(boxes), 'box', 'boxes')}."
    return table.say(ScanKind.PACKED, f"{task.number}: {told} {table.task.lacks}")


def _boxes(table: PackingTable) -> list[BoxRequest]:
    """What was scanned into each box, by the allocations that it was picked for."""
    task = table.task
    left = {
        each.id: [each.item_id, each.quantity]
        for each in shipments.read_allocations(table.work.connection, [task.shipment_id])
    }
    requests = []
    for box in task.count.boxes:
        contents: list[tuple[int, Quantity]] = []
        for item, quantity in task.count.in_box(box).items():
            for key, rest in left.items():
                part = min(quantity, rest[1]) if rest[0] == item else 0
                if part:
                    contents.append((key, part))
                    rest[1] -= part
                    quantity -= part
        carton = task.carton_of(box)
        requests.append(
            BoxRequest(carton.code if carton else "", task.count.weights.get(box, (0, ""))[0], contents=tuple(contents))
        )
    return requests


def declare_short(table: PackingTable) -> StationAnswer:
    """What is missing is not there: said first, and booked when SHORT is scanned once more."""
    task = table.task
    refusal = _no_short(task)
    if refusal:
        table.write(ScanKind.HELP, why=refusal)
        return table.say(ScanKind.HELP, f"{refusal} {table.next_words()}", NOT_YET)
    missing = listed([f"{shown_quantity(quantity)} × {goods.sku}" for goods, quantity in task.missing])
    if not task.count.short:
        table.write(ScanKind.SHORT)
        where = listed(list(dict.fromkeys(goods.bins for goods, _ in task.missing)))
        look = f"{missing} missing. Look in the tote and in bin {where}."
        return table.say(ScanKind.SHORT, f"{look} Scan SHORT again to back-order it, or go on scanning.")
    _book(table, missing)
    table.write(ScanKind.SHORT, why=missing)
    table.read_again()
    return table.say(ScanKind.SHORT, f"{missing} back-ordered and to be counted. {table.next_words()}")


def _no_short(task: PackingTask) -> str:
    if task.is_packed or not task.missing:
        return "Nothing is missing."
    return "" if task.inside else f"Nothing of {task.number} is in yet; take it off its picklist at the shipping desk."


def _book(table: PackingTable, missing: str) -> None:
    work, task = table.work, table.task
    work.need("pick goods")
    shipment = shipment_of(work, task.shipment_id)
    book_shorts(work, [shipment], [Short(goods.sku, quantity) for goods, quantity in task.missing])
    tied = shipments.read_allocations(work.connection, [task.shipment_id])
    shipments.record_picks(work.connection, [(each.id, each.quantity, each.quantity) for each in tied])
    work.event("shipment", task.shipment_id, "short at packing", missing)
    refresh(work, order_of(work, task.order_id))
    work.touch("shipments", "orders")
