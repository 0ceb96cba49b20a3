"""What a file does not tell by itself is chosen on the page: the web shop, the sheet and the letters."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from orderdesk.ui.imports.words import COLUMNS, FILE
from orderdesk.ui.orders.tab import OrdersTab
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.dialog import FormDialog
from tests.scenarios.books import rows
from tests.ui.imports.conftest import CTRL, Hands


def test_letters_that_can_be_read_in_several_ways_are_asked_for(hands: Hands, tmp_path: Path) -> None:
    path = tmp_path / "tea.csv"
    path.write_bytes("SKU,Name,Price\nG1,绿茶,54\n".encode("gb18030"))
    hands.open(path)
    assert hands.page.presenter.step == FILE
    assert "name its encoding" in hands.page.banner.text
    hands.page.acts.choose_encoding()
    QApplication.processEvents()
    form = hands.program.window.findChild(FormDialog)
    assert form is not None
    choice = form.findChild(Choice)
    assert choice is not None
    choice.setFocus()
    QTest.keyClicks(choice, "gb18030")
    hands.press(Qt.Key.Key_Return, CTRL)
    # Without a window system nobody gives the window its activity back.
    hands.program.window.activateWindow()
    hands.settle()
    assert hands.page.presenter.step == COLUMNS
    assert hands.page.presenter.encoding == "gb18030"
    assert hands.focus == "What the file holds"
    hands.next()
    hands.next()
    assert rows(hands.desk, "SELECT name FROM items WHERE batch_id IS NOT NULL") == [("绿茶",)]


def test_another_sheet_of_a_workbook_is_chosen(hands: Hands, tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "wares.xlsx"))
    for name, sku in (("Mugs", "M-1"), ("Tees", "T-1")):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ["sku", "name"])
        sheet.write_row(1, 0, [sku, name])
    book.close()
    hands.open(tmp_path / "wares.xlsx")
    panel = hands.page.columns
    assert panel.sheet_field.isVisible()
    assert not panel.encoding_field.isVisible()
    panel.sheet.setFocus()
    QTest.keyClicks(panel.sheet, "Tees")
    hands.settle()
    assert hands.page.presenter.file is not None
    assert hands.page.presenter.file.sample == (("T-1", "Tees"),)
    assert panel.sheet.value() == "Tees"
    hands.next()
    hands.next()
    assert rows(hands.desk, "SELECT sku FROM items WHERE batch_id IS NOT NULL") == [("T-1",)]


def test_the_web_shop_is_named_for_orders(hands: Hands, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("Order number,Date,Customer name,SKU,Quantity,Price\n7,2026-02-01,Ann,MUG,1,10\n", encoding="utf-8")
    hands.open(path)
    panel = hands.page.columns
    assert hands.page.presenter.kind == "orders"
    panel.source.setFocus()
    QTest.keyClicks(panel.source, "Etsy")
    hands.next()
    hands.next()
    assert rows(hands.desk, "SELECT number, remote_id FROM orders") == [("ETSY-7", "etsy:7")]
    hands.page.acts.start_over()
    hands.open(path)
    assert panel.source.text() == "Etsy"


def test_empty_lists_lead_to_the_import(hands: Hands) -> None:
    window = hands.program.window
    assert hands.program.bench is not None
    hands.program.bench.go.emit("orders", None)
    QApplication.processEvents()
    page = window.findChild(OrdersTab)
    assert page is not None
    remedies = dict(page.remedies())
    remedies["Import a file"]()
    QApplication.processEvents()
    assert window.tab == "import"
