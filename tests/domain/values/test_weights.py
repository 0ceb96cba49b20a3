"""Weights in the unit of the shop: read, shown, and never with more than was weighed."""

from __future__ import annotations

import random

import pytest

from orderdesk.domain.prices.rates import bands_text, parse_bands, shown_bands
from orderdesk.domain.values.errors import BadInput, Refused
from orderdesk.domain.values.quantity import ONE
from orderdesk.domain.values.weights import parse_weight, shown_weight, together, typed_weight, weight_examples
from orderdesk.domain.values.written.local import BRITISH, LocalForm, using
from orderdesk.domain.values.written.number_form import COMMA

AMERICAN = LocalForm(length="in", country="US")
GERMAN = LocalForm(COMMA, country="DE")


@pytest.mark.parametrize(
    ("form", "grams", "shown"),
    [
        (BRITISH, 350, "350 g"),
        (BRITISH, 16_209, "16.209 kg"),
        (GERMAN, 1_250_500, "1.250,5 kg"),
        (AMERICAN, 0, "0 oz"),
        (AMERICAN, 28, "1 oz"),
        (AMERICAN, 350, "12.3 oz"),
        (AMERICAN, 454, "1 lb"),
        (AMERICAN, 16_209, "35 lb 11.8 oz"),
    ],
)
def test_a_weight_is_shown_in_the_shops_unit_and_no_finer_than_it_was_weighed(
    form: LocalForm, grams: int, shown: str
) -> None:
    with using(form):
        assert shown_weight(grams) == shown


@pytest.mark.parametrize(
    ("form", "typed", "grams"),
    [
        (BRITISH, "2.15", 2_150),
        (BRITISH, "350 g", 350),
        (BRITISH, "350g", 350),
        (BRITISH, "1 lb 4 oz", 567),
        (GERMAN, "2,15 kg", 2_150),
        (AMERICAN, "2.5", 1_134),
        (AMERICAN, "12.3 oz.", 349),
        (AMERICAN, "1 pound, 4 ounces", 567),
        (AMERICAN, "1lb4oz", 567),
        (AMERICAN, "2 kg", 2_000),
    ],
)
def test_a_weight_is_read_with_its_unit_and_without_in_the_shops(form: LocalForm, typed: str, grams: int) -> None:
    with using(form):
        assert parse_weight(typed) == grams


@pytest.mark.parametrize("typed", ["0", "-1", "1 stone", "1 lb 2 lb", "heavy", "0.0001", "2000 kg", "lb", "1 2 kg x"])
def test_what_is_no_weight_is_refused(typed: str) -> None:
    for form in (BRITISH, AMERICAN):
        with using(form), pytest.raises((BadInput, Refused)):
            parse_weight(typed)


def test_a_field_gives_back_the_gram_that_it_shows() -> None:
    chosen = random.Random(7)
    for form in (BRITISH, GERMAN, AMERICAN):
        with using(form):
            for grams in (1, 999, 1_000, 453, 454, *(chosen.randrange(1, 1_000_000) for _ in range(500))):
                assert parse_weight(typed_weight(grams)) == grams
                assert parse_bands(shown_bands([(grams, 490)], "USD")[0], "USD") == ((grams, 490),)


@pytest.mark.parametrize(
    ("each", "sum_of"),
    [
        ((("50 lb", 3), ("0.8 oz", 10), ("28 lb 4 oz", 1)), "178 lb 12 oz"),
        ((("0.8 oz", 10),), "8 oz"),
        ((("1 lb", 1), ("1 lb", 1), ("1 lb", 1)), "3 lb"),
        ((("1 lb 4.5 oz", 0.5),), "10.3 oz"),
        ((("1 kg", 2), ("1.2 oz", 1)), "4 lb 7.7 oz"),
    ],
)
def test_weights_in_pounds_add_as_they_were_typed(each: tuple[tuple[str, float], ...], sum_of: str) -> None:
    with using(AMERICAN):
        goods = [(parse_weight(typed), int(count * ONE)) for typed, count in each]
        assert shown_weight(together(goods)) == sum_of


def test_five_pounds_are_in_the_band_of_five_pounds() -> None:
    """One pound is kept as 454 g, of which five are 2,270; a band up to 5 lb ends at 2,268."""
    with using(AMERICAN):
        assert together([(parse_weight("1 lb"), 5 * ONE)]) <= parse_weight("5 lb")


def test_grams_add_as_grams() -> None:
    with using(AMERICAN):
        assert together([(1_000, 2 * ONE)]) == 2_000
    for form in (BRITISH, GERMAN):
        with using(form):
            assert together([(333, 3 * ONE), (1, ONE // 4), (1, ONE // 4)]) == 1_000


def test_a_hint_has_the_sign_of_the_shop() -> None:
    for form, hint in ((GERMAN, "350 g or 2,15 kg"), (BRITISH, "350 g or 2.15 kg"), (AMERICAN, "1 lb 4 oz or 12.5 oz")):
        with using(form):
            assert weight_examples() == hint


def test_bands_are_typed_in_pounds_where_goods_are_weighed_in_pounds_and_files_hold_kilograms() -> None:
    with using(AMERICAN):
        assert parse_bands("1 4.90; 5 lb 6.90; 5 kg 9.90", "USD") == ((454, 490), (2_268, 690), (5_000, 990))
        assert shown_bands([(2_268, 690)], "USD") == ["5 6.90"]
        assert bands_text([(2_268, 690)], "USD") == ["2.268 6.90"]
