"""Weights in the unit of the shop: read, shown, and never with more than was weighed."""

from __future__ import annotations

import random

import pytest

from orderdesk.domain.prices.rates import bands_text, parse_bands, shown_bands
from orderdesk.domain.values.errors import BadInput, Refused
from orderdesk.domain.values.weights import parse_weight, shown_weight, typed_weight
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


def test_bands_are_typed_in_pounds_where_goods_are_weighed_in_pounds_and_files_hold_kilograms() -> None:
    with using(AMERICAN):
        assert parse_bands("1 4.90; 5 lb 6.90; 5 kg 9.90", "USD") == ((454, 490), (2_268, 690), (5_000, 990))
        assert shown_bands([(2_268, 690)], "USD") == ["5 6.90"]
        assert bands_text([(2_268, 690)], "USD") == ["2.268 6.90"]
