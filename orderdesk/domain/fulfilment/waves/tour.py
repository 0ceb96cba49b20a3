"""The shortest way through the aisles of a location that are open at both ends, from the packing bench and back to it.

Ratliff and Rosenthal (1983): the aisles are looked at one after the other, and of all ways so far only the best of each
kind is kept. A kind is how often one comes by the back and by the front of the aisle (not at all, an odd number of
times, an even one) and whether all of it hangs together. So it is exact, and takes as long as there are aisles.
Lengths are in bays; the bench stands at the front of aisle 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

ACROSS = 3
"""From one aisle to the next, in bays."""
Point = tuple[int, int]
"""(aisle, bay): bays from 1, 0 is the front of the aisle and `depth` + 1 its back."""
_Kind = tuple[int, int, bool]
"""How often one comes by the back and by the front (0, 1 for odd, 2 for even), and whether these hang together."""


_Piece = tuple[Point, Point, int]
"""What is walked: from, to, how often."""


@dataclass(frozen=True, slots=True)
class _Way:
    """A way so far: its length, what of it was walked last, and the way before that."""

    length: int
    pieces: Sequence[_Piece] = ()
    before: _Way | None = None

    def walked(self) -> Iterator[_Piece]:
        """All of it."""
        way: _Way | None = self
        while way is not None:
            yield from way.pieces
            way = way.before


def tour(stops: Mapping[int, Sequence[int]], depth: int) -> list[Point]:
    """The stops ({aisle: bays}) in the order of the shortest walk through aisles of `depth` bays."""
    return _visited(_shortest(stops, depth), stops)


def tour_length(stops: Mapping[int, Sequence[int]], depth: int) -> int:
    """How long that walk is, in bays."""
    return _shortest(stops, depth).length


def _shortest(stops: Mapping[int, Sequence[int]], depth: int) -> _Way:
    back = depth + 1
    best: dict[_Kind, _Way] = {(0, 2, False): _Way(0)}
    aisle = 0
    for wanted in sorted(stops):
        if wanted > aisle:
            best = _across(best, aisle, wanted, back)
        best = _inside(best, wanted, sorted(set(stops[wanted])), back)
        aisle = wanted
    whole = [
        way for (top, front, joined), way in best.items() if 1 not in (top, front) and (joined or not (top and front))
    ]
    return min(whole, key=lambda way: way.length)


def _keep(best: dict[_Kind, _Way], kind: _Kind, way: _Way, more: int, pieces: Sequence[_Piece]) -> None:
    """Keep a way that goes on so, unless one of its kind is as short."""
    length = way.length + more
    if kind not in best or length < best[kind].length:
        best[kind] = _Way(length, pieces, way)


def _inside(best: Mapping[_Kind, _Way], aisle: int, bays: Sequence[int], back: int) -> dict[_Kind, _Way]:
    """Each way with each of the ways to pick one aisle; a simpler one comes first, as it stands where two are alike."""
    found: dict[_Kind, _Way] = {}
    for more_top, more_front, joins, pieces in _picks(aisle, [0, *bays, back]):
        length = sum((high[1] - low[1]) * times for low, high, times in pieces)
        for (top, front, joined), way in best.items():
            kind = (_plus(top, more_top), _plus(front, more_front), joined or joins)
            _keep(found, kind, way, length, pieces)
    return found


def _picks(aisle: int, chain: Sequence[int]) -> Iterator[tuple[int, int, bool, list[_Piece]]]:
    """The ways to pick one aisle: (times by its back, by its front, whether through it, what is walked)."""
    once: list[_Piece] = [((aisle, low), (aisle, high), 1) for low, high in pairwise(chain)]
    twice: list[_Piece] = [(low, high, 2) for low, high, _ in once]
    yield 1, 1, True, once
    yield 0, 2, False, twice[:-1]
    yield 2, 0, False, twice[1:]
    if len(twice) > 2:
        left_out = max(range(1, len(twice) - 1), key=lambda step: twice[step][1][1] - twice[step][0][1])
        yield 2, 2, False, [*twice[:left_out], *twice[left_out + 1 :]]
    yield 2, 2, True, twice


def _across(best: Mapping[_Kind, _Way], aisle: int, wanted: int, back: int) -> dict[_Kind, _Way]:
    """Each way on to the next aisle, along the back, the front or both, so that nothing is cut off."""
    found: dict[_Kind, _Way] = {}
    step = ACROSS * (wanted - aisle)
    for (top, front, joined), way in best.items():
        for along_back in _times(top):
            for along_front in _times(front):
                cut = (top and not along_back) or (front and not along_front)
                if not along_back + along_front or (cut and not joined):
                    continue
                along = ((back, along_back), (0, along_front))
                pieces = [((aisle, bay), (wanted, bay), times) for bay, times in along if times]
                kind = (along_back, along_front, joined and bool(along_back and along_front))
                _keep(found, kind, way, (along_back + along_front) * step, pieces)
    return found


def _times(by: int) -> tuple[int, ...]:
    """How often one may go on from an end by which one came so often: an odd number stays odd."""
    return {0: (0,), 1: (1,), 2: (2, 0)}[by]


def _plus(times: int, more: int) -> int:
    total = times + more
    return total if total < 2 else 2 - total % 2


def _visited(way: _Way, stops: Mapping[int, Sequence[int]]) -> list[Point]:
    """The stops in the order in which one first comes by them on a round of all pieces."""
    roads: dict[Point, Counter[Point]] = {}
    for one, other, times in way.walked():
        if one != other:
            roads.setdefault(one, Counter())[other] += times
            roads.setdefault(other, Counter())[one] += times
    at: list[Point] = [(0, 0)]
    round_trip: list[Point] = []
    while at:
        roads_on = roads.get(at[-1])
        if roads_on:
            on = min(roads_on)
            for here, there in ((at[-1], on), (on, at[-1])):
                roads[here][there] -= 1
                if not roads[here][there]:
                    del roads[here][there]
            at.append(on)
        else:
            round_trip.append(at.pop())
    wanted = {(aisle, bay) for aisle, bays in stops.items() for bay in bays}
    ways = ([point for point in dict.fromkeys(each) if point in wanted] for each in (round_trip, round_trip[::-1]))
    return min(ways)
