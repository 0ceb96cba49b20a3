"""The entry line of the order page with real keys: counts, prices, own codes, and words that stay red."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from orderdesk.services.customers.own_codes import own_codes, save_own_code
from orderdesk.services.orders.views import view_order
from orderdesk.ui.customers.tab import CustomersTab
from orderdesk.ui.widgets.forms.dialog import FormDialog
from tests.ui.orders.conftest import Hands
from tests.ui.orders.test_new_order_keys import only_order, phone_order


def test_a_line_is_typed_as_it_is_said(hands: Hands) -> None:
    save_own_code(hands.desk, 1, "KX-7", "LAMP")
    phone_order(hands)
    for line in ("mug 3", "2 tee -10%", "1*book @11.50", "2 kx-7"):
        hands.write(line)
        hands.press("Enter")
    hands.press("Ctrl+Enter")
    assert hands.keys == 7
    goods = view_order(hands.desk, only_order(hands.desk)).goods
    assert [(line.sku, line.quantity, line.price, line.discount) for line in goods] == [
        ("MUG", 3_000, 125_000, 0),
        ("TEE", 2_000, 199_900, 100_000),
        ("BOOK", 1_000, 115_000, 0),
        ("LAMP", 2_000, 849_500, 0),
    ]


def test_words_that_no_item_has_stay_red_and_are_not_taken(hands: Hands) -> None:
    phone_order(hands)
    hands.write("3*mug xyz")
    editor = hands.page.lines.grid.editor()
    assert editor is not None
    assert editor.property("invalid")
    hands.press("Enter")
    assert not hands.page.presenter.has_anything
    for _ in range(4):
        editor.backspace()
    hands.write(" ")
    assert not editor.property("invalid")
    hands.press("Enter")
    quantities = [each.quantity for each in hands.page.presenter.sheet.lines]
    assert quantities == [3_000]


def test_a_code_is_kept_on_the_card_of_a_customer(hands: Hands) -> None:
    program = hands.program
    program.go("customers", 1)
    tab = program.window.page
    assert isinstance(tab, CustomersTab)
    assert program.bench is not None
    program.bench.commands.run("customers.code")
    dialog = tab.window().findChildren(FormDialog)[0]
    for name, text in (("code", "kx-7"), ("sku", "mug")):
        QTest.keyClicks(dialog.fields[name].editor, text)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [(each.code, each.sku) for each in own_codes(hands.desk, 1)] == [("KX-7", "MUG")]


def test_what_stands_where_a_line_begins_can_be_cleared(hands: Hands) -> None:
    phone_order(hands)
    hands.line("mug", "2")
    grid = hands.page.lines.grid
    emptied = ("Ctrl+A", "Backspace")
    for clearing in ((*emptied, "Enter"), (*emptied, "Tab"), (*emptied, "Up"), ("Ctrl+Del",)):
        grid.start_new()
        hands.write("1.199")
        hands.press("Enter", "Ctrl+B")
        assert hands.said == "“1.199” is no line yet: choose an item or clear it."
        hands.press("Enter")
        assert grid.where() == ("new", "1.199")
        hands.press(*clearing)
        grid.start_new()
        assert grid.where() == ("new", ""), clearing
    hands.press("Ctrl+Enter")
    assert [line.sku for line in view_order(hands.desk, only_order(hands.desk)).goods] == ["MUG"]


def test_what_is_cleared_is_not_kept_as_typed(hands: Hands) -> None:
    phone_order(hands)
    hands.write("1.199")
    hands.press("Enter", "Ctrl+B", "Enter", "Ctrl+A", "Backspace")
    assert hands.page.places.where() == ("lines new", "")


@pytest.mark.parametrize(("typed", "left"), [("3.12.", ("Enter", "Ctrl+B")), ("3.12", ("Esc",)), ("3.12.", ("Esc",))])
def test_a_price_that_is_not_taken_leaves_the_total_as_it_is(hands: Hands, typed: str, left: tuple[str, ...]) -> None:
    phone_order(hands)
    hands.line("mug", "2")
    page = hands.page
    total = page.summary.figures.total.text()
    page.lines.grid.edit_cell(page.presenter.sheet.lines[0].key, "price")
    hands.press("Ctrl+A")
    hands.write(typed[:4])
    assert page.summary.figures.total.text() != total, "it follows what is typed"
    hands.write(typed[4:])
    hands.press(*left)
    assert page.summary.figures.total.text() == total
    assert [line.price for line in page.presenter.sheet.lines] == [None]
