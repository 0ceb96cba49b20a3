"""What an order leaves once a part of it was credited or came back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.prices.margins import Margin
from orderdesk.domain.values.money import parse_price
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.services.billing.crediting import reduce_price
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.shipping import hand_over
from orderdesk.services.items.catalog import edit_item, form_of
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.prices.margins import margin_of_order
from orderdesk.services.returns.returning import ComingBack, Inspected, inspect_return, open_return, receive_return
from orderdesk.services.returns.returning import settle_return as settle
from orderdesk.services.stock.stock_views import stock_card
from tests.factories import northside


@pytest.fixture
def desk(database: Database) -> Desk:
    """Northside; a mug costs 4.00 and sells at 12.50."""
    desk = northside(database)
    edit_item(desk, 1, replace(form_of(stock_card(desk, 1).item), cost=parse_price("4")))
    return desk


def sold(desk: Desk) -> int:
    """Six mugs, taken along and invoiced: 75.00 net."""
    key = place_order(desk, OrderRequest((LineRequest(pieces(6), "MUG"),), customer_id=1))
    hand_over(desk, view_order(desk, key).shipments[0].id, "taken along")
    issue_invoice(desk, key)
    return key


def margin(desk: Desk, key: int) -> Margin:
    found = margin_of_order(desk, view_order(desk, key))
    assert found is not None
    return found


def test_a_reduced_price_is_less_and_the_goods_cost_what_they_cost(desk: Desk) -> None:
    key = sold(desk)
    assert (margin(desk, key).net, margin(desk, key).left) == (75_00, 51_00)
    reduce_price(desk, view_order(desk, key).papers[0].number, 12_00, "scratched")  # 10.00 net
    assert (margin(desk, key).net, margin(desk, key).left) == (65_00, 41_00)


@pytest.mark.parametrize(("outcome", "left"), [("restock", 34_00), ("quarantine", 34_00), ("scrap", 26_00)])
def test_what_came_back_earns_nothing_and_costs_only_where_it_was_scrapped(desk: Desk, outcome: str, left: int) -> None:
    key = sold(desk)
    open_return(desk, key, [ComingBack(view_order(desk, key).goods[0].id, pieces(2))])
    receive_return(desk, 1, None)
    inspect_return(desk, 1, [Inspected(1, outcome)])
    settle(desk, 1, "account")
    assert (margin(desk, key).net, margin(desk, key).left) == (50_00, left)


def test_a_fee_that_is_kept_is_earned(desk: Desk) -> None:
    key = sold(desk)
    open_return(desk, key, [ComingBack(view_order(desk, key).goods[0].id, pieces(6))])
    receive_return(desk, 1, None)
    inspect_return(desk, 1, [Inspected(1, "restock")])
    settle(desk, 1, "account", fee=6_00)
    assert (margin(desk, key).net, margin(desk, key).left) == (6_00, 6_00)
