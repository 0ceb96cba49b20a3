"""Stories 17 to 19: split tender, the Z report, and a return at the price paid."""

from __future__ import annotations

import pytest

from orderdesk.domain.values.errors import Refused
from orderdesk.persistence.database.engine import Database
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.money.paying import Tendered, take_payment
from orderdesk.services.money.till_views import z_report
from orderdesk.services.money.tills import close_till, count_till, drop, open_till, open_tills, paid_out
from orderdesk.services.orders.counter import sell
from orderdesk.services.orders.views import view_order
from orderdesk.services.returns.returning import ComingBack, take_back
from tests.factories import northside
from tests.scenarios.story import ORDER_1, again, order, prove, request, send, stock


def test_split_tender(database: Database) -> None:
    desk = northside(database)
    open_till(desk, float_amount=15_000)
    sold = sell(desk, request({"LAMP": 1}, customer_id=None), [Tendered("card", 6_000), Tendered("cash", 5_000)])
    assert (sold.paid.kept, sold.paid.change, sold.paid.due) == (10_194, 806, 0)
    view = view_order(desk, sold.order_id)
    assert view.order.state == "closed"
    assert [(each.tender, each.amount, each.tendered, each.change) for each in view.payments] == [
        ("card", 6_000, 0, 0),
        ("cash", 4_194, 5_000, 806),
    ]
    assert stock(desk, "LAMP").on_hand == 3_000
    prove(desk)


def test_a_counter_sale_that_does_not_reach_changes_nothing(database: Database) -> None:
    desk = northside(database)
    open_till(desk, float_amount=0)
    with pytest.raises(Refused, match="less than the total"):
        sell(desk, request({"LAMP": 1}, customer_id=None), [Tendered("cash", 5_000)])
    with pytest.raises(Refused, match="not enough in stock"):
        sell(desk, request({"LAMP": 5}, customer_id=None), [Tendered("cash", 99_999)])
    assert stock(desk, "LAMP").on_hand == 4_000
    assert stock(desk, "LAMP").reserved == 0
    prove(desk)


def test_cash_needs_an_open_till(database: Database) -> None:
    desk = northside(database)
    view = order(desk, ORDER_1)
    with pytest.raises(Refused, match="till is closed"):
        take_payment(desk, view.order.id, [Tendered("cash", 20_000)])
    prove(desk)


def test_z_report(database: Database) -> None:
    desk = northside(database)
    open_till(desk, float_amount=15_000)
    first = order(desk, ORDER_1, service="road")
    send(desk, first)
    issue_invoice(desk, first.order.id)
    take_payment(desk, first.order.id, [Tendered("cash", 12_000)])
    second = order(desk, ORDER_1, service="road", discount=1_000)
    send(desk, second)
    issue_invoice(desk, second.order.id)
    take_payment(desk, second.order.id, [Tendered("card", 10_418)])
    sell(desk, request({"LAMP": 1}, customer_id=None), [Tendered("card", 6_000), Tendered("cash", 5_000)])
    back = [ComingBack(second.lines[0].id, 1_000)]
    with pytest.raises(Refused, match=r"At most 0\.00 can go back by cash on .*; .* by card\."):
        take_back(desk, second.order.id, back, ["restock"], "cash")
    take_back(desk, second.order.id, back, ["restock"], "cash", otherwise=True)
    paid_out(desk, 2_000, "window cleaner")
    drop(desk, 5_000)
    count_till(desk, {"50.00": 4, "20.00": 1, "2.00": 1, "1.00": 1, "0.50": 1, "0.02": 2})
    report = close_till(desk, left=15_000)
    assert report.cash is not None
    assert (report.cash.expected, report.cash.counted, report.cash.difference) == (22_454, 22_354, -100)
    assert {each.tender: each.expected for each in report.tenders} == {"cash": 14_454, "card": 16_418}
    assert report.total == 30_872
    assert [(each.rate, each.base, each.tax) for each in report.taxes] == [
        (200_000, 23_411, 4_682),
        (50_000, 2_647, 132),
    ]
    assert report.problems() == ()
    assert open_tills(desk) == []
    session = open_till(desk)
    assert session.float_amount == 15_000
    assert z_report(desk, 1) == report
    prove(desk)


def test_part_return_at_the_price_paid(database: Database) -> None:
    desk = northside(database)
    open_till(desk, float_amount=15_000)
    view = order(desk, ORDER_1, service="road", discount=1_000)
    send(desk, view)
    issue_invoice(desk, view.order.id)
    take_payment(desk, view.order.id, [Tendered("card", 10_418)])
    mugs = view.lines[0]
    before = stock(desk, "MUG").on_hand
    outcomes = ("restock", "scrap", "restock")
    backs = [take_back(desk, view.order.id, [ComingBack(mugs.id, 1_000)], [outcome], "card") for outcome in outcomes]
    assert [each.refunded for each in backs] == [1_336, 1_336, 1_336]
    with pytest.raises(Refused, match="can still come back"):
        take_back(desk, view.order.id, [ComingBack(mugs.id, 1_000)], ["restock"], "card")
    assert stock(desk, "MUG").on_hand - before == 2_000
    view = again(desk, view)
    assert [paper.total for paper in view.papers] == [10_418, 1_336, 1_336, 1_336]
    assert (view.order.payment, view.order.due) == ("part-refunded", 0)
    prove(desk)


def test_restocking_fee(database: Database) -> None:
    desk = northside(database)
    view = order(desk, {"LAMP": 1})
    send(desk, view)
    issue_invoice(desk, view.order.id)
    take_payment(desk, view.order.id, [Tendered("card", 10_194)])
    back = take_back(desk, view.order.id, [ComingBack(view.lines[0].id, 1_000)], ["restock"], "card", fee=850)
    assert back.credited == 7_645 + 1_529
    assert back.refunded == 9_174
    prove(desk)


def test_goods_returned_before_they_are_billed(database: Database) -> None:
    desk = northside(database)
    view = order(desk, {"TEE": 2})
    send(desk, view)
    back = take_back(desk, view.order.id, [ComingBack(view.lines[0].id, 1_000)], ["restock"], "account")
    assert (back.credited, back.refunded) == (2_399, 0)
    view = again(desk, view)
    assert [paper.kind for paper in view.papers] == ["invoice", "credit-note"]
    assert view.order.due == view.order.total - 2_399
    prove(desk)
