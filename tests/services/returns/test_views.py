"""The lists of returns: what each view holds, what is found, and what could come back of an order and its worth."""

from __future__ import annotations

import pytest

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.shipping import hand_over
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import OrderView, view_order
from orderdesk.services.returns.returning import (
    ComingBack,
    Inspected,
    inspect_return,
    open_return,
    receive_return,
    settle_return,
)
from orderdesk.services.returns.views import count_returns, returnable, returns_page, view_return, worth_of
from tests.factories import northside


@pytest.fixture
def desk(database: Database) -> Desk:
    return northside(database)


def sold(desk: Desk, count: int) -> OrderView:
    order = place_order(desk, OrderRequest((LineRequest(pieces(count), "MUG"),), customer_id=1, discount=1_00))
    hand_over(desk, view_order(desk, order).shipments[0].id, "taken along")
    return view_order(desk, order)


def test_a_return_goes_from_view_to_view(desk: Desk) -> None:
    order = sold(desk, 4)
    number = open_return(desk, order.order.id, [ComingBack(order.lines[0].id, pieces(2))])
    for view, step in (
        ("expected", lambda: receive_return(desk, 1)),
        ("received", lambda: inspect_return(desk, 1, [Inspected(1, "restock")])),
        ("to-settle", lambda: settle_return(desk, 1, "account")),
    ):
        assert [row.number for row in returns_page(desk, view)] == [number]
        assert count_returns(desk) == {each: int(each == view) for each in ("expected", "received", "to-settle")}
        step()
    assert [row.number for row in returns_page(desk, "done")] == [number]
    assert set(count_returns(desk).values()) == {0}


def test_a_page_is_searched_and_goes_on_after_the_last_row(desk: Desk) -> None:
    numbers = []
    for _ in range(3):
        order = sold(desk, 1)
        numbers.append(open_return(desk, order.order.id, [ComingBack(order.lines[0].id, pieces(1))]))
    page = returns_page(desk, "all")
    assert [row.number for row in page] == numbers[::-1]
    assert [row.number for row in returns_page(desk, "all", after=page[0])] == numbers[1::-1]
    assert [row.number for row in returns_page(desk, "all", numbers[1])] == [numbers[1]]
    assert [row.number for row in returns_page(desk, "expected", "Patel")] == numbers[::-1]
    assert returns_page(desk, "all", "nobody of this name") == []
    seen = view_return(desk, page[0].id)
    assert seen is not None
    assert (seen.row.number, seen.order.order.id, len(seen.lines)) == (numbers[2], order.order.id, 1)
    assert view_return(desk, 99) is None


def test_what_can_still_come_back_and_at_what_price(desk: Desk) -> None:
    order = sold(desk, 3)
    line = order.lines[0]
    paid = order.order.total
    assert [(each.line.id, each.able) for each in returnable(desk, order)] == [(line.id, pieces(3))]
    assert worth_of(desk, order, {line.id: pieces(3)}) == paid, "as it was ordered, while nothing is billed"
    issue_invoice(desk, order.order.id)
    assert worth_of(desk, order, {line.id: pieces(3)}) == paid
    parts = [worth_of(desk, order, {line.id: pieces(count)}) for count in (1, 2)]
    assert 0 < parts[0] < parts[1] < paid
    assert worth_of(desk, order, {}) == 0
    open_return(desk, order.order.id, [ComingBack(line.id, pieces(2))])
    assert [each.able for each in returnable(desk, order)] == [pieces(1)]
    open_return(desk, order.order.id, [ComingBack(line.id, pieces(1))])
    assert returnable(desk, order) == []
