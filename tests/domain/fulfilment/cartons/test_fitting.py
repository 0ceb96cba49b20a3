"""The boxes for a shipment: nothing lost, the fewest, the smallest; what fits nowhere or has no size is named."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from itertools import combinations_with_replacement, product

import pytest

from orderdesk.domain.fulfilment.cartons.fitting import (
    ANY,
    MOST_PIECES,
    FittedBox,
    Fitting,
    Goods,
    Limits,
    fewest,
    propose,
)
from orderdesk.domain.fulfilment.cartons.placing import Piece, hold
from orderdesk.domain.fulfilment.cartons.types import Carton
from orderdesk.domain.values.sizes import Size
from tests.domain.fulfilment.cartons.test_placing import refute, some

MUG = Piece("MUG", 110, 90, 95, 350)
BOWL = Piece("BOWL", 280, 280, 95, 1_450)


def carton(code: str, *inside: int, **more: object) -> Carton:
    facts: dict[str, object] = {"outer_length_mm": 0, "outer_width_mm": 0, "outer_height_mm": 0, "tare_g": 100}
    facts |= {"most_g": 0, "cost": 0, "reorder_point": 0, "active": True, "left": None}
    return Carton(1, code, code, *inside, **facts | more)  # type: ignore[arg-type]


S, M, L = carton("S", 200, 150, 120), carton("M", 300, 250, 200), carton("L", 450, 350, 300)
SIZES = (S, M, L)


def codes(found: Fitting) -> list[str]:
    return [each.code for each in found.cartons]


def counted(boxes: tuple[FittedBox, ...]) -> Counter[str]:
    return sum((Counter(dict(each.contents)) for each in boxes), Counter())


def test_one_small_box_is_chosen_where_it_holds_all() -> None:
    found = propose(((MUG, 2),), SIZES)
    assert codes(found) == ["S"]
    assert [each.carton.code for each in found.others if each.carton] == ["M"]
    (box,) = found.boxes
    assert (box.contents, box.weight_g) == ((("MUG", 2),), 800)
    assert (codes(propose(((MUG, 6), (BOWL, 1)), SIZES)), codes(propose(((BOWL, 1),), SIZES))) == (["L"], ["L"])


def test_of_two_as_small_the_cheaper_is_chosen() -> None:
    dear, cheap = replace(S, code="A", cost=5_000), replace(S, code="B", cost=4_000)
    assert codes(propose(((MUG, 1),), (dear, cheap))) == ["B"]


def test_one_laid_aside_is_never_chosen() -> None:
    assert codes(propose(((MUG, 1),), (replace(S, active=False), M))) == ["M"]
    assert propose(((MUG, 1),), (replace(S, active=False),)) == Fitting()


def test_without_cartons_or_goods_nothing_is_proposed() -> None:
    assert propose(((MUG, 1),), ()) == Fitting() == propose((), SIZES)


def test_the_layers_are_told_from_the_bottom_up() -> None:
    (box,) = propose(((replace(MUG, height_mm=90, length_mm=90), 2),), (carton("T", 95, 95, 190),)).boxes
    assert [[each.z for each in layer] for layer in box.layers] == [[0], [90]]


def test_what_fits_nowhere_is_named_and_the_rest_is_packed() -> None:
    pole = Piece("POLE", 1_200, 40, 40, 900)
    found = propose(((MUG, 1), (pole, 2)), SIZES)
    assert (found.too_large, codes(found), counted(found.boxes)) == (("POLE",), ["S"], {"MUG": 1})
    anvil = replace(MUG, sku="ANVIL", weight_g=9_000)
    assert propose(((anvil, 1),), tuple(replace(each, most_g=8_000) for each in SIZES)).too_large == ("ANVIL",)


def test_without_a_size_it_goes_by_weight_alone_and_says_whose() -> None:
    scarf, stone = Piece("SCARF", 0, 0, 0, 200), replace(MUG, sku="STONE", weight_g=3_000)
    strong = tuple(replace(each, most_g=5_000) for each in SIZES)
    found = propose(((scarf, 1), (stone, 3)), strong)
    assert (found.unmeasured, found.drawn, [each.carton for each in found.boxes]) == (("SCARF",), False, [None] * 3)
    assert counted(found.boxes) == {"SCARF": 1, "STONE": 3}
    assert all(each.weight_g <= 5_000 for each in found.boxes)
    assert len(propose(((scarf, 1), (stone, 3)), SIZES).boxes) == 1


def test_without_a_weight_it_counts_as_nothing_and_is_named() -> None:
    found = propose(((replace(MUG, weight_g=0), 2),), SIZES)
    assert (found.unweighed, codes(found)) == (("MUG",), ["S"])


def test_too_many_pieces_go_by_weight_alone() -> None:
    found = propose(((MUG, MOST_PIECES + 1),), SIZES)
    assert (found.crowded, found.drawn, counted(found.boxes)) == (True, False, {"MUG": MOST_PIECES + 1})
    assert propose(((MUG, MOST_PIECES),), SIZES).drawn


def test_a_carton_of_which_none_is_left_is_not_proposed_while_others_do() -> None:
    none, last = replace(S, left=0), replace(M, left=1)
    assert codes(propose(((MUG, 2),), (none, M))) == ["M"]
    assert codes(propose(((MUG, 2),), (none,))) == ["S"]
    assert codes(propose(((MUG, 2),), (replace(S, left=-3), M))) == ["M"]
    # One of each is left, and two are needed: the other is taken.
    big = Piece("BIG", 290, 240, 190, 500)
    assert sorted(codes(propose(((big, 2),), (last, replace(L, height_mm=190))))) == ["L", "M"]


def test_the_load_of_the_carton_and_the_limit_of_the_service_are_kept() -> None:
    weak = (replace(S, most_g=400), replace(M, most_g=400), L)
    assert codes(propose(((MUG, 2),), weak)) == ["L"]
    assert codes(propose(((MUG, 4),), SIZES, Limits(900))) == ["S", "S"]
    # Counted by its size a large box is too heavy for the service: 450 x 350 x 300 mm at 5000 are 9.45 kg.
    assert Limits(9_000, 5_000).takes(M)
    assert not Limits(9_000, 5_000).takes(L)
    assert propose(((BOWL, 1),), SIZES, Limits(9_000, 5_000)).too_large == ("BOWL",)


@pytest.mark.parametrize("seed", range(60))
def test_nothing_is_lost_and_everything_lies_well(seed: int) -> None:
    chance = random.Random(seed)
    goods: Goods = tuple(
        (replace(piece, sku=f"S{at}"), chance.randint(1, 3))
        for at, piece in enumerate(some(chance, chance.randint(1, 7), 30, 260))
    )
    offered = tuple(
        replace(each, most_g=chance.choice([0, 4_000]), left=chance.choice([None, None, 1])) for each in SIZES
    )
    limits = Limits(chance.choice([None, 5_000]))
    found = propose(goods, offered, limits)
    wanted = Counter({piece.sku: count for piece, count in goods if piece.sku not in found.too_large})
    assert counted(found.boxes) == wanted
    assert len(found.boxes) <= wanted.total()
    pieces = [piece for piece, count in goods for _ in range(count) if piece.sku in wanted]
    assert len(found.boxes) >= fewest(pieces, offered, limits)
    for box in found.boxes:
        assert box.carton is not None
        assert refute(box.carton.inside, box.placed) == ""
        load = limits.load_g(box.carton)
        assert load is None or sum(each.piece.weight_g for each in box.placed) <= load
        assert Counter(each.piece.sku for each in box.placed) == dict(box.contents)
        assert sum(map(len, box.layers)) == len(box.placed)
    assert propose(goods, tuple(reversed(offered)), limits) == found


def best(pieces: list[Piece], offered: tuple[Carton, ...]) -> tuple[int, int] | None:
    """The fewest boxes and their least room, by every way to part the pieces among up to three boxes."""
    for boxes in (1, 2, 3):
        found = []
        for parted in product(range(boxes), repeat=len(pieces)):
            parts = [[each for each, at in zip(pieces, parted, strict=True) if at == box] for box in range(boxes)]
            if all(parts):
                found += [_room(chosen) for chosen in combinations_with_replacement(offered, boxes)
                          if _holds(chosen, parts)]  # fmt: skip
        if found:
            return boxes, min(found)
    return None


def _holds(cartons: tuple[Carton, ...], parts: list[list[Piece]]) -> bool:
    return all(hold(each.inside, None, part) for each, part in zip(cartons, parts, strict=True))


def _room(cartons: tuple[Carton, ...]) -> int:
    return sum(each.length_mm * each.width_mm * each.height_mm for each in cartons)


def test_of_small_cases_nearly_all_are_the_best_that_there_is() -> None:
    chance, tried, more, larger = random.Random(11), 0, 0, 0
    sizes: tuple[Size, ...] = ((2, 2, 2), (3, 2, 2), (3, 3, 2))
    offered = tuple(carton(f"C{at}", *size) for at, size in enumerate(sizes))
    while tried < 60:
        pieces = [
            Piece(f"S{at}", *(chance.randint(1, 3) for _ in range(3)), fragile=chance.random() < 0.2)
            for at in range(chance.randint(2, 5))
        ]
        known = best(pieces, offered)
        if known is None:
            continue
        tried += 1
        found = propose(tuple((each, 1) for each in pieces), offered, ANY)
        got = (len(found.boxes), _room(found.cartons))
        assert got >= known
        more += got[0] > known[0]
        larger += got > known
    assert more == 0
    assert larger <= 6
