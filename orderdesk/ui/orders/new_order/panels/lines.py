"""The lines of the order being taken: the grid, and the banner that offers what to do about a shortage."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QLineEdit, QStyleOptionViewItem, QWidget

from orderdesk.domain.orders.typed.entry_line import Entry, likeliest
from orderdesk.domain.promises.told import day_words
from orderdesk.domain.values.quantity import shown_quantity
from orderdesk.persistence.items.entry import Match
from orderdesk.services.items.entry_lines import Matched
from orderdesk.services.orders.entry import arrivals_of
from orderdesk.ui.orders.new_order.panels.badges import COLUMNS, grid_lines, item_offer
from orderdesk.ui.orders.new_order.panels.line_promises import promise_of
from orderdesk.ui.orders.new_order.presenter import NewOrderPresenter
from orderdesk.ui.orders.new_order.sheet import SheetLine
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.banner import Banner, Remedy
from orderdesk.ui.widgets.card import Card, row
from orderdesk.ui.widgets.forms.suggestion_list import Suggestion
from orderdesk.ui.widgets.forms.text_input import mark_invalid
from orderdesk.ui.widgets.grid.line_grid import LineGrid
from orderdesk.ui.widgets.grid.line_grid_cells import Index, LineGridCells
from orderdesk.ui.words import day_word

_NO_HINT = QAbstractItemDelegate.EndEditHint.NoHint
_CONTROL = Qt.KeyboardModifier.ControlModifier


class _Cells(LineGridCells):
    """Adds what a document being sold needs: every keystroke is told, and two keys mean the line, not the text."""

    def __init__(self, grid: OrderGrid) -> None:
        super().__init__(grid)
        self._lines = grid

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = cast(QLineEdit, super().createEditor(parent, option, index))
        editor.textEdited.connect(self._lines.tell_typed)
        return editor

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QLineEdit):
            key, control = Qt.Key(event.key()), bool(event.modifiers() & _CONTROL)
            if control and key == Qt.Key.Key_Delete:
                self._lines.drop_editor()
                self._lines.remove_current()
                return True
            if control and key == Qt.Key.Key_Z and not watched.isUndoAvailable():
                self._lines.drop_editor()
                self._lines.undo_wanted.emit()
                return True
        return super().eventFilter(watched, event)


class OrderGrid(LineGrid):
    """The line grid of an order; `typed(text)` follows each keystroke in a cell, `dropped()` what was typed in one and
    is not taken, `undo_wanted` Ctrl+Z."""

    typed = Signal(str)
    dropped = Signal()
    undo_wanted = Signal()

    def __init__(self, presenter: NewOrderPresenter, changed: Callable[[], object]) -> None:
        self._presenter, self._changed = presenter, changed
        super().__init__(
            COLUMNS, lookup=self.offers_for, add=self._add_item, commit=self._take_cell, remove=self._remove_line,
            name="Order lines",
        )  # fmt: skip
        self.setItemDelegate(_Cells(self))

    def offers_for(self, text: str) -> list[Suggestion]:
        found = self._presenter.match(text)
        self._show_wrong(wrong_with(text, found))
        return self._offered(found)

    def _offered(self, found: Matched) -> list[Suggestion]:
        had = {line.sku: line.quantity for line in self._presenter.sheet.lines}
        return [item_offer(match, self._presenter.currency, had.get(match.item.sku, 0)) for match in found.found]

    def _show_wrong(self, sentence: str) -> None:
        """What no item is called stays red while it is typed."""
        if (editor := self.editor()) is not None:
            mark_invalid(editor, bool(sentence))
        self.say(sentence)

    def count_for(self, offer: Suggestion, text: str) -> str:
        match: Match = offer.data
        return match.entry.count

    def nothing_for(self, text: str) -> str:
        return wrong_with(text, self._presenter.match(text)) or super().nothing_for(text)

    def _add_item(self, offer: Suggestion, count: str) -> int:
        match: Match = offer.data
        key = self._presenter.add(match.item, count, match.entry)
        self._changed()
        return key

    def _take_cell(self, key: int, column: str, text: str) -> None:
        self._presenter.commit(key, column, text)
        self._changed()

    def _remove_line(self, key: int) -> None:
        self._presenter.remove(key)
        self._changed()

    @property
    def is_editing(self) -> bool:
        """Whether a cell is open."""
        return self.state() == QAbstractItemView.State.EditingState

    def editor(self) -> QLineEdit | None:
        """The editor of the open cell."""
        open_one = self.indexWidget(self.currentIndex())
        return open_one if isinstance(open_one, QLineEdit) else None

    def drop_editor(self) -> None:
        """Close the open cell and forget what was typed in it."""
        if (editor := self.editor()) is not None:
            self.setFocus()
            editor.clear()
            self.closeEditor(editor, _NO_HINT)
            self.dropped.emit()

    def editor_key(self, editor: QLineEdit, key: Qt.Key) -> None:
        super().editor_key(editor, key)
        if key == Qt.Key.Key_Escape:
            self.dropped.emit()

    def forget_typed(self) -> None:
        """Begin clean: what was typed for a line and never taken was said by another caller."""
        self.drop_editor()
        self.lines_model.pending = ""
        self.say("")

    def tell_typed(self, text: str) -> None:
        """Pass a keystroke on."""
        self.typed.emit(text)

    def where(self) -> tuple[str, str]:
        """The current cell by name ("new", "3:qty") and what is typed in it."""
        number, column = self.current_place()
        editor = self.editor()
        if number < 0 or number == self.lines_model.new_row:
            return "new", self.lines_model.pending if editor is None else editor.text()
        text = editor.text() if editor is not None else ""
        return f"{self.lines_model.lines[number].key}:{COLUMNS[max(column, 0)].id}", text

    def go_back_to(self, place: str, text: str) -> None:
        """Open the cell that `where` named, with what was typed in it."""
        key, _, column = place.partition(":")
        if column and self.lines_model.place_of(int(key)) is not None:
            self.edit_cell(int(key), column)
        else:
            self.start_new()
        editor = self.editor()
        if editor is not None and text:
            editor.setText(text)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_undo(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_undo(event):
            self.undo_wanted.emit()
            return
        super().keyPressEvent(event)


class LinesCard(Card):
    """The grid, and under it what is short; `ship_complete_chosen(bool)` tells Split (False) or Wait (True)."""

    ship_complete_chosen = Signal(bool)
    ask_chosen = Signal()

    def __init__(self, presenter: NewOrderPresenter, changed: Callable[[], object]) -> None:
        super().__init__(padding=0, spacing=0)
        self._presenter = presenter
        self.grid = OrderGrid(presenter, changed)
        self.banner = Banner()
        self.body.addWidget(self.grid, 1)
        self.body.addLayout(row(12, self.banner, 12, spacing=0))
        self.body.addSpacing(px(12))
        self._facts: object = None

    def hasHeightForWidth(self) -> bool:
        # Else the words of the banner, which wrap, would keep the lines from giving way in a low window.
        return False

    def refresh(self) -> None:
        """Show the lines as they are now; an open cell is left alone."""
        lines = tuple(grid_lines(self._presenter))
        # The same lines need no painting: most keystrokes concern something else.
        if not self.grid.is_editing and lines != self.grid.lines_model.lines:
            self.grid.show_lines(lines)
        self._say_shortage()

    def take_scanned(self, code: str) -> None:
        """Add as much of the item of a scanned code as the code says, else one; raises NotFound for an unknown one."""
        found = self._presenter.scanned_item(code)
        # An open cell is taken first, or it would be lost with the new line.
        self.grid.setFocus()
        asked = Entry(found.item.sku, found.measure.quantity, found.measure.price, of_part=True)
        self.grid.take(item_offer(Match(found.item, asked), self._presenter.currency), "1")

    def finish_cell(self) -> str:
        """Take what stands in the open cell; returns what is wrong with it, "" when all is well."""
        said: list[str] = []
        self.grid.problem.connect(said.append)
        self.grid.setFocus()
        self.grid.problem.disconnect(said.append)
        wrong = next((each for each in said if each), "")
        if self.grid.lines_model.pending:
            return f"“{self.grid.lines_model.pending}” is no line yet: choose an item or clear it."
        return wrong

    def _say_shortage(self) -> None:
        sheet = self._presenter.sheet
        facts = (self._short(), sheet.channel, sheet.ship_complete, sheet.shipping, self._whole_day())
        if facts == self._facts:
            return
        self._facts = facts
        said = self._shortage()
        if not said:
            self.banner.clear()
            return
        self.banner.say(said, "warning", self._remedies())

    def _remedies(self) -> list[Remedy]:
        sheet = self._presenter.sheet
        if sheet.channel == "counter":
            return []
        line, there = self._short()[0][1:]
        split = f"Split: ship {shown_quantity(there)} now" if there else "Split: ship what is there"
        choices = [(split, False), (f"Wait for all {shown_quantity(line.quantity)}", True)]
        offered = [(words, partial(self.ship_complete_chosen.emit, wait)) for words, wait in choices]
        return [*offered, ("Ask the customer", self.ask_chosen.emit)]

    def _whole_day(self) -> str:
        """The day on which all of the first short line can go, in words."""
        short = self._short()
        found = promise_of(self._presenter, short[0][1].key) if short else None
        if found is None or found.promise.day is None:
            return ""
        return f" All {shown_quantity(found.promise.quantity)} can go on {day_words(found.promise.day, found.today)}."

    def _short(self) -> list[tuple[int, SheetLine, int]]:
        figures = self._presenter.figures
        return [
            (number, line, max(0, figures(line.item_id).available))
            for number, line in enumerate(self._presenter.sheet.lines, start=1)
            if line.stocked and figures(line.item_id).available < line.quantity
        ]

    def _shortage(self) -> str:
        presenter = self._presenter
        short = self._short()
        if not short:
            return ""
        number, line, there = short[0]
        words = f"Line {number}: {shown_quantity(line.quantity)} wanted, {shown_quantity(there)} in stock."
        coming = arrivals_of(presenter.desk, line.item_id)
        if coming is not None:
            due = f" {day_word(coming.due, presenter.desk.today)}" if coming.due else ""
            words += f" {shown_quantity(coming.quantity)} more arrive{due} ({coming.reference})."
        words += self._whole_day()
        if len(short) > 1:
            words += f" {len(short) - 1} more {'line is' if len(short) == 2 else 'lines are'} short."
        if presenter.sheet.channel == "counter":
            return words + " A counter sale takes only what is there."
        if presenter.sheet.shipping == "ask":
            return words + " It waits until the customer has been asked."
        return words + (" It waits until all is there." if presenter.sheet.ship_complete else "")


def wrong_with(text: str, found: Matched) -> str:
    """Why a text finds nothing; "" when it finds something, or nothing is asked for yet."""
    if found.refused or found.found or not likeliest(text).words:
        return found.refused
    if found.unknown:
        return f"No item has {' or '.join(f'“{word}”' for word in found.unknown)}."
    return f"No item has all of “{likeliest(text).words}”."


def _is_undo(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Z and event.modifiers() == _CONTROL
