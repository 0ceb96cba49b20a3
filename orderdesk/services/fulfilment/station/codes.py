"""What a code means at the station: a unit of goods, a label, or the paper of a parcel."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from orderdesk.domain.fulfilment.boxes import Box, boxed_number
from orderdesk.domain.fulfilment.station.labels import code_of, read_label
from orderdesk.domain.fulfilment.station.task import PackingTask, box_words
from orderdesk.domain.items.scans import measure_of, read_scan
from orderdesk.domain.values.quantity import Quantity
from orderdesk.persistence.fulfilment.labels import numbers_borne
from orderdesk.persistence.items.lists import item_by_code
from orderdesk.persistence.record.numbers_of import bearing, orders_bearing
from orderdesk.persistence.shop.records import shop_of
from orderdesk.services.record.finding import KIND_WORDS


@dataclass(frozen=True, slots=True)
class ScannedUnit:
    """A piece of goods that was scanned; `quantity` where the code says how much it is, as that of a case does."""

    item_id: int
    sku: str
    name: str
    quantity: Quantity | None


def unit_of(connection: Connection, code: str) -> ScannedUnit | None:
    """The goods that a code is on; None for any other code."""
    shop = shop_of(connection)
    scan = read_scan(code, shop.scale_codes)
    for each in scan.codes:
        item = item_by_code(connection, each)
        if item is not None:
            quantity = measure_of(scan, item.unit, item.price, shop.currency).quantity
            return ScannedUnit(item.id, item.sku, item.name, quantity)
    return None


def told_of(connection: Connection, code: str) -> str:
    """What a code is that is no goods: "SO-1002 is an order"; "" for one that nothing here bears."""
    found = [*bearing(connection, code), *orders_bearing(connection, code)]
    return f"{found[0].number} is {KIND_WORDS[found[0].kind]}" if found else ""


def why_no_label(connection: Connection, task: PackingTask, box: Box, code: str) -> str:
    """Why a code is not the label of this box; "" when it is."""
    read, boxes = read_label(code), len(task.packed)
    here, wanted = box_words(box.position, boxes), code_of(task.number, box, boxes)
    if wanted.upper() in read:
        return f"The label of {here} is void; print another." if box.label_void else ""
    other = next((each for each in task.packed if code_of(task.number, each, boxes).upper() in read), None)
    if other is not None:
        return f"This is the label of box {other.position}; scan the one on {here}."
    if read & _borne(connection, task):
        return f"This label is an older one of {task.number}; the one that holds says {wanted}."
    told = told_of(connection, code)
    return f"{told or code[:40]}{',' if told else ' is'} not the label on {here} of {task.number}."


def _borne(connection: Connection, task: PackingTask) -> set[str]:
    """Every number that a box of it ever bore."""
    own = {task.number, *(boxed_number(task.number, each.position) for each in task.packed)}
    own.update(was for each in task.packed for was in each.earlier.split())
    return own | {each.upper() for each in numbers_borne(connection, task.shipment_id)}
