"""The wave that is suggested: the rule, its reason, and that no other choice the rule allows is walked much shorter."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations, permutations

import pytest

from orderdesk.domain.fulfilment.waves.choosing import MOST_TRIED, nearest
from orderdesk.domain.fulfilment.waves.pace import USUAL, Pace
from orderdesk.domain.fulfilment.waves.suggesting import Candidate, SuggestedWave, suggest
from orderdesk.domain.fulfilment.waves.walk import BinPlace, Floor, floor_of, walk_length, walked
from orderdesk.domain.values.quantity import pieces

NOW = datetime(2026, 11, 24, 13, 22, tzinfo=UTC)
AT_TWO, AT_THREE = NOW + timedelta(minutes=38), NOW + timedelta(minutes=98)
AISLES, BAYS = 6, 10


@pytest.fixture(scope="module")
def floor() -> Floor:
    codes = [f"{aisle}-{bay:02}" for aisle in "ABCDEF"[:AISLES] for bay in range(1, BAYS + 1)]
    return floor_of(BinPlace(key, 1, code, 0, False) for key, code in enumerate(codes))


def one(key: int, *bins: int, at: datetime | None = AT_TWO, carrier: str = "Beacon", service: str = "Next day",
        lines: int = 0, units: int = 1) -> Candidate:  # fmt: skip
    words = "" if at is None else f"at {at:%H:%M}"
    return Candidate(key, carrier, service, at, words, lines or len(bins), pieces(units), bins)


def ask(floor: Floor, *candidates: Candidate, totes: int = 4, pace: Pace = USUAL) -> SuggestedWave:
    found = suggest(candidates, floor, totes, pace, NOW)
    assert found is not None
    return found


def test_nothing_waits(floor: Floor) -> None:
    assert suggest([], floor, 8, USUAL, NOW) is None


def test_the_first_cutoff_comes_first_and_one_carrier_alone(floor: Floor) -> None:
    late, first, other = one(1, 1, at=AT_THREE, carrier="Post"), one(2, 2), one(3, 3, at=AT_THREE)
    found = ask(floor, late, first, other)
    assert found.shipment_ids == (2, 3)
    assert found.carrier == "Beacon"


def test_what_has_missed_its_van_and_what_has_no_cutoff_comes_last(floor: Floor) -> None:
    missed, untimed, first = one(1, 1, at=NOW - timedelta(minutes=1)), one(2, 2, at=None), one(3, 3)
    assert ask(floor, missed, untimed, first).shipment_ids == (3, 2, 1)


def test_orders_of_one_line_come_first_when_the_cart_is_too_small(floor: Floor) -> None:
    several = [one(key, key, key + 1) for key in (1, 2, 3)]
    single = [one(key, 50 + key) for key in (4, 5)]
    found = ask(floor, *several, *single, totes=3)
    assert set(found.shipment_ids) > {4, 5}
    assert found.reason == (
        "5 shipments leave by Next day at 14:00, and nobody has them yet. These are 3 of them. The cart takes 3 totes: "
        "orders of one line first (2 of them), then those that lie nearest to each other."
    )


def test_the_reason_says_what_comes_along(floor: Floor) -> None:
    road = one(3, 2, 3, at=AT_THREE, service="Road", units=8), one(4, 4, 40, at=AT_THREE, service="Road")
    found = ask(floor, one(1, 1), one(2, 5, units=4), *road)
    assert found.shipment_ids == (1, 2, 3, 4)
    assert found.reason == (
        "2 shipments leave by Next day at 14:00, and nobody has them yet. 2 by Road come along: 3 of 4 rows in aisles "
        "that are walked anyway."
    )
    assert (found.units, found.bins) == (pieces(14), 6)
    assert found.picking == 6 * USUAL.stop
    assert found.packing == 4 * USUAL.parcel + 14 * USUAL.unit


def test_nothing_comes_along_that_would_make_the_first_ones_tight(floor: Floor) -> None:
    slow = Pace(stop=600, parcel=300, unit=0)
    first, other = one(1, 1), one(2, 2, at=AT_THREE)
    assert ask(floor, first, other, pace=slow).shipment_ids == (1,)
    assert ask(floor, first, other, pace=replace(slow, stop=300)).shipment_ids == (1, 2)
    # What leaves then goes all the same: it is the most urgent.
    assert ask(floor, first, one(3, 3), pace=slow).shipment_ids == (1, 3)


def test_what_leaves_without_a_cutoff_says_so(floor: Floor) -> None:
    assert ask(floor, one(1, 1, at=None, service="")).reason == "1 shipment leaves today, and nobody has it yet."


@pytest.mark.parametrize("seed", range(25))
def test_no_wave_that_the_rule_allows_is_walked_five_percent_shorter(seed: int, floor: Floor) -> None:
    """All choices of as many single-line orders, each in all orders of its bins."""
    luck = random.Random(seed)
    keys = range(1, luck.randint(4, 8))
    waiting = [one(key, luck.randrange(AISLES * BAYS)) for key in keys]
    totes = luck.randint(2, min(5, len(waiting)))
    found = ask(floor, *waiting, one(99, 1, 2), totes=totes)
    by_key = {each.id: each for each in waiting}
    assert 99 not in found.shipment_ids
    bins = [key for each in found.shipment_ids for key in by_key[each].bins]
    ours = walk_length(floor, walked(floor, bins))
    best = min(
        walk_length(floor, order)
        for some in combinations(waiting, totes)
        for order in permutations([key for each in some for key in each.bins])
    )
    assert ours * 100 <= best * 105


def test_larger_choices_are_grown_and_come_near_the_best(floor: Floor) -> None:
    over = []
    for seed in range(20):
        luck = random.Random(seed)
        waiting = [one(key, *luck.sample(range(AISLES * BAYS), luck.randint(1, 3))) for key in range(13)]
        lengths = [walk_of(floor, some) for some in combinations(waiting, 4)]
        assert len(lengths) > MOST_TRIED
        over.append(walk_of(floor, nearest(waiting, [], 4, floor)) / min(lengths))
    assert sum(over) / len(over) <= 1.03
    assert max(over) <= 1.2


def test_a_hundred_of_three_hundred_are_chosen(floor: Floor) -> None:
    luck = random.Random(7)
    waiting = [one(key, *luck.sample(range(AISLES * BAYS), 3), lines=2) for key in range(300)]
    found = ask(floor, *waiting, totes=100)
    assert len(set(found.shipment_ids)) == 100
    chosen = [each for each in waiting if each.id in found.shipment_ids]
    assert walk_of(floor, chosen) <= walk_of(floor, waiting[:100])


def walk_of(floor: Floor, some: object) -> int:
    bins = [key for each in some for key in each.bins]  # type: ignore[attr-defined]
    return walk_length(floor, walked(floor, bins))
