"""What is told when the number of a parcel is scanned: which box it is on, what lies in it, and what took its place."""

from __future__ import annotations

from sqlalchemy import Connection

from orderdesk.domain.fulfilment.boxes import Box, boxed_number, place_words
from orderdesk.domain.fulfilment.station.task import box_words
from orderdesk.domain.values.money import shown
from orderdesk.domain.values.quantity import shown_quantity
from orderdesk.domain.values.weights import shown_weight
from orderdesk.persistence.fulfilment.labels import box_once_bearing, boxes_of
from orderdesk.persistence.fulfilment.lists import pack_rows, shipment_row
from orderdesk.persistence.fulfilment.parcels import contents_of
from orderdesk.persistence.record.numbers_of import box_bearing
from orderdesk.persistence.shop.records import shop_of
from orderdesk.services.desk import Desk


def number_told(desk: Desk, shipment_id: int, code: str) -> tuple[str, bool]:
    """Which box of a shipment bears a number, and whether its label holds: ("NC2 is on box 2 of 3 of SH-1001: 2 MUG,
    1.2 kg.", True). A number of an older label tells which one took its place, and where a box is that was split off;
    "" for a number of no box."""
    with desk.reading() as connection:
        row = shipment_row(connection, shipment_id)
        assert row is not None
        boxes, typed = boxes_of(connection, shipment_id), code.strip().upper()
        for box in boxes:
            if typed in (box.tracking.upper(), boxed_number(row.number, box.position)):
                held = in_box(connection, shipment_id, box)
                where = f"{code.strip()} is on {_place(box, boxes)} of {row.number}"
                if box.label_void:
                    return f"{where}, and its label is void; no other number has taken its place yet.", False
                return f"{where}: {held}.", True
        once = next((box.position for box in boxes if typed in box.earlier.split()), None)
        once = once or box_once_bearing(connection, shipment_id, code.strip())
        if once is None:
            return "", True
        number, there, now = _now(connection, row.number, once)
    here = box_words(once if now is None else now.position, there)
    if now is not None and now.tracking:
        place = f"{now.tracking} is on {here} of {number} now"
    elif now is not None and now.earlier:
        place = f"it is {here} of {number} now"
    else:
        place = f"{here} of {number} has no number now"
    return f"The label {code.strip()} is void; {place}.", False


def _now(connection: Connection, number: str, position: int) -> tuple[str, int, Box | None]:
    """The box that stood at a position of a shipment, which may have been split off: the number of its shipment now,
    how many boxes that has, and the box, None where it was opened since."""
    found = box_bearing(connection, boxed_number(number, position))
    assert found is not None
    boxes = boxes_of(connection, found[0].id)
    return found[0].number, len(boxes), next((box for box in boxes if box.position == found[1]), None)


def boxes_told(desk: Desk, shipment_id: int) -> list[tuple[int, str]]:
    """Each box of a shipment by its position, and in words: "Box 2: 1 MUG, 350 g · NC2"."""
    with desk.reading() as connection:
        return [(box.position, _told(connection, shipment_id, box)) for box in boxes_of(connection, shipment_id)]


def _told(connection: Connection, shipment_id: int, box: Box) -> str:
    number = f" · {box.tracking}" if box.tracking else ""
    return f"Box {box.position}: {in_box(connection, shipment_id, box)}{number}"


def in_box(connection: Connection, shipment_id: int, box: Box) -> str:
    """What lies in a box, its weight, and what its carrier asked: "2 MUG, 1 TEE, 1.2 kg, the carrier asked €4.10"."""
    skus = {each.allocation_id: each.sku for each in pack_rows(connection, [shipment_id])}
    goods: dict[str, int] = {}
    for (position, allocation), quantity in contents_of(connection, shipment_id).items():
        if position == box.position and allocation in skus:
            goods[skus[allocation]] = goods.get(skus[allocation], 0) + quantity
    told = [f"{shown_quantity(quantity)} {sku}" for sku, quantity in goods.items()]
    if box.weight_g:
        told.append(shown_weight(box.weight_g))
    if box.charged is not None:
        told.append(f"the carrier asked {shown(box.charged, shop_of(connection).currency)}")
    return ", ".join(told) or "nothing is noted of what lies in it"


def _place(box: Box, boxes: list[Box]) -> str:
    return f"box {place_words(box, boxes)}" if len(boxes) > 1 else "the box"
