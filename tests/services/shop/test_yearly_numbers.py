"""Numbers that begin anew each year: without a hole within the year, over New Year, and proved."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.proofs.registry import verify_books
from orderdesk.services.desk import Desk
from orderdesk.services.money import tills
from orderdesk.services.money.paying import Tendered
from orderdesk.services.orders.counter import CounterSale, sell
from orderdesk.services.orders.views import view_order
from orderdesk.services.record.finding import find_numbers
from orderdesk.services.record.numbering import series_of, set_next_number, set_yearly
from tests.factories import Clock, northside

NEW_YEARS_EVE = datetime(2026, 12, 31, 10, tzinfo=UTC)


@pytest.fixture
def clock() -> Clock:
    return Clock(NEW_YEARS_EVE)


@pytest.fixture
def desk(database: Database, clock: Clock) -> Desk:
    made = northside(database, clock=clock)
    tills.open_till(made, float_amount=0)
    return made


def _sell(desk: Desk) -> CounterSale:
    return sell(desk, OrderRequest(lines=(LineRequest(pieces(1), "MUG"),)), [Tendered("cash", 10_000)])


def _prove(desk: Desk) -> None:
    with desk.reading() as connection:
        verify_books(connection)


def _text(desk: Desk, code: str) -> str:
    return next(each.text for each in series_of(desk) if each.code == code)


def test_a_new_year_begins_with_one(desk: Desk, clock: Clock) -> None:
    before = _sell(desk)
    assert before.invoice == "INV-1001"
    for code in ("INV", "SO", "R"):
        set_yearly(desk, code, True)
    assert _text(desk, "INV") == "INV-2026-0001"
    _prove(desk)
    assert [_sell(desk).invoice for _ in range(2)] == ["INV-2026-0001", "INV-2026-0002"]
    clock.advance(days=1)
    sold = [_sell(desk) for _ in range(2)]
    assert [each.invoice for each in sold] == ["INV-2027-0001", "INV-2027-0002"]
    assert view_order(desk, sold[0].order_id).order.number == "SO-2027-0001"
    assert sold[1].paid.receipt == "R-2027-0002"
    assert [each.number for each in find_numbers(desk, "inv-2027-0002")[0]] == ["INV-2027-0002"]
    _prove(desk)
    clock.advance(days=-1)
    with pytest.raises(Refused, match="Set the clock right first"):
        _sell(desk)


def test_what_is_numbered_by_year_stays_so(desk: Desk) -> None:
    set_yearly(desk, "INV", True)
    set_yearly(desk, "INV", False)
    set_yearly(desk, "INV", True)
    set_next_number(desk, "INV", 500)
    assert _text(desk, "INV") == "INV-2026-0500"
    assert _sell(desk).invoice == "INV-2026-0500", "a shop that moves in goes on where it was"
    with pytest.raises(Refused, match="by year since 2026"):
        set_yearly(desk, "INV", False)
    for code in ("Z-1", "C", "XX"):
        with pytest.raises(NotFound):
            set_yearly(desk, code, True)
    _prove(desk)


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        ("UPDATE counters SET next = 4 WHERE series = 'INV'", "should be 3"),
        ("UPDATE counters SET next = 1 WHERE series = 'SO'", "is used already"),
    ],
)
def test_a_hole_within_a_year_is_seen(desk: Desk, harm: str, said: str) -> None:
    for code in ("INV", "SO"):
        set_yearly(desk, code, True)
    for _ in range(2):
        _sell(desk)
    _prove(desk)
    with desk.database.writing() as unit:
        unit.connection.execute(text(harm))
    with pytest.raises(Refused, match=said):
        _prove(desk)
