"""Packing: what goes into which box, and what it weighs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from orderdesk.domain.fulfilment.cartons.placing import Piece
from orderdesk.domain.fulfilment.cartons.types import Carton
from orderdesk.domain.fulfilment.shipments import Allocation, BoxRequest, Shipment
from orderdesk.domain.fulfilment.weighing import in_order
from orderdesk.domain.lifecycles import SHIPMENT, Facts
from orderdesk.domain.orders.records import Order
from orderdesk.domain.prices.rates import parcel_of, volume_of
from orderdesk.domain.values.errors import Doubtful, Refused
from orderdesk.domain.values.quantity import Quantity
from orderdesk.domain.values.sizes import LONGEST_MM
from orderdesk.domain.values.texts import clean, count_word, listed
from orderdesk.domain.values.weights import HEAVIEST_G, shown_weight
from orderdesk.persistence.fulfilment import cartons, labels
from orderdesk.persistence.fulfilment import records as shipments
from orderdesk.services.desk import Desk, Work
from orderdesk.services.fulfilment.station.holding import take_off_table
from orderdesk.services.record.progress import order_of, refresh, shipment_of


def pack_shipment(
    desk: Desk,
    shipment_id: int,
    boxes: Sequence[BoxRequest] = (BoxRequest(),),
    *,
    note_done: bool = False,
    sure: bool = False,
) -> None:
    """Pack a picked shipment; without contents one box takes everything. All picked goods must be in a box.

    An order with a note for the packer is refused until `note_done` says that it was read and done; a weight that is
    far from that of the goods is `Doubtful` until somebody is `sure` of it.
    """
    with desk.writing(right="pack goods") as work:
        shipment = shipment_of(work, shipment_id)
        order = order_of(work, shipment.order_id)
        take_off_table(work, shipment)
        _tick_note(work, order, shipment, note_done=note_done)
        pack(work, order, shipment, boxes, sure=sure)


def _tick_note(work: Work, order: Order, shipment: Shipment, *, note_done: bool) -> None:
    note = order.instructions.strip()
    if note and not note_done:
        raise Refused(f"Tick the note for the packer first: {' '.join(note.split())}", field="note")
    if note:
        work.event("shipment", shipment.id, "note done", note)


def unpack_shipment(desk: Desk, shipment_id: int) -> None:
    """Open the boxes again."""
    with desk.writing(right="pack goods") as work:
        shipment = shipment_of(work, shipment_id)
        state = SHIPMENT.after(shipment.state, "unpack", Facts(shipment.number))
        labels.open_boxes(work.connection, shipment_id, work.now, work.user)
        shipments.change_shipments(work.connection, [shipment_id], {"state": str(state), "packed_at": None})
        work.event("shipment", shipment_id, "unpacked")
        refresh(work, order_of(work, shipment.order_id))
        work.touch("shipments")


def pack(work: Work, order: Order, shipment: Shipment, boxes: Sequence[BoxRequest], *, sure: bool) -> None:
    """Write the boxes of an order's shipment and move it on."""
    state = SHIPMENT.after(shipment.state, "pack", Facts(shipment.number, hold=shipment.hold))
    picked = shipments.read_allocations(work.connection, [shipment.id])
    packed = [
        (_box(place, box, cartons.carton_by_code(work.connection, box.carton), contents, picked, sure=sure), contents)
        for place, (box, contents) in enumerate(_fill(boxes, picked), start=1)
    ]
    shipments.replace_boxes(work.connection, shipment.id, packed)
    used = [values["carton_id"] for values, _ in packed if values["carton_id"] is not None]
    cartons.use_cartons(work.connection, shipment.id, used, work.now, work.user)
    values = {"state": str(state), "packed_at": work.now}
    shipments.change_shipments(work.connection, [shipment.id], values)
    work.event("shipment", shipment.id, "packed", _told([values["carton"] for values, _ in packed]))
    refresh(work, order)
    work.touch("shipments", "cartons")


def _told(kinds: Sequence[str]) -> str:
    """The boxes and what they are: "2 boxes (M, L)"."""
    named = ", ".join(filter(None, kinds))
    return count_word(len(kinds), "box", "boxes") + (f" ({named})" if named else "")


