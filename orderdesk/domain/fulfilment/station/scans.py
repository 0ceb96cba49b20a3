"""Scans as they are kept, and what a parcel holds by them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from orderdesk.domain.values.quantity import Quantity


class ScanKind(StrEnum):
    """What a scan was; the words are those of the table."""

    BEGUN = "begun"
    RIGHT = "right"
    BY_HAND = "by hand"
    UNDONE = "undone"
    WRONG = "wrong"
    TOO_MANY = "too many"
    UNKNOWN = "unknown"
    WRONG_LABEL = "wrong label"
    ANSWERED = "answered"
    NEXT_BOX = "next box"
    NOTE = "note"
    WEIGHED = "weighed"
    SHORT = "short"
    HELP = "help"
    PACKED = "packed"
    LABEL = "label"
    OPENED = "opened"
    CARTON = "carton"


COUNTED = (ScanKind.RIGHT, ScanKind.BY_HAND)
"""What puts a unit into a box."""
STOPS = (ScanKind.WRONG, ScanKind.TOO_MANY, ScanKind.UNKNOWN, ScanKind.WRONG_LABEL)
"""What holds the station until somebody has answered it."""
WHILE_HELD = "held"
"""Why a scan counted for nothing, whatever was scanned: the one before was not answered."""
CARRIED = "carried over"
"""Why goods count that nobody scanned: they were scanned when their box was of another shipment."""
_UNDONE_BY_UNDO = (*COUNTED, ScanKind.NEXT_BOX, ScanKind.NOTE, ScanKind.CARTON)


@dataclass(frozen=True, slots=True)
class StationScan:
    """One scan: `box` from 1, `quantity` in thousandths, `weight_g` in grams. `why` is the reason of a tick by hand or
    of a weight that is far off; `station` is the PC. Its `id` is 0 until it is written."""

    id: int
    at: datetime
    user: str
    station: str
    what: ScanKind
    shipment_id: int | None = None
    picklist_id: int | None = None
    box: int = 0
    order_line_id: int | None = None
    item_id: int | None = None
    quantity: Quantity = 0
    weight_g: int = 0
    code: str = ""
    why: str = ""
    undoes_id: int | None = None


@dataclass(slots=True)
class ParcelCount:
    """What a parcel holds by its scans: quantity by (box, item), the box that is being filled, the codes of the cartons
    that were chosen by box, the weight and the reason for it by box, the codes of the labels that were scanned by box,
    what UNDO would take back, what holds the station, who works on it, and whether it was packed here."""

    inside: dict[tuple[int, int], Quantity] = field(default_factory=dict)
    box: int = 1
    cartons: dict[int, str] = field(default_factory=dict)
    weights: dict[int, tuple[int, str]] = field(default_factory=dict)
    note: bool = False
    labels: dict[int, str] = field(default_factory=dict)
    last: StationScan | None = None
    stop: StationScan | None = None
    begun: StationScan | None = None
    short: bool = False
    packed: bool = False

    def of_item(self, item_id: int) -> Quantity:
        """How much of an item is in any box."""
        return sum(quantity for (_, item), quantity in self.inside.items() if item == item_id)

    def in_box(self, box: int) -> dict[int, Quantity]:
        """Quantity by item in one box."""
        return {item: quantity for (place, item), quantity in self.inside.items() if place == box and quantity}

    @property
    def boxes(self) -> list[int]:
        """The boxes that hold something."""
        return sorted({box for (box, _), quantity in self.inside.items() if quantity})


def count_of(scans: Sequence[StationScan], picklist_id: int | None) -> ParcelCount:
    """What the goods of a picklist come to by the scans of their shipment, oldest first; what was packed, or opened
    again, begins anew."""
    ended = max(
        (place for place, each in enumerate(scans) if each.what in (ScanKind.PACKED, ScanKind.OPENED)), default=-1
    )
    packed = ended >= 0 and scans[ended].what == ScanKind.PACKED
    rows = [each for each in scans[ended + 1 :] if each.picklist_id == picklist_id]
    undone = {each.undoes_id for each in rows if each.what == ScanKind.UNDONE}
    count = ParcelCount(packed=packed)
    kept = [each for each in rows if each.what in _UNDONE_BY_UNDO and each.id not in undone]
    count.last = kept[-1] if kept else None
    for each in kept:
        if each.what in COUNTED and each.item_id is not None:
            place = (each.box, each.item_id)
            count.inside[place] = count.inside.get(place, 0) + each.quantity
        if each.what == ScanKind.CARTON:
            count.cartons[each.box] = each.code
        count.box = max(count.box, each.box)
        count.note = count.note or each.what == ScanKind.NOTE
    for each in rows:
        _follow(count, each)
    if packed and count.begun is None:
        count.begun = scans[ended]
    return count


def _follow(count: ParcelCount, each: StationScan) -> None:
    """What the newest of its kind says."""
    if each.what == ScanKind.WEIGHED:
        count.weights[each.box] = (each.weight_g, each.why)
    elif each.what in (*COUNTED, ScanKind.UNDONE, ScanKind.CARTON):
        # What was weighed before is another box now.
        count.weights.pop(each.box, None)
    elif each.what == ScanKind.LABEL:
        count.labels[each.box] = each.code
    elif each.what == ScanKind.BEGUN:
        count.begun = each
    if each.what in STOPS:
        # What is scanned while it holds takes nothing of the first.
        count.stop = count.stop or each
    elif each.what == ScanKind.ANSWERED:
        count.stop = None
    count.short = each.what == ScanKind.SHORT
