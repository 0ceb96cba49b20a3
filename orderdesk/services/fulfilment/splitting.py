"""Splitting off boxes of a packed shipment, so that they can leave before the others, and putting them back.

Stock, reservations and what the customer is charged stay as they are: the same goods of the same order are tied to two
shipments in place of one. What is collected on delivery is asked of each by its part of the order, and postage and fees
with what leaves first. Papers printed before are void, as they tell of other boxes and other sums.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from orderdesk.domain.fulfilment.boxes import ISSUED, MOVED, OPENED, VOIDED, Box, Labelled
from orderdesk.domain.fulfilment.shipments import Shipment
from orderdesk.domain.fulfilment.splitting import (
    Contents,
    Moved,
    boxes_named,
    check_home,
    chosen_boxes,
    home_of,
    put_back,
    split_off,
)
from orderdesk.domain.lifecycles import SHIPMENT, Facts
from orderdesk.domain.values.errors import Doubtful, Refused
from orderdesk.persistence.fulfilment import labels, scans, splitting
from orderdesk.persistence.fulfilment import records as shipments
from orderdesk.persistence.record.numbers import take_number
from orderdesk.services.desk import Desk, Work
from orderdesk.services.record.progress import order_of, refresh, shipment_of


def split_boxes(desk: Desk, shipment_id: int, positions: Collection[int], *, sure: bool = False) -> str:
    """Make boxes of a packed shipment, chosen by their positions, a packed shipment of their own; return its number.

    Raises `Doubtful` unless `sure` when the order is to be sent complete.
    """
    with desk.writing(right="pack goods") as work:
        shipment = shipment_of(work, shipment_id)
        boxes = labels.boxes_of(work.connection, shipment_id)
        SHIPMENT.check(shipment.state, "split", Facts(shipment.number, several=len(boxes) > 1))
        chosen = chosen_boxes(shipment, boxes, positions)
        order = order_of(work, shipment.order_id)
        if order.ship_complete and not sure:
            raise Doubtful(f"{order.number} is to be sent complete.", field="box")
        goods = splitting.goods_in_boxes(work.connection, shipment_id)
        _refuse_unknown(shipment, boxes, goods)
        scanned_at = scans.packed_at(work.connection, shipment_id)
        number = take_number(work.connection, "SH", work.today.year)
        part = shipment_of(work, splitting.add_part(work.connection, shipment_id, number))
        moved = split_off(shipment, chosen, part.id)
        stay = [box for box in boxes if box not in chosen]
        _move(work, moved, stay, {shipment.id: _of(goods, stay), part.id: _of(goods, chosen)})
        if scanned_at is not None:
            for each in (shipment, part):
                _carry_scans(work, each, scanned_at)
        work.event("shipment", part.id, "split off", f"{boxes_named(chosen)} of {shipment.number}")
        refresh(work, order)
        work.touch("shipments")
        return number


def rejoin_boxes(desk: Desk, shipment_id: int) -> str:
    """Put boxes that were split off back into the shipment that they came from, while both are here; return its number.
    The number of their own is used up."""
    with desk.writing(right="pack goods") as work:
        part = shipment_of(work, shipment_id)
        boxes = labels.boxes_of(work.connection, part.id)
        number = home_of(boxes)
        state = SHIPMENT.after(part.state, "rejoin", Facts(part.number, home=number))
        home = shipment_of(work, shipments.shipment_id_by_number(work.connection, number) or 0)
        there = labels.boxes_of(work.connection, home.id)
        check_home(part, home)
        goods = {key: splitting.goods_in_boxes(work.connection, key) for key in (home.id, part.id)}
        scanned_at = [scans.packed_at(work.connection, key) for key in (home.id, part.id)]
        shipments.change_shipments(work.connection, [part.id], {"state": str(state)})
        moved = put_back(boxes, home.id, there)
        _move(work, moved, there, {home.id: {**goods[home.id], **goods[part.id]}, part.id: {}})
        scans.open_packed(work.connection, part.id, work.now, work.user)
        station = scanned_at[0] if None not in scanned_at else None
        if station is not None:
            _carry_scans(work, home, station)
        else:
            scans.open_packed(work.connection, home.id, work.now, work.user)
        work.event("shipment", part.id, "rejoined", number)
        refresh(work, order_of(work, part.order_id))
        work.touch("shipments")
        return number


def _refuse_unknown(shipment: Shipment, boxes: Sequence[Box], goods: Mapping[int, Contents]) -> None:
    """What lies in no box by the books cannot be divided."""
    unknown = [box for box in boxes if not goods[box.id]]
    if unknown:
        raise Refused(
            f"It is not noted what lies in {boxes_named(unknown)} of {shipment.number}; unpack it and pack it anew.",
            field="box",
        )


def _of(goods: Mapping[int, Contents], boxes: Sequence[Box]) -> dict[int, Contents]:
    return {box.id: goods[box.id] for box in boxes}


def _move(work: Work, moved: Sequence[Moved], stay: Sequence[Box], goods: Mapping[int, Mapping[int, Contents]]) -> None:
    """Write the boxes and goods of both shipments, and that the labels that were printed are waste."""
    splitting.move_boxes(work.connection, moved)
    splitting.write_goods(work.connection, goods)
    told = labels.places_told(work.connection, moved[0][0].shipment_id)
    happened = [entry for was, box in moved if was.position in told for entry in _taken_along(was, box)]
    happened += [(box.id, _anew(box)) for box in [*stay, *(box for _, box in moved)] if box.label_copies]
    labels.note_labels(work.connection, happened, work.now, work.user)


def _taken_along(was: Box, box: Box) -> Iterator[tuple[int, Labelled]]:
    """The number of a label, how often it was printed, and that it is void go along with its box."""
    yield box.id, Labelled(was.shipment_id, was.position, OPENED, "")
    yield box.id, Labelled(box.shipment_id, box.position, MOVED, box.tracking, box.label_copies)
    if box.label_void:
        yield box.id, Labelled(box.shipment_id, box.position, VOIDED, box.tracking)


def _anew(box: Box) -> Labelled:
    """A label with the same number, not printed yet: the printed one tells of other boxes, and maybe of another sum."""
    return Labelled(box.shipment_id, box.position, ISSUED, box.tracking)


def _carry_scans(work: Work, shipment: Shipment, station: str) -> None:
    """What a parcel holds by its scans, counted anew with the boxes that it has now."""
    boxes = {box.id: box.position for box in labels.boxes_of(work.connection, shipment.id)}
    goods = splitting.goods_in_boxes(work.connection, shipment.id)
    inside = [(boxes[box], key, quantity) for box, held in goods.items() for key, quantity in held.items()]
    scans.carry(work.connection, shipment, inside, station=station, at=work.now, user=work.user)
