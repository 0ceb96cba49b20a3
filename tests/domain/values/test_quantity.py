"""Quantities keep three decimals exactly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import (
    LARGEST_QUANTITY,
    parse_quantity,
    pieces,
    quantity_text,
    shown_change,
    shown_quantity,
)


@pytest.mark.parametrize(
    ("text", "quantity"), [("3", 3000), ("2.5", 2500), ("0.001", 1), ("1,000", 1_000_000), (" 7 ", 7000)]
)
def test_quantities_are_read(text: str, quantity: int) -> None:
    assert parse_quantity(text) == quantity


@pytest.mark.parametrize("text", ["0", "-1", "1.0001", "", "three", "1000000.001", "1e3", "NaN", "½"])
def test_what_is_no_quantity_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        parse_quantity(text)
    assert refusal.value.field == "quantity"
    assert str(refusal.value).endswith(".")


def test_a_signed_quantity_may_be_below_zero_but_not_zero() -> None:
    assert parse_quantity("-2", signed=True) == -2000
    with pytest.raises(Refused):
        parse_quantity("-0", signed=True)


@given(st.integers(1, LARGEST_QUANTITY))
def test_a_quantity_survives_being_written_and_read(quantity: int) -> None:
    assert parse_quantity(quantity_text(quantity)) == quantity
    assert parse_quantity(shown_quantity(quantity)) == quantity


def test_quantities_for_the_eye() -> None:
    assert quantity_text(pieces(3)) == "3"
    assert quantity_text(2500) == "2.5"
    assert shown_quantity(-1_234_500) == "\N{MINUS SIGN}1,234.5"


def test_a_change_bears_its_sign_and_nought_none() -> None:
    assert [shown_change(each) for each in (3_000, -2_500, 0)] == ["+3", "\N{MINUS SIGN}2.5", "0"]
