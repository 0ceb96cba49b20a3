"""The walk of a picker: the shortest of all orders of its bins, and readable as aisle, bay and level."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import permutations

import pytest

from orderdesk.domain.fulfilment.waves.walk import BinPlace, Floor, floor_of, walk_length, walked

CODES = [f"{aisle}-{bay:02}-{level}" for aisle in "ABCDEF" for bay in range(1, 11) for level in (1, 2)]


def made(codes: Sequence[str], *, one_way: bool = False, walks: dict[str, int] | None = None) -> Floor:
    numbered = enumerate(codes, start=1)
    return floor_of(BinPlace(key, 1, code, (walks or {}).get(code, 0), one_way) for key, code in numbered)


def in_order(codes: Sequence[str], wanted: Sequence[str], **more: object) -> list[str]:
    floor = made(codes, **more)  # type: ignore[arg-type]
    return [codes[key - 1] for key in walked(floor, [codes.index(code) + 1 for code in wanted])]


@pytest.mark.parametrize("one_way", [False, True])
@pytest.mark.parametrize("seed", range(40))
def test_no_order_of_the_bins_is_shorter(seed: int, one_way: bool) -> None:
    luck = random.Random(seed)
    floor = made(CODES, one_way=one_way)
    wanted = luck.sample(sorted(floor.spots), luck.randint(1, 6))
    order = walked(floor, wanted)
    assert sorted(order) == sorted(wanted)
    assert walk_length(floor, order) == min(walk_length(floor, each) for each in permutations(wanted))


def test_one_goes_up_an_aisle_and_down_the_next() -> None:
    full = [code for code in CODES if code[0] in "AB" and code.endswith("1")]
    order = in_order(CODES, random.Random(1).sample(full, len(full)))
    assert order == [*sorted(full)[:10], *sorted(full)[:9:-1]]


def test_one_goes_into_each_aisle_from_its_start_where_it_is_walked_one_way() -> None:
    wanted = ["C-02-1", "A-09-2", "A-09-1", "B-05-1", "A-03-1"]
    assert in_order(CODES, wanted, one_way=True) == ["A-03-1", "A-09-1", "A-09-2", "B-05-1", "C-02-1"]


def test_one_turns_back_where_that_is_shorter() -> None:
    # Two shelves near the front: nobody walks through to the back of the aisles.
    assert in_order(CODES, ["B-02-1", "A-01-1"]) == ["A-01-1", "B-02-1"]
    floor = made(CODES)
    keys = [CODES.index(code) + 1 for code in ("A-01-1", "B-02-1")]
    assert walk_length(floor, keys) == 2 * 1 + 2 * 2 + 2 * 3


def test_numbers_of_the_walk_come_before_codes() -> None:
    codes = ["A-1", "A-2", "B-1"]
    assert in_order(codes, codes, walks={"A-1": 7, "B-1": 3, "A-2": 6}, one_way=True) == ["B-1", "A-2", "A-1"]


def test_shelves_that_face_each_other_are_one_aisle() -> None:
    codes = ["A-1", "B-1", "A-2", "B-2", "C-1"]
    walks = {code: number for number, code in enumerate(codes, start=1)}
    assert in_order(codes, sorted(codes), walks=walks) == codes
    assert len({spot.aisle for spot in made(codes, walks=walks).spots.values()}) == 2


@pytest.mark.parametrize(
    ("codes", "order"),
    [
        (["10", "9", "2"], ["2", "9", "10"]),
        (["K12", "K2", "J30"], ["J30", "K2", "K12"]),
        (["Shelf 10", "Shelf 9", "Desk"], ["Desk", "Shelf 9", "Shelf 10"]),
        (["R2-A10-1", "R2-A9-2", "R10-A1"], ["R2-A9-2", "R2-A10-1", "R10-A1"]),
        (["Regal Ü", "棚-2", "棚-1"], ["Regal Ü", "棚-1", "棚-2"]),
        (["-", "...", "A"], ["-", "...", "A"]),
    ],
)
def test_any_code_has_its_place(codes: list[str], order: list[str]) -> None:
    assert in_order(codes, codes, one_way=True) == order


def test_one_location_is_walked_after_the_other() -> None:
    floor = floor_of([BinPlace(1, 2, "A-1", 0, True), BinPlace(2, 1, "Z-9", 0, False), BinPlace(3, 2, "A-2", 0, True)])
    assert walked(floor, [3, 1, 2]) == [2, 1, 3]
    assert walk_length(floor, [2, 1, 3]) == 2 * 1 + 2 * 2


def test_the_same_bins_make_the_same_floor() -> None:
    places = [BinPlace(key, 1, code, 0, False) for key, code in enumerate(CODES, start=1)]
    assert floor_of(places) == floor_of(random.Random(3).sample(places, len(places)))


def test_of_two_ways_as_short_the_one_that_is_easier_to_read() -> None:
    codes = ["A-01", "A-02", "B-04", "C-01"]
    assert in_order(codes, ["C-01", "B-04", "A-02", "A-01"]) == codes