def _fill(
    boxes: Sequence[BoxRequest], picked: Sequence[Allocation]
) -> list[tuple[BoxRequest, list[tuple[int, Quantity]]]]:
    """Each box with its contents; a box without any takes all that is left. Refuses too much, too little and empty."""
    if not boxes:
        raise Refused("Pack at least one box.", field="boxes")
    left = {each.id: each.quantity for each in picked}
    filled = []
    for place, box in enumerate(boxes, start=1):
        contents = _together(box.contents) or [(key, quantity) for key, quantity in left.items() if quantity]
        for key, quantity in contents:
            if quantity <= 0 or quantity > left.get(key, 0):
                raise Refused(f"Box {place} holds more than was picked.", field="boxes", line=place)
            left[key] -= quantity
        if not contents:
            raise Refused(f"Box {place} is empty.", field="boxes", line=place)
        filled.append((box, contents))
    if any(left.values()):
        raise Refused("Some picked goods are in no box yet.", field="boxes")
    return filled


def _together(contents: Sequence[tuple[int, Quantity]]) -> list[tuple[int, Quantity]]:
    """What was named twice for one box as one; a part of nothing stays to be refused."""
    summed: dict[int, Quantity] = {}
    for key, quantity in contents:
        if quantity <= 0:
            return list(contents)
        summed[key] = summed.get(key, 0) + quantity
    return list(summed.items())


def _box(
    place: int,
    box: BoxRequest,
    carton: Carton | None,
    contents: Sequence[tuple[int, Quantity]],
    picked: Sequence[Allocation],
    *,
    sure: bool,
) -> dict[str, Any]:
    """The columns of a box; a carton of the shop gives its weight and, where none was typed, its size outside."""
    if not 0 <= box.weight_g <= HEAVIEST_G:
        raise Refused(f"Box {place}: enter a weight up to {shown_weight(HEAVIEST_G)}.", field="weight", line=place)
    if not all(0 <= side <= LONGEST_MM for side in (box.length_mm, box.width_mm, box.height_mm)):
        raise Refused(f"Box {place}: a side is from 0 to 100 metres.", field="size", line=place)
    known = {each.id: each for each in picked}
    goods = parcel_of((known[key], quantity) for key, quantity in contents).weight_g
    reckoned = goods + (carton.tare_g if carton else 0)
    if carton is not None and not sure:
        _refuse_overload(place, carton, goods)
        _doubt_size(place, carton, [known[key] for key, _ in contents])
    if box.weight_g and not sure and all(known[key].weight_g for key, _ in contents):
        _compare(place, box.weight_g, reckoned)
    typed = (box.length_mm, box.width_mm, box.height_mm)
    length, width, height = carton.outside if carton and not any(typed) else typed
    return {
        "position": place,
        "carton": carton.code if carton else clean(box.carton, "carton", longest=40),
        "carton_id": carton.id if carton else None,
        "weight_g": box.weight_g or reckoned,
        "weighed_g": box.weight_g,
        "length_mm": length,
        "width_mm": width,
        "height_mm": height,
    }


def _fits(each: Allocation, carton: Carton) -> bool:
    return Piece(each.sku, each.length_mm, each.width_mm, each.height_mm).fits(carton.inside)


def _doubt_size(place: int, carton: Carton, goods: Sequence[Allocation]) -> None:
    """Ask about a carton that is too small for one of the things in it, as far as their sizes are known."""
    large = [each.sku for each in goods if volume_of(each) and not _fits(each, carton)]
    if large:
        raise Doubtful(
            f"Box {place}: {listed(list(dict.fromkeys(large)))} by its size does not go into {carton.code}. "
            "Take a larger one, or look whether it is this one.",
            field="carton",
            line=place,
        )


def _refuse_overload(place: int, carton: Carton, goods_g: int) -> None:
    """Ask about a carton that holds more than it carries."""
    if carton.most_g and goods_g > carton.most_g:
        raise Doubtful(
            f"Box {place} holds {shown_weight(goods_g)}; {carton.code} carries {shown_weight(carton.most_g)}. "
            "Take a stronger one, or pack more boxes.",
            field="carton",
            line=place,
        )


def _compare(place: int, weighed: int, reckoned: int) -> None:
    """Ask about a box that weighs what its goods can hardly weigh."""
    if not in_order(weighed, reckoned):
        raise Doubtful(
            f"Box {place} weighs {shown_weight(weighed)}, and what is in it {shown_weight(reckoned)} by its "
            "items. Weigh it again, or look whether something is missing.",
            field="weight",
            line=place,
        )
