"""An order in one line, taken in the real window with real keys that are counted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from orderdesk.domain.values.money import parse_price
from orderdesk.persistence.orders.lists import order_rows
from orderdesk.services.items.catalog import add_item
from orderdesk.services.items.item_forms import ItemForm
from orderdesk.services.orders.views import view_order
from orderdesk.services.record.drafting import kept_draft
from orderdesk.ui.orders.in_one_line.shorthand import KIND, ShorthandBox
from tests.ui.accessible import assert_accessible
from tests.ui.orders.conftest import Hands
from tests.ui.orders.test_new_order_keys import only_order

STORY = "patel: 3 mug, 2 tee -10%, book, card, note leave at no 4"


def open_line(hands: Hands) -> ShorthandBox:
    QTest.keyClick(QApplication.focusWidget() or hands.program.window, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    hands.keys += 1
    QApplication.processEvents()
    return hands.program.window.findChildren(ShorthandBox)[0]


def test_three_lines_for_a_known_customer_take_two_control_keys(hands: Hands) -> None:
    box = open_line(hands)
    hands.write("patel: 3 mug, 2 tee, book")
    assert box.total.text() == "£115.96"
    hands.press("Ctrl+Enter")
    assert hands.keys == 2
    view = view_order(hands.desk, only_order(hands.desk))
    assert (view.order.total, view.order.state) == (11596, "confirmed")
    assert not box.isVisible()
    assert hands.said == f"Order {view.order.number} confirmed"


def test_what_is_short_is_said_to_whoever_calls(hands: Hands) -> None:
    open_line(hands)
    hands.write("patel: 6 lamp")
    hands.press("Ctrl+Enter")
    assert hands.said.endswith("confirmed; on back order: 2 LAMP")


def test_enter_goes_on_on_the_order_page(hands: Hands) -> None:
    open_line(hands)
    hands.write(STORY)
    hands.press("Enter")
    sheet = hands.page.presenter.sheet
    assert [(line.sku, line.quantity, line.discount) for line in sheet.lines] == [
        ("MUG", 3_000, None), ("TEE", 2_000, 100_000), ("BOOK", 1_000, None),
    ]  # fmt: skip
    assert (sheet.tender, sheet.instructions, sheet.customer_text) == ("card", "leave at no 4", "Asha Patel")
    assert hands.page.isVisible()
    hands.write("1*lamp")
    hands.press("Enter", "Ctrl+Enter")
    assert len(view_order(hands.desk, only_order(hands.desk)).goods) == 4


def test_words_that_are_not_understood_stay_red_and_nothing_is_placed(hands: Hands) -> None:
    box = open_line(hands)
    hands.write("patel: 3 mug xyzzy")
    assert box.wrong.text() == "No item is called “xyzzy”."
    hands.press("Ctrl+Enter", "Enter")
    assert box.isVisible()
    assert box.field.text() == "patel: 3 mug xyzzy"
    with hands.desk.reading() as connection:
        assert order_rows(connection, "all", hands.desk.today) == []


def test_a_choice_is_written_into_the_line(hands: Hands) -> None:
    for sku, name in (("JUG-S", "Small jug"), ("JUG-L", "Large jug")):
        add_item(hands.desk, ItemForm(sku, name, parse_price("9.00")))
    box = open_line(hands)
    hands.write("patel: 2 jug")
    assert "may be any" in box.wrong.text()
    hands.press("Down", "Enter")
    assert box.field.text() == "patel: 2*JUG-S"
    assert box.wrong.text() == ""
    hands.press("Ctrl+Enter")
    assert view_order(hands.desk, only_order(hands.desk)).goods[0].sku == "JUG-S"


def test_a_line_that_is_left_is_found_again(hands: Hands) -> None:
    box = open_line(hands)
    hands.write("patel: 3 mu")
    hands.press("Esc")
    assert not box.isVisible()
    kept = kept_draft(hands.desk, hands.page.bench.place, KIND)
    assert kept is not None
    assert kept.body == {"line": "patel: 3 mu"}
    open_line(hands)
    assert box.field.text() == "patel: 3 mu"
    hands.write("g")
    hands.press("Ctrl+Enter")
    assert kept_draft(hands.desk, hands.page.bench.place, KIND) is None


def test_a_blocked_line_is_said_and_everything_is_named(hands: Hands) -> None:
    box = open_line(hands)
    hands.write("1 mug")
    hands.press("Ctrl+Enter")
    assert box.wrong.text() == "Choose the customer."
    assert_accessible(box)
