"""Items: added with what lies there, taken off sale and put back, and those that may not be oversold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from orderdesk.domain.orders.amending import Amendment, LineChange
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.services.desk import Desk
from orderdesk.services.items.catalog import edit_item, form_of, item_of, retire_item, sell_again
from orderdesk.services.items.item_forms import ItemForm
from orderdesk.services.orders.amending import amend_order
from orderdesk.services.stock.opening_stock import add_stocked_item
from orderdesk.services.stock.stock_views import stock_card
from orderdesk.services.stock.stocking import correct, expect
from tests.countries import Country, local_shop
from tests.factories import northside
from tests.scenarios.story import again, order, prove, stock

MUG = 1
JUG = ItemForm("JUG", "Milk jug", 145_000, cost=62_500, bin="A-09-1")


@pytest.fixture
def desk(database: Database) -> Desk:
    return northside(database, stock={"MUG": 6})


def only_what_is_there(desk: Desk) -> None:
    edit_item(desk, MUG, replace(form_of(item_of(desk, MUG)), oversell=False))


def test_a_new_item_has_its_opening_stock_at_its_cost(database: Database, anywhere: Country) -> None:
    desk = local_shop(database, anywhere)
    key = add_stocked_item(desk, JUG, pieces(12)).id
    card = stock_card(desk, key)
    assert (card.figures.on_hand, card.figures.available) == (pieces(12), pieces(12))
    assert [(row.kind, row.quantity, row.bin) for row in card.movements] == [("opening", pieces(12), "A-09-1")]
    assert card.movements[0].reason.startswith("opening stock at 6")
    prove(desk)
    correct(desk, card.movements[0].id, "counted wrong")
    assert stock_card(desk, key).figures.on_hand == 0
    prove(desk)


def test_it_is_added_whole_or_not_at_all(desk: Desk) -> None:
    with pytest.raises(Refused, match="JUG is not kept in stock"):
        add_stocked_item(desk, replace(JUG, stocked=False), pieces(1))
    with pytest.raises(Refused, match="from 0 to 1,000,000"):
        add_stocked_item(desk, JUG, -1)
    assert stock_card(desk, add_stocked_item(desk, JUG).id).movements == ()
    with pytest.raises(Refused, match="JUG is taken"):
        add_stocked_item(desk, JUG, pieces(3))
    prove(desk)


def test_what_is_off_sale_can_not_be_ordered_until_it_is_on_again(desk: Desk) -> None:
    retire_item(desk, MUG)
    with pytest.raises(Refused, match="off sale already"):
        retire_item(desk, MUG)
    with pytest.raises(Refused):
        order(desk, {"MUG": 1})
    sell_again(desk, MUG)
    with pytest.raises(Refused, match="MUG is on sale"):
        sell_again(desk, MUG)
    assert order(desk, {"MUG": 1}).lines[0].allocated == pieces(1)
    with pytest.raises(NotFound):
        sell_again(desk, 99)


def test_what_may_not_be_oversold_is_refused_beyond_what_is_there_or_comes(desk: Desk) -> None:
    assert order(desk, {"MUG": 1}).lines[0].allocated == pieces(1)
    only_what_is_there(desk)
    with pytest.raises(Refused, match="MUG is not sold beyond what is there or comes: 5 can be promised, not 7"):
        order(desk, {"MUG": 7})
    assert stock(desk, "MUG").reserved == pieces(1)
    expect(desk, "MUG", pieces(4), due=date(2026, 3, 12))
    view = order(desk, {"MUG": 7})
    assert (view.lines[0].allocated, view.lines[0].promised) == (pieces(5), date(2026, 3, 12))
    with pytest.raises(Refused, match="not sold beyond"):
        amend_order(desk, view.order.id, Amendment({view.lines[0].id: LineChange(pieces(20))}), "more")
    assert again(desk, view).lines[0].quantity == pieces(7)
    prove(desk)


def test_what_another_shop_sold_is_taken_all_the_same(desk: Desk) -> None:
    only_what_is_there(desk)
    assert order(desk, {"MUG": 9}, channel="online").backordered == pieces(3)
