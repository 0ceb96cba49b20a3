"""A price list in another currency: priced by the day's rate, and nothing that was priced ever changes with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.prices.exchange import ExchangeRate, parse_exchange
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.money import LARGEST, parse_price
from orderdesk.domain.values.quantity import ONE, pieces
from orderdesk.domain.values.rights import NotAllowed
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.record.history import history_of
from orderdesk.services.care.checking import check
from orderdesk.services.desk import Desk
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.repeating import repeat_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.people import users
from orderdesk.services.prices import price_lists as prices
from orderdesk.services.prices.exchange import exchange_rates, remove_exchange_rate, set_exchange_rate
from orderdesk.services.prices.price_lists import ListForm, RowForm
from orderdesk.services.prices.pricing import preview_order
from tests.factories import Clock, northside

TODAY = date(2026, 3, 2)


def set_rate(desk: Desk, text: str, day: date = TODAY, currency: str = "EUR") -> None:
    set_exchange_rate(desk, ExchangeRate(currency, day, parse_exchange(text)))


@pytest.fixture
def desk(database: Database) -> Desk:
    """Northside, which sells in GBP, where Patel pays 11.00 EUR for a mug and 10.00 EUR from 10."""
    made = northside(database)
    set_rate(made, "0.8571")
    prices.save_list(made, ListForm("Trade EUR", "Trade", "eur"))
    prices.set_list_price(made, "Trade EUR", RowForm("MUG", parse_price("11")))
    prices.set_list_price(made, "Trade EUR", RowForm("MUG", parse_price("10"), pieces(10)))
    prices.set_group(made, 1, "Trade")
    return made


def asked(count: int = 1) -> OrderRequest:
    return OrderRequest((LineRequest(pieces(count), "MUG"),), customer_id=1)


def price_of(desk: Desk, count: int = 1) -> int:
    return preview_order(desk, asked(count)).priced.lines[0].price


def test_a_list_in_another_currency_is_priced_by_the_rate_of_the_day(desk: Desk) -> None:
    assert price_of(desk) == parse_price("9.4281")
    assert price_of(desk, 10) == parse_price("8.571")
    order = view_order(desk, place_order(desk, asked(10))).order
    assert (order.currency, order.net) == ("GBP", 8_571)
    said = prices.why_price(desk, 1, "MUG", pieces(12)).why("GBP")
    assert said == "8.571 from Trade EUR, from 10: EUR\N{NO-BREAK SPACE}10.00 at 0.8571 of 02/03/2026"
    assert prices.why_price(desk, 1, "TEE", ONE).why("GBP") == "19.99 from the shop's list"
    assert check(desk).findings == ()


def test_a_rate_holds_from_its_day_and_what_is_priced_keeps_its_price(desk: Desk) -> None:
    set_rate(desk, "0.9", TODAY + timedelta(days=1))
    set_rate(desk, "0.8", TODAY - timedelta(days=1))
    assert price_of(desk) == parse_price("9.4281")
    before = place_order(desk, asked())
    clock = desk.clock
    assert isinstance(clock, Clock)
    clock.advance(days=1)
    assert price_of(desk) == parse_price("9.9")
    assert view_order(desk, before).goods[0].price == parse_price("9.4281")
    assert repeat_order(desk, before).changes == ("MUG: price up from 9.4281 to 9.90",)
    clock.advance(days=-2)
    assert price_of(desk) == parse_price("8.8")


def test_where_the_clock_was_put_back_the_first_rate_counts(desk: Desk) -> None:
    clock = desk.clock
    assert isinstance(clock, Clock)
    clock.advance(days=-30)
    assert price_of(desk) == parse_price("9.4281")


def test_a_list_in_the_shops_currency_is_not_exchanged(desk: Desk) -> None:
    prices.save_list(desk, ListForm("Trade", "Trade", "GBP"))
    prices.set_list_price(desk, "Trade", RowForm("TEE", parse_price("15")))
    (row,) = preview_order(desk, OrderRequest((LineRequest(ONE, "TEE"),), customer_id=1)).priced.lines
    assert row.price == parse_price("15")


def test_between_two_currencies_the_lower_price_here_wins(desk: Desk) -> None:
    prices.save_list(desk, ListForm("Trade", "Trade"))
    prices.set_list_price(desk, "Trade", RowForm("MUG", parse_price("9.50")))
    assert price_of(desk) == parse_price("9.4281")
    set_rate(desk, "0.87")
    assert price_of(desk) == parse_price("9.5")


def test_a_rate_is_replaced_removed_and_told(desk: Desk) -> None:
    set_rate(desk, "0.86")
    set_rate(desk, "1.1", currency="usd")
    found = [(each.currency, each.rate) for each in exchange_rates(desk)]
    assert found == [("EUR", parse_exchange("0.86")), ("USD", parse_exchange("1.1"))]
    remove_exchange_rate(desk, "usd", TODAY)
    with pytest.raises(NotFound, match="no rate of USD"):
        remove_exchange_rate(desk, "USD", TODAY)
    with desk.reading() as connection:
        told = [(each.what, each.detail) for each in history_of(connection, "shop", 1)]
    assert ("exchange rate", "1 EUR is 0.86 GBP from 02/03/2026") in told
    assert ("exchange rate removed", "USD from 02/03/2026") in told


def test_what_can_not_be_is_refused_and_changes_nothing(desk: Desk) -> None:
    kept = exchange_rates(desk)
    for currency, rate, words in (("GBP", 1, "always 1"), ("euro", 1, "three letters"), ("EUR", 0, "above 0")):
        with pytest.raises(Refused, match=words):
            set_exchange_rate(desk, ExchangeRate(currency, TODAY, rate))
    with pytest.raises(Refused, match="Trade EUR is in EUR: set another rate first"):
        remove_exchange_rate(desk, "EUR", TODAY)
    with pytest.raises(Refused, match="Trade EUR has 2 prices in EUR already"):
        prices.save_list(desk, ListForm("Trade EUR", "Trade", "GBP"))
    set_rate(desk, "0.006", TODAY + timedelta(days=1), "JPY")
    with pytest.raises(Refused, match="no exchange rate of JPY yet"):
        prices.save_list(desk, ListForm("Trade JPY", "Trade", "JPY"))
    remove_exchange_rate(desk, "JPY", TODAY + timedelta(days=1))
    assert exchange_rates(desk) == kept


def test_a_list_keeps_its_currency_when_its_days_change(desk: Desk) -> None:
    prices.save_list(desk, ListForm("trade eur", "Trade", "", TODAY))
    (found,) = prices.price_lists(desk)
    assert (found.currency, found.valid_from, found.rows) == ("EUR", TODAY, 2)
    prices.remove_list_price(desk, "Trade EUR", "MUG", ONE)
    prices.remove_list_price(desk, "Trade EUR", "MUG", pieces(10))
    prices.save_list(desk, ListForm("Trade EUR", "Trade", "GBP"))
    assert prices.price_lists(desk)[0].currency == "GBP"


def test_a_price_that_comes_to_more_than_there_is_is_refused_at_its_line(desk: Desk) -> None:
    prices.set_list_price(desk, "Trade EUR", RowForm("MUG", LARGEST))
    set_rate(desk, "100")
    with pytest.raises(Refused, match=r"Line 1: the price .* is too large"):
        place_order(desk, asked())


def test_only_who_may_change_settings_sets_a_rate(desk: Desk) -> None:
    users.save_user(desk, "cora", "counter")
    users.set_pin(desk, "cora", "1122")
    clerk = replace(desk, user="cora")
    with pytest.raises(NotAllowed):
        set_rate(clerk, "0.9")
    with pytest.raises(NotAllowed):
        remove_exchange_rate(clerk, "EUR", TODAY)
