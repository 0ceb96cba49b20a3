"""How long picking and packing take in this shop, by the medians of what was recorded of it.

Until it has enough of its own, the figures are usual ones: half a minute's walk to a bin and half a minute at it, and
thirty parcels of five units in an hour.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median_low

from orderdesk.domain.fulfilment.station.scans import COUNTED, ScanKind
from orderdesk.domain.values.quantity import ONE, Quantity

ENOUGH = 5
"""So many waves, or parcels, make a figure of the shop's own."""
_BREAK = 1_800_000
"""Milliseconds; who packs nothing for longer is not packing."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds for a stop of the walk, for a parcel, and for each unit in it; `own` where all are the shop's own."""

    stop: int = 60
    parcel: int = 90
    unit: int = 6
    own: bool = False

    def picking(self, stops: int) -> int:
        """Seconds to pick so many rows."""
        return stops * self.stop

    def packing(self, parcels: int, units: Quantity) -> int:
        """Seconds to pack so many parcels with so many units in all."""
        return parcels * self.parcel + units * self.unit // ONE


USUAL = Pace()


@dataclass(frozen=True, slots=True)
class PickedList:
    """A picklist as it was picked: from when it was made until it was confirmed, and its rows."""

    made_at: datetime
    picked_at: datetime
    stops: int


@dataclass(frozen=True, slots=True)
class PackScan:
    """A scan of a station that says how far a parcel is."""

    shipment_id: int
    at: datetime
    what: ScanKind
    quantity: Quantity


def pace_of(lists: Iterable[PickedList], scans: Iterable[PackScan], packed_at: Sequence[datetime]) -> Pace:
    """The pace by the lists picked, the scans of the stations, oldest first, and, where there are none, by when one
    parcel after the other was packed."""
    stops = [_span(each.made_at, each.picked_at) // each.stops for each in lists if each.stops]
    units, parcels = _scanned(scans)
    if len(parcels) < ENOUGH:
        units, parcels = [0] * ENOUGH, _between(packed_at)
    known = len(stops) >= ENOUGH, len(parcels) >= ENOUGH and len(units) >= ENOUGH
    return Pace(
        stop=_middle(stops, 1) if known[0] else USUAL.stop,
        parcel=_middle(parcels, 1) if known[1] else USUAL.parcel,
        unit=_middle(units, 0) if known[1] else USUAL.unit,
        own=all(known),
    )


def _scanned(scans: Iterable[PackScan]) -> tuple[list[int], list[int]]:
    """Milliseconds for each unit after the first of its parcel, and for all else of each parcel."""
    units: list[int] = []
    parcels: list[int] = []
    begun: dict[int, tuple[datetime, datetime | None, int]] = {}
    for each in scans:
        known = begun.get(each.shipment_id)
        if each.what == ScanKind.BEGUN:
            begun[each.shipment_id] = (each.at, None, 0)
        elif known is None:
            continue
        elif each.what in COUNTED:
            start, last, spent = known
            took = _span(last, each.at) if last else 0
            if last and each.quantity:
                units.append(took * ONE // each.quantity)
            begun[each.shipment_id] = (start, each.at, spent + took)
        elif each.what == ScanKind.PACKED:
            parcels.append(_span(known[0], each.at) - known[2])
            del begun[each.shipment_id]
    return units, parcels


def _between(packed_at: Sequence[datetime]) -> list[int]:
    """Milliseconds from one parcel to the next within half an hour."""
    times = sorted(packed_at)
    gaps = (_span(one, other) for one, other in pairwise(times))
    return [gap for gap in gaps if 0 < gap <= _BREAK]


def _span(since: datetime, until: datetime) -> int:
    """Milliseconds."""
    return (until - since) // timedelta(milliseconds=1)


def _middle(found: Sequence[int], least: int) -> int:
    """The median of milliseconds, in seconds."""
    return max((median_low(found) + 500) // 1_000, least)
