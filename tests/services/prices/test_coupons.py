"""Coupons on real orders: what they take off, how their uses are counted, given back and never given twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from orderdesk.domain.orders.amending import Amendment, LineChange
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.prices.coupons import Coupon
from orderdesk.domain.prices.margins import loss_words
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.money import parse_percent
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence import schema
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.record.history import history_of
from orderdesk.services.care.checking import check
from orderdesk.services.customers.customer_forms import CustomerForm
from orderdesk.services.customers.customers import add_customer
from orderdesk.services.desk import Desk
from orderdesk.services.orders.amending import amend_order
from orderdesk.services.orders.cancelling import cancel_order
from orderdesk.services.orders.placing import change_draft, confirm_order, place_order
from orderdesk.services.orders.quoting import quote_order, requote
from orderdesk.services.orders.views import view_order
from orderdesk.services.papers.asked import PaperRequest
from orderdesk.services.papers.billing import invoice_data
from orderdesk.services.papers.offers import acknowledgement_data
from orderdesk.services.people import users
from orderdesk.services.prices import price_lists as prices
from orderdesk.services.prices.coupons import coupons_of, save_coupon, switch_coupon
from orderdesk.services.prices.margins import margin_of_order, margin_of_priced
from orderdesk.services.prices.price_lists import RowForm
from orderdesk.services.prices.pricing import preview_order
from orderdesk.services.shop.shop import save_service, service_form, services_of
from tests.factories import northside
from tests.patience import LIMIT
from tests.services.stock.test_stock_rivals import start

TODAY = date(2026, 3, 2)
TEN = Coupon(0, "spring10", rate=parse_percent("10"))


@pytest.fixture
def desk(database: Database) -> Desk:
    """Northside with three coupons; a mug is 12.50."""
    made = northside(database)
    save_coupon(made, TEN, new=True)
    save_coupon(made, Coupon(0, "FIVER", amount=500, minimum=2_500), new=True)
    save_coupon(made, Coupon(0, "POSTFREE", free_delivery=1), new=True)
    return made


def asked(count: int = 4, coupon: str = "spring 10", **more: object) -> OrderRequest:
    return OrderRequest((LineRequest(pieces(count), "MUG"),), customer_id=1, coupon=coupon, **more)  # type: ignore[arg-type]


def uses(desk: Desk) -> dict[str, int]:
    return {row.coupon.code: row.uses for row in coupons_of(desk)}


def test_a_part_is_taken_off_beside_the_clerks_own_discount(desk: Desk) -> None:
    view = view_order(desk, place_order(desk, asked(discount=1_000)))
    assert view.discounts == (("Discount", 1_000), ("Coupon SPRING10", 400))
    assert (view.order.net, sum(line.share for line in view.lines)) == (3_600, 1_400)
    assert check(desk).findings == ()


def test_an_amount_is_never_more_than_the_goods(desk: Desk) -> None:
    save_coupon(desk, Coupon(0, "HUGE", amount=100_000), new=True)
    view = view_order(desk, place_order(desk, asked(1, "huge")))
    assert (view.order.net, view.discounts) == (0, (("Coupon HUGE", 1_250),))
    assert check(desk).findings == ()


def test_free_delivery_stands_on_the_order(desk: Desk) -> None:
    request = asked(coupon="postfree", service="road")
    paid, free = (preview_order(desk, replace(request, coupon=each)).priced for each in ("", "postfree"))
    view = view_order(desk, place_order(desk, request))
    (line,) = view.charges
    assert line.label.endswith(" (Coupon POSTFREE)")
    assert (line.net, view.order.net) == (0, paid.totals.net - paid.lines[-1].net)
    assert free.totals.total == view.order.total
    with pytest.raises(Refused, match="pays for none"):
        place_order(desk, asked(coupon="postfree"))
    assert check(desk).findings == ()


def test_a_preview_says_why_not_and_an_order_is_refused(desk: Desk) -> None:
    small = asked(1, "fiver")
    priced = preview_order(desk, small).priced
    assert (priced.totals.net, priced.given.off) == (1_250, 0)
    assert priced.given.refused == "Coupon FIVER asks for goods of 25.00 or more; these come to 12.50."
    with pytest.raises(Refused, match=r"asks for goods of 25\.00"):
        place_order(desk, small)
    with pytest.raises(NotFound, match="no coupon SUMMER"):
        place_order(desk, asked(coupon="summer"))
    switch_coupon(desk, "Spring10", on=False)
    with pytest.raises(Refused, match="switched off"):
        place_order(desk, asked())


def test_a_draft_uses_nothing_and_confirm_counts(desk: Desk) -> None:
    save_coupon(desk, replace(TEN, most_uses=1), new=False)
    first, second = (place_order(desk, asked(), confirm=False) for _ in range(2))
    assert uses(desk)["SPRING10"] == 0
    confirm_order(desk, first)
    assert uses(desk)["SPRING10"] == 1
    with pytest.raises(Refused, match="used once, as often as it may be"):
        confirm_order(desk, second)
    assert view_order(desk, second).order.state == "draft"


def test_a_cancelled_order_gives_its_use_back(desk: Desk) -> None:
    save_coupon(desk, replace(TEN, most_each=1), new=False)
    first = place_order(desk, asked())
    with pytest.raises(Refused, match="This customer has used coupon SPRING10 once already"):
        place_order(desk, asked())
    other = add_customer(desk, CustomerForm(name="Other Buyer")).id
    place_order(desk, replace(asked(), customer_id=other))
    cancel_order(desk, first, "changed their mind")
    assert uses(desk)["SPRING10"] == 1
    place_order(desk, asked())


def test_a_draft_is_priced_anew_with_its_coupon(desk: Desk) -> None:
    draft = place_order(desk, asked(), confirm=False)
    change_draft(desk, draft, asked(8))
    assert view_order(desk, draft).discounts == (("Coupon SPRING10", 1_000),)
    change_draft(desk, draft, asked(8, ""))
    view = view_order(desk, draft)
    assert (view.discounts, view.order.coupon_id, view.order.net) == ((), None, 10_000)


def test_an_amended_order_keeps_it_as_long_as_it_applies(desk: Desk) -> None:
    order = place_order(desk, asked(coupon="spring10"))
    line = view_order(desk, order).lines[0].id
    amend_order(desk, order, Amendment({line: LineChange(pieces(2))}), "wants fewer")
    assert view_order(desk, order).discounts == (("Coupon SPRING10", 250),)
    order = place_order(desk, asked(4, "fiver"))
    line = view_order(desk, order).lines[0].id
    amend_order(desk, order, Amendment({line: LineChange(pieces(1))}), "wants one")
    view = view_order(desk, order)
    assert (view.discounts, view.order.net, view.order.coupon_id) == ((), 1_250, None)
    with desk.reading() as connection:
        told = [each.detail for each in history_of(connection, "order", order)]
    assert "Coupon FIVER asks for goods of 25.00 or more" in told
    assert check(desk).findings == ()


def test_one_that_took_nothing_off_is_kept_when_goods_come_to_it(desk: Desk) -> None:
    free = OrderRequest((LineRequest(pieces(1), "MUG", price=0),), customer_id=1, coupon="spring 10")
    order_id = place_order(desk, free)
    amend_order(desk, order_id, Amendment(added=(LineRequest(pieces(4), "MUG"),)), "four to pay for")
    view = view_order(desk, order_id)
    assert view.discounts == (("Coupon SPRING10", 500),)
    assert sum(line.share for line in view.lines) == 500
    assert check(desk).findings == ()


def test_a_coupon_of_one_day_holds_on_that_day_alone(desk: Desk) -> None:
    kept = save_coupon(desk, Coupon(0, "TODAY", amount=100, valid_from=TODAY, valid_to=TODAY), new=True)
    assert (kept.valid_from, kept.valid_to) == (TODAY, TODAY)
    assert view_order(desk, place_order(desk, asked(coupon="today"))).discounts == (("Coupon TODAY", 100),)
    desk.clock.advance(days=1)  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="ended on 2 March"):
        place_order(desk, asked(coupon="today"))
    with pytest.raises(Refused, match="Its last day is before its first"):
        save_coupon(desk, replace(kept, valid_from=TODAY + timedelta(days=1)), new=False)


def test_a_quote_made_anew_reckons_its_coupon_anew(desk: Desk) -> None:
    quote = place_order(desk, asked(), confirm=False)
    quote_order(desk, quote)
    prices.set_customer_price(desk, 1, RowForm("MUG", 100_000))
    requote(desk, quote)
    view = view_order(desk, quote)
    assert (view.discounts, view.order.net) == ((("Coupon SPRING10", 400),), 3_600)


def test_a_coupon_is_no_gift_of_the_clerk(desk: Desk) -> None:
    save_coupon(desk, Coupon(0, "HALF", rate=parse_percent("50")), new=True)
    users.save_user(desk, "carl", "counter")
    clerk = Desk(desk.database, user="carl", clock=desk.clock)
    assert view_order(clerk, place_order(clerk, asked(coupon="half"))).order.net == 2_500
    with pytest.raises(Refused):
        place_order(clerk, asked(coupon="", discount=2_500))


def test_its_days_hold_when_the_order_is_taken(desk: Desk) -> None:
    save_coupon(desk, replace(TEN, valid_to=TODAY), new=False)
    draft = place_order(desk, asked(), confirm=False)
    desk.clock.advance(days=1)  # type: ignore[attr-defined]
    confirm_order(desk, draft)
    with pytest.raises(Refused, match="ended on 2 March"):
        place_order(desk, asked())
    save_coupon(desk, replace(TEN, valid_from=TODAY + timedelta(days=9)), new=False)
    with pytest.raises(Refused, match="holds from 11 March"):
        place_order(desk, asked())


def test_codes_are_told_apart_without_case(desk: Desk) -> None:
    with pytest.raises(Refused, match="a coupon SPRING10 already"):
        save_coupon(desk, replace(TEN, code="Spring10"), new=True)
    with pytest.raises(NotFound, match="no coupon AUTUMN"):
        save_coupon(desk, replace(TEN, code="autumn"), new=False)
    assert [row.coupon.code for row in coupons_of(desk)] == ["FIVER", "POSTFREE", "SPRING10"]


def test_the_last_use_is_never_given_twice(database: Database) -> None:
    """Four processes confirm drafts with a coupon that holds seven times: seven get it."""
    desk = northside(database, stock={"MUG": 100})
    save_coupon(desk, replace(TEN, most_uses=7), new=True)
    url = database.url.render_as_string(hide_password=False)
    takers = [start("redeeming", url, "MUG", "SPRING10", 4) for _ in range(4)]
    said = [taker.communicate(timeout=LIMIT) for taker in takers]
    assert [taker.returncode for taker in takers] == [0] * 4, [each[1] for each in said]
    assert [sum(int(each[0].split()[place]) for each in said) for place in (0, 1)] == [7, 9]
    assert uses(desk)["SPRING10"] == 7


def test_the_margin_is_for_who_may_see_it(desk: Desk) -> None:
    (road,) = services_of(desk)
    save_service(desk, replace(service_form(road), cost=610))
    order = view_order(desk, place_order(desk, asked(1, "postfree", service="road")))
    margin = margin_of_order(desk, order)
    assert margin is not None
    assert (margin.net, margin.left, margin.unknown) == (1_250, 640, ("Stoneware mug",))
    with desk.writing(right="keep items") as work:
        work.connection.execute(schema.items.update().where(schema.items.c.sku == "MUG").values(cost=96_000))
    margin = margin_of_order(desk, order)
    assert margin is not None
    assert loss_words(margin, "GBP") == "Free delivery turns this order to a loss of 3.20."
    assert margin_of_priced(preview_order(desk, asked(1, "postfree", service="road")).priced) == margin
    for name, role in (("cora", "counter"), ("paul", "packer"), ("gast", "read-only")):
        users.save_user(desk, name, role)
        assert margin_of_order(Desk(desk.database, user=name, clock=desk.clock), order) is None


def test_papers_name_the_coupon(desk: Desk) -> None:
    view = view_order(desk, place_order(desk, asked(coupon="spring10", invoicing="order")))
    order = view.order
    with desk.reading() as connection:
        paper = acknowledgement_data(connection, desk, PaperRequest(order.number))
    assert (paper.coupon, paper.net, sum(line.discount for line in paper.lines)) == ("SPRING10", 4_500, 500)
    (number,) = [each.number for each in view.papers]
    with desk.reading() as connection:
        assert invoice_data(connection, desk, PaperRequest(number)).coupon == "SPRING10"
    assert check(desk).findings == ()
