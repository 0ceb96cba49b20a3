"""Price lists on real orders: who pays what, what an order keeps, and what counts as a discount."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Connection, text

from orderdesk.domain.orders.amending import Amendment
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.money import parse_price
from orderdesk.domain.values.quantity import ONE, pieces
from orderdesk.domain.values.rights import NotAllowed
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.record.history import history_of
from orderdesk.services.care.checking import check
from orderdesk.services.customers.customer_forms import CustomerForm
from orderdesk.services.customers.customers import add_customer
from orderdesk.services.customers.merging import merge_customers
from orderdesk.services.desk import Desk
from orderdesk.services.orders.amending import amend_order
from orderdesk.services.orders.placing import change_draft, confirm_order, place_order
from orderdesk.services.orders.repeating import repeat_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.people import users
from orderdesk.services.prices import price_lists as prices
from orderdesk.services.prices.price_lists import ListForm, RowForm
from orderdesk.services.prices.pricing import preview_order
from tests.factories import Clock, northside
from tests.patience import LIMIT

TODAY = date(2026, 3, 2)


@pytest.fixture
def desk(database: Database) -> Desk:
    """Northside where Patel is of the trade: a mug at 11.20 from 1 and at 10.00 from 10."""
    made = northside(database)
    prices.save_list(made, ListForm("Trade list", "Trade"))
    prices.set_list_price(made, "trade list", RowForm("mug", parse_price("11.20")))
    prices.set_list_price(made, "Trade list", RowForm("MUG", parse_price("10"), pieces(10)))
    prices.set_group(made, 1, "trade")
    return made


def asked(count: int = 1, **line: int) -> OrderRequest:
    return OrderRequest((LineRequest(pieces(count), "MUG", **line),), customer_id=1)


def price_of(desk: Desk, count: int = 1) -> int:
    row = preview_order(desk, asked(count)).priced.lines[0]
    return row.price


def test_the_group_pays_by_its_list_and_by_the_break(desk: Desk) -> None:
    assert [price_of(desk, count) for count in (1, 9, 10, 12)] == [112_000, 112_000, 100_000, 100_000]
    assert view_order(desk, place_order(desk, asked(10))).order.net == 10_000
    walk_in = OrderRequest((LineRequest(pieces(10), "MUG"),), channel="counter")
    assert preview_order(desk, walk_in).priced.lines[0].price == 125_000
    assert prices.why_price(desk, 1, "MUG", pieces(12)).why("GBP") == "10.00 from Trade list, from 10"
    assert prices.why_price(desk, 1, "TEE", ONE).why("GBP") == "19.99 from the shop's list"
    assert check(desk).findings == ()


def test_a_price_of_their_own_goes_first_on_its_days(desk: Desk) -> None:
    prices.set_customer_price(desk, 1, RowForm("MUG", parse_price("11.90"), ONE, TODAY, TODAY))
    assert price_of(desk, 12) == 119_000
    clock = desk.clock
    assert isinstance(clock, Clock)
    clock.advance(days=1)
    assert price_of(desk, 12) == 100_000
    prices.remove_customer_price(desk, 1, "MUG", ONE)
    with pytest.raises(NotFound, match="no price for MUG from 1"):
        prices.remove_customer_price(desk, 1, "MUG", ONE)


def test_two_pcs_that_make_the_same_group_at_once_take_turns_and_make_one(postgres_url: str) -> None:
    desk = northside(postgres_url)
    with ThreadPoolExecutor(1) as pool:
        with desk.database.writing() as work:
            work.connection.execute(text("INSERT INTO customer_groups (name) VALUES ('Club')"))
            other = pool.submit(prices.save_list, desk, ListForm("Spring", "Club"))
            wait_until_blocked(work.connection)
        other.result(LIMIT)
    assert [each.name for each in prices.groups(desk)] == ["Club"]
    desk.database.close()


def wait_until_blocked(connection: Connection) -> None:
    """Until another session waits for what this one has written."""
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    for _ in range(200):
        if connection.scalar(waiting):
            return
        connection.execute(text("SELECT pg_sleep(0.02)"))
    raise AssertionError("nobody waits")


def test_an_order_keeps_the_price_it_was_written_with(desk: Desk) -> None:
    draft = place_order(desk, asked(10), confirm=False)
    prices.remove_list(desk, "Trade list")
    confirm_order(desk, draft)
    assert view_order(desk, draft).order.net == 10_000
    assert price_of(desk, 10) == 125_000


def test_a_list_holds_on_its_days(desk: Desk) -> None:
    prices.save_list(desk, ListForm("TRADE LIST", "Trade", "gbp", TODAY + timedelta(days=1)))
    assert price_of(desk) == 125_000
    (found,) = prices.price_lists(desk)
    assert (found.name, found.group, found.rows) == ("Trade list", "Trade", 2)
    prices.set_group(desk, 1, "")
    assert prices.group_of_customer(desk, 1) == ""


def test_what_can_not_be_is_refused(desk: Desk) -> None:
    for form, words in (
        (ListForm("Euro", "Trade", "EUR"), "no exchange rate of EUR yet"),
        (ListForm("Euro", "Trade", "euros"), "three letters"),
        (ListForm(" ", "Trade"), "name"),
        (ListForm("Spring", ""), "group"),
        (ListForm("Spring", "Trade", "", TODAY, TODAY - timedelta(days=1)), "before the first"),
    ):
        with pytest.raises(Refused, match=words):
            prices.save_list(desk, form)
    for row, words in (
        (RowForm("HAT", 1), "no item HAT"),
        (RowForm("MUG", -1), "negative"),
        (RowForm("MUG", 1, 0), "above zero"),
        (RowForm("MUG", 1, ONE, TODAY), "days of its list"),
    ):
        with pytest.raises(Refused, match=words):
            prices.set_list_price(desk, "Trade list", row)
    with pytest.raises(NotFound, match="no customer group Press; there is Trade"):
        prices.set_group(desk, 1, "Press")
    with pytest.raises(NotFound, match="no price list"):
        prices.rows_of_list(desk, "Spring")
    prices.remove_list_price(desk, "Trade list", "MUG", pieces(10))
    assert [each.price for each in prices.rows_of_list(desk, "Trade list")] == [112_000]
    assert len(prices.price_lists(desk)) == 1


def test_two_customers_made_one_keep_group_and_prices(desk: Desk) -> None:
    other = add_customer(desk, CustomerForm("A. Patel")).id
    prices.set_customer_price(desk, 1, RowForm("TEE", 150_000))
    merge_customers(desk, 1, other)
    assert prices.group_of_customer(desk, other) == "Trade"
    assert [each.price for each in prices.prices_of_customer(desk, other)] == [150_000]


@pytest.fixture
def clerk(desk: Desk) -> Desk:
    """A clerk who may give ten percent, at a desk of two people."""
    users.save_user(desk, "cora", "counter")
    users.set_pin(desk, "cora", "1122")
    users.save_user(desk, "max", "manager")
    users.set_pin(desk, "max", "24680")
    users.set_pin(desk, "anna", "13579")
    return replace(desk, user="cora")


def test_the_price_of_their_list_is_nobodys_gift(clerk: Desk) -> None:
    order_id = place_order(clerk, asked(10, price=100_000))
    with clerk.reading() as connection:
        assert "price override" not in {each.what for each in history_of(connection, "order", order_id)}
    place_order(clerk, asked(10, price=90_000))
    with pytest.raises(NotAllowed, match="give this discount"):
        place_order(clerk, asked(10, price=89_900))


def test_discounts_on_line_and_order_count_together(clerk: Desk) -> None:
    place_order(clerk, replace(asked(10, discount=50_000), discount=400))
    both = replace(asked(10, discount=60_000), discount=500)
    with pytest.raises(NotAllowed, match="give this discount"):
        place_order(clerk, both)
    draft = place_order(clerk, asked(10), confirm=False)
    with pytest.raises(NotAllowed, match="give this discount"):
        change_draft(clerk, draft, both)
    lent = users.approved_by(clerk, "max", "24680", "a faulty box last time")
    order_id = place_order(lent, both)
    with clerk.reading() as connection:
        told = [each.detail for each in history_of(connection, "order", order_id) if each.what == "override"]
    assert told == ["give this discount; max allowed it: a faulty box last time"]


def test_prices_are_set_by_the_office(clerk: Desk) -> None:
    for refused in (
        lambda: prices.set_list_price(clerk, "Trade list", RowForm("MUG", 1)),
        lambda: prices.set_customer_price(clerk, 1, RowForm("MUG", 1)),
        lambda: prices.set_group(clerk, 1, ""),
        lambda: prices.save_list(clerk, ListForm("Mine", "Trade")),
    ):
        with pytest.raises(NotAllowed):
            refused()


def test_the_same_again_is_told_at_the_price_that_wins(desk: Desk) -> None:
    prices.remove_list_price(desk, "Trade list", "MUG", pieces(10))
    order_id = place_order(desk, asked(10))
    assert repeat_order(desk, order_id).changes == ()
    prices.set_list_price(desk, "Trade list", RowForm("MUG", parse_price("10"), pieces(10)))
    assert repeat_order(desk, order_id).changes == ("MUG: price down from 11.20 to 10.00",)


def test_lines_added_to_a_confirmed_order_are_held_to_the_limit(clerk: Desk) -> None:
    order_id = place_order(clerk, asked(1))
    dear = Amendment(added=(LineRequest(ONE, "TEE", discount=200_000),))
    with pytest.raises(NotAllowed, match="give this discount"):
        amend_order(clerk, order_id, dear, "she rang")
    amend_order(clerk, order_id, Amendment(added=(LineRequest(pieces(10), "MUG"),)), "she rang")
    assert view_order(clerk, order_id).order.net == 11_120
