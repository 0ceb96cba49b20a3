"""Boxes of a packed shipment that leave apart from the others: which may, and what they are called then."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from orderdesk.domain.fulfilment.boxes import Box, box_at, boxed_number, read_boxed
from orderdesk.domain.fulfilment.shipments import Shipment
from orderdesk.domain.lifecycles import SHIPMENT
from orderdesk.domain.lifecycles.words import said_of
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import Quantity
from orderdesk.domain.values.texts import listed

PackedGoods = tuple[int, int, int]
"""What lies in a box: of which order line, which item, from which bin."""
Contents = Mapping[PackedGoods, Quantity]
"""How much of what lies in a box."""
Moved = tuple[Box, Box]
"""A box as it was, and as it is in its other shipment."""


def chosen_boxes(shipment: Shipment, boxes: Sequence[Box], positions: Collection[int]) -> list[Box]:
    """The boxes at these positions. Refuses none, all of them, and one whose number another that stays bears too."""
    chosen = [box_at(shipment, boxes, position) for position in sorted(set(positions))]
    if not chosen:
        raise Refused(f"Choose which boxes of {shipment.number} leave apart.", field="box")
    stay = {box.tracking: box for box in boxes if box not in chosen}
    if not stay:
        raise Refused(f"At least one box stays with {shipment.number}.", field="box")
    for box in chosen:
        if box.tracking and box.tracking in stay:
            raise Refused(
                f"{box.tracking} is the number of box {box.position} and of box {stay[box.tracking].position}; note "
                "the number of each first.",
                field="box",
            )
    return chosen


def split_off(shipment: Shipment, chosen: Sequence[Box], part_id: int) -> list[Moved]:
    """The chosen boxes as those of a shipment of their own, in their order; each remembers which it was."""
    return [
        (
            box,
            replace(
                box,
                shipment_id=part_id,
                position=place,
                earlier=f"{boxed_number(shipment.number, box.position)} {box.earlier}".strip(),
            ),
        )
        for place, box in enumerate(chosen, start=1)
    ]


def put_back(boxes: Sequence[Box], home_id: int, there: Sequence[Box]) -> list[Moved]:
    """Boxes that were split off as those of the shipment they came from: each in its old place, else behind the last,
    as that was packed anew since."""
    taken = {box.position for box in there}
    moved = []
    for box in boxes:
        was, _, earlier = box.earlier.partition(" ")
        place = (read_boxed(was) or ("", 0))[1]
        if place in taken:
            place = max(taken) + 1
        taken.add(place)
        moved.append((box, replace(box, shipment_id=home_id, position=place, earlier=earlier)))
    return moved


def home_of(boxes: Sequence[Box]) -> str:
    """The number of the shipment that boxes were split off; "" for those of no other."""
    was = read_boxed(boxes[0].earlier.partition(" ")[0]) if boxes else None
    return was[0] if was else ""


def check_home(part: Shipment, home: Shipment) -> None:
    """Boxes are put back only into what is packed, and goes to the same place."""
    if not SHIPMENT.allows(home.state, "unpack"):
        raise Refused(f"{home.number} is {said_of(home.state)}; boxes are put back only into a packed shipment.")
    if part.ship_to_id != home.ship_to_id:
        raise Refused(f"{home.number} goes to another address than {part.number}.")


def boxes_named(boxes: Sequence[Box]) -> str:
    """Boxes as they stand in a sentence: "box 2", "boxes 1 and 3"."""
    places = [str(each.position) for each in boxes]
    return f"{'box' if len(places) == 1 else 'boxes'} {listed(places)}"
