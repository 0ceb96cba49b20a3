"""The list that every screen shows: sort by its head, open with Enter, mark with Space, more rows as one scrolls."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from orderdesk.ui.theme.fonts import font_of
from orderdesk.ui.theme.look import colour, follow, px
from orderdesk.ui.widgets.lists.column_widths import Wish, content_needs, shared_out, wishes_of
from orderdesk.ui.widgets.lists.row_painter import MARK, RowPainter
from orderdesk.ui.widgets.lists.table_header import TableHeader
from orderdesk.ui.widgets.lists.table_model import Bands, Column, Fetch, TableModel

COMFORTABLE, COMPACT, TWO_LINES, TOUCH, DENSE = 36, 28, 48, 56, 34
"""Heights of rows in design pixels."""
_OPEN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Table(QTableView):
    """Rows of any frozen kind in `columns`; `key(row)` names a row, `name` the list for assistive programs. What
    `band(row)` gives a Band heads the rows below it; `tinted(row)` tells the rows that are proposed.

    Signals: `current_changed(row or None)`, `opened(row)` on Enter or double click, `sorted(sort_key, descending)` when
    a title is clicked (the owner reads the rows again), `marks_changed()`, `menu_wanted(row, global point)`.
    """

    current_changed = Signal(object)
    opened = Signal(object)
    sorted = Signal(str, bool)
    marks_changed = Signal()
    menu_wanted = Signal(object, QPoint)

    def __init__(
        self,
        columns: Sequence[Column[Any]],
        key: Callable[[Any], Any],
        name: str,
        *,
        height: int = COMFORTABLE,
        band: Bands | None = None,
        tinted: Callable[[Any], bool] = lambda _row: False,
    ) -> None:
        super().__init__()
        self.hovered = -1
        self._height, self._quiet, self._fitting = height, False, False
        self.rows_model, self.tinted = TableModel(columns, key, band), tinted
        self._liked = [column.width for column in columns]
        self._left_out: frozenset[int] = frozenset()
        self._needs = content_needs(self.rows_model)
        self.setAccessibleName(name)
        self._head = TableHeader(self)
        self.setHorizontalHeader(self._head)
        self.setModel(self.rows_model)
        self._painter = RowPainter(self)
        self._settle()
        self._head.asked.connect(self._title_clicked)
        self._head.sectionResized.connect(self._dragged)
        self.rows_model.rowsInserted.connect(lambda _parent, first, _last: self._measure(first))
        self.selectionModel().currentRowChanged.connect(self._current_moved)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.rows_model.row(index.row())))
        self.customContextMenuRequested.connect(self._menu_asked)
        follow(self._restyle)

    def _settle(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _restyle(self) -> None:
        self._head.setFont(font_of("label"))
        self.verticalHeader().setMinimumSectionSize(px(20))
        self.verticalHeader().setDefaultSectionSize(self.row_height())
        self._raise_bands()
        self._measure()

    def row_height(self) -> int:
        """Height of a row in pixels."""
        return px(self._height)

    def _raise_bands(self) -> None:
        """What heads others is as high as two lines."""
        for number in range(self.rows_model.rowCount() if self.rows_model.banded else 0):
            height = px(TWO_LINES) if self.rows_model.band(number) else self.row_height()
            if self.rowHeight(number) != height:
                self.setRowHeight(number, height)

    def set_widths(self, widths: Sequence[int]) -> None:
        """Set the columns' design pixels as a person likes them; a column of 0 takes the space that is left."""
        self._liked = list(widths)
        self._fit()

    def leave_out(self, columns: Iterable[int]) -> None:
        """Show all columns but those of these numbers, for there is nothing in them."""
        self._left_out = frozenset(columns)
        self._fit()

    def widths(self) -> list[int]:
        """The columns' widths as a person likes them, in pixels of a window at scale 1, for the session."""
        return list(self._liked)

    def _dragged(self, number: int, _before: int, width: int) -> None:
        if not self._fitting and self.rows_model.columns[number].width:
            indent = self._head.indent if number == self.first_column() else 0
            self._liked[number] = round((width - indent) * 1000 / px(1000))

    def _measure(self, first: int = 0) -> None:
        """Let the columns be as wide as what they show from row `first` on."""
        found = content_needs(self.rows_model, first)
        self._needs = [max(pair) for pair in zip(found, self._needs, strict=True)] if first else found
        self._fit()

    def _fit(self) -> None:
        wishes = wishes_of(self.rows_model, self._liked, self._needs)
        for number in self._left_out:
            wishes[number] = Wish(0, 0, 0)
        room, indent = self.viewport().width(), self._head.indent
        widths = shared_out(wishes, room - indent)
        fits = sum(widths) + indent <= room
        self._fitting = True
        for number, (column, width) in enumerate(zip(self.rows_model.columns, widths, strict=True)):
            stretch = column.width == 0 and fits
            mode = QHeaderView.ResizeMode.Stretch if stretch else QHeaderView.ResizeMode.Interactive
            if self._head.sectionResizeMode(number) != mode:
                self._head.setSectionResizeMode(number, mode)
            if self.isColumnHidden(number) == bool(width):
                self.setColumnHidden(number, not width)
            if width and not stretch:
                self._head.resizeSection(number, width + (indent if number == self.first_column() else 0))
        self._fitting = False
        if fits == self.horizontalScrollBar().isVisible():
            # Within a change of its own size Qt has settled already whether there is anything to scroll.
            self.scheduleDelayedItemsLayout()

    def first_column(self) -> int:
        """The number of the leftmost column."""
        return self._head.logicalIndex(0)

    # Rows

    def show_rows(self, rows: Sequence[Any], fetch: Fetch | None = None) -> None:
        """Show `rows`; `fetch(last row)` gives the next page. The current row stays current where it is still there."""
        before, place = self.current_row(), self.verticalScrollBar().value()
        key = None if before is None else self.rows_model.key(before)
        marks = len(self.rows_model.marked)
        self._quiet = True
        self.rows_model.show(rows, fetch)
        self._raise_bands()
        self._measure()
        self._quiet = False
        number = None if key is None else self.rows_model.place_of(key)
        if number is not None:
            self._go_to(number)
            self.verticalScrollBar().setValue(place)
        if before is not None or number is not None:
            self.current_changed.emit(self.current_row())
        if marks != len(self.rows_model.marked):
            self._marks_moved()

    def current_number(self) -> int:
        """The place of the current row, -1 for none."""
        return int(self.currentIndex().row())

    def current_row(self) -> Any:
        """The current row, None when there is none."""
        number = self.current_number()
        return self.rows_model.row(number) if 0 <= number < self.rows_model.rowCount() else None

    def select_key(self, key: Any) -> bool:
        """Make the row named `key` current; False when it is not among the rows read."""
        number = self.rows_model.place_of(key)
        if number is not None:
            self._go_to(number)
        return number is not None

    def agree_with(self, key: Any) -> None:
        """Let the row named `key` be the current one without a word, for it is shown already; none when it is not among
        the rows read. Who looks elsewhere in the list keeps their place when it is current already."""
        number, quiet = self.rows_model.place_of(key), self._quiet
        self._quiet = True
        if number is None:
            self.selectionModel().clear()
        elif number != self.current_number():
            self._go_to(number)
        self._quiet = quiet

    def select_first(self) -> None:
        """Make the first row current that is no head of others, if there is one."""
        many = self.rows_model.rowCount()
        if many:
            self._go_to(next((number for number in range(many) if self.rows_model.band(number) is None), 0))

    def _go_to(self, number: int) -> None:
        number = min(max(number, 0), self.rows_model.rowCount() - 1)
        self.setCurrentIndex(self.rows_model.index(number, self.first_column()))

    def _current_moved(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.viewport().update()
        if not self._quiet:
            self.current_changed.emit(self.current_row())

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Qt makes the first row current where none is. Who prints a picklist and closes the paper is still with that
        # shipment, although it has left the list.
        chosen, quiet = self.currentIndex().isValid(), self._quiet
        self._quiet = quiet or not chosen
        super().focusInEvent(event)
        if not chosen:
            self.selectionModel().clearCurrentIndex()
        self._quiet = quiet

    # Sorting

    def show_sort(self, sort_key: str, descending: bool) -> None:
        """Draw the arrow at the column named `sort_key`."""
        keys = [column.sort_key for column in self.rows_model.columns]
        self._head.show_sort(keys.index(sort_key) if sort_key in keys else -1, descending)

    def _title_clicked(self, section: int) -> None:
        sort_key = self.rows_model.columns[section].sort_key
        if sort_key:
            descending = section == self._head.sorted_section and not self._head.descending
            self._head.show_sort(section, descending)
            self.sorted.emit(sort_key, descending)

    # Marks

    def marked(self) -> list[Any]:
        """The keys of the marked rows in the order of the list."""
        keys = map(self.rows_model.key, self.rows_model.rows)
        return [key for key in keys if key in self.rows_model.marked]

    def clear_marks(self) -> None:
        """Mark nothing."""
        if self.rows_model.marked:
            self.rows_model.clear_marks()
            self._marks_moved()

    def toggle_mark(self, number: int, marked: bool | None = None) -> None:
        """Mark the row at `number`, or take its mark away."""
        if 0 <= number < self.rows_model.rowCount():
            wanted = not self.rows_model.is_marked(number) if marked is None else marked
            self.rows_model.set_marked(number, wanted)
            self._marks_moved()

    def _marks_moved(self) -> None:
        self._head.indent = px(MARK) if self.rows_model.marked else 0
        self._fit()
        self.viewport().update()
        self.marks_changed.emit()

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        number = self.current_number()
        if key in _OPEN and number >= 0 and event.modifiers() in _PLAIN:
            self.opened.emit(self.current_row())
        elif key == Qt.Key.Key_Space and number >= 0:
            self.toggle_mark(number)
        elif key == Qt.Key.Key_Escape and self.rows_model.marked:
            self.clear_marks()
        elif shift and key in _STEPS and number >= 0:
            self.toggle_mark(number, True)
            self._go_to(number + _STEPS[key])
            self.toggle_mark(self.current_number(), True)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.rows_model.rowCount():
            self._go_to(0 if key == Qt.Key.Key_Home else self.rows_model.rowCount() - 1)
        elif event.text().isprintable() and event.text():
            # Letters search in the search field, not in the first column.
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self.rowAt(int(event.position().y()))
        on_box = bool(self.rows_model.marked) and event.position().x() < px(12 + MARK)
        held = event.modifiers()
        if number >= 0 and held & Qt.KeyboardModifier.ShiftModifier and self.current_number() >= 0:
            first, last = sorted((self.current_number(), number))
            for place in range(first, last + 1):
                self.rows_model.set_marked(place, True)
            self._marks_moved()
        elif number >= 0 and (on_box or held & Qt.KeyboardModifier.ControlModifier):
            self.toggle_mark(number)
        else:
            before = self.current_number()
            super().mousePressEvent(event)
            if number == before >= 0:
                # Qt is silent about the row that is current already; its panel may have been closed.
                self.current_changed.emit(self.current_row())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(int(event.position().y())))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, number: int) -> None:
        before, self.hovered = self.hovered, number
        for row in {before, number} - {-1}:
            top = self.rowViewportPosition(row)
            self.viewport().update(0, top, self.viewport().width(), self.rowHeight(row))

    def _menu_asked(self, point: QPoint) -> None:
        index = self.indexAt(point)
        if index.isValid():
            self.setCurrentIndex(index)
            self.menu_wanted.emit(self.rows_model.row(index.row()), self.viewport().mapToGlobal(point))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self._painter.paint(painter, event.rect())
        if self.hasFocus() and self.current_number() < 0:
            # Without a row to bear the ring, the list itself bears it.
            painter.setPen(QPen(colour("focus"), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        # A strip or a banner that comes above takes no row out of sight on which a person stands.
        current = self.currentIndex()
        at = self.visualRect(current)
        if current.isValid() and at.top() >= 0 and at.bottom() < event.oldSize().height():
            self.scrollTo(current)
        self.viewport().update()


_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
