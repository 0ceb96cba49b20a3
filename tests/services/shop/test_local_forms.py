"""Shops of six countries read what is typed there and write what is read there; what a shop chose outlives the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.prices.exchange import parse_exchange, shown_exchange
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import (
    amount_text,
    exponent,
    grouped,
    money,
    parse_amount,
    parse_percent,
    parse_price,
    price_of_amount,
    price_text,
    shown,
    shown_percent,
    shown_price,
    with_percent,
)
from orderdesk.domain.values.quantity import ONE, parse_quantity, shown_quantity
from orderdesk.domain.values.written import local
from orderdesk.domain.values.written.short_days import read_day, typed_day
from orderdesk.integrations.local_forms import local_form
from orderdesk.persistence.database.engine import Database
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.papers import preview
from orderdesk.services.shop.local_forms import adopt_form
from orderdesk.services.shop.shop import edit_shop, form_of, shop_now
from tests.countries import COUNTRIES, Country, local_shop
from tests.documents.reading import text

TODAY = date(2026, 3, 2)
EVERYWHERE = sorted(COUNTRIES)
FORMS = {code: local_form(code, each.currency) for code, each in COUNTRIES.items()}


@pytest.mark.parametrize("code", EVERYWHERE)
def test_a_country_writes_figures_money_and_days_as_its_people_do(code: str) -> None:
    country = COUNTRIES[code]
    with local.using(FORMS[code]):
        amount = 123_450 * 10 ** exponent(country.currency) // 100
        assert grouped("1234.5") == country.figure
        assert money(amount, country.currency) == country.money
        assert local.shown_day(date(2026, 12, 31)) == country.day
        assert money(-amount, country.currency) == f"−{country.money}"


def test_another_currency_is_written_by_its_code() -> None:
    with local.using(FORMS["DE"]):
        assert money(1_250, "USD") == "12,50\N{NO-BREAK SPACE}USD"
        assert with_percent(55_000) == "5,5\N{NO-BREAK SPACE}%"
    with local.using(FORMS["US"]):
        assert money(1_250, "EUR") == "EUR\N{NO-BREAK SPACE}12.50"


@pytest.mark.parametrize("code", EVERYWHERE)
@settings(max_examples=30)
@given(value=st.integers(-(10**11), 10**11), day=st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_what_a_country_writes_it_reads_back(code: str, value: int, day: date) -> None:
    currency, size = COUNTRIES[code].currency, abs(value)
    with local.using(FORMS[code]):
        assert parse_amount(shown(value, currency), currency) == value
        assert parse_amount(money(value, currency), currency) == value
        assert parse_price(shown_price(size, currency)) == size
        assert parse_percent(shown_percent(size % 1_000_001)) == size % 1_000_001
        assert parse_percent(with_percent(size % 1_000_001)) == size % 1_000_001
        assert parse_quantity(shown_quantity(size % 10**9 + 1)) == size % 10**9 + 1
        assert parse_exchange(shown_exchange(size % 10**12 + 1)) == size % 10**12 + 1
        assert read_day(local.shown_day(day), TODAY) == day
        assert read_day(day.isoformat(), TODAY) == day


@pytest.mark.parametrize("code", EVERYWHERE)
def test_files_stay_plain_in_every_country(code: str) -> None:
    with local.using(FORMS[code]):
        assert (amount_text(123_450, "EUR"), price_text(12_345)) == ("1234.50", "1.2345")
        with local.using(local.FILES):
            assert (parse_price("1.500"), parse_quantity("1.234")) == (15_000, 1_234)


@pytest.mark.parametrize("code", EVERYWHERE)
def test_what_has_one_reading_means_the_same_in_every_country(code: str) -> None:
    with local.using(FORMS[code]):
        assert parse_price("12,50") == parse_price("12.50") == 125_000
        assert parse_price("1.234,50") == parse_price("1,234.50") == 12_345_000
        assert parse_percent("5,5") == parse_percent("5.5 %") == 55_000
        assert parse_quantity("2,5") == 2_500
        assert parse_exchange("0,92") == 92_000_000


@pytest.mark.parametrize(
    ("text", "code", "day"),
    [
        ("31.12.2026", "US", date(2026, 12, 31)), ("12/31/2026", "DE", date(2026, 12, 31)),
        ("03/04/2026", "US", date(2026, 3, 4)), ("03/04/2026", "GB", date(2026, 4, 3)),
        ("31.12.", "DE", date(2026, 12, 31)), ("1.2.", "DE", date(2027, 2, 1)), ("12/31", "US", date(2026, 12, 31)),
        ("2026/3/4", "JP", date(2026, 3, 4)), ("26/12/31", "JP", date(2026, 12, 31)),
        ("2026年3月4日", "JP", date(2026, 3, 4)), ("٣١/١٢/٢٠٢٦", "KW", date(2026, 12, 31)),
        ("Dec 31, 2026", "US", date(2026, 12, 31)), ("4. Mar", "DE", date(2026, 3, 4)), ("thu", "FR", date(2026, 3, 5)),
    ],
)  # fmt: skip
def test_days_are_read_as_they_are_typed_there(text: str, code: str, day: date) -> None:
    with local.using(FORMS[code]):
        assert read_day(text, TODAY) == day


def test_a_day_that_can_mean_two_is_refused_where_the_year_goes_first() -> None:
    with local.using(FORMS["JP"]), pytest.raises(Refused, match="can mean 2026-04-03 or 2026-03-04"):
        typed_day("03/04/2026", TODAY)


def test_the_form_of_a_shop_holds_again_the_next_morning(database: Database, anywhere: Country) -> None:
    local_shop(database, anywhere)
    local.set_shop_form(local.BRITISH)
    adopt_form(database)
    assert local.current() == FORMS[anywhere.code]


def test_a_shop_chooses_its_own_decimal_sign_and_keeps_its_days(database: Database, anywhere: Country) -> None:
    desk = local_shop(database, anywhere)
    edit_shop(desk, replace(form_of(shop_now(desk)), numbers="comma"))
    assert (local.current().numbers.decimal, local.shown_day(date(2026, 12, 31))) == (",", anywhere.day)
    local.set_shop_form(local.BRITISH)
    assert adopt_form(database).numbers.decimal == ","
    edit_shop(desk, replace(form_of(shop_now(desk)), numbers=""))
    assert local.current() == FORMS[anywhere.code]


@pytest.mark.parametrize("code", EVERYWHERE)
def test_papers_are_written_as_the_country_does_and_alike_whatever_shop_is_open(code: str, sqlite_url: str) -> None:
    country = COUNTRIES[code]
    desk = local_shop(sqlite_url, country)
    amount = 123_450 * 10 ** exponent(country.currency) // 100
    price = price_of_amount(amount, country.currency)
    order = place_order(
        desk,
        OrderRequest((LineRequest(ONE, sku="A", price=price),), channel="counter", tender="card", invoicing="order"),
    )
    (number,) = [paper.number for paper in view_order(desk, order).papers]
    pdf = preview(desk, "invoice", number)
    seen = text(pdf)
    with local.using(FORMS[code]):
        assert local.shown_day(date(2026, 3, 2)) in seen
        assert " ".join(shown(amount, country.currency).split()) in seen
        total = view_order(desk, order).order.total
        assert f"Total {' '.join(money(total, country.currency).split())}" in seen
    local.set_shop_form(FORMS["DE" if code != "DE" else "US"])
    assert preview(desk, "invoice", number) == pdf
    desk.database.close()
