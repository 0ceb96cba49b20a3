"""The customers tab by keys alone: found, taken down, edited, their addresses, a block, and the way to their orders."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.customers.lists import CustomerCard
from orderdesk.services.checks.holding import release_order
from orderdesk.services.customers.customers import card_of, customers_page
from orderdesk.services.money.paying_bills import open_bills
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from orderdesk.ui.customers.tab import CustomersTab
from orderdesk.ui.orders.page import OrdersPage
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.forms.dialog import Question
from tests.ui.accessible import assert_accessible
from tests.ui.settings.conftest import tab_to, type_in
from tests.ui.tabs.conftest import Clerk

PATEL = 1


@pytest.fixture
def tab(clerk: Clerk) -> CustomersTab:
    clerk.press("F4")
    page = clerk.program.window.page
    assert isinstance(page, CustomersTab)
    assert_accessible(page)
    return page


def patel(clerk: Clerk) -> CustomerCard:
    return card_of(clerk.desk, PATEL)


def look_for(clerk: Clerk, text: str) -> None:
    """Type in the search field and wait as long as it waits for more keys."""
    clerk.press("Ctrl+F")
    clerk.write(text)
    QTest.qWait(350)


def choose_patel(clerk: Clerk, tab: CustomersTab) -> None:
    look_for(clerk, "patel")
    clerk.press("Down")
    assert tab.shown is not None
    assert tab.shown.customer.id == PATEL


def form(clerk: Clerk, *keys: str) -> None:
    """Press what opens a form, which then gets the keys."""
    clerk.press(*keys)
    clerk.dialog.activateWindow()
    QApplication.processEvents()


def link(clerk: Clerk, words: str) -> None:
    """Go by Tab to a link in the card and press it."""
    assert isinstance(tab_to(clerk, words), Button)
    clerk.press("Space")


def test_a_customer_is_found_by_name_place_and_number(clerk: Clerk, tab: CustomersTab) -> None:
    form(clerk, "Ctrl+N")
    type_in(clerk, "Name", "Otto Quist")
    clerk.send()
    number = patel(clerk).customer.number
    for text in ("patel", number, patel(clerk).addresses[0].postcode):
        look_for(clerk, text)
        assert clerk.rows == [number], text
    look_for(clerk, "nobody like this")
    assert clerk.rows == []
    assert tab.presenter.nothing()[0] == "Nobody found for “nobody like this”"
    clerk.press("Esc")
    QTest.qWait(350)
    assert len(clerk.rows) == len(customers_page(clerk.desk)) == 2


def test_a_new_customer_is_taken_down(clerk: Clerk, tab: CustomersTab) -> None:
    form(clerk, "Ctrl+N")
    assert clerk.dialog.fields["terms_days"].text == "30", "the days to pay of the shop"
    for name, text in (
        ("Name", "Otto Quist"),
        ("Company", "Quist & Sons"),
        ("Telephone", "01947 600200"),
        ("Email", "otto@quist.example"),
        ("Terms, days", "14"),
        ("Credit limit, GBP", "500"),
        ("Discount, %", "5"),
    ):
        type_in(clerk, name, text)
    clerk.send()
    assert tab.shown is not None
    made = tab.shown.customer
    assert (made.name, made.company, made.email, made.terms_days) == (
        "Otto Quist", "Quist & Sons", "otto@quist.example", 14,
    )  # fmt: skip
    assert (made.credit_limit, made.discount) == (50_000, 50_000)
    assert clerk.said.startswith("Otto Quist added.")


@pytest.mark.parametrize(
    ("field", "label", "bad"),
    [
        ("name", "Name", ""),
        ("email", "Email", "nobody"),
        ("terms_days", "Terms, days", "soon"),
        ("terms_days", "Terms, days", "9999"),
        ("credit_limit", "Credit limit, GBP", "much"),
        ("credit_limit", "Credit limit, GBP", "-1"),
        ("discount", "Discount, %", "101"),
    ],
)
def test_what_a_customer_can_not_be_is_said_under_its_field(
    clerk: Clerk, tab: CustomersTab, field: str, label: str, bad: str
) -> None:
    choose_patel(clerk, tab)
    before = patel(clerk)
    form(clerk, "Ctrl+E")
    at = tab_to(clerk, label)
    clerk.press("Ctrl+A", "Del")
    clerk.write(bad)
    clerk.send()
    assert clerk.dialog.fields[field].error
    assert at.hasFocus()
    assert patel(clerk) == before


def test_a_customer_is_edited(clerk: Clerk, tab: CustomersTab) -> None:
    choose_patel(clerk, tab)
    before = patel(clerk)
    form(clerk, "Ctrl+E")
    type_in(clerk, "Telephone", "01947 600300")
    clerk.send()
    now = patel(clerk)
    assert now.customer.phone.endswith("600300")
    assert (now.customer.name, now.customer.email) == (before.customer.name, before.customer.email)
    assert now.addresses == before.addresses


def test_an_address_is_added_changed_and_retired(clerk: Clerk, tab: CustomersTab) -> None:
    choose_patel(clerk, tab)
    before = {each.id for each in patel(clerk).addresses}
    form(clerk, "Ctrl+Shift+D")
    type_in(clerk, "Name on the label", "Patel store")
    clerk.send()
    assert "street or the city" in clerk.dialog.fields["line1"].error
    type_in(clerk, "Street", "4 Quay Road")
    type_in(clerk, "Postcode", "yo21 1bb")
    type_in(clerk, "City", "Whitby")
    type_in(clerk, "Country", "Atlantis")
    clerk.send()
    assert "not a recognised country" in clerk.dialog.fields["country"].error
    assert {each.id for each in patel(clerk).addresses} == before
    type_in(clerk, "Country", "GB")
    clerk.send()
    (made,) = [each for each in patel(clerk).addresses if each.id not in before]
    assert (made.name, made.line1, made.postcode) == ("Patel store", "4 Quay Road", "YO21 1BB")
    link(clerk, "Edit address Patel store")
    clerk.dialog.activateWindow()
    type_in(clerk, "Street", "5 Quay Road")
    clerk.send()
    (changed,) = [each for each in patel(clerk).addresses if each.name == "Patel store"]
    assert (changed.line1, changed.id != made.id) == ("5 Quay Road", True)
    link(clerk, "Retire address Patel store")
    (question,) = clerk.find(Question)
    question.activateWindow()
    clerk.press("Esc")
    assert changed in patel(clerk).addresses
    clerk.program.window.activateWindow()
    link(clerk, "Retire address Patel store")
    (question,) = clerk.find(Question)
    question.activateWindow()
    clerk.press("Tab", "Return")
    assert {each.id for each in patel(clerk).addresses} == before


def test_a_block_needs_a_reason_and_can_be_lifted_and_undone(clerk: Clerk, tab: CustomersTab) -> None:
    choose_patel(clerk, tab)
    clerk.press("Ctrl+K")
    clerk.write("block")
    QTest.qWait(250)
    form(clerk, "Return")
    clerk.send()
    assert clerk.dialog.fields["reason"].error == "Reason is needed."
    type_in(clerk, "Reason", "returns unpaid")
    clerk.send()
    assert patel(clerk).customer.blocked == "returns unpaid"
    assert clerk.place(("MUG", 1)).order.hold == "customer"
    clerk.press("Ctrl+K")
    clerk.write("unblock")
    QTest.qWait(250)
    clerk.press("Return")
    assert patel(clerk).customer.blocked == ""
    clerk.press("Ctrl+Z")
    assert patel(clerk).customer.blocked == "returns unpaid"


def test_the_orders_of_a_customer_are_listed_and_opened(clerk: Clerk, tab: CustomersTab) -> None:
    placed = clerk.place(("MUG", 2))
    choose_patel(clerk, tab)
    assert [each.number for each in patel(clerk).last_orders] == [placed.order.number]
    link(clerk, f"{placed.order.number} order")
    page = clerk.program.window.page
    assert isinstance(page, OrdersPage)
    assert clerk.list.table.current_row().id == placed.order.id


def test_one_payment_is_shared_out_over_the_invoices(clerk: Clerk, tab: CustomersTab) -> None:
    desk = clerk.desk
    wanted = [(LineRequest(pieces(count), "MUG"),) for count in (1, 2)]
    asked = [OrderRequest(lines=lines, customer_id=PATEL, invoicing="order") for lines in wanted]
    first, second = (place_order(desk, each) for each in asked)
    for key in (first, second):
        if view_order(desk, key).order.hold:
            release_order(desk, key, "two orders are meant")
    owed = {each.order_id: each.owed for each in open_bills(desk, PATEL)}
    assert set(owed) == {first, second}
    choose_patel(clerk, tab)
    form(clerk, "F9")
    assert_accessible(clerk.dialog)
    parts = [clerk.dialog.fields[f"part-{key}"] for key in (first, second)]
    assert [each.value for each in parts] == [owed[first], owed[second]]
    clerk.fill("Amount", f"{(owed[first] + 100) / 100:.2f}")
    assert [each.value for each in parts] == [owed[first], 100], "the oldest first"
    parts[0].set_value(owed[first] - 1)
    clerk.send()
    assert "The parts come to" in clerk.dialog.fields["amount"].error
    parts[1].set_value(101)
    clerk.send()
    assert clerk.said.endswith("taken for 2 orders")
    assert [view_order(desk, key).order.due for key in (first, second)] == [1, owed[second] - 101]
