"""Lists fetch as one scrolls, keep their place, and are worked by keyboard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QFocusEvent, QPainter
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from orderdesk.ui.theme.apply import apply_theme
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.lists.column_widths import Wish, shared_out
from orderdesk.ui.widgets.lists.row_painter import needed_width
from orderdesk.ui.widgets.lists.table import DENSE, TWO_LINES, Table
from orderdesk.ui.widgets.lists.table_model import RIGHT, Column, GroupHead, TableModel
from orderdesk.ui.widgets.pill import Pill


@dataclass(frozen=True)
class Row:
    id: int
    name: str
    total: str = "1.00"


COLUMNS = (
    Column[Row]("Order", lambda row: str(row.id), 90, "number"),
    Column[Row]("Customer", lambda row: row.name, second=lambda row: f"row {row.id}"),
    Column[Row]("Status", lambda row: "", 110, pill=lambda row: Pill("Picking", "warning", "half"), wide=1),
    Column[Row]("Total", lambda row: row.total, 90, "total", RIGHT, strong=True),
)
NOWHERE = QModelIndex()


def rows(first: int, last: int) -> list[Row]:
    return [Row(number, f"Customer {number}") for number in range(first, last)]


@pytest.fixture
def table(qtbot: QtBot, dressed: QApplication) -> Table:
    made = Table(COLUMNS, key=lambda row: row.id, name="Orders")
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show_rows(rows(0, 30))
    made.show()
    made.activateWindow()
    made.setFocus()
    return made


def test_the_model_keeps_qt_s_rules() -> None:
    model = TableModel(COLUMNS, lambda row: row.id)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(rows(0, 3), lambda last: rows(last.id + 1, last.id + 3) if last.id < 6 else [])
    while model.canFetchMore(NOWHERE):
        model.fetchMore(NOWHERE)
    assert [row.id for row in model.rows] == list(range(7))


def test_pages_are_asked_for_by_the_last_row() -> None:
    asked = []
    model = TableModel(COLUMNS, lambda row: row.id)
    model.show(rows(0, 5), lambda last: asked.append(last.id) or rows(last.id + 1, 8)[: 8 - last.id - 1])
    model.fetchMore(NOWHERE)
    assert (asked, model.rowCount()) == ([4], 8)
    model.fetchMore(NOWHERE)
    assert asked == [4, 7]
    assert not model.canFetchMore(NOWHERE), "an empty page ends the list"


def test_what_the_model_tells_assistive_programs() -> None:
    model = TableModel(COLUMNS, lambda row: row.id)
    model.show(rows(0, 1))
    said = [model.data(model.index(0, column), Qt.ItemDataRole.AccessibleTextRole) for column in range(4)]
    assert said == ["Order: 0", "Customer: Customer 0", "Status: Picking", "Total: 1.00"]


def test_replacing_one_row_shows_its_new_facts() -> None:
    model = TableModel(COLUMNS, lambda row: row.id)
    model.show(rows(0, 3))
    assert model.data(model.index(1, 1)) == "Customer 1"
    assert model.replace(Row(1, "Renamed"))
    assert model.data(model.index(1, 1)) == "Renamed"
    assert not model.replace(Row(99, "Nobody"))


def test_titles_are_read_whole_where_columns_are_as_narrow_as_they_may_be(
    qtbot: QtBot, dressed: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles = ("Customer", "Orders", "Owes", "Open orders", "Wanted on")
    columns = [
        Column[Row](title, lambda row: "0", 40 if place else 0, align=RIGHT) for place, title in enumerate(titles)
    ]
    table = Table(columns, key=lambda row: row.id, name="Customers")
    qtbot.addWidget(table)
    table.resize(700, 200)
    table.show_rows(rows(0, 3))
    table.show()
    drawn: list[str] = []
    draw = QPainter.drawText

    def note(painter: QPainter, *args: Any) -> None:
        drawn.append(str(args[-1]))
        draw(painter, *args)

    monkeypatch.setattr(QPainter, "drawText", note)
    table.horizontalHeader().grab()
    assert set(titles[1:]) <= set(drawn)


def test_scrolling_to_the_end_fetches(qtbot: QtBot, table: Table) -> None:
    table.show_rows(rows(0, 200), lambda last: rows(last.id + 1, last.id + 201) if last.id < 399 else [])
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: table.rows_model.rowCount() == 400)


def test_enter_opens_the_current_row(qtbot: QtBot, table: Table) -> None:
    table.select_key(3)
    with qtbot.waitSignal(table.opened) as told:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert told.args == [Row(3, "Customer 3")]


def test_a_click_on_a_title_sorts_and_then_turns(qtbot: QtBot, table: Table) -> None:
    head = table.horizontalHeader()
    asked: list[tuple[str, bool]] = []
    table.sorted.connect(lambda key, down: asked.append((key, down)))
    for section in (0, 0, 1, 3):
        middle = head.sectionViewportPosition(section) + head.sectionSize(section) // 2
        QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=head.rect().center().__class__(middle, 10))
    assert asked == [("number", False), ("number", True), ("total", False)]


def test_space_and_shift_mark_rows_in_list_order(table: Table) -> None:
    table.select_key(5)
    QTest.keyClick(table, Qt.Key.Key_Space)
    table.select_key(2)
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert table.marked() == [2, 3, 5]
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert table.marked() == [2, 5]
    QTest.keyClick(table, Qt.Key.Key_Escape)
    assert table.marked() == []


def test_marks_make_room_and_give_it_back(table: Table) -> None:
    before = table.columnWidth(0)
    table.toggle_mark(0)
    assert table.columnWidth(0) == before + 26
    table.clear_marks()
    assert table.columnWidth(0) == before


def test_reading_again_keeps_the_current_row_and_its_marks(table: Table) -> None:
    table.select_key(7)
    table.toggle_mark(8)
    table.toggle_mark(29)
    table.show_rows(list(reversed(rows(0, 20))))
    assert table.current_row() == Row(7, "Customer 7")
    assert table.marked() == [8]


def test_a_row_that_is_gone_is_current_no_more(table: Table) -> None:
    told: list[object] = []
    table.select_key(25)
    table.current_changed.connect(told.append)
    table.show_rows(rows(0, 5))
    assert table.current_row() is None
    assert told == [None]


def test_what_has_no_room_is_left_out_and_comes_back(table: Table) -> None:
    table.resize(380, 400)
    assert table.isColumnHidden(2)
    assert table.horizontalScrollBar().maximum() == 0
    table.resize(700, 400)
    assert not table.isColumnHidden(2)


def test_a_column_is_as_wide_as_its_longest_figure(table: Table) -> None:
    table.show_rows([Row(1, "Asha Patel", "123,456,789.000 KWD")])
    assert table.columnWidth(3) >= needed_width(table.rows_model.cell(0, 3)) > 90
    table.show_rows(rows(0, 5))
    assert table.columnWidth(3) == 90, "and as narrow as designed again"


def test_a_list_too_narrow_for_its_figures_scrolls(table: Table) -> None:
    table.show_rows([Row(1, "Asha Patel", "123,456,789.000 KWD")])
    table.resize(300, 400)
    assert table.columnWidth(3) >= needed_width(table.rows_model.cell(0, 3))
    QApplication.processEvents()
    assert table.horizontalScrollBar().isVisible()


def test_the_width_a_person_drags_is_kept_in_every_window(table: Table) -> None:
    table.horizontalHeader().resizeSection(0, 150)
    table.resize(300, 400)
    assert table.columnWidth(0) < 150, "room is short"
    assert table.widths() == [150, 0, 110, 90]
    table.resize(900, 400)
    assert table.columnWidth(0) == 150


WIDTH = st.integers(20, 300)
WISHES = st.lists(
    st.builds(
        lambda liked, one, other, leaves: Wish(liked, max(one, other), min(one, other), leaves),
        WIDTH, WIDTH, WIDTH, st.integers(0, 3),
    ),
    max_size=9,
)  # fmt: skip


@given(WISHES, st.integers(0, 2_000))
def test_room_is_shared_out_by_need(wishes: list[Wish], room: int) -> None:
    widths = shared_out(wishes, room)
    for wish, width in zip(wishes, widths, strict=True):
        assert width >= wish.least or (width == 0 and wish.leaves)
    stays = [wish.least for wish in wishes if not wish.leaves]
    assert sum(widths) <= max(room, sum(stays))
    left_out = [wish.leaves for wish, width in zip(wishes, widths, strict=True) if not width]
    kept = [wish.leaves for wish, width in zip(wishes, widths, strict=True) if width and wish.leaves]
    assert not left_out or not kept or max(left_out) <= min(kept)


def test_letters_do_not_search_the_first_column(table: Table) -> None:
    table.select_key(0)
    QTest.keyClicks(table, "9")
    assert table.current_row() == Row(0, "Customer 0")


def test_the_hovered_and_current_rows_are_painted_whole(table: Table) -> None:
    table.select_key(1)
    table.hovered = 3
    picture = table.viewport().grab().toImage()
    tints = [picture.pixelColor(600, row * 36 + 5).name() for row in (1, 2, 3)]
    assert tints == ["#e5ecfd", "#ffffff", "#f4f6f9"]


def test_a_row_is_drawn_once_and_anew_when_it_looks_different(
    table: Table, dressed: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    QApplication.processEvents()
    drawn: list[int] = []
    draw = table._painter._draw
    monkeypatch.setattr(table._painter, "_draw", lambda look: drawn.append(1) or draw(look))
    table.select_first()
    table.viewport().repaint()
    drawn.clear()
    table.viewport().repaint()
    assert drawn == [], "nothing has changed"
    QTest.keyClick(table, Qt.Key.Key_Down)
    table.viewport().repaint()
    assert len(drawn) == 1, "the row that is current now; without it the first one was seen before"
    drawn.clear()
    QTest.keyClick(table, Qt.Key.Key_Up)
    table.viewport().repaint()
    assert drawn == [], "both have been seen so before"
    before = table.grab().toImage()
    apply_theme(dressed, "dark", 1.0)
    assert table.grab().toImage() != before


def test_the_focus_alone_chooses_no_row(table: Table) -> None:
    table.clearSelection()
    table.selectionModel().clearCurrentIndex()
    seen: list[object] = []
    table.current_changed.connect(seen.append)
    QApplication.sendEvent(table, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.ActiveWindowFocusReason))
    assert (table.current_row(), seen) == (None, [])
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.current_row() == rows(0, 1)[0]
    assert seen == [rows(0, 1)[0]]


def test_a_list_that_becomes_lower_keeps_its_current_row_in_sight(table: Table) -> None:
    table.setCurrentIndex(table.rows_model.index(8, 0))
    seen = table.visualRect(table.currentIndex()).bottom()
    assert seen < table.viewport().height()
    table.resize(700, 250)
    assert seen >= table.viewport().height()
    assert 0 <= table.visualRect(table.currentIndex()).bottom() < table.viewport().height()
    # Whoever has scrolled away from it is left where they are.
    table.setCurrentIndex(table.rows_model.index(0, 0))
    table.scrollToBottom()
    table.resize(700, 200)
    assert table.visualRect(table.currentIndex()).bottom() < 0


def test_a_row_over_others_is_higher_says_all_and_is_never_marked(qtbot: QtBot) -> None:
    head = GroupHead("38 min", "Road", "leaves 15:00", 3, 7, "3 of 7 packed", "31 min of work", Pill("Tight"))
    made = Table([Column("Name", str, 0)], str, "Vans", height=DENSE, band=lambda row: head if row == "van" else None)
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show_rows(["van", "SH-1", "SH-2"])
    made.show()
    model = made.rows_model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert [made.rowHeight(row) for row in range(3)] == [px(TWO_LINES), px(DENSE), px(DENSE)]
    said = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "38 min, Road, leaves 15:00, 3 of 7 packed, 31 min of work, Tight"
    made.select_first()
    assert made.current_row() == "SH-1"
    for number in range(3):
        made.toggle_mark(number)
    assert made.marked() == ["SH-1", "SH-2"]
    wide = made.grab().toImage()
    made.show_rows(["van2", "SH-1", "SH-2"])
    assert made.rowHeight(0) == px(DENSE)
    made.show_rows(["van", "SH-1", "SH-2"])
    assert made.grab().toImage() == wide


def test_what_is_proposed_is_tinted(qtbot: QtBot) -> None:
    proposed: set[str] = set()
    made = Table([Column("Name", str, 0)], str, "Rows", tinted=lambda row: row in proposed)
    qtbot.addWidget(made)
    made.show_rows(["a", "b"])
    made.show()
    before = made.grab().toImage()
    proposed.add("b")
    made.show_rows(["a", "b"])
    assert made.grab().toImage() != before
