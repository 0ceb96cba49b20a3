"""The line grid is written with real keys, as at the counter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from orderdesk.domain.values.errors import Refused
from orderdesk.ui.widgets.forms.suggestion_list import Suggestion
from orderdesk.ui.widgets.grid.line_grid import LineGrid
from orderdesk.ui.widgets.grid.line_grid_model import REMOVE, GridCell, GridColumn, GridLine
from orderdesk.ui.widgets.lists.table_model import RIGHT

GOODS = {"MUG": "Enamel mug", "MUGS": "Small mug", "TTW": "Tea towel"}


class Desk:
    """An owner of a grid that keeps lines as [sku, quantity, price]."""

    def __init__(self, *, price_stop: bool = False) -> None:
        self.lines: list[list[str]] = []
        columns = (
            GridColumn("item", "Product"),
            GridColumn("qty", "Qty", 72, RIGHT, editable=True, stop=True),
            GridColumn("price", "Price", 88, RIGHT, editable=True, stop=price_stop),
            GridColumn(REMOVE, "", 44),
        )
        self.grid = LineGrid(columns, lookup=self.lookup, add=self.add, commit=self.commit, remove=self.remove)

    def lookup(self, text: str) -> list[Suggestion]:
        return [Suggestion(sku, name, sku) for sku, name in GOODS.items() if text.lower() in f"{sku} {name}".lower()]

    def add(self, offer: Suggestion, count: str) -> str:
        same = next((line for line in self.lines if line[0] == offer.key), None)
        if same:
            same[1] = str(int(same[1]) + int(count or "1"))
        else:
            self.lines.append([offer.key, count or "1", "13.50"])
        self.show()
        return str(offer.key)

    def commit(self, key: str, column: str, text: str) -> None:
        if not text.replace(".", "").isdigit():
            raise Refused("Enter a whole number, 1 to 999.", field=column)
        next(line for line in self.lines if line[0] == key)[1 if column == "qty" else 2] = text
        self.show()

    def remove(self, key: str) -> None:
        self.lines = [line for line in self.lines if line[0] != key]
        self.show()

    def show(self) -> None:
        self.grid.show_lines(
            [
                GridLine(sku, {"item": GridCell(GOODS[sku], sku), "qty": GridCell(count), "price": GridCell(price)})
                for sku, count, price in self.lines
            ]
        )


@pytest.fixture
def desk(qtbot: QtBot, dressed: QApplication) -> Desk:
    made = Desk()
    qtbot.addWidget(made.grid)
    made.grid.resize(700, 400)
    made.grid.show()
    qtbot.waitExposed(made.grid)
    made.grid.activateWindow()
    made.grid.setFocus()
    return made


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def write(text: str) -> None:
    for sign in text:
        QTest.keyClicks(QApplication.focusWidget(), sign)


def test_two_enters_a_line(desk: Desk) -> None:
    write("mug")
    press(Qt.Key.Key_Return)
    write("12")
    press(Qt.Key.Key_Return)
    write("tea")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert desk.lines == [["MUG", "12", "13.50"], ["TTW", "1", "13.50"]]
    assert desk.grid.current_place()[0] == 2


def test_a_count_before_the_star_skips_the_quantity(desk: Desk) -> None:
    write("12*mug")
    press(Qt.Key.Key_Return)
    assert desk.lines == [["MUG", "12", "13.50"]]
    write("3*tow")
    press(Qt.Key.Key_Return)
    assert desk.lines[1] == ["TTW", "3", "13.50"]


def test_the_same_item_twice_adds_up(desk: Desk) -> None:
    for _ in range(2):
        write("2*tow")
        press(Qt.Key.Key_Return)
    assert desk.lines == [["TTW", "4", "13.50"]]


def test_arrows_choose_another_offer(desk: Desk) -> None:
    write("mug")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert desk.lines[0][0] == "MUGS"


def test_a_wrong_quantity_stays_open_and_says_why(desk: Desk, qtbot: QtBot) -> None:
    said: list[str] = []
    desk.grid.problem.connect(said.append)
    write("tow")
    press(Qt.Key.Key_Return)
    write("x")
    press(Qt.Key.Key_Return)
    assert said[-1] == "Enter a whole number, 1 to 999."
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "x"
    write("3")
    press(Qt.Key.Key_Return)
    assert desk.lines == [["TTW", "3", "13.50"]]
    assert said[-1] == ""


def test_escape_puts_the_old_text_back(desk: Desk) -> None:
    write("tow")
    press(Qt.Key.Key_Return)
    write("9")
    press(Qt.Key.Key_Escape)
    assert desk.lines == [["TTW", "1", "13.50"]]
    assert QApplication.focusWidget() is desk.grid


def test_tab_goes_by_cell_and_leaves_at_the_end(desk: Desk) -> None:
    write("tow")
    press(Qt.Key.Key_Return)
    write("2")
    press(Qt.Key.Key_Tab)
    assert desk.grid.current_place() == (0, 2)
    write("9")
    press(Qt.Key.Key_Tab)
    assert desk.grid.current_place()[0] == 1
    assert desk.lines == [["TTW", "2", "9"]]
    press(Qt.Key.Key_Backtab)
    assert desk.grid.current_place() == (0, 2)


def test_a_digit_on_a_quantity_replaces_it(desk: Desk) -> None:
    write("7*tow")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Escape)
    desk.grid.setCurrentIndex(desk.grid.lines_model.index(0, 1))
    write("4")
    press(Qt.Key.Key_Return)
    assert desk.lines[0][1] == "4"


def test_insert_and_remove_by_key(desk: Desk) -> None:
    write("7*tow")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Escape)
    desk.grid.setCurrentIndex(desk.grid.lines_model.index(0, 1))
    press(Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert desk.lines == []
    press(Qt.Key.Key_Insert)
    assert isinstance(QApplication.focusWidget(), QLineEdit)


def test_an_unknown_item_is_said_and_kept(desk: Desk) -> None:
    said: list[str] = []
    desk.grid.problem.connect(said.append)
    write("kettle")
    press(Qt.Key.Key_Return)
    assert said == ["Nothing found for “kettle”."]
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "kettle"


def test_editors_are_named_for_those_who_do_not_see(desk: Desk) -> None:
    write("tow")
    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget().accessibleName() == "Qty, line 1"
