"""Which of several groups of bins are walked together with the least way: for a wave that cannot take them all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations, product
from math import comb
from typing import Protocol, TypeVar

from orderdesk.domain.fulfilment.waves.tour import ACROSS
from orderdesk.domain.fulfilment.waves.walk import Floor, Spot, shortest_walk

MOST_TRIED = 400
"""So many choices are all tried; of more the one is taken that grows by what lies nearest."""
MOST_EXCHANGED = 12
"""In so small a choice, one is exchanged for another of so many as long as that shortens the walk."""
STARTS = 4
"""From so many aisles a small choice is grown; the shortest is taken."""


class Lying(Protocol):
    """What lies in some bins."""

    @property
    def id(self) -> int: ...
    @property
    def bins(self) -> tuple[int, ...]: ...


Thing = TypeVar("Thing", bound=Lying)


def nearest(group: Sequence[Thing], have: Sequence[int], room: int, floor: Floor) -> list[Thing]:
    """`room` things of a group that make the shortest walk, together with the bins that one goes to anyway."""
    if comb(len(group), room) <= MOST_TRIED:
        return list(min(combinations(group, room), key=lambda some: _walk(floor, have, some)))
    if room > MOST_EXCHANGED:
        return _grown([], group, have, room, floor)
    grown = [_grown(start, group, have, room, floor) for start in _starts(group, have, floor)]
    better = [_exchanged(taken, group, have, floor) for taken in grown]
    return min(better, key=lambda taken: _walk(floor, have, taken))


def _walk(floor: Floor, have: Sequence[int], some: Iterable[Lying]) -> int:
    return shortest_walk(floor, [*have, *(key for each in some for key in each.bins)])


def _starts(group: Sequence[Thing], have: Sequence[int], floor: Floor) -> list[list[Thing]]:
    """What to begin with: the nearest of each aisle, the nearest aisles first."""
    reach = _Reach(floor, have)
    by_aisle: dict[tuple[int, int], list[Thing]] = {}
    for each in sorted(group, key=lambda each: (reach.more(each.bins), each.id)):
        spot = max((floor.spots[key] for key in each.bins), key=lambda spot: (spot.location, spot.aisle))
        by_aisle.setdefault((spot.location, spot.aisle), [each])
    return list(by_aisle.values())[:STARTS]


def _grown(start: Sequence[Thing], group: Sequence[Thing], have: Sequence[int], room: int, floor: Floor) -> list[Thing]:
    """One after the other whatever adds least to the way, the way into each aisle being as deep as its last bin."""
    taken = list(start)
    reach = _Reach(floor, [*have, *(key for each in taken for key in each.bins)])
    left = [each for each in group if each not in taken]
    while len(taken) < room:
        best = min(left, key=lambda each: (reach.more(each.bins), each.id))
        reach.take(best.bins)
        left.remove(best)
        taken.append(best)
    return taken


def _exchanged(taken: Sequence[Thing], group: Sequence[Thing], have: Sequence[int], floor: Floor) -> list[Thing]:
    """The same with one exchanged for another as long as that makes the walk shorter; only the nearest are tried."""
    best, length = list(taken), _walk(floor, have, taken)
    reach = _Reach(floor, [*have, *(key for each in taken for key in each.bins)])
    left = [each for each in group if each not in taken]
    others = [*taken, *sorted(left, key=lambda each: (reach.more(each.bins), each.id))[:MOST_EXCHANGED]]
    better = True
    while better:
        better = False
        for out, into in product(list(best), others):
            if into in best or out not in best:
                continue
            tried = [into if each is out else each for each in best]
            if (now := _walk(floor, have, tried)) < length:
                best, length, better = tried, now, True
    return best


class _Reach:
    """How far one goes so far: into each aisle, and across to the last aisle of each location."""

    def __init__(self, floor: Floor, bins: Iterable[int]) -> None:
        self._floor = floor
        self._deep: dict[tuple[int, int], int] = {}
        self._far: dict[int, int] = {}
        self.take(bins)

    def more(self, bins: Iterable[int]) -> int:
        """How much longer the way is with these bins too."""
        deep: dict[tuple[int, int], int] = {}
        far: dict[int, int] = {}
        for spot in (self._floor.spots[key] for key in bins):
            aisle = (spot.location, spot.aisle)
            deep[aisle] = max(deep.get(aisle, 0), self._into(spot))
            far[spot.location] = max(far.get(spot.location, 0), spot.aisle)
        into = sum(max(0, way - self._deep.get(aisle, 0)) for aisle, way in deep.items())
        across = sum(max(0, aisle - self._far.get(place, 0)) for place, aisle in far.items())
        return into + 2 * ACROSS * across

    def take(self, bins: Iterable[int]) -> None:
        """Go to these bins too."""
        for spot in (self._floor.spots[key] for key in bins):
            aisle = (spot.location, spot.aisle)
            self._deep[aisle] = max(self._deep.get(aisle, 0), self._into(spot))
            self._far[spot.location] = max(self._far.get(spot.location, 0), spot.aisle)

    def _into(self, spot: Spot) -> int:
        """Into an aisle and out of it again, or through it to the next."""
        back = 2 * spot.bay
        return back if spot.location in self._floor.one_way else min(back, self._floor.depth[spot.location] + 1)
