"""The prices of one customer by keys alone: set one after the other, changed, removed, and why each is paid."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from orderdesk.domain.values.money import parse_price
from orderdesk.domain.values.quantity import pieces
from orderdesk.services.prices import price_lists as prices
from orderdesk.ui.customers.own_prices import ASK, PricesDialog
from orderdesk.ui.customers.tab import CustomersTab
from orderdesk.ui.widgets.label import Label
from tests.ui.accessible import assert_accessible
from tests.ui.settings.conftest import tab_to, type_in
from tests.ui.tabs.conftest import Clerk

PATEL = 1


@pytest.fixture
def tab(clerk: Clerk) -> CustomersTab:
    clerk.press("F4")
    page = clerk.program.window.page
    assert isinstance(page, CustomersTab)
    page.visit(PATEL)
    page.settle()
    return page


def begin(clerk: Clerk) -> PricesDialog:
    clerk.press("Ctrl+R")
    form = clerk.dialog
    assert isinstance(form, PricesDialog)
    form.activateWindow()
    QApplication.processEvents()
    return form


def kept(clerk: Clerk) -> list[tuple[str, int, int]]:
    found = prices.prices_of_customer(clerk.desk, PATEL)
    return [(each.sku, each.from_quantity, each.price) for each in found]


def test_prices_are_set_one_after_the_other(clerk: Clerk, tab: CustomersTab) -> None:
    form = begin(clerk)
    assert_accessible(form)
    assert form.why.text() == ASK
    clerk.write("mug")
    clerk.press("Return")
    assert form.inputs["sku"].text() == "MUG"
    assert form.why.text() == "Today 1 × Stoneware mug: 12.50 from the shop's list."
    type_in(clerk, "Price, GBP", "9.99")
    clerk.press("Ctrl+Return")
    assert clerk.said == "MUG set at £9.99"
    assert form.isVisible()
    assert QApplication.focusWidget() is form.inputs["sku"], "the next price can follow at once"
    clerk.write("MUG")
    type_in(clerk, "From quantity", "10")
    type_in(clerk, "Price, GBP", "8.5")
    type_in(clerk, "Last day", "2031-12-31")
    clerk.press("Ctrl+Return")
    assert kept(clerk) == [("MUG", pieces(1), parse_price("9.99")), ("MUG", pieces(10), parse_price("8.5"))]
    assert prices.prices_of_customer(clerk.desk, PATEL)[1].valid_to == date(2031, 12, 31)
    clerk.write("MUG")
    type_in(clerk, "From quantity", "12")
    told = "Today 12 × Stoneware mug: 8.50 from the customer's own price, from 10. The shop's price is 12.50."
    assert form.why.text() == told
    clerk.press("Esc")
    tab.settle()
    texts = [label.text() for label in tab.panel.findChildren(Label)]
    assert {"MUG · £8.50, from 10", "To 31/12/2031"} <= set(texts)


def test_a_price_is_taken_up_from_the_list_and_removed_there(clerk: Clerk, tab: CustomersTab) -> None:
    prices.set_customer_price(clerk.desk, PATEL, prices.RowForm("MUG", parse_price("9.99")))
    prices.set_customer_price(clerk.desk, PATEL, prices.RowForm("TEE", parse_price("15")))
    form = begin(clerk)
    tab_to(clerk, "Their prices")
    clerk.press("Home", "Return")
    assert (form.inputs["sku"].text(), form.inputs["price"].text()) == ("MUG", "9.99")
    clerk.write("9.50")
    clerk.press("Ctrl+Return")
    assert kept(clerk)[0] == ("MUG", pieces(1), parse_price("9.5"))
    tab_to(clerk, "Their prices")
    clerk.press("Home", "Del")
    assert [sku for sku, _, _ in kept(clerk)] == ["TEE"]
    assert clerk.said == "Price of MUG removed"
    clerk.press("Esc")
    clerk.program.window.activateWindow()
    QApplication.processEvents()
    clerk.press("Down", "Ctrl+Z")
    assert kept(clerk)[0] == ("MUG", pieces(1), parse_price("9.5"))


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("Item", "NOPE", "NOPE"),
        ("From quantity", "0", "above zero"),
        ("From quantity", "some", "Enter a number"),
        ("Price, GBP", "-1", "negative"),
        ("Price, GBP", "cheap", "Enter a number"),
        ("First day", "soon", "Enter a day such as"),
        ("Last day", "2000-01-01", "before the first"),
    ],
)
def test_what_can_not_be_is_said_under_its_field(
    clerk: Clerk, tab: CustomersTab, field: str, typed: str, said: str
) -> None:
    form = begin(clerk)
    clerk.write("MUG")
    type_in(clerk, "Price, GBP", "9")
    type_in(clerk, "First day", "2030-01-01")
    clerk.press("Shift+Tab", "Shift+Tab", "Shift+Tab")
    type_in(clerk, field, typed)
    clerk.press("Ctrl+Return")
    (wrong,) = [each for each in form.fields.values() if each.error]
    assert wrong.label == field
    assert said in wrong.error
    assert kept(clerk) == []


def test_a_price_is_changed_from_the_card(clerk: Clerk, tab: CustomersTab) -> None:
    prices.set_customer_price(clerk.desk, PATEL, prices.RowForm("MUG", parse_price("9.99")))
    tab.settle()
    tab_to(clerk, "Change price of MUG from 1")
    clerk.press("Space")
    form = clerk.dialog
    assert isinstance(form, PricesDialog)
    assert form.inputs["price"].text() == "9.99"
