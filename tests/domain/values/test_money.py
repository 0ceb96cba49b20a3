"""Money is exact: rounding, spreading, reading and writing of amounts, prices and rates."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import (
    LARGEST,
    Rounding,
    amount_text,
    cash_rounded,
    divide,
    exponent,
    parse_amount,
    parse_percent,
    parse_price,
    percent_text,
    price_text,
    shown,
    shown_price,
    spread,
)

MODES = {
    Rounding.HALF_UP: ROUND_HALF_UP,
    Rounding.HALF_EVEN: ROUND_HALF_EVEN,
    Rounding.UP: ROUND_UP,
    Rounding.DOWN: ROUND_DOWN,
}


@pytest.mark.parametrize(
    ("numerator", "half_up", "half_even", "up", "down"),
    [(5, 3, 2, 3, 2), (7, 4, 4, 4, 3), (6, 3, 3, 3, 3), (-5, -3, -2, -3, -2), (-7, -4, -4, -4, -3), (0, 0, 0, 0, 0)],
)
def test_halves_are_settled_by_the_mode(numerator: int, half_up: int, half_even: int, up: int, down: int) -> None:
    found = [divide(numerator, 2, mode) for mode in (Rounding.HALF_UP, Rounding.HALF_EVEN, Rounding.UP, Rounding.DOWN)]
    assert found == [half_up, half_even, up, down]


@given(
    st.integers(-(10**20), 10**20), st.sampled_from([1, 2, 5, 10, 100, 10_000, 10**6, 10**9]), st.sampled_from(Rounding)
)
def test_division_rounds_as_exact_decimals_do(numerator: int, denominator: int, mode: Rounding) -> None:
    exact = Decimal(numerator).scaleb(0) / Decimal(denominator)
    assert divide(numerator, denominator, mode) == int(exact.quantize(Decimal(1), rounding=MODES[mode]))


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6), st.sampled_from(Rounding))
def test_division_is_never_a_whole_unit_off(numerator: int, denominator: int, mode: Rounding) -> None:
    assert abs(divide(numerator, denominator, mode) - Fraction(numerator, denominator)) < 1


def test_division_by_nothing_is_a_bug() -> None:
    with pytest.raises(ValueError, match="positive"):
        divide(1, 0)


@given(st.integers(-(10**9), 10**9), st.lists(st.integers(0, 10**9), min_size=1, max_size=30))
def test_parts_always_add_up_and_stay_within_one_unit(amount: int, weights: list[int]) -> None:
    parts = spread(amount, weights)
    assert sum(parts) == amount
    if total := sum(weights):
        for part, weight in zip(parts, weights, strict=True):
            assert abs(part - Fraction(amount * weight, total)) < 1
            assert weight or not part


@given(st.integers(0, 10**6), st.lists(st.integers(1, 1000), min_size=2, max_size=10))
def test_a_heavier_part_never_gets_less(amount: int, weights: list[int]) -> None:
    parts = spread(amount, sorted(weights))
    assert parts == sorted(parts) or len(set(weights)) < len(weights)


def test_equal_remainders_go_to_the_earlier_part() -> None:
    assert spread(1, [1, 1, 1]) == [1, 0, 0]
    assert spread(-2, [1, 1, 1]) == [-1, -1, 0]
    assert spread(1000, [3750, 3998, 1400]) == [410, 437, 153]


def test_without_weight_the_first_part_takes_all() -> None:
    assert spread(7, [0, 0]) == [7, 0]
    assert spread(0, []) == []


@pytest.mark.parametrize(("amount", "weights"), [(5, []), (5, [3, -1])])
def test_what_can_not_be_spread_is_a_bug(amount: int, weights: list[int]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  two sentences, one meaning
        spread(amount, weights)


@pytest.mark.parametrize(("currency", "digits"), [("GBP", 2), ("JPY", 0), ("KWD", 3), ("EUR", 2), ("TND", 3)])
def test_each_currency_has_its_own_decimals(currency: str, digits: int) -> None:
    assert exponent(currency) == digits


@pytest.mark.parametrize(
    ("text", "currency", "amount"),
    [
        ("12.34", "GBP", 1234),
        (" 1,234.5 ", "GBP", 123450),
        ("1234", "JPY", 1234),
        ("1.234", "KWD", 1234),
        ("−2", "GBP", -200),
        (".5", "GBP", 50),
        ("+3.", "GBP", 300),
        ("12.3400", "GBP", 1234),
        ("٣", "GBP", 300),
        ("£12,50", "GBP", 1250),
    ],
)
def test_amounts_are_read(text: str, currency: str, amount: int) -> None:
    assert parse_amount(text, currency) == amount


@pytest.mark.parametrize(
    "text",
    ["", "abc", "1.2.3", "1e5", "NaN", "inf", "12.345", "0x10", "1 2", "9" * 30, "--1", "1E999999", "-0.001"],
)
def test_what_is_no_amount_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        parse_amount(text, "GBP", field="paid")
    assert refusal.value.field == "paid"
    assert str(refusal.value).endswith(".")


def test_an_amount_nobody_sells_for_is_refused() -> None:
    assert parse_amount("100000000000.00", "GBP") == LARGEST
    with pytest.raises(Refused, match="too large"):
        parse_amount("100000000000.01", "GBP")


def test_prices_and_percentages_have_their_limits() -> None:
    assert parse_price("12.3456") == 123456
    assert parse_percent("5.5 %") == 55_000
    for reader, text in (
        (parse_price, "-1"),
        (parse_price, "1.23456"),
        (parse_percent, "100.1"),
        (parse_percent, "-1"),
    ):
        with pytest.raises(Refused):
            reader(text)


@given(st.integers(-LARGEST, LARGEST), st.sampled_from(["GBP", "JPY", "KWD"]))
def test_an_amount_survives_being_written_and_read(amount: int, currency: str) -> None:
    assert parse_amount(amount_text(amount, currency), currency) == amount
    assert parse_amount(shown(amount, currency), currency) == amount


@given(st.integers(0, LARGEST))
def test_a_price_survives_being_written_and_read(price: int) -> None:
    assert parse_price(price_text(price, "GBP")) == price
    assert parse_price(shown_price(price, "GBP")) == price


def test_amounts_for_the_eye() -> None:
    assert shown(123450, "GBP") == "1,234.50"
    assert shown(-5, "GBP") == "\N{MINUS SIGN}0.05"
    assert shown(1234, "JPY") == "1,234"
    assert price_text(125_000, "GBP") == "12.50"
    assert price_text(123_456, "GBP") == "12.3456"
    assert percent_text(55_000) == "5.5"


@pytest.mark.parametrize(
    ("amount", "step", "payable"),
    [(1002, 5, 1000), (1003, 5, 1005), (-1003, 5, -1005), (1003, 1, 1003), (1003, 0, 1003)],
)
def test_cash_is_rounded_to_the_smallest_coin(amount: int, step: int, payable: int) -> None:
    assert cash_rounded(amount, step) == payable
