"""F3 finds anything by number, F4 leads to who ordered, F6 and F11 look at the order, wherever one is shown."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel

from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.orders.view import OrderView
from orderdesk.services.fulfilment.labelling import set_tracking
from orderdesk.services.orders.telling import story_of
from orderdesk.services.returns.returning import ComingBack, open_return
from orderdesk.ui.customers.tab import CustomersTab
from orderdesk.ui.shell.commands.palette import Palette
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.forms.dialog import FormDialog
from tests.scenarios.story import prove
from tests.ui.accessible import assert_accessible
from tests.ui.tabs.conftest import Clerk


@pytest.fixture
def view(clerk: Clerk) -> OrderView:
    """An order that was sent, of which one thing comes back."""
    sent = clerk.shipped(("MUG", 2))
    set_tracking(clerk.desk, sent.shipments[0].id, "JD0146-77SE")
    open_return(clerk.desk, sent.order.id, [ComingBack(sent.lines[0].id, pieces(1))])
    return clerk.again(sent)


def at(clerk: Clerk, key: str) -> None:
    """Go to a tab by its key, and to the first row of all that it holds."""
    clerk.press(key)
    clerk.list.show_view("all")
    clerk.list.table.select_first()
    clerk.list.enter_list()
    QApplication.processEvents()


@pytest.mark.parametrize(
    ("typed", "row", "tab"),
    [
        ("sh-1001", "SH-1001  Shipment of SO-1001", "shipping"),
        ("JD0146", "JD0146-77SE  Tracking of SO-1001", "shipping"),
        ("RMA-1001", "RMA-1001  Return of SO-1001", "returns"),
        ("INV-1001", "INV-1001  Bill of SO-1001", "orders"),
        ("PL-1001", "PL-1001  Picklist", "shipping"),
        ("TEE", "TEE  Cotton tee", "inventory"),
    ],
)
def test_f3_finds_by_number_and_opens_it(clerk: Clerk, view: OrderView, typed: str, row: str, tab: str) -> None:
    clerk.press("F3")
    clerk.write(typed)
    (palette,) = clerk.find(Palette)
    offers = [each for each in palette.offers.offers.rows if not isinstance(each, str)]
    places = [number for number, each in enumerate(offers) if each.title == row]
    assert places, [each.title for each in offers]
    clerk.press(*["Down"] * places[0], "Return")
    assert clerk.program.window.tab == tab
    assert view.order.number in row or tab in ("inventory", "shipping")


@pytest.mark.parametrize("key", ["Alt+3", "Alt+4"])
def test_f4_leads_to_who_ordered(clerk: Clerk, view: OrderView, key: str) -> None:
    at(clerk, key)
    clerk.press("F4")
    page = clerk.list
    assert isinstance(page, CustomersTab)
    assert page.shown is not None
    assert page.shown.customer.id == 1


@pytest.mark.parametrize("key", ["Alt+1", "Alt+3", "Alt+4"])
def test_f11_shows_parcels_and_mail(clerk: Clerk, view: OrderView, key: str) -> None:
    at(clerk, key)
    clerk.press("F11")
    assert clerk.dialog.windowTitle() == f"{view.order.number}: tracking and messages"
    assert_accessible(clerk.dialog)
    words = {each.text() for each in clerk.dialog.findChildren(QLabel)}
    assert any("JD0146-77SE" in each for each in words)
    assert any(each.startswith(view.messages[0].title) for each in words)
    copy = next(each for each in clerk.dialog.findChildren(Button) if "Copy tracking" in each.accessibleName())
    copy.click()
    assert QGuiApplication.clipboard().text() == "JD0146-77SE"
    clerk.dialog.activateWindow()
    clerk.dialog.verb.setFocus()
    clerk.press("Return")
    assert not clerk.find(FormDialog)


@pytest.mark.parametrize("key", ["Alt+1", "Alt+3"])
def test_f6_says_when_an_order_can_go(clerk: Clerk, key: str) -> None:
    late = clerk.place(("LAMP", 9))
    at(clerk, key)
    clerk.press("F6")
    assert clerk.dialog.windowTitle() == f"When can {late.order.number} go?"
    words = " ".join(each.text() for each in clerk.dialog.findChildren(QLabel))
    assert "9 × Desk lamp" in words
    assert "to come, on no day that is known." in words
    clerk.press("Esc")


def test_f6_says_when_an_item_can_go(clerk: Clerk) -> None:
    clerk.press("Alt+2")
    clerk.list.table.select_first()
    QApplication.processEvents()
    clerk.press("F6")
    assert clerk.dialog.windowTitle() == "1 × Harbour walks"
    clerk.dialog.activateWindow()
    clerk.press("Return")
    assert not clerk.find(FormDialog)


def test_nothing_chosen_is_said(clerk: Clerk) -> None:
    clerk.press("Alt+4", "F11")
    assert clerk.said == "Choose an order first."
    clerk.press("F6")
    assert clerk.said == "Choose an order first."


def test_a_message_is_read_copied_and_noted_as_sent(clerk: Clerk, view: OrderView) -> None:
    at(clerk, "Alt+1")
    clerk.press("F11")
    message = clerk.again(view).messages[0]
    words = [each.text() for each in clerk.dialog.findChildren(QLabel)]
    assert message.body in words
    assert "Written Today · not sent" in words
    copy, sent = (
        next(each for each in clerk.dialog.findChildren(Button) if each.accessibleName() == f"{verb}: {message.title}")
        for verb in ("Copy message", "I have sent it")
    )
    copy.setFocus()
    clerk.press("Ctrl+C")
    assert QGuiApplication.clipboard().text() == f"{message.title}\n\n{message.body}"
    sent.setFocus()
    clerk.press("Return")
    assert clerk.said == "Noted as sent"
    done = clerk.again(view)
    assert done.messages[0].state_words == "sent"
    assert done.events[0].what == "message sent"
    prove(clerk.desk)


def test_no_sentence_says_that_a_message_goes_by_itself(view: OrderView) -> None:
    told = [each.sentence for each in story_of(view)]
    assert [each for each in told if "message" in each]
    assert all("for you to send" in each for each in told if "message" in each)
