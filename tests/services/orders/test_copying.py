"""An order of any state is copied as a new draft: today's prices and places, and what has changed said."""

from __future__ import annotations

import pytest

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.services.customers.customer_forms import AddressForm
from orderdesk.services.customers.customers import edit_address
from orderdesk.services.desk import Desk
from orderdesk.services.items.catalog import retire_item
from orderdesk.services.orders.cancelling import cancel_order
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.repeating import copy_order
from orderdesk.services.orders.telling import story_of
from orderdesk.services.orders.views import view_order
from tests.factories import ITEMS, northside
from tests.scenarios.story import prove

ITEM_KEYS = {item.sku: key for key, item in enumerate(ITEMS, start=1)}


@pytest.fixture
def desk(database: Database) -> Desk:
    return northside(database, stock={"MUG": 5, "TEE": 5})


@pytest.fixture
def order(desk: Desk) -> int:
    goods = (LineRequest(pieces(3), "MUG", price=90_000), LineRequest(pieces(2), "TEE"))
    return place_order(desk, OrderRequest(goods, customer_id=1, service="road", tender="card"))


def test_a_cancelled_order_is_copied_and_stays_cancelled(desk: Desk, order: int) -> None:
    cancel_order(desk, order, "changed her mind")
    copied = copy_order(desk, order)
    before, now = view_order(desk, order), view_order(desk, copied.order_id)
    assert (before.order.state, now.order.state, now.order.number) == ("cancelled", "draft", "SO-1002")
    assert [(line.sku, line.quantity, line.price) for line in now.goods] == [
        ("MUG", pieces(3), 125_000),
        ("TEE", pieces(2), 199_900),
    ]
    assert (now.service, now.order.tender, now.order.ship_to_id) == (before.service, "card", before.order.ship_to_id)
    assert copied.changes == ("MUG: price up from 9.00 to 12.50",)
    assert any(each.sentence.endswith("copied it from SO-1001.") for each in story_of(now))
    prove(desk)


def test_it_goes_where_the_customer_lives_now(desk: Desk, order: int) -> None:
    place = view_order(desk, order).order.ship_to_id
    assert place is not None
    key = edit_address(desk, place, AddressForm("3 Mill Lane", city="York", postcode="YO1 7HH", country="GB"))
    copied = copy_order(desk, order)
    assert view_order(desk, copied.order_id).order.ship_to_id == key
    assert "the address of then is no longer used; it goes to the usual one" in copied.changes


def test_what_is_no_longer_sold_is_left_out_and_named(desk: Desk, order: int) -> None:
    cancel_order(desk, order, "changed her mind")
    retire_item(desk, ITEM_KEYS["MUG"])
    copied = copy_order(desk, order)
    assert [line.sku for line in view_order(desk, copied.order_id).goods] == ["TEE"]
    assert copied.changes == ("MUG is no longer sold",)
    retire_item(desk, ITEM_KEYS["TEE"])
    with pytest.raises(Refused, match="Nothing of SO-1001 can be ordered again"):
        copy_order(desk, order)


def test_an_order_that_is_not_there_is_refused(desk: Desk) -> None:
    with pytest.raises(NotFound):
        copy_order(desk, 99)
