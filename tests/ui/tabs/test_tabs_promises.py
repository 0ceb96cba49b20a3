"""Promises at risk by keyboard: a delivery moves, the lines that are late are listed, and a message is drafted."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QCheckBox

from orderdesk.domain.buying.purchasing import PurchaseLineRequest, PurchaseRequest
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.quantity import pieces
from orderdesk.services.buying.purchasing import move_due, place_purchase
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from orderdesk.ui.promises.page import PromisesPage
from orderdesk.ui.stock.tab import InventoryTab
from orderdesk.ui.widgets.forms.dialog import Question
from tests.ui.accessible import assert_accessible
from tests.ui.tabs.conftest import Clerk


def delayed(clerk: Clerk) -> int:
    """An order for 26 mugs, 20 of them there, and the other six moved from the 12th to the 20th."""
    line = PurchaseLineRequest("MUG", pieces(10))
    request = PurchaseRequest("Kilnworks", (line,), date(2026, 3, 12), new_vendor=True)
    bought = place_purchase(clerk.desk, request, send=True)
    made = clerk.place(("MUG", 26))
    move_due(clerk.desk, bought, date(2026, 3, 20))
    return made.order.id


def test_a_delay_is_listed_and_told(clerk: Clerk) -> None:
    delayed(clerk)
    clerk.press("Shift+F6")
    page = clerk.program.window.page
    assert isinstance(page, PromisesPage)
    assert clerk.rows == ["SO-1001"]
    assert page.shown is not None
    assert page.shown.reason == "10 come on 20 March, so 10 are free from 20 March."
    assert_accessible(page)
    clerk.press("Ctrl+Right")
    (question,) = clerk.find(Question)
    question.verb.setFocus()
    clerk.press("Return")
    assert clerk.said == "A message about SO-1001 is drafted, for you to send (F11)"
    assert clerk.rows == []
    clerk.press("Ctrl+Right")
    assert clerk.said == "Choose a promise first."
    clerk.press("Esc")
    assert clerk.program.window.tab == "orders"


def test_the_order_and_the_stock_card_show_the_days(clerk: Clerk) -> None:
    delayed(clerk)
    clerk.press("Shift+F6", "Ctrl+O")
    assert clerk.program.window.tab == "orders"
    clerk.press("Alt+2")
    tab = clerk.list
    assert isinstance(tab, InventoryTab)
    tab.open(1)
    assert tab.shown is not None
    assert [(step.what, step.left // 1000) for step in tab.shown.time_line] == [
        ("free on the shelf", 0),
        ("comes on PO-1", 10),
        ("promised to SO-1001", 4),
    ]


def test_the_customer_is_asked_and_a_day_is_told(clerk: Clerk) -> None:
    lines = (LineRequest(pieces(26), "MUG"),)
    order_id = place_order(clerk.desk, OrderRequest(lines, customer_id=1, shipping="ask"))
    clerk.press("Alt+1")
    clerk.list.enter_list()
    assert clerk.list.detail is not None
    assert clerk.list.detail.banner.text == "Ask the customer: send what is there now, or wait for all?"
    clerk.press("Alt+S")
    assert clerk.said == "SO-1001 sends what is there"
    assert [each.state for each in view_order(clerk.desk, order_id).shipments] == ["allocated"]
    clerk.press("Alt+D")
    assert_accessible(clerk.dialog)
    clerk.send()
    assert clerk.dialog.isVisible(), "nothing is on its way, so no day can be told"
    clerk.dialog.findChildren(QCheckBox)[0].setChecked(True)
    clerk.send()
    assert clerk.said == "Told 2 March"
    assert view_order(clerk.desk, order_id).lines[0].told == date(2026, 3, 2)
    clerk.press("Alt+W")
    assert [each.state for each in view_order(clerk.desk, order_id).shipments] == ["waiting"]
