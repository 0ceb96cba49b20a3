"""Deposits and billing in the orders tab by keyboard: asked, waited for, received, and given back on a cancel."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QLabel

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.orders.terms import Terms
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.orders import records as orders
from orderdesk.persistence.orders.view import OrderView
from orderdesk.services.customers.customer_forms import CustomerForm
from orderdesk.services.customers.customers import add_customer, card_of
from orderdesk.services.money.prepaying import agree
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from orderdesk.ui.widgets.forms.choice import Choice
from tests.ui.accessible import assert_accessible
from tests.ui.tabs.conftest import Clerk


def labels(clerk: Clerk) -> str:
    """All that is written beside the list."""
    panel = clerk.list.detail
    assert panel is not None
    return "\n".join(each.text() for each in panel.findChildren(QLabel) if not each.isHidden())


def asked(clerk: Clerk) -> OrderView:
    """An order on which 30 % are asked by keyboard."""
    view = clerk.place(("MUG", 3), ("TEE", 2), ("BOOK", 1))
    clerk.list.enter_list()
    clerk.press("Alt+B")
    assert clerk.dialog.windowTitle() == f"Billing and deposit of {view.order.number}"
    assert_accessible(clerk.dialog)
    clerk.fill("Deposit", "30%")
    clerk.fill("Stock kept until", "tomorrow")
    clerk.send()
    return clerk.again(view)


def test_a_deposit_is_asked_told_and_taken(clerk: Clerk) -> None:
    view = asked(clerk)
    assert clerk.said.endswith("waiting for the deposit of 34.79 before it is picked")
    assert view.order.reserved_until == clerk.desk.today + timedelta(days=1)
    told = labels(clerk)
    assert "Deposit of 30%, 34.79 asked, nothing is here yet" in told
    assert "Stock kept for it until" in told
    assert clerk.step == "Take payment"
    clerk.press("Ctrl+Right")
    assert clerk.dialog.windowTitle().startswith("Take £34.79")
    clerk.press("Tab", "Down")
    clerk.send()
    after = clerk.again(view).order
    assert (after.hold, after.due, after.reserved_until) == ("", 8_117, None)
    assert "Deposit of 30%, 34.79 asked, it is here" in labels(clerk)
    assert clerk.step == "Print picklist"


def test_a_word_that_is_no_day_stays_in_the_form(clerk: Clerk) -> None:
    view = clerk.place(("MUG", 3))
    clerk.list.enter_list()
    clerk.press("Alt+B")
    clerk.fill("Deposit", "10.00")
    clerk.fill("Stock kept until", "some day")
    clerk.send()
    assert any("Enter a day" in each.text() for each in clerk.dialog.findChildren(QLabel))
    assert clerk.again(view).order == view.order


def test_paid_first_is_chosen_by_keys(clerk: Clerk) -> None:
    view = clerk.place(("MUG", 3))
    clerk.list.enter_list()
    clerk.press("Alt+B")
    (billed,) = clerk.dialog.findChildren(Choice)
    billed.setFocus()
    clerk.press("End")
    clerk.send()
    assert clerk.again(view).order.hold_note == "Waiting for payment of 53.28 before it is picked."
    assert "Paid in full before it is picked" in labels(clerk)


def test_money_on_a_cancelled_order_goes_back_as_is_chosen(clerk: Clerk) -> None:
    view = clerk.place(("MUG", 3))
    agree(clerk.desk, view.order.id, Terms(deposit=1_000))
    clerk.list.enter_list()
    clerk.press("F9", "Tab", "Down")
    clerk.send()
    assert clerk.again(view).order.payment == "deposit"
    clerk.list.enter_list()
    clerk.program.bench.commands.run("order.cancel")
    (back,) = clerk.dialog.findChildren(Choice)
    assert back.currentText() == "Card"
    assert_accessible(clerk.dialog)
    back.choose("store-credit")
    clerk.fill("Reason", "too dear")
    clerk.send()
    after = clerk.again(view)
    assert (after.order.state, after.payments[-1].tender) == ("cancelled", "store-credit")


def test_the_window_frees_what_was_not_paid_in_time(clerk: Clerk) -> None:
    view = asked(clerk)
    past = clerk.desk.today - timedelta(days=1)
    with clerk.desk.writing(right="take orders") as work:
        orders.change_order(work.connection, view.order.id, {"reserved_until": past})
        work.touch("orders")
    clerk.program.shop.letting_go.look()
    assert clerk.said == f"Unpaid by the due date, reservations released: {view.order.number}"
    assert clerk.again(view).order.fulfilment == "unallocated"
    clerk.list.enter_list()
    assert "Its reservations were released" in labels(clerk)
    clerk.program.shop.letting_go.look()
    assert len(clerk.program.window.messages.log) == 2, "it is said once"


def test_the_address_is_asked_for_that_an_invoice_must_bear(clerk: Clerk) -> None:
    customer = add_customer(clerk.desk, CustomerForm("Kim Roe", "Roe Ltd"))
    lines = tuple(LineRequest(pieces(9), sku) for sku in ("MUG", "TEE", "BOOK"))
    request = OrderRequest(lines, customer_id=customer.id, invoicing="order", channel="counter")
    view = view_order(clerk.desk, place_order(clerk.desk, request))
    assert view.order.total > 25_000
    assert not view.papers
    clerk.program.go("orders", view.order.id)
    clerk.list.enter_list()
    clerk.press("Ctrl+I")
    assert clerk.dialog.windowTitle() == "Where is Roe Ltd billed?"
    assert_accessible(clerk.dialog)
    clerk.send()
    assert clerk.dialog.fields["line1"].error
    clerk.press("Esc")
    assert not clerk.again(view).papers
    clerk.press("Ctrl+I")
    clerk.fill("Street", "7 Harbour Row")
    clerk.fill("City", "Whitby")
    clerk.fill("Postcode", "YO21 1AA")
    clerk.send()
    (paper,) = clerk.again(view).papers
    assert clerk.said == f"Invoice {paper.number} issued"
    assert clerk.papers == [("invoice", paper.number)]
    assert [each.line1 for each in card_of(clerk.desk, customer.id).addresses] == ["7 Harbour Row"]
