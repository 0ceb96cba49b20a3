"""The label of each box: its tracking number, its prints, and taking it out of use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from orderdesk.domain.fulfilment.boxes import (
    ISSUED,
    PRINTED,
    VOIDED,
    Box,
    Labelled,
    box_at,
    clean_numbers,
    field_of,
)
from orderdesk.domain.fulfilment.shipments import Shipment
from orderdesk.domain.lifecycles import SHIPMENT, Facts
from orderdesk.domain.values.errors import Doubtful, Refused
from orderdesk.domain.values.money import Amount, shown
from orderdesk.domain.values.texts import listed
from orderdesk.persistence.fulfilment import labels
from orderdesk.persistence.fulfilment import records as shipments
from orderdesk.persistence.record import search
from orderdesk.persistence.shop.records import shop_of
from orderdesk.services.desk import Desk, Work
from orderdesk.services.fulfilment.dues import due_on_delivery
from orderdesk.services.record.progress import order_of, shipment_of

Numbers = str | Mapping[int, str]
"""Tracking numbers by box, or the number of the first one."""


def set_tracking(desk: Desk, shipment_id: int, tracking: Numbers) -> None:
    """Note the numbers the carrier gave; a box that gets another one than before gets another label."""
    with desk.writing(right="ship goods") as work:
        shipment = shipment_of(work, shipment_id)
        SHIPMENT.check(shipment.state, "track", Facts(shipment.number))
        boxes = labels.boxes_of(work.connection, shipment_id)
        if not boxes and shipment.shipped_at:
            # It left in a hurry, in one box that nobody packed here.
            shipments.replace_boxes(work.connection, shipment_id, [({"position": 1}, ())])
            boxes = labels.boxes_of(work.connection, shipment_id)
        changed = number_boxes(work, shipment, boxes, tracking)
        if changed:
            work.touch("shipments")


def number_boxes(work: Work, shipment: Shipment, boxes: Sequence[Box], tracking: Numbers) -> list[Box]:
    """Give boxes their numbers; returns those whose number changed, as they are now. Refuses a number that another
    parcel on its way bears."""
    first = boxes[0].position if boxes else 1
    typed = {first: tracking} if isinstance(tracking, str) else tracking
    numbers = clean_numbers(typed)
    if isinstance(tracking, str) and tracking.strip() and len(boxes) > 1:
        box_at(shipment, boxes, None)
    changed, told = [], []
    for position, number in numbers.items():
        if number or boxes:
            box = box_at(shipment, boxes, position)
            if number != box.tracking:
                # Its first number does not make another label of the one that was printed.
                copies = box.label_copies if not (box.tracking or box.label_void) else 0
                # Without a number it is the label that was there before; only another number makes another one.
                void = 0 if number else box.label_void
                changed.append(replace(box, tracking=number, label_copies=copies, label_void=void))
                told.append(_number_told(box, number, alone=len(boxes) == 1))
    given = [box.tracking for box in changed if box.tracking]
    if given:
        _refuse_twice(work, boxes, changed, given)
        search.index_more(work.connection, "orders", shipment.order_id, " ".join(given))
    happened = [(box.id, _entry(box, VOIDED if box.label_void else ISSUED)) for box in changed]
    labels.note_labels(work.connection, happened, work.now, work.user)
    if told:
        work.event("shipment", shipment.id, "tracking", "; ".join(told))
    return changed


def _number_told(box: Box, number: str, *, alone: bool) -> str:
    """A number as the history tells it: "box 2: NC2 in place of NC1"."""
    before = f" in place of {box.tracking}" if box.tracking else ""
    return f"{'' if alone else f'box {box.position}: '}{number or 'none'}{before}"


def void_label(desk: Desk, number: str, box: int | None = None) -> int:
    """Take the label of a box out of use before its carrier has it, and tell which box it was; it is printed again when
    the box has another tracking number, or is packed anew. Of several boxes one must be named."""
    with desk.writing(right="print papers") as work:
        shipment, boxes = _by_number(work, number)
        SHIPMENT.check(shipment.state, "void-label", Facts(shipment.number))
        chosen = box_at(shipment, boxes, box)
        if chosen.label_void:
            raise Refused(f"The label of box {chosen.position} of {shipment.number} is void already.", field="box")
        voided = _entry(replace(chosen, label_copies=0), VOIDED)
        labels.note_labels(work.connection, [(chosen.id, voided)], work.now, work.user)
        number_said = f", {chosen.tracking}" if chosen.tracking else ""
        work.event("shipment", shipment.id, "label void", f"box {chosen.position}{number_said}")
        work.touch("shipments")
    return chosen.position


def count_label(work: Work, number: str, box: int | None, key: str = "") -> int:
    """Count one more print of a box's label, and tell which it is; asked again with the same `key` it was counted. One
    that asks another sum than the last print did is the first of another label."""
    shipment, boxes = _by_number(work, number)
    chosen = box_at(shipment, boxes, box)
    counted = labels.copies_by_key(work.connection, key) if key else None
    if counted is not None:
        return counted
    due, happened = box_due(work, shipment, boxes, chosen), []
    if chosen.label_copies and labels.due_printed(work.connection, chosen) != due:
        chosen = replace(chosen, label_copies=0)
        happened.append((chosen.id, _entry(chosen, ISSUED)))
    printed = replace(_entry(replace(chosen, label_copies=chosen.label_copies + 1), PRINTED), due=due, key=key)
    if not chosen.label_void:
        labels.note_labels(work.connection, [*happened, (chosen.id, printed)], work.now, work.user)
        work.event("shipment", shipment.id, "label printed", f"box {chosen.position}")
        work.touch("shipments")
    return printed.copies


def box_due(work: Work, shipment: Shipment, boxes: Sequence[Box], box: Box) -> Amount | None:
    """What the label of a box says that the driver collects: all that is due for the shipment stands on its first box;
    None for nothing."""
    if box.id != boxes[0].id:
        return None
    return due_on_delivery(work.connection, order_of(work, shipment.order_id), shipment.id) or None


def charge_boxes(desk: Desk, shipment_id: int, charges: Mapping[int | None, Amount | None]) -> list[Box]:
    """Note what the carrier asked for boxes, in minor units of the shop's currency, None for nothing known, and tell
    them as they were. The box None is the only one."""
    with desk.writing(right="ship goods") as work:
        shipment = shipment_of(work, shipment_id)
        boxes = labels.boxes_of(work.connection, shipment_id)
        SHIPMENT.check(shipment.state, "charge", Facts(shipment.number, boxes=len(boxes)))
        asked = [(box_at(shipment, boxes, position), charged) for position, charged in charges.items()]
        if any(charged is not None and charged < 0 for _, charged in asked):
            raise Refused("What the carrier asked is zero or more.", field="charged")
        changed = [(box, charged) for box, charged in asked if charged != box.charged]
        for box, charged in changed:
            labels.charge_box(work.connection, box.id, charged)
        if changed:
            currency = shop_of(work.connection).currency
            told = (_charge_told(box, charged, currency) for box, charged in changed)
            work.event("shipment", shipment.id, "charged", "; ".join(told))
            work.touch("shipments")
    return [box for box, _ in asked]


def _charge_told(box: Box, charged: Amount | None, currency: str) -> str:
    """A charge as the history tells it: "box 2: 7.40 EUR, 4.10 EUR before"."""
    now, before = (None if each is None else shown(each, currency) for each in (charged, box.charged))
    return f"box {box.position}: {now or 'not known'}{f', {before} before' if before else ''}"


def doubt_unprinted(work: Work, shipment: Shipment, boxes: Sequence[Box]) -> None:
    """Doubt a parcel on which an older label may still stick: labels of it were printed here, and those that hold now
    were not, or ask the driver to collect another sum. Who prints no label here prints them elsewhere."""
    missing = [each.position for each in boxes if not each.label_copies]
    if missing and labels.ever_printed(work.connection, shipment.id):
        which = f"box {listed([str(each) for each in missing])} of " if len(boxes) > 1 else ""
        raise Doubtful(f"The label of {which}{shipment.number} was not printed since it changed.", field="label")
    first = boxes[0]
    asked = labels.due_printed(work.connection, first) if first.label_copies else None
    due = box_due(work, shipment, boxes, first)
    if asked is not None and asked != due:
        currency = order_of(work, shipment.order_id).currency
        now = f"{shown(due, currency)} is" if due else "nothing is"
        raise Doubtful(
            f"The label of {shipment.number} tells the driver to collect {shown(asked, currency)}; {now} due now. "
            "Print it anew.",
            field="label",
        )


def refuse_void(shipment: Shipment, boxes: Sequence[Box]) -> None:
    """Nothing leaves with a label that is out of use."""
    for box in boxes:
        if box.label_void:
            raise Refused(
                f"The label of box {box.position} of {shipment.number} is void; note its new tracking number, or pack "
                "it anew.",
                field=field_of(box.position),
            )


def _by_number(work: Work, number: str) -> tuple[Shipment, list[Box]]:
    key = shipments.shipment_id_by_number(work.connection, number)
    shipment = shipment_of(work, key or 0)
    return shipment, labels.boxes_of(work.connection, shipment.id)


def _refuse_twice(work: Work, boxes: Sequence[Box], changed: Sequence[Box], given: Sequence[str]) -> None:
    """A number leads to one parcel: refuse what a box beside or another parcel on its way bears."""
    renumbered = {box.id for box in changed}
    beside = {box.tracking: box for box in boxes if box.id not in renumbered and not box.label_void}
    for box in changed:
        other = beside.get(box.tracking) if box.tracking else None
        if other is not None:
            raise Refused(
                f"{box.tracking} is the number of box {other.position}; each box has its own.",
                field=field_of(box.position),
            )
    found = labels.living(work.connection, given, [box.id for box in boxes])
    if found is not None:
        number, shipment, position = found
        place = next(box.position for box in changed if box.tracking == number)
        raise Refused(
            f"{number} is the number of box {position} of {shipment}, which is still on its way; scan it again.",
            field=field_of(place),
        )


def _entry(box: Box, what: str) -> Labelled:
    return Labelled(box.shipment_id, box.position, what, box.tracking, box.label_copies)
