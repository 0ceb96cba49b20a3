"""An order taken at the desk: who calls, what comes next, and the form forgotten in the commit that makes the order."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from orderdesk.domain.buying.purchasing import PurchaseLineRequest, PurchaseRequest
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.services.buying.purchasing import place_purchase
from orderdesk.services.desk import Desk
from orderdesk.services.money.paying import Tendered
from orderdesk.services.orders.entry import Form, arrivals_of, caller_of, finish_order, finish_sale, offers_of
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.record.drafting import drop_draft, keep_draft, kept_draft, kept_drafts, left_open
from tests.factories import northside

MUG = 1
KIND, PLACE = "new-order", "pc-1"
REQUEST = OrderRequest((LineRequest(pieces(2), "MUG"),), customer_id=1, service="road")


@pytest.fixture
def desk(database: Database) -> Desk:
    return northside(database)


@pytest.fixture
def form(desk: Desk) -> Form:
    keep_draft(desk, PLACE, KIND, {"lines": ["2 mug"]})
    return Form(PLACE, KIND)


def test_a_form_is_an_order_or_a_form_and_never_both(desk: Desk, form: Form) -> None:
    with pytest.raises(NotFound):
        finish_order(desk, form, replace(REQUEST, service="balloon"), "confirm")
    assert kept_draft(desk, PLACE, KIND) is not None, "what was refused is still in the form"
    order = finish_order(desk, form, REQUEST, "confirm", was_read_back=True)
    assert kept_draft(desk, PLACE, KIND) is None
    view = view_order(desk, order)
    assert view.order.state == "confirmed"
    assert "read back" in {each.what for each in view.events}


def test_a_draft_becomes_a_quote_and_then_an_order_by_its_own_form(desk: Desk, form: Form) -> None:
    order = finish_order(desk, form, REQUEST, "draft")
    assert view_order(desk, order).order.state == "draft"
    again = replace(form, order_id=order)
    assert finish_order(desk, again, REQUEST, "quote") == order
    more = replace(REQUEST, lines=(LineRequest(pieces(5), "MUG"),))
    assert finish_order(desk, again, more, "quote") == order
    view = view_order(desk, order)
    assert (view.order.state, view.goods[0].quantity) == ("quote", pieces(5))
    assert finish_order(desk, again, more, "confirm") == order
    assert view_order(desk, order).order.state == "confirmed"


def test_a_counter_sale_forgets_its_form(desk: Desk, form: Form) -> None:
    with pytest.raises(Refused):
        finish_sale(desk, form, REQUEST, [Tendered("card", 1)])
    assert kept_draft(desk, PLACE, KIND) is not None
    due = offered(desk)
    sold = finish_sale(desk, form, replace(REQUEST, service=""), [Tendered("card", due)])
    assert kept_draft(desk, PLACE, KIND) is None
    assert view_order(desk, sold.order_id).order.due == 0


def offered(desk: Desk) -> int:
    """What the goods alone come to."""
    return view_order(desk, place_order(desk, replace(REQUEST, service=""), confirm=False)).order.total


def test_who_calls_and_what_can_be_chosen(desk: Desk) -> None:
    caller = caller_of(desk, 1)
    assert (caller.title, caller.place, caller.orders, caller.limit) == ("Asha Patel", "Whitby, YO21 3PU", 0, None)
    with pytest.raises(NotFound):
        caller_of(desk, 99)
    offers = offers_of(desk)
    assert [each.code for each in offers.services] == ["road"]
    assert offers.shop.currency == "GBP"


def test_what_comes_next_of_an_item(desk: Desk) -> None:
    assert arrivals_of(desk, MUG) is None
    due = desk.today + timedelta(days=4)
    line = PurchaseLineRequest("MUG", pieces(30), 45_000)
    place_purchase(desk, PurchaseRequest("Kilnworks", (line,), due, new_vendor=True), send=True)
    found = arrivals_of(desk, MUG)
    assert found is not None
    assert (found.quantity, found.due) == (pieces(30), due)


def test_the_page_that_was_on_screen_is_told_after_a_restart(desk: Desk) -> None:
    assert left_open(desk, PLACE) == (False, None)
    keep_draft(desk, PLACE, KIND, {"open": True})
    assert left_open(desk, PLACE) == (True, None)
    order = place_order(desk, REQUEST, confirm=False)
    keep_draft(desk, PLACE, f"order-{order}", {"open": True}, order_id=order)
    drop_draft(desk, PLACE, KIND)
    assert left_open(desk, PLACE) == (True, order)
    assert [kind for kind, _ in kept_drafts(desk, PLACE)] == [f"order-{order}"]
    assert kept_drafts(desk, "pc-2") == []


def test_who_carries_the_goods_home_is_written_no_message(desk: Desk, form: Form) -> None:
    sold = finish_sale(desk, form, replace(REQUEST, service=""), [Tendered("card", offered(desk))])
    assert view_order(desk, sold.order_id).messages == ()
    confirmed = place_order(desk, REQUEST)
    assert [each.kind for each in view_order(desk, confirmed).messages] == ["acknowledgement"]
