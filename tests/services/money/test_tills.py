"""Tills: scenarios 17 and 18 by their figures, and everything a till refuses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import DBAPIError

from orderdesk.domain.values.errors import NotFound, OrderDeskError, Refused
from orderdesk.persistence.care.creation import open_or_create
from orderdesk.persistence.schema import events, till_movements, till_sessions
from orderdesk.services.desk import Desk
from orderdesk.services.money import till_views, tills
from orderdesk.services.money.day_report import day_report
from tests.ledger import BOOK, LAMP, MUG, ROAD, TEE, Clock, Ledger

PHONE = [(3, MUG), (2, TEE), (1, BOOK), (1, ROAD)]
COUNT = {"50.00": 2, "20.00": 6, "1.00": 3, "0.50": 1, "0.02": 2}
"""223.54"""


@pytest.fixture
def ledger(shop_url: str) -> Iterator[Ledger]:
    database = open_or_create(shop_url)
    book = Ledger(database, Clock())
    book.shop()
    yield book
    database.close()


@pytest.fixture
def desk(ledger: Ledger) -> Desk:
    return Desk(ledger.database, user="ann", clock=ledger.clock)


def scenario_18(ledger: Ledger, desk: Desk) -> int:
    """The day of scenario 18 up to the count; returns the session."""
    session = tills.open_till(desk, float_amount=15000).id
    ledger.clock.forward(hours=1)
    phone = ledger.sale(PHONE, channel="phone")
    ledger.pay(phone, "cash", 11596, session, given=12000)
    reduced = ledger.sale(PHONE, discount=1000)
    ledger.pay(reduced, "card", 10418, session)
    lamp = ledger.sale([(1, LAMP)])
    ledger.pay(lamp, "card", 6000, session)
    ledger.pay(lamp, "cash", 4194, session, given=5000)
    note = ledger.credit(reduced, 1113)
    ledger.refund(reduced, "cash", 1336, session, credit_note_id=note)
    tills.paid_out(desk, 2000, "window cleaner")
    tills.drop(desk, 5000)
    ledger.clock.forward(hours=8)
    return session


def test_scenario_17_only_what_is_kept_counts_as_cash(ledger: Ledger, desk: Desk) -> None:
    session = tills.open_till(desk, float_amount=0).id
    lamp = ledger.sale([(1, LAMP)])
    ledger.pay(lamp, "card", 6000, session)
    ledger.pay(lamp, "cash", 4194, session, given=5000)
    report = tills.x_report(desk)
    assert {each.tender: each.expected for each in report.tenders} == {"cash": 4194, "card": 6000}
    assert report.cash is not None
    assert report.cash.expected == 4194


def test_scenario_18_the_z_report(ledger: Ledger, desk: Desk) -> None:
    session = scenario_18(ledger, desk)
    assert tills.count_till(desk, COUNT) == 22354
    report = tills.close_till(desk, left=15000)
    cash = report.cash
    assert cash is not None
    assert (cash.expected, cash.counted, cash.difference) == (22454, 22354, -100)
    assert (cash.left, cash.deposit) == (15000, 7354)
    assert report.total == 30872 == sum(each.expected for each in report.tenders)
    assert {each.tender: each.expected for each in report.tenders} == {"cash": 14454, "card": 16418}
    assert [(each.rate, each.base, each.tax) for each in report.taxes] == [(200_000, 23411, 4682), (50_000, 2647, 132)]
    assert [(each.credits_base, each.credits_tax) for each in report.taxes] == [(1113, 223), (0, 0)]
    assert (report.gross, report.discounts, report.returns, report.net) == (28171, 1000, 1113, 26058)
    assert (report.owed, report.settled) == (0, 0)
    assert (report.invoices.count, report.invoices.first, report.invoices.last) == (3, "INV-1001", "INV-1003")
    assert report.credit_notes.count == 1
    assert report.problems() == ()
    assert (report.kind, report.z_number, report.opened_by, report.closed_by) == ("Z", 1, "ann", "ann")
    assert till_views.z_report(desk, session) == report
    with desk.reading() as connection:
        said = connection.execute(select(events.c.detail).where(events.c.what == "closed")).scalar_one()
    assert said == "Z 1, short 1.00"


def test_the_next_session_opens_with_what_was_left(ledger: Ledger, desk: Desk) -> None:
    scenario_18(ledger, desk)
    tills.count_till(desk, COUNT)
    tills.close_till(desk, left=14000)
    with pytest.raises(Refused, match=r"was left with 140\.00"):
        tills.open_till(desk, float_amount=15000)
    assert tills.open_till(desk).float_amount == 14000
    tills.count_till(desk, {"20.00": 7})
    assert tills.close_till(desk).z_number == 2


def test_a_closed_session_can_not_be_altered(ledger: Ledger, desk: Desk) -> None:
    session = scenario_18(ledger, desk)
    tills.count_till(desk, COUNT)
    before = tills.close_till(desk)
    for change in (
        update(till_sessions).values(counted=22454),
        update(till_sessions).values(z_report={}),
        delete(till_sessions),
    ):
        refused = pytest.raises((OrderDeskError, DBAPIError), match="append-only")
        with refused, desk.writing(right="no right needed") as work:
            work.connection.execute(change)
    ledger.pay(ledger.sale([(1, LAMP)]), "cash", 10194)
    assert till_views.z_report(desk, session) == before


def test_a_second_person_verifies(ledger: Ledger, desk: Desk) -> None:
    session = scenario_18(ledger, desk)
    with pytest.raises(Refused, match="is open"):
        tills.verify_till(desk, session)
    tills.count_till(desk, COUNT)
    tills.close_till(desk)
    with pytest.raises(Refused, match="someone else"):
        tills.verify_till(desk, session)
    tills.verify_till(replace(desk, user="ben"), session)
    assert till_views.z_report(desk, session).verified_by == "ben"
    with pytest.raises(Refused, match="verified"):
        tills.verify_till(replace(desk, user="cy"), session)


def test_a_difference_above_the_limit_needs_a_reason(ledger: Ledger, desk: Desk) -> None:
    scenario_18(ledger, desk)
    tills.count_till(desk, {"50.00": 3})
    with pytest.raises(Refused, match="say why") as refusal:
        tills.close_till(desk)
    assert refusal.value.field == "reason"
    assert "224" not in str(refusal.value), "a blind count learns nothing from the refusal"
    report = tills.close_till(desk, reason="a note of 50 went missing")
    assert report.cash is not None
    assert (report.cash.difference, report.cash.reason) == (-7454, "a note of 50 went missing")


def test_slips_of_other_tenders_are_compared(ledger: Ledger, desk: Desk) -> None:
    scenario_18(ledger, desk)
    tills.count_till(desk, COUNT)
    report = tills.close_till(desk, counted={"card": 16400, "cod": 100})
    assert {each.tender: each.difference for each in report.tenders} == {"cash": -100, "card": -18, "cod": 100}


def test_an_unknown_slip_is_refused(ledger: Ledger, desk: Desk) -> None:
    scenario_18(ledger, desk)
    tills.count_till(desk, COUNT)
    with pytest.raises(Refused, match="no tender cheque"):
        tills.close_till(desk, counted={"cheque": 100})
    assert tills.open_tills(desk)[0].state == "counting"


def test_an_x_report_changes_nothing_and_has_no_count(ledger: Ledger, desk: Desk) -> None:
    scenario_18(ledger, desk)
    first, second = tills.x_report(desk), tills.x_report(desk)
    assert first == second
    assert (first.kind, first.z_number, first.total) == ("X", None, 30872)
    assert first.cash is not None
    assert (first.cash.expected, first.cash.counted, first.cash.difference, first.cash.deposit) == (
        22454,
        None,
        None,
        None,
    )
    assert first.problems() == ()


def test_the_day_has_all_tills(ledger: Ledger, desk: Desk) -> None:
    scenario_18(ledger, desk)
    ledger.pay(ledger.sale([(1, LAMP)]), "transfer", 5000)
    report = day_report(desk)
    assert (report.total, report.tendered, report.owed) == (30872 + 10194, 30872 + 5000, 5194)
    assert report.problems() == ()


def test_two_tills_each_count_their_own(ledger: Ledger, desk: Desk) -> None:
    one = tills.open_till(desk, float_amount=1000).id
    tills.add_till(desk, "Till 2")
    two = tills.open_till(desk, "Till 2", float_amount=2000).id
    first, second, third = ledger.sale([(1, LAMP)]), ledger.sale([(1, MUG)]), ledger.sale([(1, BOOK)])
    ledger.pay(first, "cash", 10194, one, given=10194)
    ledger.pay(second, "cash", 1500, two, given=2000)
    ledger.pay(third, "cash", 1000, two, given=1000)
    ledger.pay(third, "card", 470, one)
    left, right = tills.x_report(desk, till="Till 1"), tills.x_report(desk, till="Till 2")
    assert (left.invoices.count, right.invoices.count) == (1, 2)
    assert (left.settled, right.owed) == (470, 470)
    assert left.problems() == right.problems() == ()
    with pytest.raises(Refused, match="Say which till: Till 1, Till 2"):
        tills.no_sale(desk, "change for a note")


def test_nothing_goes_through_a_closed_till(ledger: Ledger, desk: Desk) -> None:
    """It would be in no Z; whoever writes it, and however late, the database itself refuses."""
    session = scenario_18(ledger, desk)
    order = ledger.sale(PHONE)
    tills.count_till(desk, COUNT)
    tills.close_till(desk)
    moved = {"till_session_id": session, "at": ledger.clock(), "kind": "drop", "amount": 1, "reason": "x", "user": "x"}
    with pytest.raises((OrderDeskError, DBAPIError), match="a closed till takes no payments"):
        ledger.pay(order, "card", 100, session)
    with (
        pytest.raises((OrderDeskError, DBAPIError), match="a closed till takes no till_movements"),
        ledger.database.writing() as unit,
    ):
        unit.connection.execute(insert(till_movements), moved)
    ledger.pay(order, "card", 100)


def test_one_session_per_till(desk: Desk, ledger: Ledger) -> None:
    tills.open_till(desk)
    with pytest.raises(Refused, match="is open; close it first"):
        tills.open_till(desk)
    with pytest.raises(NotFound, match="no till Till 9; there is Till 1"):
        tills.open_till(desk, "Till 9")
    with pytest.raises((OrderDeskError, DBAPIError)), desk.writing(right="no right needed") as work:
        work.connection.execute(
            till_sessions.insert(), {"till_id": 1, "state": "open", "opened_at": work.now, "float_amount": 0}
        )


def test_paid_in_no_sale_and_resume(ledger: Ledger, desk: Desk) -> None:
    tills.open_till(desk, float_amount=1000)
    tills.paid_in(desk, 500, "change from the bank")
    tills.no_sale(desk, "change for a note")
    tills.count_till(desk, {"10.00": 1, "5.00": 1})
    with pytest.raises(Refused, match="being counted"):
        tills.paid_in(desk, 500, "more")
    tills.resume_till(desk)
    with pytest.raises(Refused, match="Count Till 1"):
        tills.close_till(desk)
    tills.count_till(desk, {"5.00": 3, "1.00": 0})
    report = tills.close_till(desk)
    assert report.cash is not None
    assert (report.cash.paid_in, report.cash.difference, report.cash.denominations) == (500, 0, (("5.00", 3),))
    assert [(each.what, each.user, each.count) for each in report.watched] == [("no-sale", "ann", 1)]


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("above zero", lambda desk: tills.paid_in(desk, 0, "x")),
        ("above zero", lambda desk: tills.paid_out(desk, -5, "x")),
        ("Say why", lambda desk: tills.paid_out(desk, 5, " ")),
        ("Say why", lambda desk: tills.no_sale(desk, "")),
        ("does not hold", lambda desk: tills.paid_out(desk, 1001, "rent")),
        ("does not hold", lambda desk: tills.drop(desk, 1001)),
        ("letters", lambda desk: tills.paid_in(desk, 5, "x" * 501)),
        ("cannot be counted", lambda desk: tills.count_till(desk, {"5.00": -1})),
        ("cannot be counted", lambda desk: tills.count_till(desk, {"0": 1})),
        ("Enter a number", lambda desk: tills.count_till(desk, {"five": 1})),
        ("already", lambda desk: tills.add_till(desk, "Till 1")),
        ("a name", lambda desk: tills.add_till(desk, " ")),
        ("float of zero", lambda desk: tills.open_till(desk, float_amount=-1)),
        ("Till 7 is closed", lambda desk: tills.no_sale(desk, "x", till="Till 7")),
        ("no closed till session", lambda desk: till_views.z_report(desk, 1)),
        ("no such till session", lambda desk: tills.verify_till(desk, 99)),
    ],
)
def test_what_a_till_refuses(ledger: Ledger, desk: Desk, words: str, act: Any) -> None:
    tills.open_till(desk, float_amount=1000)
    with pytest.raises(Refused, match=words):
        act(desk)
    assert tills.x_report(desk).cash == replace(tills.x_report(desk).cash, paid_in=0, paid_out=0, drops=0)  # type: ignore[type-var]


def test_more_than_was_counted_can_not_stay(ledger: Ledger, desk: Desk) -> None:
    tills.open_till(desk, float_amount=1000)
    tills.count_till(desk, {"5.00": 2})
    with pytest.raises(Refused, match="cannot be more"):
        tills.close_till(desk, left=1001)


def test_a_closed_till_says_so(desk: Desk, ledger: Ledger) -> None:
    with pytest.raises(Refused, match="The till is closed; an X report looks at an open one"):
        tills.x_report(desk)
