"""Writes the lines of a document by keyboard: type an item, Enter, its quantity, Enter, the next item."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QLineEdit

from orderdesk.domain.orders.typed.entry_line import likeliest
from orderdesk.domain.values.errors import BadInput, Refused
from orderdesk.ui.widgets.forms.suggestion_list import Suggestion
from orderdesk.ui.widgets.forms.type_ahead import Lookup, TypeAhead
from orderdesk.ui.widgets.grid.line_grid_cells import LineGridCells
from orderdesk.ui.widgets.grid.line_grid_model import REMOVE, GridColumn
from orderdesk.ui.widgets.grid.line_grid_view import LineGridView

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_OWN_KEYS = (Qt.Key.Key_Insert, Qt.Key.Key_Delete)
_NO_HINT = QAbstractItemDelegate.EndEditHint.NoHint


class LineGrid(LineGridView):
    """Shows GridLines and tells its owner what a person does to them; the owner then calls `show_lines` again.

    `lookup(words)` gives the items that fit; `add(offer, count)` takes one ("" when no count was typed)
    and returns the key of the line that now holds it; `commit(key, column id, text)` takes a cell; `remove(key)` takes
    a line out. Each may raise Refused or BadInput: the sentence is shown at the cell, which stays open.
    `problem(sentence)` tells it as well ("" when it is over).
    """

    def __init__(
        self,
        columns: Sequence[GridColumn],
        *,
        lookup: Lookup,
        add: Callable[[Suggestion, str], Any],
        commit: Callable[[Any, str, str], object],
        remove: Callable[[Any], object],
        name: str = "Lines",
        placeholder: str = "Type a product name or SKU, or scan a barcode",
    ) -> None:
        super().__init__(columns, name, placeholder)
        self._lookup, self._add, self._commit, self._remove = lookup, add, commit, remove
        self._ahead: TypeAhead | None = None
        self.setItemDelegate(LineGridCells(self))

    # What a person does

    def start_new(self) -> None:
        """Open the empty row for typing."""
        if not self.lines_model.locked:
            self._edit(self.lines_model.new_row, 0)

    def edit_cell(self, key: Any, column_id: str) -> None:
        """Open one cell of a line."""
        row = self.lines_model.place_of(key)
        ids = [column.id for column in self.lines_model.columns]
        if row is not None:
            self._edit(row, ids.index(column_id))

    def take(self, offer: Suggestion, count: str = "") -> None:
        """Add an item as if it had been chosen; with a count (a scan) the empty row is next, else its quantity."""
        try:
            key = self._add(offer, count)
        except (Refused, BadInput) as said:
            self.start_new()
            self.say(str(said))
            return
        self.lines_model.pending = ""
        self.say("")
        row = self.lines_model.place_of(key)
        if count or row is None or not self._next_stop(row, -1):
            self.start_new()

    def remove_current(self) -> None:
        """Take the current line out; on the empty row, what was typed there."""
        if self.lines_model.locked:
            return
        if (key := self.current_key()) is not None:
            self._remove(key)
        else:
            self.lines_model.pending = ""
            self.viewport().update()
        self.say("")

    def _edit(self, row: int, column: int, text: str | None = None) -> None:
        self.setFocus()
        self._go_to(row, column)
        self.edit(self.lines_model.index(row, column))
        editor = self.indexWidget(self.currentIndex())
        if text is not None and isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.selectAll()

    def _next_stop(self, row: int, after: int) -> bool:
        for number, column in enumerate(self.lines_model.columns):
            stops = number > after and column.stop and not self.isColumnHidden(number)
            if stops and self.lines_model.can_edit(row, number):
                self._edit(row, number)
                return True
        return False

    # The editor

    def bind_type_ahead(self, editor: QLineEdit) -> None:
        """Offer items under the editor of the empty row."""
        ahead = self._ahead = TypeAhead(
            editor, self.offers_for, self._chosen, name="Items", sought=lambda text: likeliest(text).words
        )
        editor.destroyed.connect(lambda: self._no_offers(ahead))

    def offers_for(self, text: str) -> Sequence[Suggestion]:
        """What is offered for a text in the empty row."""
        words = likeliest(text).words
        return self._lookup(words) if words else []

    def count_for(self, offer: Suggestion, text: str) -> str:
        """How many of an offer a text asks for; "" when it does not say."""
        return likeliest(text).count

    def nothing_for(self, text: str) -> str:
        """The sentence for a text that finds nothing."""
        return f"Nothing found for “{likeliest(text).words}”."

    def _no_offers(self, gone: TypeAhead) -> None:
        # An editor goes only after the next one has come.
        if self._ahead is gone:
            self._ahead = None

    def offers_open(self) -> bool:
        """Whether items are on offer, which then take the keys."""
        return self._ahead is not None and self._ahead.is_open

    def _chosen(self, offer: Suggestion) -> None:
        editor = self.indexWidget(self.currentIndex())
        count = self.count_for(offer, editor.text()) if isinstance(editor, QLineEdit) else ""
        if isinstance(editor, QLineEdit):
            editor.clear()
            self.closeEditor(editor, _NO_HINT)
        self.take(offer, count)

    def editor_key(self, editor: QLineEdit, key: Qt.Key) -> None:
        """A key that ends editing: Enter and Tab take the text and go on, Esc puts the old one back."""
        row, column = self.current_place()
        text = editor.text()
        if key == Qt.Key.Key_Escape:
            editor.clear()
            self.lines_model.pending = ""
            self.say("")
            self.closeEditor(editor, _NO_HINT)
            self.setFocus()
        elif row == self.lines_model.new_row:
            self._leave_new(editor, key, text)
        else:
            self.closeEditor(editor, _NO_HINT)
            self.setFocus()
            if self._take_text(row, column, text):
                self._go_on(row, column, key)

    def _leave_new(self, editor: QLineEdit, key: Qt.Key, text: str) -> None:
        if key in _ENTER and text.strip():
            self.say(self.nothing_for(text))
            return
        # What stood here before was cleared by hand, or is still there to be mended.
        self.lines_model.pending = text.strip()
        editor.clear()
        self.closeEditor(editor, _NO_HINT)
        self.setFocus()
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.focusNextPrevChild(key == Qt.Key.Key_Tab)
        elif key == Qt.Key.Key_Up and self.lines_model.new_row:
            self._go_to(self.lines_model.new_row - 1, self.item_column)

    def _take_text(self, row: int, column: int, text: str) -> bool:
        index = self.lines_model.index(row, column)
        if text == index.data(Qt.ItemDataRole.EditRole):
            self.say("")
            return True
        try:
            self._commit(self.lines_model.lines[row].key, self.lines_model.columns[column].id, text)
        except (Refused, BadInput) as said:
            self._edit(row, column, text)
            self.say(str(said))
            return False
        self.say("")
        return True

    def _go_on(self, row: int, column: int, key: Qt.Key) -> None:
        if key in _ENTER:
            if not self._next_stop(row, column):
                self.start_new()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._go_to(row, column)
            self.focusNextPrevChild(key == Qt.Key.Key_Tab)
        else:
            step = 1 if key == Qt.Key.Key_Down else -1
            self._go_to(min(max(row + step, 0), self.lines_model.new_row), column)

    def left_editor(self, editor: QLineEdit, index: QModelIndex | QPersistentModelIndex) -> None:
        """The focus went elsewhere: take the text, and keep what cannot be taken for a better moment."""
        row, column, text = index.row(), index.column(), editor.text()
        if row == self.lines_model.new_row:
            self.lines_model.pending = text.strip()
            return
        if text == index.data(Qt.ItemDataRole.EditRole) or row > self.lines_model.new_row:
            return
        try:
            self._commit(self.lines_model.lines[row].key, self.lines_model.columns[column].id, text)
        except (Refused, BadInput) as said:
            self._go_to(row, column)
            self.say(str(said))

    # Keys and mouse

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes by editable cell, and leaves the grid after the last."""
        row, column = self.current_place()
        ahead = [place for place in self.stops() if (place > (row, column) if forward else place < (row, column))]
        if not ahead or row < 0:
            return super().focusNextPrevChild(forward)
        self._edit(*(ahead[0] if forward else ahead[-1]))
        return True

    def event(self, event: QEvent) -> bool:
        # Keys that mean something else on every other screen belong to the lines while these have the focus.
        asked = event.type() == QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and event.key() in _OWN_KEYS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        row, column = self.current_place()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key == Qt.Key.Key_Delete and control:
            self.remove_current()
        elif key == Qt.Key.Key_Insert:
            self.start_new()
        elif key in _ENTER and not control:
            if row >= 0 and self.lines_model.can_edit(row, column):
                self._edit(row, column)
            elif row < 0 or not self._next_stop(row, -1):
                self.start_new()
        elif control or key == Qt.Key.Key_Delete:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters write lines here; they do not look for rows."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or self.lines_model.locked:
            return
        removes = self.lines_model.columns[index.column()].id == REMOVE and index.row() < self.lines_model.new_row
        if removes:
            self.remove_current()
        elif self.lines_model.can_edit(index.row(), index.column()):
            self._edit(index.row(), index.column())
