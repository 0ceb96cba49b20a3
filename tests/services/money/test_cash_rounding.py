"""Cash in the smallest coin: what is to be paid is rounded, the difference is a figure of its own, the books tie."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from orderdesk.domain.money.refunding import Because
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import ONE
from orderdesk.persistence.money.tills import expected_cash, open_sessions
from orderdesk.persistence.schema import payments
from orderdesk.services.care.checking import check
from orderdesk.services.desk import Desk
from orderdesk.services.money import tills
from orderdesk.services.money.day_report import day_report
from orderdesk.services.money.paying import Tendered, refund_money, take_payment
from orderdesk.services.orders.counter import CounterSale, sell
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.papers.asked import PaperRequest
from orderdesk.services.papers.receipts import receipt_data
from orderdesk.services.shop.shop import edit_shop, form_of, shop_now
from tests.factories import northside

FLOAT = 100_00


@pytest.fixture
def desk(database_url: str) -> Iterator[Desk]:
    """Northside where the smallest coin is 0.05, with an open till."""
    made = northside(database_url)
    edit_shop(made, replace(form_of(shop_now(made)), cash_step=5))
    tills.open_till(made, float_amount=FLOAT)
    yield made
    made.database.close()


def basket(minor: int) -> OrderRequest:
    """One book at a price in minor units, without tax."""
    return OrderRequest(lines=(LineRequest(ONE, "BOOK", price=minor * 100, tax_class="zero"),))


def sold(desk: Desk, minor: int, *tendered: Tendered) -> CounterSale:
    return sell(desk, basket(minor), tendered)


def drawer(desk: Desk) -> int:
    """What should lie in the till beyond its float."""
    with desk.reading() as connection:
        (session,) = open_sessions(connection)
        return expected_cash(connection, session) - FLOAT


@pytest.mark.parametrize(
    ("due", "given", "change", "rounding"),
    [
        (15_93, 20_00, 4_05, 2),
        (15_92, 20_00, 4_10, -2),
        (15_93, 15_95, 0, 2),
        (15_92, 15_90, 0, -2),
        (15_93, 15_93, 0, 2),
        (15_95, 16_00, 5, 0),
    ],
)
def test_cash_is_paid_in_coins(desk: Desk, due: int, given: int, change: int, rounding: int) -> None:
    made = sold(desk, due, Tendered("cash", given))
    assert (made.paid.kept, made.paid.change, made.paid.rounding, made.paid.due) == (due, change, rounding, 0)
    seen = view_order(desk, made.order_id).order
    assert (seen.due, seen.payment) == (0, "paid")
    assert drawer(desk) == due + rounding
    assert check(desk).ok


def test_other_tenders_are_exact(desk: Desk) -> None:
    made = sold(desk, 15_93, Tendered("card", 15_93))
    assert (made.paid.kept, made.paid.rounding, made.paid.due) == (15_93, 0, 0)


def test_of_a_split_only_the_cash_that_settles_is_rounded(desk: Desk) -> None:
    made = sold(desk, 15_93, Tendered("cash", 6_00), Tendered("card", 10_01))
    assert (made.paid.kept, made.paid.change, made.paid.rounding) == (15_93, 10, -2)
    assert drawer(desk) == 5_90


def test_a_part_payment_is_not_rounded(desk: Desk) -> None:
    order_id = place_order(desk, replace(basket(15_93), customer_id=1))
    first = take_payment(desk, order_id, [Tendered("cash", 20_00, keep=10_00)])
    assert (first.kept, first.change, first.rounding, first.due) == (10_00, 10_00, 0, 5_93)
    rest = take_payment(desk, order_id, [Tendered("cash", 10_00, keep=5_93)])
    assert (rest.kept, rest.change, rest.rounding, rest.due) == (5_93, 4_05, 2, 0)


@pytest.mark.parametrize(
    "tendered", [Tendered("cash", 10_02), Tendered("cash", 20_02), Tendered("cash", 20_00, keep=3_01)]
)
def test_what_no_coin_pays_is_refused(desk: Desk, tendered: Tendered) -> None:
    order_id = place_order(desk, replace(basket(15_93), customer_id=1))
    with pytest.raises(Refused, match=r"Cash is paid in steps of 0\.05"):
        take_payment(desk, order_id, [tendered])
    assert view_order(desk, order_id).order.due == 15_93
    assert drawer(desk) == 0


@pytest.mark.parametrize(("back", "rounding"), [(15_93, -2), (15_92, 2)])
def test_a_refund_in_cash_is_rounded_too(desk: Desk, back: int, rounding: int) -> None:
    """Given back are 15.95 and 15.90; the order is as empty as if the cent had gone."""
    made = sold(desk, back, Tendered("card", back))
    handed = refund_money(
        desk, made.order_id, "cash", back, reason="changed their mind", otherwise=True, because=Because.NOT_HELD
    )
    assert handed == back - rounding
    assert view_order(desk, made.order_id).order.due == back
    assert drawer(desk) == -back + rounding
    with desk.reading() as connection:
        assert connection.execute(payments.select().where(payments.c.kind == "refund")).one().rounding == rounding


def test_the_receipt_shows_it_and_ties(desk: Desk) -> None:
    made = sold(desk, 15_93, Tendered("cash", 20_00))
    with desk.reading() as connection:
        paper = receipt_data(connection, desk, PaperRequest(made.paid.receipt))
    (tender,) = paper.tenders
    assert (paper.total, paper.rounding, paper.balance) == (15_93, 2, 0)
    assert (tender.amount, tender.given, tender.change) == (15_95, 20_00, 4_05)


def test_the_z_report_counts_it(desk: Desk) -> None:
    sold(desk, 15_93, Tendered("cash", 20_00))
    sold(desk, 20_91, Tendered("cash", 20_90))
    tills.count_till(
        desk, {"50.00": 2, "20.00": 1, "10.00": 1, "5.00": 1, "1.00": 1, "0.50": 1, "0.20": 1, "0.10": 1, "0.05": 1}
    )
    report = tills.close_till(desk)
    assert report.cash is not None
    assert (report.cash.sales, report.cash.rounding, report.cash.expected) == (36_84, 1, FLOAT + 36_85)
    assert report.cash.difference == 0
    assert report.problems() == day_report(desk).problems() == ()
    assert check(desk).ok


def test_a_rounding_that_does_not_tie_is_found(desk: Desk) -> None:
    sold(desk, 15_93, Tendered("cash", 20_00))
    with desk.database.writing() as work:
        row = dict(work.connection.execute(payments.select()).one()._mapping)
        del row["id"]
        work.connection.execute(payments.insert(), row | {"rounding": 1})
    assert "payment.change" in {each.rule for each in check(desk).findings}
