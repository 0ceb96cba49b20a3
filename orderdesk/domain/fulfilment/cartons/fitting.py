"""Which cartons a shipment is packed in: the fewest, of these the smallest, and of two as small the cheaper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from orderdesk.domain.fulfilment.cartons.placing import Piece, Placed, fill, hold
from orderdesk.domain.fulfilment.cartons.types import Carton

MOST_PIECES = 60
"""Of more pieces nobody draws a plan."""
MOST_TRIED = 3
"""So many kinds of cartons, the largest, are tried as the one to be filled where one box does not do."""
Goods = tuple[tuple[Piece, int], ...]
"""Pieces and how many of each."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the service takes: the most grams that a box may count as, None for no end, and cubic millimetres to the
    gram by which its size counts, 0 for not."""

    heaviest_g: int | None = None
    divisor: int = 0

    def takes(self, carton: Carton) -> bool:
        """Whether a carton is packed in, and the service takes it."""
        load = self.load_g(carton)
        return carton.active and (load is None or load > 0)

    def load_g(self, carton: Carton) -> int | None:
        """What goods in a carton may weigh, None for no end; below zero where the service does not take the carton."""
        found = [carton.most_g] if carton.most_g else []
        if self.heaviest_g is not None:
            length, width, height = carton.outside
            too_large = self.divisor and -(-length * width * height // self.divisor) > self.heaviest_g
            found.append(-1 if too_large else self.heaviest_g - carton.tare_g)
        return min(found, default=None)


ANY = Limits()
"""Of a service that takes everything."""


@dataclass(frozen=True, slots=True)
class FittedBox:
    """A box as it is proposed: its carton, None where it goes by weight alone, its layers from the bottom up, each the
    pieces that begin at one height, and how many of each item. `weight_g` is that of goods and carton."""

    carton: Carton | None
    layers: tuple[tuple[Placed, ...], ...]
    contents: tuple[tuple[str, int], ...]
    weight_g: int

    @property
    def placed(self) -> tuple[Placed, ...]:
        """What lies where in it, from the bottom up."""
        return tuple(each for layer in self.layers for each in layer)


@dataclass(frozen=True, slots=True)
class Fitting:
    """What the fitter proposes. Items without a size are `unmeasured`, and the boxes then go by weight alone; what fits
    no carton of the shop is `too_large` and in no box; `unweighed` items count as nothing. It is `crowded` where there
    are too many pieces to place. `others` are the boxes of the next best choice, none where there is no other."""

    boxes: tuple[FittedBox, ...] = ()
    unmeasured: tuple[str, ...] = ()
    unweighed: tuple[str, ...] = ()
    too_large: tuple[str, ...] = ()
    crowded: bool = False
    others: tuple[FittedBox, ...] = ()

    @property
    def cartons(self) -> tuple[Carton, ...]:
        """The cartons of the boxes; none where they go by weight alone."""
        return tuple(each.carton for each in self.boxes if each.carton is not None)

    @property
    def drawn(self) -> bool:
        """Whether it says where everything lies."""
        return bool(self.cartons)


NONE = Fitting()
"""Nothing to propose, as of a shop without cartons."""


def propose(goods: Goods, cartons: Sequence[Carton], limits: Limits = ANY) -> Fitting:
    """The boxes for goods; none without cartons. Cartons of which none are left are proposed only where the goods do
    not go into the others."""
    pieces = sum(count for _, count in goods)
    # How many more there are than pieces makes no difference, so that a plan is worked out once.
    offered = (replace(each, left=None if each.left is None else min(max(each.left, 0), pieces)) for each in cartons)
    return _proposed(goods, tuple(sorted(filter(limits.takes, offered), key=_rank)), limits)


@lru_cache(maxsize=256)
def _proposed(goods: Goods, offered: tuple[Carton, ...], limits: Limits) -> Fitting:
    if not offered or not goods:
        return Fitting()
    unmeasured = tuple(piece.sku for piece, _ in goods if not piece.volume)
    unweighed = tuple(piece.sku for piece, _ in goods if not piece.weight_g)
    too_large = tuple(piece.sku for piece, _ in goods if not any(_goes_into(each, limits, piece) for each in offered))
    pieces = tuple(piece for piece, count in goods for _ in range(count) if piece.sku not in too_large)
    crowded = not unmeasured and len(pieces) > MOST_PIECES
    if unmeasured or crowded:
        return Fitting(_by_weight(pieces, offered, limits), unmeasured, unweighed, too_large, crowded)
    in_stock = tuple(each for each in offered if each.left != 0)
    choices = _choices(pieces, in_stock, limits) or _choices(
        pieces, tuple(replace(each, left=None) for each in offered), limits
    )
    others = choices[1] if len(choices) > 1 else ()
    return Fitting(choices[0] if choices else (), (), unweighed, too_large, False, others)


def fewest(pieces: Sequence[Piece], cartons: Sequence[Carton], limits: Limits = ANY) -> int:
    """So many boxes at least, by room and weight, however they are packed."""
    room = max((_room(each) for each in cartons), default=0)
    loads = [limits.load_g(each) for each in cartons]
    by_room = -(-sum(each.volume for each in pieces) // room) if room else 0
    heaviest = 0 if None in loads else max((each for each in loads if each is not None), default=0)
    by_weight = -(-sum(each.weight_g for each in pieces) // heaviest) if heaviest else 0
    return max(by_room, by_weight, 1 if pieces else 0)


def _goes_into(carton: Carton, limits: Limits, piece: Piece) -> bool:
    """Whether a piece goes into a carton alone; one without a size by its weight."""
    load = limits.load_g(carton)
    return (not piece.volume or piece.fits(carton.inside)) and (load is None or piece.weight_g <= load)


def _room(carton: Carton) -> int:
    length, width, height = carton.inside
    return length * width * height


def _rank(carton: Carton) -> tuple[int, int, str]:
    return _room(carton), carton.cost, carton.code


def _choices(pieces: Sequence[Piece], offered: Sequence[Carton], limits: Limits) -> list[tuple[FittedBox, ...]]:
    """The best choice and, where there is one, the next: of one box the next larger carton that the carrier measures
    otherwise, of several another set of cartons."""
    if not pieces:
        return []
    alone = _in_one(pieces, offered, limits)
    if alone is not None and alone.carton is not None:
        chosen = alone.carton
        larger = [each for each in offered if _rank(each) > _rank(chosen) and each.outside != chosen.outside]
        other = _in_one(pieces, larger, limits)
        return [(alone,), *([(other,)] if other else [])]
    found: dict[tuple[str, ...], tuple[FittedBox, ...]] = {}
    for first in list(reversed(offered))[:MOST_TRIED]:
        boxes = _in_several(pieces, offered, limits, first)
        if boxes:
            found.setdefault(_codes(boxes), boxes)
    return sorted(found.values(), key=_worth)[:2]


def _in_one(pieces: Sequence[Piece], offered: Sequence[Carton], limits: Limits) -> FittedBox | None:
    """The first of the cartons that holds everything."""
    for carton in offered:
        placed = hold(carton.inside, limits.load_g(carton), pieces)
        if placed:
            return _box(carton, placed)
    return None


def _in_several(
    pieces: Sequence[Piece], offered: Sequence[Carton], limits: Limits, first: Carton
) -> tuple[FittedBox, ...]:
    """Cartons of one kind filled one after the other until the rest goes into one, each then as small as may be; ()
    where not everything goes in."""
    left, packed, used = tuple(pieces), list[FittedBox](), Counter[str]()
    while left:
        free = [each for each in offered if each.left is None or used[each.code] < each.left]
        last = _in_one(left, free, limits)
        if last is None:
            last, left = _filled(left, free, limits, first)
        else:
            left = ()
        if last is None or last.carton is None:
            return ()
        used[last.carton.code] += 1
        packed.append(last)
    return tuple(_smaller(each, offered, limits, used) for each in packed)


def _filled(
    pieces: tuple[Piece, ...], free: Sequence[Carton], limits: Limits, first: Carton
) -> tuple[FittedBox | None, tuple[Piece, ...]]:
    """One carton with as much as goes in, and what is left; the largest there is where the wanted one takes nothing."""
    wanted = [each for each in free if each.code == first.code]
    for carton in (*wanted, *reversed(free)):
        placed, left = fill(carton.inside, limits.load_g(carton), pieces)
        if placed:
            return _box(carton, placed), left
    return None, pieces


def _smaller(box: FittedBox, offered: Sequence[Carton], limits: Limits, used: Counter[str]) -> FittedBox:
    """The same goods in the smallest carton that holds them and of which one is left."""
    assert box.carton is not None
    used[box.carton.code] -= 1
    free = [each for each in offered if each.left is None or used[each.code] < each.left]
    less = [each for each in free if _rank(each) < _rank(box.carton)]
    found = _in_one([each.piece for each in box.placed], less, limits)
    kept = found or box
    assert kept.carton is not None
    used[kept.carton.code] += 1
    return kept


def _by_weight(pieces: Sequence[Piece], offered: Sequence[Carton], limits: Limits) -> tuple[FittedBox, ...]:
    """Boxes that the strongest carton carries, without a word of which carton: that is for who sees the goods."""
    loads = [limits.load_g(each) for each in offered]
    most = None if None in loads else max(each for each in loads if each is not None)
    packed: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda each: (-each.weight_g, each.sku)):
        fitting = (each for each in packed if most is None or _weight(each) + piece.weight_g <= most)
        box = next(fitting, None)
        if box is None:
            packed.append([piece])
        else:
            box.append(piece)
    return tuple(FittedBox(None, (), _counted(each), _weight(each)) for each in packed)


def _box(carton: Carton, placed: tuple[Placed, ...]) -> FittedBox:
    pieces = [each.piece for each in placed]
    heights = sorted({each.z for each in placed})
    layers = tuple(tuple(each for each in placed if each.z == height) for height in heights)
    return FittedBox(carton, layers, _counted(pieces), _weight(pieces) + carton.tare_g)


def _weight(pieces: Sequence[Piece]) -> int:
    return sum(each.weight_g for each in pieces)


def _counted(pieces: Sequence[Piece]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(each.sku for each in pieces).items()))


def _codes(boxes: Sequence[FittedBox]) -> tuple[str, ...]:
    return tuple(sorted(each.carton.code for each in boxes if each.carton))


def _worth(boxes: Sequence[FittedBox]) -> tuple[int, int, int, tuple[str, ...]]:
    """Fewer boxes go before smaller ones, smaller before cheaper."""
    cartons = [each.carton for each in boxes if each.carton]
    return len(boxes), sum(map(_room, cartons)), sum(each.cost for each in cartons), _codes(boxes)


def layer_words(layer: Sequence[Placed]) -> str:
    """What a layer is made of: "2 × MUG, 1 × TEE"."""
    return ", ".join(f"{count} × {sku}" for sku, count in Counter(each.piece.sku for each in layer).items())
