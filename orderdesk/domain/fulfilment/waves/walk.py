"""How a picker walks: each bin by its aisle, bay and level, and a wave's bins in the order of the shortest walk.

A code such as A-01-2 says aisle, bay and level; aisles, bays and levels come by the numbers that the bins have in the
walk, then by their codes. In a serpentine location one goes up an aisle and down the next, and back out of one where
that is shorter; in a one-way location one goes into each aisle from its start and out again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from orderdesk.domain.fulfilment.waves.tour import ACROSS, Point, tour, tour_length

_WORD = re.compile(r"[^\W_]+")
_LETTERS_FIRST = re.compile(r"(\D*)(\d+)")
_PIECE = re.compile(r"[0-9]+|[^0-9]+")
_Key = tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class BinPlace:
    """A bin as it is set up: its location, code and number in the walk, and whether that location is walked one way."""

    id: int
    location_id: int
    code: str
    walk: int
    one_way: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a bin stands: its location, aisle from 0, bay from 1, and how it comes among those of its bay."""

    location: int
    aisle: int
    bay: int
    level: tuple[int, _Key]

    @property
    def point(self) -> Point:
        return self.aisle, self.bay


@dataclass(frozen=True, slots=True)
class Floor:
    """Where every bin stands, how many bays an aisle of each location has, and which locations are walked one way."""

    spots: dict[int, Spot]
    depth: dict[int, int]
    one_way: frozenset[int]


def floor_of(bins: Iterable[BinPlace]) -> Floor:
    """The floor that these bins make; it is the same for the same bins, in whatever order they come."""
    by_location: dict[int, list[BinPlace]] = {}
    for each in bins:
        by_location.setdefault(each.location_id, []).append(each)
    spots: dict[int, Spot] = {}
    depth: dict[int, int] = {}
    for location, here in by_location.items():
        aisles = _aisles(here)
        depth[location] = max(len(bays) for bays in aisles)
        for aisle, bays in enumerate(aisles):
            for bay, shelves in enumerate(bays, start=1):
                for shelf in shelves:
                    spots[shelf.id] = Spot(location, aisle, bay, (shelf.walk, _natural(shelf.code)))
    one_way = frozenset(here[0].location_id for here in by_location.values() if here[0].one_way)
    return Floor(spots, depth, one_way)


def walked(floor: Floor, bin_ids: Iterable[int]) -> list[int]:
    """These bins in the order in which they are picked, one location after the other."""
    wanted = dict.fromkeys(bin_ids)
    by_location: dict[int, dict[Point, list[int]]] = {}
    for key in wanted:
        spot = floor.spots[key]
        by_location.setdefault(spot.location, {}).setdefault(spot.point, []).append(key)
    return [
        key
        for location in sorted(by_location)
        for point in _points(floor, location, by_location[location])
        for key in sorted(by_location[location][point], key=lambda each: floor.spots[each].level)
    ]


def shortest_walk(floor: Floor, bin_ids: Iterable[int]) -> int:
    """How far it is to pick these bins in the best order, in bays."""
    by_location: dict[int, dict[int, list[int]]] = {}
    for key in set(bin_ids):
        spot = floor.spots[key]
        by_location.setdefault(spot.location, {}).setdefault(spot.aisle, []).append(spot.bay)
    return sum(
        2 * (sum(max(bays) for bays in stops.values()) + ACROSS * max(stops))
        if location in floor.one_way
        else tour_length(stops, floor.depth[location])
        for location, stops in by_location.items()
    )


def walk_length(floor: Floor, bin_ids: Sequence[int]) -> int:
    """How far it is to pick bins in this order, in bays: from the bench at the front of the first aisle and back."""
    return sum(length_of(floor, location, points) for location, points in _runs(floor, bin_ids))


def length_of(floor: Floor, location: int, points: Sequence[Point]) -> int:
    """The same within one location."""
    stops = [(0, 0), *points, (0, 0)]
    return sum(_between(floor, location, one, other) for one, other in pairwise(stops))


def _runs(floor: Floor, bin_ids: Sequence[int]) -> list[tuple[int, list[Point]]]:
    runs: list[tuple[int, list[Point]]] = []
    for key in bin_ids:
        spot = floor.spots[key]
        if not runs or runs[-1][0] != spot.location:
            runs.append((spot.location, []))
        runs[-1][1].append(spot.point)
    return runs


def _points(floor: Floor, location: int, points: Iterable[Point]) -> list[Point]:
    plain = sorted(points)
    if location in floor.one_way:
        return plain
    stops: dict[int, list[int]] = {}
    for aisle, bay in plain:
        stops.setdefault(aisle, []).append(bay)
    up_and_down = [
        (aisle, bay) for turn, aisle in enumerate(stops) for bay in (stops[aisle][::-1] if turn % 2 else stops[aisle])
    ]
    # Of two that are as short the one that is easier to read.
    ways = (plain, up_and_down, tour(stops, floor.depth[location]))
    return min(ways, key=lambda way: length_of(floor, location, way))


def _between(floor: Floor, location: int, one: Point, other: Point) -> int:
    if one[0] == other[0]:
        return abs(one[1] - other[1])
    along = one[1] + other[1]
    if location not in floor.one_way:
        along = min(along, 2 * (floor.depth[location] + 1) - along)
    return along + ACROSS * abs(one[0] - other[0])


def _aisles(here: Sequence[BinPlace]) -> list[list[list[BinPlace]]]:
    """The aisles of a location, each with its bays and what stands in them."""
    named: dict[str, list[BinPlace]] = {}
    for each in here:
        named.setdefault(_parts(each.code)[0], []).append(each)
    return [_bays(aisle) for aisle in _facing(sorted(named.values(), key=_first))]


def _facing(aisles: Sequence[list[BinPlace]]) -> list[list[BinPlace]]:
    """Aisles; shelves that face each other are one: by the walk one comes from one to the other and back again."""
    found: list[list[BinPlace]] = []
    for aisle in aisles:
        numbers = [each.walk for each in aisle if each.walk]
        last = [each.walk for each in found[-1] if each.walk] if found else []
        if numbers and last and min(numbers) < max(last):
            found[-1].extend(aisle)
        else:
            found.append(list(aisle))
    return found


def _bays(aisle: Iterable[BinPlace]) -> list[list[BinPlace]]:
    named: dict[tuple[str, str], list[BinPlace]] = {}
    for each in aisle:
        named.setdefault(_parts(each.code), []).append(each)
    return sorted(named.values(), key=_first)


def _first(bins: Iterable[BinPlace]) -> tuple[int, _Key]:
    """What comes first of bins."""
    return min((each.walk, _natural(each.code)) for each in bins)


def _parts(code: str) -> tuple[str, str]:
    """The aisle and the bay that a code names: A-01-2 and A1 say both; what says neither is an aisle of its own."""
    words = _WORD.findall(code)
    if len(words) > 1:
        return words[0], words[1]
    alone = _LETTERS_FIRST.fullmatch(code)
    return (alone[1], alone[2]) if alone else (code, "")


def _natural(code: str) -> _Key:
    """A-2 before A-10."""
    return tuple((0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in _PIECE.findall(code))
