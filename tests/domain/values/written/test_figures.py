"""Figures as people type them: one reading is read everywhere, two are settled by the form, what is left is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.written.figures import read_decimal
from orderdesk.domain.values.written.number_form import COMMA, PLAIN, POINT, NumberForm

FRENCH = NumberForm(",", "\N{NARROW NO-BREAK SPACE}")
SWISS = NumberForm(".", "'")
INDIAN = NumberForm(".", ",", 2)
FORMS = [POINT, COMMA, FRENCH, SWISS, INDIAN, PLAIN]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12,50", "12.50"), ("12.50", "12.50"), ("1.234,50", "1234.50"), ("1,234.50", "1234.50"), ("5,5", "5.5"),
        ("1,234,567", "1234567"), ("1.234.567", "1234567"), ("1 234,50", "1234.50"), ("1'234.50", "1234.50"),
        ("1’234", "1234"), ("1\N{THIN SPACE}234,5", "1234.5"), ("1\N{NO-BREAK SPACE}234.5", "1234.5"),
        ("1\N{NARROW NO-BREAK SPACE}234", "1234"), ("0,500", "0.5"), ("0.857", "0.857"), (",5", "0.5"), (".5", "0.5"),
        ("1234,567", "1234.567"), ("12.", "12"), ("12,", "12"), ("12.-", "12"), ("12,–", "12"), ("007", "7"),
        ("12:-", "12"), ("1 250:-", "1250"),
        ("+3", "3"), ("-2,5", "-2.5"), ("−2.5", "-2.5"), ("(2,5)", "-2.5"), ("١٢٫٥٠", "12.5"), ("١٬٢٣٤", "1234"),
        ("١٫٥٠٠", "1.5"), ("１２．５", "12.5"), ("۱۲", "12"), ("1,234.567", "1234.567"), (" 12 ", "12"),
    ],
)  # fmt: skip
def test_what_has_one_reading_is_read_in_every_shop(text: str, value: str, form: NumberForm) -> None:
    assert read_decimal(text, form) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "form", "value"),
    [
        ("1,500", POINT, "1500"), ("1.500", POINT, "1.5"), ("1,500", COMMA, "1.5"), ("1.500", COMMA, "1500"),
        ("1,500", FRENCH, "1.5"), ("1,25,000.50", FRENCH, "125000.50"), ("1.25.000,50", POINT, "125000.50"),
        ("1.500", SWISS, "1.5"), ("1,500", INDIAN, "1500"), ("1,23,456", INDIAN, "123456"),
        ("1.500", PLAIN, "1.5"), ("12,500", POINT, "12500"), ("123.456", COMMA, "123456"),
    ],
)  # fmt: skip
def test_what_has_two_readings_follows_the_form(text: str, form: NumberForm, value: str) -> None:
    assert read_decimal(text, form) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "form", "one", "other"),
    [("1.500", FRENCH, "1\N{NARROW NO-BREAK SPACE}500", "1,5"), ("1,500", SWISS, "1'500", "1.5"),
     ("1,500", PLAIN, "1500", "1.5")],
)  # fmt: skip
def test_what_the_form_does_not_settle_is_refused_with_both_readings(
    text: str, form: NumberForm, one: str, other: str
) -> None:
    with pytest.raises(Refused, match=rf"can mean {one} or {other.replace('.', '[.]')}") as refusal:
        read_decimal(text, form, field="price")
    assert refusal.value.field == "price"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "text",
    ["", " ", "-", ".", ",", "1,23,4", "1.2.3", "12 50", "1 2", "1.5.", "12..", "--5", "1e5", "NaN", "inf", "0x10",
     "1,2345,678", "0,123,456", "1.234,567.8", "1,234.5,6", "12 apples", "²5", "½", "5%", "1_000", "12-", "€",
     "1 234.567,8"],
)  # fmt: skip
def test_what_is_no_figure_is_refused(text: str, form: NumberForm) -> None:
    with pytest.raises(Refused, match=r"Enter a number such as 12[.,]50, not"):
        read_decimal(text, form, money="")


def test_two_digits_go_together_only_where_the_country_groups_so() -> None:
    with pytest.raises(Refused, match="Enter a number"):
        read_decimal("1,23,456", POINT)


@pytest.mark.parametrize(
    ("text", "value"),
    [("€ 12,50", "12.5"), ("12,50 €", "12.5"), ("-€5", "-5"), ("€-5", "-5"), ("EUR 5", "5"), ("5 eur", "5"),
     ("12 Euro", "12")],
)  # fmt: skip
def test_the_sign_of_its_own_currency_may_stand_beside_an_amount(text: str, value: str) -> None:
    assert read_decimal(text, COMMA, money="EUR") == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [("Rs. 450", 450), ("kr.125", 125), ("12 kr.", 12), ("Fr. 12.-", 12), ("R$ 5", 5), ("$5 USD", 5), ("د.ك. 12", 12)],
)
def test_short_words_for_a_currency_are_no_decimals(text: str, value: int) -> None:
    assert read_decimal(text, COMMA, money="") == value


@pytest.mark.parametrize(("text", "money"), [("12 USD", "EUR"), ("$12", "EUR"), ("£5", "USD"), ("12 kr", "GBP")])
def test_the_sign_of_another_currency_is_refused(text: str, money: str) -> None:
    with pytest.raises(Refused, match=f"is not in {money}; enter what it is in {money}"):
        read_decimal(text, POINT, money=money)


def test_a_quantity_has_no_currency() -> None:
    with pytest.raises(Refused, match="Enter a number"):
        read_decimal("12 €", COMMA)


@given(st.decimals(-(10**9), 10**9, places=4), st.sampled_from(FORMS))
def test_what_a_form_writes_it_reads_back(value: Decimal, form: NumberForm) -> None:
    assert read_decimal(form.written(f"{value:f}"), form) == value


@given(st.text("0123456789.,' -", max_size=12), st.sampled_from(FORMS))
def test_no_typed_text_breaks_the_reader_and_no_digit_is_lost(text: str, form: NumberForm) -> None:
    try:
        value = read_decimal(text, form)
    except Refused:
        return
    typed = "".join(filter(str.isdigit, text)).strip("0")
    assert "".join(filter(str.isdigit, f"{value:f}")).strip("0") == typed
