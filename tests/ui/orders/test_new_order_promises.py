"""What can be promised, while the order is typed: beside the line, on F6, and how the order is sent."""

from __future__ import annotations

from datetime import date

from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from orderdesk.domain.buying.purchasing import PurchaseLineRequest, PurchaseRequest
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.prices.exchange import ExchangeRate
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.orders.lists import order_rows
from orderdesk.services.buying.purchasing import place_purchase
from orderdesk.services.desk import Desk
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.prices import price_lists as prices
from orderdesk.services.prices.exchange import set_exchange_rate
from orderdesk.services.stock.stocking import receive
from orderdesk.ui.widgets.forms.dialog import FormDialog
from tests.ui.accessible import assert_accessible
from tests.ui.orders.conftest import Hands


def buy(desk: Desk, sku: str, count: int, due: date) -> None:
    line = PurchaseLineRequest(sku, pieces(count))
    place_purchase(desk, PurchaseRequest("Kilnworks", (line,), due, new_vendor=True), send=True)


def phone_order(hands: Hands) -> None:
    hands.press("F2")
    hands.write("patel")
    hands.press("Enter")


def beside(hands: Hands, line: int = 0) -> str:
    return hands.page.lines.grid.lines_model.lines[line].cells["item"].second


def press(hands: Hands, name: str) -> None:
    """Press a key by its name, where the focus is."""
    key = QKeySequence(name)[0]
    at = QApplication.focusWidget() or hands.program.window
    QTest.keyClick(at, key.key(), key.keyboardModifiers())
    QApplication.processEvents()


def words(panel: FormDialog) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel)]


def test_the_day_stands_beside_the_line_and_its_reason_on_f6(hands: Hands) -> None:
    buy(hands.desk, "BOOK", 10, date(2026, 3, 12))
    phone_order(hands)
    hands.line("book", "6")
    assert beside(hands) == "BOOK · 5 now, all on 12 March"
    assert "All 6 can go on 12 March." in hands.page.lines.banner.text
    press(hands, "F6")
    (panel,) = hands.program.window.findChildren(FormDialog)
    assert_accessible(panel)
    said = words(panel)
    assert "5 are free on the shelf, 10 come on 12 March, so 15 are free from 12 March." in said
    assert "5 can go now. All of it can go on 12 March." in said
    assert "comes on PO-1" in said
    press(hands, "Ctrl+Return")
    assert all(not each.isVisible() for each in hands.program.window.findChildren(FormDialog))


def test_f6_says_why_the_line_has_its_price(hands: Hands) -> None:
    set_exchange_rate(hands.desk, ExchangeRate("EUR", hands.desk.today, 85_710_000))
    prices.save_list(hands.desk, prices.ListForm("Trade EUR", "Trade", "EUR"))
    prices.set_list_price(hands.desk, "Trade EUR", prices.RowForm("MUG", 110_000))
    prices.set_group(hands.desk, 1, "Trade")
    phone_order(hands)
    hands.line("mug", "2")
    press(hands, "F6")
    (panel,) = hands.program.window.findChildren(FormDialog)
    why = "9.4281 from Trade EUR, from 1: EUR\N{NO-BREAK SPACE}11.00 at 0.8571 of 02/03/2026."
    assert f"Price {why}" in words(panel)


def test_f6_tells_a_typed_price_and_what_it_would_be(hands: Hands) -> None:
    phone_order(hands)
    hands.line("1*tee @18")
    press(hands, "F6")
    (panel,) = hands.program.window.findChildren(FormDialog)
    assert "Price 18.00, as typed; else 19.99 from the shop's list." in words(panel)


def test_goods_that_others_wait_for_are_marked(hands: Hands) -> None:
    place_order(hands.desk, OrderRequest((LineRequest(pieces(9), "BOOK"),), customer_id=1))
    receive(hands.desk, "BOOK", pieces(4))
    phone_order(hands)
    hands.line("book", "2")
    pill = hands.page.lines.grid.lines_model.lines[0].cells["stock"].pill
    assert pill is not None
    assert (pill.word, beside(hands)) == ("Others wait for it", "BOOK · no day known")


def test_f6_without_a_line_says_so(hands: Hands) -> None:
    phone_order(hands)
    press(hands, "F6")
    assert hands.program.window.messages.log[-1][1].startswith("Add an item first")


def test_one_key_splits_waits_or_asks(hands: Hands) -> None:
    phone_order(hands)
    hands.line("book", "6")
    press(hands, "Alt+W")
    assert hands.page.lines.banner.text.endswith("It waits until all is there.")
    press(hands, "Alt+A")
    assert hands.page.lines.banner.text.endswith("It waits until the customer has been asked.")
    hands.press("Ctrl+Enter")
    with hands.desk.reading() as connection:
        (row,) = order_rows(connection, "all", hands.desk.today)
    view = view_order(hands.desk, row.id)
    assert (view.order.ship_ask, view.order.ship_complete) == (1, 0)
    assert [each.state for each in view.shipments] == ["waiting"]
