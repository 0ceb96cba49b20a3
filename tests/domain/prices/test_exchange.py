"""Exchange rates: read exactly, and exchanged half up at the fourth decimal of a price."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderdesk.domain.prices.exchange import ExchangeRate, currency_code, exchange_text, parse_exchange
from orderdesk.domain.prices.price_lists import Offer, Winner
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import parse_price

DAY = date(2026, 11, 3)


def rate(text: str, currency: str = "EUR") -> ExchangeRate:
    return ExchangeRate(currency, DAY, parse_exchange(text))


@pytest.mark.parametrize(
    ("price", "by", "here"),
    [
        ("11.00", "0.8571", "9.4281"),
        ("9.99", "0.8571", "8.5624"),  # 8.562429
        ("0.0001", "0.5", "0.0001"),  # half up
        ("0.0001", "0.49999999", "0"),
        ("1200", "0.00514321", "6.1719"),  # 6.171852 of yen
        ("0", "0.8571", "0"),
    ],
)
def test_a_price_is_exchanged_half_up(price: str, by: str, here: str) -> None:
    assert rate(by).exchanged(parse_price(price)) == parse_price(here)


@given(st.integers(1, 10**13), st.integers(0, 10**10))
def test_what_is_exchanged_is_never_off_by_more_than_half_a_step(by: int, price: int) -> None:
    found = ExchangeRate("EUR", DAY, by).exchanged(price)
    assert abs(2 * (found * 10**8 - price * by)) <= 10**8


@given(st.integers(1, 10**13))
def test_a_rate_is_written_as_it_is_read(by: int) -> None:
    assert parse_exchange(exchange_text(by)) == by


@pytest.mark.parametrize("text", ["0", "-1", "one", "", "0.123456789", "1e3"])
def test_what_is_no_rate_is_refused(text: str) -> None:
    with pytest.raises(Refused) as no:
        parse_exchange(text)
    assert no.value.field == "rate"


def test_a_currency_is_three_letters() -> None:
    assert currency_code(" eur ") == "EUR"
    for text in ("", "euro", "E1R", "€"):
        with pytest.raises(Refused, match="three letters"):
            currency_code(text)


def test_the_reason_names_the_price_abroad_and_the_rate() -> None:
    offer = Offer(1, 94_281, list_name="Trade EUR", abroad=110_000, exchange=rate("0.8571"))
    said = "9.4281 from Trade EUR, from 1: EUR\N{NO-BREAK SPACE}11.00 at 0.8571 of 03/11/2026"
    assert Winner(offer.price, offer).why("GBP") == said
