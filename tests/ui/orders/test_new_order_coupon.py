"""A coupon and the margin on the order page, by keyboard alone; the margin only for who may see it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QApplication

from orderdesk.domain.prices.coupons import Coupon
from orderdesk.domain.values.money import parse_percent
from orderdesk.persistence import schema
from orderdesk.services.desk import Desk
from orderdesk.services.orders.views import view_order
from orderdesk.services.people import users
from orderdesk.services.prices.coupons import coupons_of, save_coupon
from orderdesk.services.shop.shop import save_service, service_form, services_of
from tests.ui.accessible import assert_accessible
from tests.ui.orders.conftest import Hands
from tests.ui.orders.test_new_order_keys import only_order, phone_order


def cost_of(desk: Desk, sku: str, cost: int) -> None:
    """Say what an item costs the shop."""
    with desk.writing(right="keep items") as work:
        work.connection.execute(schema.items.update().where(schema.items.c.sku == sku).values(cost=cost))


def test_a_coupon_is_entered_refused_and_taken(hands: Hands) -> None:
    save_coupon(hands.desk, Coupon(0, "SPRING10", rate=parse_percent("10"), minimum=5_000), new=True)
    phone_order(hands)
    hands.line("mug", "3")
    figures = hands.page.summary.figures
    hands.press("Alt+C")
    assert QApplication.focusWidget() is figures.coupon
    hands.write("spring10")
    assert not figures._coupon_wrong.isVisible(), "nothing is said against a code that is being typed"
    hands.press("Return")
    assert "asks for goods of 50.00 or more; these come to 37.50" in figures._coupon_wrong.text()
    hands.press("Ctrl+Return")
    assert QApplication.focusWidget() is figures.coupon
    hands.press("Ins")
    hands.line("tee", "1")
    assert figures._coupon_name.text() == "Coupon, \N{MINUS SIGN}5.75"
    assert not figures._coupon_wrong.isVisible()
    assert_accessible(hands.page)
    hands.press("Ctrl+Return")
    view = view_order(hands.desk, only_order(hands.desk))
    assert view.discounts == (("Coupon SPRING10", 575),)
    assert [row.uses for row in coupons_of(hands.desk)] == [1]


def test_a_draft_is_opened_again_with_its_coupon(hands: Hands) -> None:
    save_coupon(hands.desk, Coupon(0, "FREEPOST", free_delivery=1), new=True)
    phone_order(hands)
    hands.line("mug", "1")
    hands.press("Alt+C")
    hands.write("freepost")
    assert hands.page.summary.figures._coupon_name.text() == "Coupon, free post"
    hands.press("Ctrl+S")
    assert view_order(hands.desk, only_order(hands.desk)).charges[0].net == 0
    hands.press("Ctrl+E")
    sheet = hands.page.presenter.sheet
    assert (sheet.coupon, sheet.charges, sheet.discount) == ("FREEPOST", (), 0)


def test_free_delivery_that_turns_an_order_to_a_loss_is_said(hands: Hands) -> None:
    save_coupon(hands.desk, Coupon(0, "FREEPOST", free_delivery=1), new=True)
    (road,) = services_of(hands.desk)
    save_service(hands.desk, replace(service_form(road), cost=610))
    phone_order(hands)
    hands.line("mug", "1")
    figures = hands.page.summary.figures
    assert "The cost of Stoneware mug is not known." in figures.margin_says.text()
    assert figures.margin.text().startswith("at most ")
    cost_of(hands.desk, "MUG", 96_000)
    hands.press("Alt+C")
    hands.write("freepost")
    assert figures.margin_says.text() == "Free delivery turns this order to a loss of 3.20."
    assert figures.margin.text() == "\N{MINUS SIGN}3.20 (\N{MINUS SIGN}26%)"
    assert figures.margin.property("tone") == "danger"


def test_who_may_not_see_margins_sees_none(hands: Hands) -> None:
    users.save_user(hands.desk, "cora", "counter")
    phone_order(hands)
    hands.line("mug", "1")
    figures = hands.page.summary.figures
    assert figures.margin.isVisible()
    hands.page.desk.user = "cora"
    hands.line("tee", "1")
    assert not figures.margin.isVisible()
    assert not figures.margin_says.isVisible()
