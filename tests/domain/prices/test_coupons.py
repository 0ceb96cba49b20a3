"""Coupons: when one applies, what it takes off, and that its share ties with every line under either tax policy."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderdesk.domain.prices.coupons import Coupon, Uses, checked_coupon, coupon_code, taken_off, why_not, worth_words
from orderdesk.domain.prices.pricing import LineInput, Rules, line_gross, price_order
from orderdesk.domain.prices.tax import TaxPolicy
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Rounding, parse_percent

DAY = date(2026, 3, 2)
TEN = Coupon(1, "SPRING10", rate=parse_percent("10"))
FIVE = Coupon(2, "FIVER", amount=500, minimum=2_000)
lines = st.lists(
    st.builds(
        LineInput,
        st.integers(1, 50_000),
        st.integers(0, 5_000_000),
        st.sampled_from([0, 50_000, 200_000, 250_000]),
        st.sampled_from([0, 100_000, 1_000_000]),
        st.booleans(),
    ),
    min_size=1,
    max_size=8,
)
coupons = st.builds(Coupon, st.just(1), st.just("ANY"), rate=st.integers(1, 1_000_000)) | st.builds(
    Coupon, st.just(1), st.just("ANY"), amount=st.integers(1, 1_000_000)
)


def test_codes_are_kept_in_capitals_without_spaces() -> None:
    assert coupon_code(" spring 10 ") == "SPRING10"
    for text in ("", "A", "-AB", "SPRING%", "X" * 41):
        with pytest.raises(Refused, match="2 to 40 letters"):
            coupon_code(text)


@pytest.mark.parametrize(
    ("coupon", "uses", "sentence"),
    [
        (replace(TEN, active=0), Uses(), "Coupon SPRING10 is switched off."),
        (replace(TEN, valid_from=DAY + timedelta(days=1)), Uses(), "Coupon SPRING10 holds from 3 March on."),
        (replace(TEN, valid_to=DAY - timedelta(days=1)), Uses(), "Coupon SPRING10 ended on 1 March."),
        (replace(TEN, minimum=1_001), Uses(), "Coupon SPRING10 asks for goods of 10.01 or more; these come to 10.00."),
        (replace(TEN, most_uses=3), Uses(3), "Coupon SPRING10 was used 3 times, as often as it may be."),
        (replace(TEN, most_each=1), Uses(1, 1), "This customer has used coupon SPRING10 once already."),
        (replace(TEN, valid_from=DAY, valid_to=DAY, minimum=1_000, most_uses=4, most_each=1), Uses(3), ""),
    ],
)
def test_it_applies_or_says_why_not(coupon: Coupon, uses: Uses, sentence: str) -> None:
    assert why_not(coupon, DAY, 1_000, "GBP", uses) == sentence


def test_one_for_each_customer_asks_who_orders() -> None:
    said = why_not(replace(TEN, most_each=2), DAY, 1_000, "GBP", customer=False)
    assert said == "Coupon SPRING10 may be used 2 times by a customer; choose the customer."


def test_what_it_takes_off() -> None:
    assert taken_off(TEN, 4_155, 0, Rounding.HALF_UP) == 416
    assert taken_off(TEN, 4_155, 155, Rounding.HALF_UP) == 400
    assert taken_off(FIVE, 300, 0, Rounding.HALF_UP) == 300
    assert taken_off(FIVE, 300, 400, Rounding.HALF_UP) == 0
    assert taken_off(Coupon(3, "FREE", free_delivery=1), 300, 0, Rounding.HALF_UP) == 0


def test_what_it_gives_in_words() -> None:
    assert [worth_words(each, "GBP") for each in (TEN, FIVE, Coupon(3, "FREE", free_delivery=1))] == [
        "10% off",
        "5.00 off",
        "Free delivery",
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"rate": 0},
        {"amount": 5},
        {"rate": 1_000_001},
        {"minimum": -1},
        {"most_uses": 0},
        {"most_each": 1_000_001},
        {"valid_from": DAY, "valid_to": DAY - timedelta(days=1)},
        {"code": "?"},
    ],
)
def test_what_is_no_coupon_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(Refused):
        checked_coupon(replace(TEN, **changes))  # type: ignore[arg-type]


@given(lines, coupons, st.integers(0, 100_000), st.sampled_from(TaxPolicy), st.sampled_from(Rounding), st.booleans())
def test_the_spread_ties_and_never_exceeds_the_goods(
    found: list[LineInput], coupon: Coupon, discount: int, policy: TaxPolicy, rounding: Rounding, inclusive: bool
) -> None:
    rules = Rules("GBP", inclusive, policy, rounding)
    worth = sum(line_gross(each.quantity, each.price, each.discount, rules) for each in found if not each.charge)
    discount = min(discount, worth)
    off = taken_off(coupon, worth, discount, rounding)
    assert 0 <= off <= worth - discount
    totals = price_order(found, rules, discount + off)
    assert sum(line.share for line in totals.lines) == discount + off
    assert all(line.share == 0 for line, each in zip(totals.lines, found, strict=True) if each.charge)
    assert all(0 <= line.share <= line.gross for line in totals.lines)
    assert sum(line.net for line in totals.lines) == totals.net
    assert sum(line.tax for line in totals.lines) == totals.tax == sum(row.tax for row in totals.taxes)
