"""Postage by weight and size, free from a worth on, with the carrier's price kept."""

from __future__ import annotations

import pytest

from orderdesk.domain.prices.rates import Parcel, Postage, RateTable, billable_weight, checked_bands, postage
from orderdesk.domain.values.errors import Refused

BANDS = RateTable(bands=((1_000, 490), (5_000, 690), (10_000, 950)), free_over=10_000)
BOX = Parcel(3_200, 400 * 300 * 200)


def test_the_scenario_of_rate_choice() -> None:
    assert postage(BANDS, [BOX], 9_999) == Postage(690, 690, 4_800)
    assert postage(BANDS, [BOX], 10_000) == Postage(0, 690, 4_800)
    assert postage(BANDS, [Parcel(5_100)], 9_999) == Postage(950, 950, 5_100)


def test_size_counts_when_it_is_more_than_the_weight() -> None:
    assert billable_weight(Parcel(100, 100 * 100 * 101), 5_000) == 202
    assert billable_weight(Parcel(100, 100 * 100 * 100), 0) == 100
    assert billable_weight(Parcel(1, 100 * 100 * 101), 4_999) == 203  # any part of a gram counts


@pytest.mark.parametrize(("grams", "price"), [(0, 490), (1_000, 490), (1_001, 690), (10_000, 950)])
def test_a_band_holds_up_to_its_weight(grams: int, price: int) -> None:
    assert postage(BANDS, [Parcel(grams)], 0).charge == price


def test_every_box_is_charged_and_no_box_is_charged_as_one() -> None:
    assert postage(BANDS, [Parcel(500), Parcel(4_000)], 0).cost == 490 + 690
    assert postage(BANDS, [], 0).cost == 490


def test_a_flat_price_knows_no_weight() -> None:
    assert postage(RateTable(price=690), [Parcel(90_000)], 0).charge == 690


def test_a_box_too_heavy_is_refused_in_kilograms() -> None:
    with pytest.raises(Refused, match=r"10\.5 kg is more than this service takes \(10 kg\)"):
        postage(BANDS, [Parcel(10_500)], 0)


@pytest.mark.parametrize("bands", [[(0, 1)], [(1, -1)], [(5, 1), (5, 2)]])
def test_bands_that_can_not_be_are_refused(bands: list[tuple[int, int]]) -> None:
    with pytest.raises(Refused):
        checked_bands(bands)


def test_bands_are_kept_in_rising_order() -> None:
    assert checked_bands([(5, 2), (1, 1)]) == ((1, 1), (5, 2))
