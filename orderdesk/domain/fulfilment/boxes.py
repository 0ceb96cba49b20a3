"""The boxes of a shipment, each with its own tracking number and label."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from orderdesk.domain.fulfilment.shipments import Shipment
from orderdesk.domain.lifecycles import SHIPMENT, Facts
from orderdesk.domain.prices.rates import Parcel
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.money import Amount
from orderdesk.domain.values.texts import count_word, listed

LONGEST_TRACKING = 48
ISSUED, PRINTED, VOIDED, OPENED = "issued", "printed", "voided", "opened"
"""What happens to a label: it gets its number, comes out of the printer, is taken out of use, or its box is opened
again and it is waste."""
MOVED = "moved"
"""A label that came from elsewhere: from an older layout, where the boxes of a shipment had one number between them,
with the history of another program, or with its box from another shipment."""


@dataclass(frozen=True, slots=True)
class Box:
    """A packed box, `position` from 1. Grams: `weight_g` is told to the carrier, `weighed_g` is what the scales showed
    (0: not weighed); millimetres. `charged` is what the carrier asked for it, None when nobody noted it. Its label was
    printed `label_copies` times since it was issued, and is of no use when `label_void`. `earlier` are the numbers of
    the boxes that it was before it was split off, newest first: "SH-1002-2 SH-1001-3"; those that stay keep their
    positions, so that what is printed on one never means another."""

    id: int
    shipment_id: int
    position: int
    carton: str
    weight_g: int
    length_mm: int
    width_mm: int
    height_mm: int
    tracking: str
    label_copies: int
    label_void: int
    weighed_g: int
    charged: Amount | None
    earlier: str

    @property
    def parcel(self) -> Parcel:
        """As a carrier weighs it."""
        return Parcel(self.weight_g, self.length_mm * self.width_mm * self.height_mm)

    @property
    def label(self) -> str:
        """The state of its label in words."""
        if self.label_void:
            return "void"
        times = {0: "not printed", 1: "printed", 2: "printed twice"}
        return times.get(self.label_copies, f"printed {self.label_copies} times")


@dataclass(frozen=True, slots=True)
class Labelled:
    """One entry of the ledger of labels: what happened to the label of a box, and what it was after that. `due` is what
    a print says that the driver collects, in minor units; None for another entry."""

    shipment_id: int
    box: int
    what: str
    tracking: str
    copies: int = 0
    due: Amount | None = None
    key: str = ""


def tracking_of(boxes: Iterable[Box]) -> tuple[str, ...]:
    """The tracking numbers of boxes in their order, each once."""
    return tuple(dict.fromkeys(box.tracking for box in boxes if box.tracking))


def box_at(shipment: Shipment, boxes: Sequence[Box], position: int | None) -> Box:
    """A box of a shipment by its position from 1; None is its only one, and of several none is guessed."""
    if not boxes:
        SHIPMENT.check(shipment.state, "label", Facts(shipment.number, boxes=0), field="number")
    there = count_word(len(boxes), "box", "boxes")
    if position is None and len(boxes) > 1:
        raise Refused(f"{shipment.number} has {there}; say which: --box {positions_words(boxes)}.", field="box")
    found = next((each for each in boxes if each.position == (position or boxes[0].position)), None)
    if found is None:
        which = "" if _numbered_through(boxes) else f", {positions_words(boxes)}"
        raise NotFound(f"{shipment.number} has {there}{which}, not {position}.", field="box")
    return found


def positions_words(boxes: Sequence[Box], joined_by: str = "or") -> str:
    """Which boxes there are: "1 to 3", or "1 or 3" where the second was split off."""
    places = [str(each.position) for each in boxes]
    return f"{places[0]} to {places[-1]}" if _numbered_through(boxes) else listed(places, joined_by)


def place_words(box: Box, boxes: Sequence[Box]) -> str:
    """Which of its shipment's boxes it is, for papers: "2 of 3"; "3 (2 boxes)" where another was split off."""
    if len(boxes) == 1:
        return "1 of 1"
    if _numbered_through(boxes):
        return f"{box.position} of {len(boxes)}"
    return f"{box.position} ({count_word(len(boxes), 'box', 'boxes')})"


def _numbered_through(boxes: Sequence[Box]) -> bool:
    return [each.position for each in boxes] == list(range(1, len(boxes) + 1))


def unprinted_words(boxes: Sequence[Box]) -> str:
    """That labels of boxes were not printed here, as the end of a text; "" when all were."""
    missing = [str(box.position) for box in boxes if not box.label_copies]
    if not missing:
        return ""
    if len(boxes) == 1:
        return " Its label was not printed here."
    return f" Not printed here: the label of box {', '.join(missing)}."


def boxed_number(shipment: str, position: int) -> str:
    """A box by its shipment: "SH-1001-2"; so it is called where the carrier gave no number."""
    return f"{shipment}-{position}"


def read_boxed(number: str) -> tuple[str, int] | None:
    """The shipment and the position that the number of a box names: ("SH-1001", 2) for "SH-1001-2"."""
    shipment, _, position = number.rpartition("-")
    return (shipment, int(position)) if shipment and position.isdecimal() and position.isascii() else None


def field_of(position: int, what: str = "tracking") -> str:
    """The field of a form in which something of this box is typed: its number, what its carrier asked."""
    return what if position == 1 else f"{what}-{position}"


def clean_numbers(typed: Mapping[int, str]) -> dict[int, str]:
    """Tracking numbers by box as they are kept; refuses what fits no label, and one number for two boxes."""
    numbers: dict[int, str] = {}
    for position, text in typed.items():
        number, field = text.strip(), field_of(position)
        if len(number) > LONGEST_TRACKING or not (number.isascii() and number.isprintable()):
            raise Refused(f"A tracking number has at most {LONGEST_TRACKING} letters, digits and signs.", field=field)
        other = next((place for place, each in numbers.items() if each == number), None)
        if number and other is not None:
            raise Refused(f"{number} is the number of box {other}; each box has its own.", field=field)
        numbers[position] = number
    return numbers
