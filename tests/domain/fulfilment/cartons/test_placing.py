"""Pieces in one carton: none over another, all inside and lying well; held against every way where these are few."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product

import pytest

from orderdesk.domain.fulfilment.cartons.placing import Piece, Placed, fill, hold
from orderdesk.domain.values.sizes import Size


def refute(inside: Size, placed: Sequence[Placed]) -> str:
    """What is wrong with a plan, by looking at every pair; "" for nothing."""
    for each in placed:
        x, y, z, far, behind, top = each.spot
        if min(x, y, z) < 0 or far > inside[0] or behind > inside[1] or top > inside[2]:
            return f"{each} sticks out"
        sides, lying = (each.dx, each.dy, each.dz), each.piece
        if sorted(sides) != sorted((lying.length_mm, lying.width_mm, lying.height_mm)):
            return f"{each} changed its size"
        if lying.upright and each.dz != lying.height_mm:
            return f"{each} was turned on end"
        carried = 0
        for other in placed:
            a, b, c, d, e, f = other.spot
            over = max(0, min(d, far) - max(a, x)) * max(0, min(e, behind) - max(b, y))
            if other is not each and over and c < top and z < f:
                return f"{each} and {other} overlap"
            if other is not each and over and other.piece.fragile and f <= z:
                return f"{each} lies above the fragile {other}"
            carried += over if f == z else 0
        if z and carried * 4 < each.dx * each.dy * 3:
            return f"{each} hangs in the air"
    return ""


def some(chance: random.Random, count: int, low: int, high: int) -> list[Piece]:
    return [
        Piece(
            f"S{at % 4}",
            *(chance.randint(low, high) for _ in range(3)),
            chance.randint(1, 900),
            chance.random() < 0.2,
            chance.random() < 0.2,
        )
        for at in range(count)
    ]


@pytest.mark.parametrize("seed", range(120))
def test_a_plan_stands_whatever_the_pieces(seed: int) -> None:
    chance = random.Random(seed)
    inside = (chance.randint(80, 400), chance.randint(80, 400), chance.randint(50, 300))
    load = chance.choice([None, 3_000])
    pieces = some(chance, chance.randint(1, 18), 20, 200)
    placed, left = fill(inside, load, pieces)
    assert refute(inside, placed) == ""
    assert Counter([*(each.piece for each in placed), *left]) == Counter(pieces)
    assert load is None or sum(each.piece.weight_g for each in placed) <= load
    whole = hold(inside, load, pieces)
    assert refute(inside, whole) == ""
    assert not whole or Counter(each.piece for each in whole) == Counter(pieces)
    assert bool(whole) == (not left)
    assert hold(inside, load, list(reversed(pieces))) == whole


def test_nothing_goes_into_too_little_room_or_over_the_load() -> None:
    brick = Piece("BRICK", 100, 100, 100, 2_000)
    assert hold((200, 100, 100), None, [brick] * 2)
    assert hold((199, 100, 100), None, [brick] * 2) == ()
    assert hold((200, 100, 100), 4_000, [brick] * 2)
    assert hold((200, 100, 100), 3_999, [brick] * 2) == ()


def test_an_upright_piece_is_only_turned_on_its_base() -> None:
    assert hold((100, 300, 50), None, [Piece("BAR", 300, 100, 50, upright=True)])
    assert hold((300, 50, 100), None, [Piece("BAR", 300, 100, 50, upright=True)]) == ()
    assert hold((300, 50, 100), None, [Piece("BAR", 300, 100, 50)])


def test_nothing_lies_on_what_is_fragile() -> None:
    glass, brick = Piece("GLASS", 100, 100, 100, fragile=True), Piece("BRICK", 100, 100, 100)
    placed = hold((100, 100, 200), None, [glass, brick])
    assert [(each.piece.sku, each.z) for each in placed] == [("BRICK", 0), ("GLASS", 100)]
    assert hold((100, 100, 200), None, [glass, glass]) == ()


def test_a_large_fragile_piece_lies_below_where_nothing_comes_above_it() -> None:
    lamp = Piece("LAMP", 420, 220, 200, fragile=True)
    small = [Piece("MUG", 110, 90, 95)] * 4 + [Piece("BOWL", 150, 150, 65)] * 2
    placed = hold((450, 350, 300), None, [lamp, *small])
    assert refute((450, 350, 300), placed) == ""
    assert next(each.z for each in placed if each.piece == lamp) == 0


def test_nothing_hangs_in_the_air() -> None:
    post, board = Piece("POST", 100, 100, 100, upright=True), Piece("BOARD", 200, 100, 50, upright=True)
    assert hold((200, 100, 150), None, [post, board]) != ()
    (lowest,) = (each for each in hold((200, 100, 150), None, [post, board]) if each.piece == board)
    assert lowest.z == 0


def cells(at: Size, way: Size, inside: Size) -> int:
    """The unit cells that a piece takes up, as the bits of a number."""
    found = 0
    for x, y, z in product(*(range(begin, begin + side) for begin, side in zip(at, way, strict=True))):
        found |= 1 << ((z * inside[1] + y) * inside[0] + x)
    return found


def every_way(inside: Size, pieces: Sequence[Piece]) -> bool:
    """Whether the pieces go in in any way at all, by trying each place in whole units."""
    spots: list[list[tuple[int, Placed]]] = []
    for piece in pieces:
        mine = []
        for way in piece.turned:
            rooms = [range(room - side + 1) for room, side in zip(inside, way, strict=True)]
            mine += [(cells((x, y, z), way, inside), Placed(piece, x, y, z, *way)) for x, y, z in product(*rooms)]
        spots.append(mine)
    return next(_search(inside, spots, 0, []), False)


def _search(inside: Size, spots: list[list[tuple[int, Placed]]], taken: int, placed: list[Placed]) -> Iterator[bool]:
    if len(placed) == len(spots):
        if refute(inside, placed) == "":
            yield True
        return
    for mask, spot in spots[len(placed)]:
        if not mask & taken:
            yield from _search(inside, spots, taken | mask, [*placed, spot])


def test_of_300_small_cases_that_can_be_held_hardly_one_is_missed() -> None:
    chance, held, missed = random.Random(7), 0, []
    while held < 300:
        inside = (chance.randint(2, 4), chance.randint(2, 4), chance.randint(2, 3))
        pieces = [
            Piece(f"S{at}", *(chance.randint(1, 3) for _ in range(3)), upright=chance.random() < 0.3,
                  fragile=chance.random() < 0.2)
            for at in range(chance.randint(2, 4))
        ]  # fmt: skip
        room = inside[0] * inside[1] * inside[2]
        filled = sum(each.volume for each in pieces)
        if not room // 2 <= filled <= room or not all(each.fits(inside) for each in pieces):
            continue
        found = hold(inside, None, pieces)
        assert refute(inside, found) == ""
        if not every_way(inside, pieces):
            assert not found
            continue
        held += 1
        if not found:
            missed.append((inside, pieces))
    assert len(missed) <= 3, missed
