"""A deposit and the way of billing on the order page, by keyboard alone, kept with the form and with a draft."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from orderdesk.services.orders.views import view_order
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.dialog import FormDialog
from tests.ui.accessible import assert_accessible
from tests.ui.orders.conftest import Hands
from tests.ui.orders.test_new_order_keys import only_order, phone_order


def form(hands: Hands) -> FormDialog:
    QApplication.processEvents()
    (shown,) = [each for each in hands.program.window.findChildren(FormDialog) if each.isVisible()]
    return shown


def fill(hands: Hands, name: str, text: str) -> None:
    (at,) = [each for each in form(hands).findChildren(QLineEdit) if each.accessibleName() == name]
    at.setFocus()
    at.selectAll()
    hands.write(text)


def told(hands: Hands) -> str:
    return " ".join(each.text() for each in hands.page.summary.payment.findChildren(QLabel) if not each.isHidden())


def test_a_deposit_is_asked_while_the_order_is_taken(hands: Hands) -> None:
    phone_order(hands)
    hands.line("mug", "3")
    hands.line("tee", "2")
    hands.line("book", "1")
    hands.press("Alt+B")
    assert_accessible(form(hands))
    fill(hands, "Deposit", "30%")
    fill(hands, "Stock kept until", "tomorrow")
    form(hands).activateWindow()
    hands.press("Ctrl+Return")
    assert "Deposit of 30% asked" in told(hands)
    hands.program.window.activateWindow()
    QApplication.processEvents()
    hands.press("Ctrl+Return")
    order = view_order(hands.desk, only_order(hands.desk)).order
    assert (order.hold_note, order.deposit_rate) == (
        "Waiting for the deposit of 34.79 before it is picked.", 300_000,
    )  # fmt: skip
    assert order.reserved_until == hands.desk.today + timedelta(days=1)


def test_terms_stay_with_a_draft_that_is_opened_again(hands: Hands) -> None:
    phone_order(hands)
    hands.line("mug", "3")
    hands.press("Alt+B")
    (billed,) = form(hands).findChildren(Choice)
    billed.setFocus()
    hands.press("End")
    form(hands).activateWindow()
    hands.press("Ctrl+Return")
    assert "Paid before it is picked" in told(hands)
    hands.program.window.activateWindow()
    QApplication.processEvents()
    hands.press("Ctrl+S")
    key = only_order(hands.desk)
    assert view_order(hands.desk, key).order.invoicing == "payment"
    hands.press("Ctrl+E")
    assert "Paid before it is picked" in told(hands)
    hands.press("Ctrl+Return")
    assert view_order(hands.desk, key).order.hold == "payment"


def test_what_contradicts_itself_stays_in_the_form(hands: Hands) -> None:
    phone_order(hands)
    hands.press("Alt+B")
    (billed,) = form(hands).findChildren(Choice)
    billed.choose("payment")
    fill(hands, "Deposit", "10")
    hands.press("Ctrl+Return")
    assert any("asks no deposit" in each.text() for each in form(hands).findChildren(QLabel))
    assert not hands.page.presenter.sheet.terms.asks
