"""The lines of an order that is being changed, in the grid of a new order: what is wrong is said at its line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit

from orderdesk.domain.orders.records import OrderLine
from orderdesk.domain.values.money import shown_percent, shown_price, with_percent
from orderdesk.domain.values.quantity import shown_quantity
from orderdesk.domain.values.written.number_form import MINUS
from orderdesk.persistence.items.entry import Match
from orderdesk.ui.orders.changing.amend_entry import AmendedLine, AmendEntry
from orderdesk.ui.orders.new_order.panels.badges import item_offer
from orderdesk.ui.orders.new_order.panels.lines import wrong_with
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.forms.suggestion_list import Suggestion
from orderdesk.ui.widgets.forms.text_input import mark_invalid
from orderdesk.ui.widgets.grid.line_grid import LineGrid
from orderdesk.ui.widgets.grid.line_grid_model import REMOVE, GridCell, GridColumn, GridLine
from orderdesk.ui.widgets.lists.table_model import RIGHT

COLUMNS = (
    GridColumn("item", "Product"),
    GridColumn("was", "Was", 176, RIGHT),
    GridColumn("qty", "Is to be", 84, RIGHT, editable=True, stop=True),
    GridColumn("price", "Price", 108, RIGHT, editable=True),
    GridColumn("disc", "Disc %", 76, RIGHT, editable=True),
    GridColumn(REMOVE, "", 46),
)
MOST_SEEN = 5
"""Lines that are seen without scrolling, the empty one among them."""


class AmendGrid(LineGrid):
    """Shows the lines of `entry`; `changed()` follows each change."""

    def __init__(self, entry: AmendEntry, changed: Callable[[], object]) -> None:
        self._entry, self._changed = entry, changed
        super().__init__(
            COLUMNS, lookup=self.offers_for, add=self._add_item, commit=self._take_cell, remove=self._remove_line,
            name="Order lines", placeholder="Another product: its name or SKU, as in a new order",
        )  # fmt: skip
        self.setFixedHeight(px(36) + px(48) * min(len(entry.lines) + 1, MOST_SEEN) + px(4))
        self._show()

    def start(self) -> None:
        """Open the quantity of the first line."""
        if self._entry.lines:
            self.edit_cell(self._entry.lines[0].key, "qty")
        else:
            self.start_new()

    def finish(self) -> str:
        """Take what stands in the open cell; returns what is wrong with it, "" when all is well."""
        said: list[str] = []
        self.problem.connect(said.append)
        self.setFocus()
        self.problem.disconnect(said.append)
        if self.lines_model.pending:
            self.start_new()
            return f"“{self.lines_model.pending}” is no line yet: choose an item or clear it."
        return next((each for each in said if each), "")

    def point_at(self, position: int, sentence: str) -> None:
        """Say what is wrong with a line of the order, at the line."""
        key = self._entry.key_at(position)
        if key is not None:
            self.edit_cell(key, "qty")
            self.say(sentence)

    def scanned(self, code: str) -> None:
        """Add one of the item that a reader has read."""
        found = self._entry.match(code)
        if found.chosen is not None:
            self.setFocus()
            self.take(item_offer(found.chosen, self._entry.currency), found.chosen.entry.count or "1")
        else:
            self.say(self.nothing_for(code))

    def offers_for(self, text: str) -> list[Suggestion]:
        found = self._entry.match(text)
        wrong = wrong_with(text, found)
        editor = self.indexWidget(self.currentIndex())
        if isinstance(editor, QLineEdit):
            mark_invalid(editor, bool(wrong))
        self.say(wrong)
        had = {line.sku: line.quantity for line in self._entry.lines}
        return [item_offer(match, self._entry.currency, had.get(match.item.sku, 0)) for match in found.found]

    def count_for(self, offer: Suggestion, text: str) -> str:
        match: Match = offer.data
        return match.entry.count

    def nothing_for(self, text: str) -> str:
        return wrong_with(text, self._entry.match(text)) or super().nothing_for(text)

    def _add_item(self, offer: Suggestion, count: str) -> int:
        key = self._entry.add(offer.data, count)
        self._show()
        return key

    def _take_cell(self, key: int, column: str, text: str) -> None:
        self._entry.commit(key, column, text)
        self._show()

    def _remove_line(self, key: int) -> None:
        self._entry.remove(key)
        self._show()

    def _show(self) -> None:
        self.show_lines([_row(line, self._entry.currency) for line in self._entry.lines])
        self._changed()


def _row(line: AmendedLine, currency: str) -> GridLine:
    price, discount = shown_price(line.price, currency), shown_percent(line.discount) if line.discount else ""
    gone = line.was is not None and not line.quantity
    return GridLine(
        line.key,
        {
            "item": GridCell(line.name, line.sku, tone="text3" if gone else "text"),
            "was": GridCell(_was(line.was, currency) if line.was else "new", tone="text2"),
            "qty": GridCell(shown_quantity(line.quantity), strong=_differs(line), edit=shown_quantity(line.quantity)),
            "price": GridCell(price, edit=price),
            "disc": GridCell(discount or "–", edit=discount),
        },
    )


def _differs(line: AmendedLine) -> bool:
    return line.was is None or line.quantity != line.was.wanted


def _was(line: OrderLine, currency: str) -> str:
    """ "3 × 12.50 −10%": what the line was."""
    words = f"{shown_quantity(line.wanted)} \N{MULTIPLICATION SIGN} {shown_price(line.price, currency)}"
    return f"{words} {MINUS}{with_percent(line.discount)}" if line.discount else words
