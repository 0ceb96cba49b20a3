"""How the lines of a document are shown: columns, the empty row, the current cell, what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from orderdesk.ui.theme.fonts import font_of
from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.widgets.bubble import Bubble
from orderdesk.ui.widgets.grid.line_grid_model import GridColumn, GridLine, LineGridModel
from orderdesk.ui.widgets.lists.table_header import TableHeader

ROW = 46


class LineGridView(QTableView):
    """Shows GridLines and an empty row below them; `problem(sentence)` tells what is wrong, "" when it is over."""

    problem = Signal(str)

    def __init__(self, columns: Sequence[GridColumn], name: str, placeholder: str) -> None:
        super().__init__()
        self.lines_model = LineGridModel(columns)
        self.placeholder, self.hovered, self._narrow = placeholder, -1, False
        self.item_column = next(number for number, column in enumerate(columns) if column.width == 0)
        self._head = TableHeader(self)
        self._bubble = Bubble(self.viewport())
        self.setAccessibleName(name)
        self.setHorizontalHeader(self._head)
        self.setModel(self.lines_model)
        self._settle()
        follow(self._restyle)
        self.show_lines(())

    def _settle(self) -> None:
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AnyKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _restyle(self) -> None:
        self._head.setFont(font_of("label"))
        self.verticalHeader().setDefaultSectionSize(px(ROW))
        for number, column in enumerate(self.lines_model.columns):
            stretch = column.width == 0
            mode = QHeaderView.ResizeMode.Stretch if stretch else QHeaderView.ResizeMode.Fixed
            self._head.setSectionResizeMode(number, mode)
            if not stretch:
                width = column.narrow if self._narrow and column.narrow else column.width
                self._head.resizeSection(number, px(width))

    # Lines

    def show_lines(self, lines: Sequence[GridLine]) -> None:
        """Show `lines`; the current cell stays where it was when its line is still there."""
        row, column = self.current_place()
        key = self.lines_model.lines[row].key if 0 <= row < self.lines_model.new_row else None
        self.clearSpans()
        self.lines_model.show(lines)
        if not self.lines_model.locked:
            # The words of the empty row would be cut to its first column.
            self.setSpan(self.lines_model.new_row, 0, 1, len(self.lines_model.columns))
        place = self.lines_model.place_of(key) if key is not None else None
        if place is not None:
            self._go_to(place, column)
        elif row >= 0:
            self._go_to(self.lines_model.new_row, 0)

    def set_locked(self, locked: bool) -> None:
        """Let nobody change anything, for a document that is out of hand."""
        self.lines_model.locked = locked
        self.show_lines(self.lines_model.lines)

    def set_narrow(self, narrow: bool) -> None:
        """Leave the `wide` columns out and make others less wide, or bring all back."""
        self._narrow = narrow
        for number, column in enumerate(self.lines_model.columns):
            self.setColumnHidden(number, narrow and column.wide)
        self._restyle()

    def current_place(self) -> tuple[int, int]:
        """(row, column) of the current cell, (-1, -1) for none."""
        return self.currentIndex().row(), self.currentIndex().column()

    def current_key(self) -> Any:
        """The key of the current line, None on the empty row."""
        row = self.current_place()[0]
        return self.lines_model.lines[row].key if 0 <= row < self.lines_model.new_row else None

    def item_left(self) -> int:
        """Where the item column begins, in pixels of the viewport."""
        return self.columnViewportPosition(self.item_column)

    def _go_to(self, row: int, column: int) -> None:
        self.setCurrentIndex(self.lines_model.index(row, max(column, 0)))

    def say(self, sentence: str) -> None:
        """Show what is wrong at the current cell; "" takes it away."""
        self._bubble.say(sentence, self.visualRect(self.currentIndex()).bottomLeft())
        self.problem.emit(sentence)

    def stops(self) -> list[tuple[int, int]]:
        """The places Tab goes to, in reading order: every cell that can be changed, then the empty row."""
        columns = [number for number in range(len(self.lines_model.columns)) if not self.isColumnHidden(number)]
        cells = [(row, column) for row in range(self.lines_model.new_row) for column in columns]
        places = [place for place in cells if self.lines_model.can_edit(*place)]
        return places if self.lines_model.locked else [*places, (self.lines_model.new_row, 0)]

    # Focus and mouse

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.current_place()[0] < 0:
            self._go_to(self.lines_model.new_row, 0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.hovered = self.rowAt(int(event.position().y()))
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hovered = -1
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._bubble.hide()
