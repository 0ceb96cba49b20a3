"""Which pieces go where in one carton: an extreme-point heuristic, the same for the same pieces.

Pieces are put one after the other at the first point where they fit of those that the ones before left: in the corner,
beside, behind and on top of them. A piece lies on the bottom, or for three quarters on others; an upright one is only
turned on its base, and nothing lies above a fragile one. A few orders are tried, of pieces, of points and of ways to
turn, until one takes all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, permutations

from orderdesk.domain.values.sizes import Size

_FEW, _MANY = 4, 20
_CARRIED = (3, 4)
"""So much of its base a piece has to lie on."""
Spot = tuple[int, int, int, int, int, int]
"""Where a piece begins and ends: x, y, z, then the same behind it, in millimetres."""
Point = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """One unit of an item: millimetres and grams, weight 0 where nobody has weighed it."""

    sku: str
    length_mm: int
    width_mm: int
    height_mm: int
    weight_g: int = 0
    upright: bool = False
    fragile: bool = False

    @property
    def volume(self) -> int:
        """Cubic millimetres."""
        return self.length_mm * self.width_mm * self.height_mm

    @property
    def turned(self) -> tuple[Size, ...]:
        """The ways in which it may lie, each once."""
        a, b, c = self.length_mm, self.width_mm, self.height_mm
        lying = ((a, b, c), (b, a, c))
        on_end = ((a, c, b), (c, a, b), (b, c, a), (c, b, a))
        return tuple(dict.fromkeys(lying if self.upright else lying + on_end))

    def fits(self, inside: Size) -> bool:
        """Whether it goes into a carton alone."""
        return any(all(side <= room for side, room in zip(way, inside, strict=True)) for way in self.turned)


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece and where it lies: its corner from that of the carton, and its sides as it is turned."""

    piece: Piece
    x: int
    y: int
    z: int
    dx: int
    dy: int
    dz: int

    @property
    def spot(self) -> Spot:
        """Where it begins and ends."""
        return self.x, self.y, self.z, self.x + self.dx, self.y + self.dy, self.z + self.dz


PieceOrder = Callable[[Piece], tuple[int, ...]]
WayOrder = Callable[[Size], tuple[int, ...]]
PointOrder = Callable[[Point], tuple[int, ...]]


def _large(piece: Piece) -> tuple[int, ...]:
    return (-piece.volume, -max(piece.length_mm, piece.width_mm, piece.height_mm))


def _wide(piece: Piece) -> tuple[int, ...]:
    low, middle, high = sorted((piece.length_mm, piece.width_mm, piece.height_mm))
    return (-middle * high, -low)


def _long(piece: Piece) -> tuple[int, ...]:
    return tuple(-side for side in sorted((piece.length_mm, piece.width_mm, piece.height_mm), reverse=True))


def _flat(way: Size) -> tuple[int, ...]:
    return (way[2], -way[0])


def _standing(way: Size) -> tuple[int, ...]:
    return (-way[2], -way[0])


def _along(way: Size) -> tuple[int, ...]:
    return (-way[1], way[2])


def _up(point: Point) -> tuple[int, ...]:
    return (point[2], point[1], point[0])


def _from_wall(point: Point) -> tuple[int, ...]:
    return (point[0], point[2], point[1])


_TRIES: tuple[tuple[PieceOrder, WayOrder, PointOrder], ...] = (
    (_large, _flat, _up),
    (_wide, _flat, _up),
    (_large, _standing, _from_wall),
    (_long, _along, _from_wall),
    (_wide, _along, _up),
    (_long, _standing, _up),
)


def hold(inside: Size, load_g: int | None, pieces: Sequence[Piece]) -> tuple[Placed, ...]:
    """All pieces placed in a carton of this size that carries so much (None: anything); () where no try holds them."""
    if not _may_hold(inside, load_g, pieces):
        return ()
    tries = (_put(inside, load_g, *each)[0] for each in chain(_tries(pieces), _every_order(pieces)))
    return next((tuple(placed) for placed in tries if len(placed) == len(pieces)), ())


def fill(inside: Size, load_g: int | None, pieces: Sequence[Piece]) -> tuple[tuple[Placed, ...], tuple[Piece, ...]]:
    """As much as goes in by any try, the most volume, and what is left over."""
    best = max((_put(inside, load_g, *each) for each in _tries(pieces)), key=lambda found: _volume(found[0]))
    return tuple(best[0]), tuple(best[1])


