"""The day's figures: taxes, tenders and accounts that tie, and what is counted into which day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.prices.pricing import Rules
from orderdesk.domain.reports.day_report import DayReport, OwedBothWays, as_json, from_json
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence import schema
from orderdesk.persistence.care.creation import open_or_create
from orderdesk.persistence.database.engine import open_database
from orderdesk.persistence.reports.day_work import first_event
from orderdesk.services.desk import Desk
from orderdesk.services.money.day_report import day_report
from orderdesk.services.orders.placing import place_order
from tests import busy_shop
from tests.ledger import BOOK, LAMP, MUG, NINE, ROAD, TEE, Clock, Ledger

PHONE = [(3, MUG), (2, TEE), (1, BOOK), (1, ROAD)]


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


def test_an_empty_day_ties(desk: Desk, ledger: Ledger) -> None:
    report = day_report(desk)
    assert (report.total, report.tendered, report.invoices.count, report.taxes) == (0, 0, 0, ())
    assert report.problems() == ()


def test_a_day_of_sales_credits_and_accounts_ties(desk: Desk, ledger: Ledger) -> None:
    paid, part, unpaid = ledger.sale(PHONE), ledger.sale(PHONE, discount=1000), ledger.sale([(1, LAMP)])
    ledger.pay(paid, "card", 11596)
    ledger.pay(part, "transfer", 4000)
    note = ledger.credit(paid, 1250)
    ledger.refund(paid, "card", 1500, credit_note_id=note)
    report = day_report(desk)
    assert (report.gross, report.discounts, report.returns, report.net) == (28171, 1000, 1250, 25921)
    assert (report.tax, report.total) == (1758 + 1580 + 1699 - 250, 11596 + 10418 + 10194 - 1500)
    assert [
        (each.rate, each.sales_base, each.sales_tax, each.credits_base, each.credits_tax) for each in report.taxes
    ] == [
        (200_000, 8438 + 7591 + 8495, 1688 + 1518 + 1699, 1250, 250),
        (50_000, 1400 + 1247, 70 + 62, 0, 0),
    ]
    assert [(each.tender, each.taken, each.refunded, each.slips) for each in report.tenders] == [
        ("card", 11596, 1500, 2),
        ("transfer", 4000, 0, 1),
    ]
    assert report.owed == report.closing.receivables == 6418 + 10194
    assert unpaid
    assert report.problems() == ()


def test_deposits_and_late_payments_move_the_standing(desk: Desk, ledger: Ledger) -> None:
    yesterday = ledger.sale([(1, LAMP)])
    ledger.clock.forward(days=1)
    ledger.pay(yesterday, "transfer", 10194)
    ahead = ledger.sale([(1, MUG)])
    ledger.pay(ahead, "card", 2500)
    report = day_report(desk)
    assert report.opening == OwedBothWays(10194, 0)
    assert report.closing == OwedBothWays(0, 1000)
    assert (report.owed, report.settled) == (0, 10194 + 1000)
    assert report.problems() == ()
    assert day_report(desk, NINE.date()).closing == OwedBothWays(10194, 0)


def test_inclusive_discounts_are_told_without_tax(shop_url: str) -> None:
    database = open_or_create(shop_url)
    book = Ledger(database, Clock(), Rules("EUR", inclusive=True))
    book.shop()
    book.sale([(1, ("LAMP", 1_200_000, 200_000))], discount=1200)
    report = day_report(Desk(database, clock=book.clock))
    database.close()
    assert (report.gross, report.discounts, report.net, report.total) == (10000, 1000, 9000, 10800)
    assert report.problems() == ()


def test_a_line_discount_is_a_discount(desk: Desk, ledger: Ledger) -> None:
    with ledger.database.writing() as unit:
        sold = ledger.add(
            unit.connection, schema.orders, number="SO-1", state="confirmed", currency="GBP", tax_profile_id=1,
            placed_at=NINE,
        )  # fmt: skip
        row = {"position": 1, "description": "MUG", "quantity": pieces(3), "price": 125_000, "tax_rate": 200_000}
        line = row | {"discount": 100_000, "net": 3375, "tax": 675}
        tax = {"label": "20", "rate": 200_000, "base": 3375, "tax": 675}
        ledger.paper(unit.connection, sold, "invoice", [line], [tax])
    report = day_report(desk)
    assert (report.gross, report.discounts, report.net) == (3750, 375, 3375)


def test_a_day_is_a_day_of_the_shops_time_zone(ledger: Ledger) -> None:
    desk = Desk(ledger.database, clock=ledger.clock, zone=ZoneInfo("Pacific/Auckland"))
    ledger.clock.now = datetime(2026, 3, 2, 10, 59, tzinfo=UTC)
    sold = ledger.sale([(1, LAMP)])
    ledger.pay(sold, "card", 1000)
    ledger.clock.now = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
    ledger.pay(sold, "card", 2000)
    assert day_report(desk, date(2026, 3, 2)).tendered == 1000
    assert day_report(desk, date(2026, 3, 3)).tendered == 2000


def test_the_work_of_the_day(desk: Desk, ledger: Ledger) -> None:
    ledger.sale(PHONE)
    late = ledger.sale(PHONE, fulfilment="allocated", ship_by=date(2026, 3, 1))
    ledger.sale(PHONE, fulfilment="shipped", tender="cod", due=8814)
    with ledger.database.writing() as unit:
        item = ledger.add(unit.connection, schema.items, sku="CUP", name="Cup")
        ledger.add(
            unit.connection, schema.order_lines, order_id=late, item_id=item, position=9, quantity=pieces(5), price=0,
            allocated=pieces(2),
        )  # fmt: skip
        ledger.add(
            unit.connection, schema.shipments, number="SH-1", order_id=late, state="shipped", made_at=NINE,
            shipped_at=NINE,
        )  # fmt: skip
    report = day_report(desk)
    assert (report.work.taken, report.work.taken_total, report.work.shipped) == (3, 3 * 11596, 1)
    assert (report.work.late, report.work.backordered, report.work.backordered_units) == (1, 1, pieces(3))
    assert report.cod_in_transit == 8814


def test_store_credit_given_and_used(desk: Desk, ledger: Ledger) -> None:
    sold = ledger.sale(PHONE)
    ledger.pay(sold, "store-credit", 1000)
    ledger.pay(sold, "card", 10596)
    ledger.refund(sold, "store-credit", 700)
    report = day_report(desk)
    assert (report.credit_issued, report.credit_used) == (700, 1000)
    assert report.money_taken == 10_596, "store credit is no money"
    assert report.problems() == ()


def test_who_voided_what_is_told(desk: Desk, ledger: Ledger) -> None:
    for user, moment in (("ann", -1), ("ann", 0), ("ben", 1), ("ben", 2), ("cy", 24)):
        ledger.clock.now = NINE + timedelta(hours=moment) if moment >= 0 else NINE - timedelta(days=1)
        with replace(desk, user=user).writing(right="no right needed") as work:
            work.event("order", 1, "cancelled")
    ledger.clock.now = NINE
    assert [(each.what, each.user, each.count) for each in day_report(desk).watched] == [
        ("cancelled", "ann", 1),
        ("cancelled", "ben", 2),
    ]


def test_events_are_found_by_halving(desk: Desk, ledger: Ledger) -> None:
    with desk.reading() as connection:
        assert first_event(connection, NINE) == 1
    with desk.writing(right="no right needed") as work:
        rows = [
            {"at": NINE + timedelta(minutes=step // 2), "subject": "order", "subject_id": 1, "what": "x"}
            for step in range(11)
        ]
        work.connection.execute(insert(schema.events), rows)
    with desk.reading() as connection:
        times = dict(connection.execute(select(schema.events.c.id, schema.events.c.at)).all())
        for step in range(-1, 7):
            moment = NINE + timedelta(minutes=step)
            assert first_event(connection, moment) == min(
                (key for key, at in times.items() if at >= moment), default=12
            )
            assert first_event(connection, moment, after=True) == min(
                (key for key, at in times.items() if at > moment), default=12
            )


def test_a_day_to_come_is_refused(desk: Desk, ledger: Ledger) -> None:
    with pytest.raises(Refused, match="has not begun") as refusal:
        day_report(desk, date(2026, 3, 3))
    assert refusal.value.field == "day"


def test_a_report_that_does_not_tie_says_where(desk: Desk, ledger: Ledger) -> None:
    ledger.pay(ledger.sale(PHONE), "card", 11596)
    report = day_report(desk)
    broken = replace(
        report,
        taxes=report.taxes[:1],
        tenders=(),
        closing=OwedBothWays(5, 0),
    )
    said = broken.problems()
    assert [each.split(":")[0] for each in said] == [
        "The bases of the tax table do not add up to net sales",
        "The tax table does not add up to the tax",
        "Tenders and accounts do not come to net sales",
        "Receivables and deposits do not move by what was invoiced and paid",
    ]


def test_a_report_survives_being_kept(desk: Desk, ledger: Ledger) -> None:
    ledger.pay(ledger.sale(PHONE), "card", 11596)
    report = day_report(desk)
    assert from_json(DayReport, as_json(report)) == report


def test_a_price_set_by_hand_is_on_the_report(shop_url: str) -> None:
    busy_shop.make(shop_url)
    database = open_database(shop_url)
    clock = Clock(NINE + timedelta(days=30))
    desk = Desk(database, user="ann", clock=clock)
    for price in (100_000, 125_000, None):
        lines = (LineRequest(pieces(1), sku="MUG", price=price),)
        place_order(desk, OrderRequest(lines=lines, customer_id=1))
    assert [(each.what, each.user, each.count) for each in day_report(desk).watched] == [("price override", "ann", 1)]
    with desk.reading() as connection:
        said = connection.execute(select(schema.events.c.detail).where(schema.events.c.what == "price override"))
        assert said.scalars().all() == ["MUG: 10.00 instead of 12.50"]
    database.close()
