"""Two customers made one by keys alone: the likely one offered, who stays chosen, what moves seen, the reason kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.quantity import pieces
from orderdesk.services.customers.customer_forms import CustomerForm
from orderdesk.services.customers.customers import add_customer, card_of, edit_customer, form_of
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import customer_id_of
from orderdesk.ui.customers.merge import NOBODY, Merger
from orderdesk.ui.customers.tab import CustomersTab
from orderdesk.ui.widgets.label import Label
from tests.ui.accessible import assert_accessible
from tests.ui.settings.conftest import tab_to, type_in
from tests.ui.tabs.conftest import Clerk


@pytest.fixture
def tab(clerk: Clerk) -> CustomersTab:
    clerk.press("F4")
    page = clerk.program.window.page
    assert isinstance(page, CustomersTab)
    return page


@pytest.fixture
def twice(clerk: Clerk) -> int:
    """Patel once more, with two mugs ordered."""
    patel = card_of(clerk.desk, 1).customer
    made = add_customer(clerk.desk, CustomerForm("Aisha Patel", phone=patel.phone or "+44 1947 555 011")).id
    if not patel.phone:
        edit_customer(clerk.desk, 1, replace(form_of(card_of(clerk.desk, 1)), phone="+44 1947 555 011"))
    place_order(clerk.desk, OrderRequest((LineRequest(pieces(2), "MUG"),), customer_id=made))
    return made


def begin(clerk: Clerk, tab: CustomersTab, customer_id: int) -> Merger:
    """Choose a customer and press the key that compares."""
    tab.visit(customer_id)
    tab.settle()
    clerk.press("Ctrl+M")
    clerk.dialog.activateWindow()
    QApplication.processEvents()
    (form,) = clerk.dialog.findChildren(Merger)
    return form


def shown(form: Merger) -> list[str]:
    return [label.text() for label in form.findChildren(Label) if label.isVisible()]


def test_the_likely_one_is_merged_by_two_keys(clerk: Clerk, tab: CustomersTab, twice: int) -> None:
    form = begin(clerk, tab, 1)
    assert_accessible(clerk.dialog)
    assert form.field.text() == "C-1002 Aisha Patel"
    assert form.stays_id == twice, "who has more orders stays unless said otherwise"
    tab_to(clerk, "Who stays")
    clerk.press("Up")
    assert form.stays_id == 1
    texts = shown(form)
    assert {"C-1001", "C-1002", "Asha Patel", "Aisha Patel"} <= set(texts)
    assert any(text.startswith("1 order moves; C-1001 owes") for text in texts)
    clerk.send()
    assert customer_id_of(clerk.desk, "C-1002") == 1
    assert clerk.said == "C-1002 Aisha Patel is C-1001 Asha Patel now"
    assert tab.shown is not None
    assert (tab.shown.customer.id, tab.shown.orders) == (1, 1)
    assert "C-1002 Aisha Patel: the same telephone" in [each.detail for each in card_of(clerk.desk, 1).history]
    assert clerk.rows == ["C-1001"]


def test_another_customer_is_looked_for_and_a_reason_is_needed(clerk: Clerk, tab: CustomersTab) -> None:
    add_customer(clerk.desk, CustomerForm("Otto Quist"))
    form = begin(clerk, tab, 1)
    assert form.fields["customer"].editor.accessibleDescription() == NOBODY
    clerk.send()
    assert form.fields["customer"].error
    tab_to(clerk, "The same as")
    clerk.write("quist")
    clerk.press("Return")
    assert form.field.text() == "C-1002 Otto Quist"
    clerk.send()
    assert form.fields["reason"].error, "nothing says why, so the person must"
    type_in(clerk, "Reason", "he married")
    clerk.send()
    assert customer_id_of(clerk.desk, "C-1002") == 1
    assert "C-1002 Otto Quist: he married" in [each.detail for each in card_of(clerk.desk, 1).history]


def test_what_is_typed_over_is_no_longer_chosen(clerk: Clerk, tab: CustomersTab, twice: int) -> None:
    form = begin(clerk, tab, 1)
    tab_to(clerk, "The same as")
    clerk.write("nobody")
    assert form.other is None
    clerk.send()
    assert "Choose the customer who is the same." in form.fields["customer"].error
    clerk.press("Esc")
    assert customer_id_of(clerk.desk, "C-1002") == twice


def test_saving_tells_the_key_that_merges(clerk: Clerk, tab: CustomersTab, twice: int) -> None:
    tab.visit(1)
    tab.settle()
    clerk.press("Ctrl+E")
    clerk.dialog.activateWindow()
    QApplication.processEvents()
    type_in(clerk, "Company", "Quay Prints")
    clerk.send()
    assert clerk.said == "Asha Patel saved. C-1002 Aisha Patel has the same telephone. Ctrl+M merges them."