def _tries(pieces: Sequence[Piece]) -> Iterator[tuple[Sequence[Piece], WayOrder, PointOrder]]:
    """Pieces in an order, and how they are turned and where they are put first. Fragile ones come last and lie on top,
    or in their turn, with nothing above. Many pieces are tried in fewer orders, as they fill a carton well in any, and
    take long."""
    tries = _TRIES if len(pieces) <= _MANY else _TRIES[: len(_TRIES) // 2]
    for order, way, point in tries:
        yield sorted(pieces, key=lambda each: (each.fragile, *order(each), each.sku)), way, point
    for order, way, point in tries if any(each.fragile for each in pieces) else ():
        yield sorted(pieces, key=lambda each: (*order(each), each.sku, each.fragile)), way, point


def _every_order(pieces: Sequence[Piece]) -> Iterator[tuple[Sequence[Piece], WayOrder, PointOrder]]:
    """A few pieces in every order."""
    if len(pieces) <= _FEW:
        for every in dict.fromkeys(permutations(sorted(pieces, key=lambda each: (each.sku, each.turned)))):
            yield every, _flat, _up
            yield every, _standing, _from_wall


def _volume(placed: Iterable[Placed]) -> tuple[int, int]:
    volumes = [each.piece.volume for each in placed]
    return sum(volumes), len(volumes)


def _may_hold(inside: Size, load_g: int | None, pieces: Sequence[Piece]) -> bool:
    """Whether room and load are enough, however it lies."""
    length, width, height = inside
    weight = sum(each.weight_g for each in pieces)
    room = sum(each.volume for each in pieces) <= length * width * height
    return room and (load_g is None or weight <= load_g) and all(each.fits(inside) for each in set(pieces))


def _put(
    inside: Size, load_g: int | None, pieces: Sequence[Piece], way: WayOrder, point: PointOrder
) -> tuple[list[Placed], list[Piece]]:
    """The pieces that are placed when they are taken in this order, and those that are not."""
    room = _Room(inside, way, point)
    placed, left, weight = list[Placed](), list[Piece](), 0
    for piece in pieces:
        light = load_g is None or weight + piece.weight_g <= load_g
        found = room.take(piece) if light else None
        if found is None:
            left.append(piece)
        else:
            placed.append(found)
            weight += piece.weight_g
    return placed, left


class _Room:
    """A carton as it fills up."""

    def __init__(self, inside: Size, way: WayOrder, point: PointOrder) -> None:
        self._inside, self._way, self._point = inside, way, point
        self._spots: list[Spot] = []
        self._fragile: list[Spot] = []
        self._points: list[Point] = [(0, 0, 0)]
        # Where a piece of a size did not fit it never will: a carton only fills up.
        self._hopeless: dict[Piece, set[Point]] = {}
        self._ways: dict[Piece, list[Size]] = {}

    def take(self, piece: Piece) -> Placed | None:
        """Place a piece where it first fits; None where it does not."""
        if piece not in self._ways:
            self._ways[piece] = sorted(piece.turned, key=self._way)
        ways, hopeless = self._ways[piece], self._hopeless.setdefault(piece, set())
        length, width, height = self._inside
        for point in self._points:
            if point in hopeless:
                continue
            x, y, z = point
            for way in ways:
                far, behind, top = x + way[0], y + way[1], z + way[2]
                if far > length or behind > width or top > height:
                    continue
                spot = (x, y, z, far, behind, top)
                if self._free(spot) and self._lies(spot, fragile=piece.fragile):
                    self._add(spot, fragile=piece.fragile)
                    return Placed(piece, x, y, z, *way)
            if not z:
                # Above the bottom others may come to lie below it.
                hopeless.add(point)
        return None

    def _free(self, spot: Spot) -> bool:
        x, y, z, far, behind, top = spot
        for a, b, c, d, e, f in self._spots:
            if a < far and x < d and b < behind and y < e and c < top and z < f:
                return False
        return True

    def _lies(self, spot: Spot, *, fragile: bool) -> bool:
        """Whether it lies well: on enough, above nothing fragile, and fragile below nothing."""
        x, y, z, far, behind, top = spot
        carried = 0
        for a, b, c, d, e, f in self._spots:
            if a < far and x < d and b < behind and y < e:
                if fragile and c >= top:
                    return False
                if f == z:
                    carried += (min(d, far) - max(a, x)) * (min(e, behind) - max(b, y))
        if any(a < far and x < d and b < behind and y < e and f <= z for a, b, _, d, e, f in self._fragile):
            return False
        part, whole = _CARRIED
        return z == 0 or carried * whole >= (far - x) * (behind - y) * part

    def _add(self, spot: Spot, *, fragile: bool) -> None:
        self._spots.append(spot)
        if fragile:
            self._fragile.append(spot)
        x, y, z, far, behind, top = spot
        points = dict.fromkeys([*self._points, *self._corners(spot)])
        inside = (
            point for point in points if not (x <= point[0] < far and y <= point[1] < behind and z <= point[2] < top)
        )
        self._points = sorted(inside, key=self._point)

    def _corners(self, spot: Spot) -> Iterator[Point]:
        """Beside, behind and on top of a piece; also pushed from there to the next that stands in the way."""
        x, y, z, far, behind, top = spot
        length, width, height = self._inside
        for point, ways in (((far, y, z), (1, 2)), ((x, behind, z), (0, 2)), ((x, y, top), (0, 1))):
            if point[0] < length and point[1] < width and point[2] < height:
                yield point
                for way in ways:
                    yield self._pushed(point, way)

    def _pushed(self, point: Point, way: int) -> Point:
        """A point pushed towards the corner along x (0), y (1) or z (2)."""
        one, two = (each for each in (0, 1, 2) if each != way)
        ends = [
            spot[way + 3]
            for spot in self._spots
            if spot[way + 3] <= point[way]
            and spot[one] <= point[one] < spot[one + 3]
            and spot[two] <= point[two] < spot[two + 3]
        ]
        at = list(point)
        at[way] = max(ends, default=0)
        return at[0], at[1], at[2]
