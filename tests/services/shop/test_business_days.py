"""A shop whose day ends late at night, a till that is counted the next morning, and a shop that moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.proofs.registry import verify_books
from orderdesk.services.desk import Desk
from orderdesk.services.money import tills
from orderdesk.services.money.day_report import day_report
from orderdesk.services.money.paying import Tendered
from orderdesk.services.money.till_views import left_open
from orderdesk.services.orders.counter import sell
from orderdesk.services.shop.shop import edit_shop, form_of, open_shop, shop_now
from orderdesk.services.shop.shop_forms import ShopForm
from tests.factories import Clock, northside

EVENING = datetime(2026, 6, 5, 18, tzinfo=UTC)
FRIDAY, SATURDAY = date(2026, 6, 5), date(2026, 6, 6)


@pytest.fixture
def clock() -> Clock:
    return Clock(EVENING)


@pytest.fixture
def desk(database: Database, clock: Clock) -> Desk:
    return northside(database, clock=clock)


def _sell(desk: Desk) -> int:
    """One mug over the counter; what it came to."""
    sold = sell(desk, OrderRequest(lines=(LineRequest(pieces(1), "MUG"),)), [Tendered("cash", 10_000)])
    return sold.paid.kept


def _prove(desk: Desk) -> None:
    with desk.reading() as connection:
        verify_books(connection)


def test_what_is_sold_after_midnight_counts_for_the_evening(desk: Desk, clock: Clock) -> None:
    edit_shop(desk, replace(form_of(shop_now(desk)), day_ends="04:00"))
    desk.read_days()
    tills.open_till(desk, float_amount=0)
    evening = _sell(desk)
    clock.advance(hours=7)
    assert clock.now.date() == SATURDAY
    assert desk.today == FRIDAY
    night = _sell(desk)
    report = day_report(desk, FRIDAY)
    assert (report.tendered, report.invoices.count, report.work.taken) == (evening + night, 2, 2)
    assert not report.problems()
    tills.count_till(desk, {"0.01": evening + night})
    z = tills.close_till(desk)
    assert (z.day, z.tendered, z.problems()) == (FRIDAY, evening + night, ())
    clock.advance(hours=4)
    assert desk.today == SATURDAY
    assert day_report(desk).invoices.count == 0
    _prove(desk)


def test_a_till_left_open_is_closed_the_next_morning_for_its_own_day(desk: Desk, clock: Clock) -> None:
    tills.open_till(desk, float_amount=0)
    taken = _sell(desk)
    clock.advance(hours=13)
    (left,) = left_open(desk)
    assert (left.till, desk.day_of(left.opened_at)) == ("Till 1", FRIDAY)
    tills.count_till(desk, {"0.01": taken})
    z = tills.close_till(desk)
    assert (z.day, z.tendered) == (FRIDAY, taken)
    assert left_open(desk) == []
    tills.open_till(desk)
    assert left_open(desk) == []
    _prove(desk)


def test_a_clock_that_jumped_back_closes_no_till(desk: Desk, clock: Clock) -> None:
    tills.open_till(desk, float_amount=0)
    clock.advance(hours=-2)
    for act in (
        lambda: tills.paid_in(desk, 500, "change"),
        lambda: tills.count_till(desk, {"1.00": 1}),
        lambda: tills.close_till(desk),
    ):
        with pytest.raises(Refused, match="Set the clock right first"):
            act()
    _prove(desk)


def test_a_new_shop_moves_to_another_country_with_all_that_is_usual_there(database: Database) -> None:
    desk = Desk(database, user="anna")
    open_shop(desk, ShopForm("Berg", country="GB"))
    edit_shop(desk, replace(form_of(shop_now(desk)), country="DE"))
    shop = shop_now(desk)
    assert (shop.country, shop.currency, shop.time_zone, shop.paper) == ("DE", "EUR", "Europe/Berlin", "a4")
    assert max(rate.rate for rate in shop.tax_profile.rates) == 190_000
    edit_shop(desk, replace(form_of(shop), currency="CHF", time_zone="Europe/Zurich"))
    edit_shop(desk, replace(form_of(shop_now(desk)), country="FR"))
    kept = shop_now(desk)
    assert (kept.currency, kept.time_zone) == ("CHF", "Europe/Zurich"), "what was chosen by hand stays"
    with pytest.raises(Refused, match="JPY has other decimals than CHF"):
        edit_shop(desk, replace(form_of(kept), currency="JPY"))


def test_country_and_currency_stay_once_the_books_have_begun(desk: Desk) -> None:
    tills.open_till(desk, float_amount=0)
    for change in ({"country": "DE"}, {"currency": "EUR"}):
        with pytest.raises(Refused, match=r"kept in GBP and taxed as in United Kingdom since a till was first opened"):
            edit_shop(desk, replace(form_of(shop_now(desk)), **change))
    edit_shop(desk, replace(form_of(shop_now(desk)), time_zone="Europe/Dublin"))
    assert shop_now(desk).time_zone == "Europe/Dublin"


def test_the_books_tie_through_the_days_on_which_the_clocks_change(desk: Desk, clock: Clock) -> None:
    for day in (datetime(2026, 10, 24, 20, tzinfo=UTC), datetime(2027, 3, 27, 20, tzinfo=UTC)):
        clock.now = day
        tills.open_till(desk)
        taken = 0
        for _ in range(4):
            clock.now += timedelta(hours=2)
            taken += _sell(desk)
        first = desk.day_of(day)
        both = day_report(desk, first).tendered + day_report(desk, first + timedelta(days=1)).tendered
        assert both == taken
        session = tills.open_tills(desk)[0]
        expected = tills.x_report(desk).cash
        assert expected is not None
        tills.count_till(desk, {"0.01": expected.expected})
        assert tills.close_till(desk).day == desk.day_of(session.opened_at)
    _prove(desk)
