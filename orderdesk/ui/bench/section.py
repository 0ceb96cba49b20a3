"""The frame of one section of the settings: a title, for whom it holds, and its parts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.card import Card, row
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.widgets.lists.table import Table
from orderdesk.ui.widgets.window.visibility import show_part

Row = TypeVar("Row")
THIS_PC, WHOLE_SHOP = "On this PC", "For the whole shop"


class SettingsSection(QWidget):
    """`scope` says for whom it holds; add parts to `body`."""

    def __init__(self, title: str, scope: str, words: str = "") -> None:
        super().__init__()
        self._outer = QVBoxLayout(self)
        card = Card()
        self.body = card.body
        self.body.addWidget(Label(title, "heading"))
        self.body.addWidget(Label(f"{scope}. {words}".strip(), "small", "text2", wrap=True))
        self._outer.addWidget(card)
        self._outer.addStretch()
        follow(self._restyle)

    def _restyle(self) -> None:
        self._outer.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(px(10))


class ListSection(SettingsSection, Generic[Row]):
    """One list for the whole shop, what it means, and the buttons of what can be done with it.

    A section makes its parts, calls `put` and fills in `read`, which is called again whenever `topics` change.
    """

    topics = frozenset({"shop"})
    list: Table

    def __init__(self, bench: Bench, title: str, words: str) -> None:
        super().__init__(title, WHOLE_SHOP, words)
        self.bench = bench
        self.meaning = Label("", "small", "text2", wrap=True)
        self.meaning.hide()

    def put(self, table: Table, *buttons: Button, height: int) -> None:
        """Show the table, at least so high, and the buttons below it; and read it."""
        self.list = table
        table.setMinimumHeight(px(height))
        self.body.addWidget(table)
        self.body.addWidget(self.meaning)
        self.body.addLayout(row(*buttons, None))
        self.bench.changed.connect(self._heard)
        self.read()

    def read(self) -> None:
        """Show everything as it is now."""
        raise NotImplementedError

    def say(self, words: str) -> None:
        """What the list means, below it; "" and there is nothing to say."""
        self.meaning.setText(words)
        show_part(self.meaning, bool(words))

    def show_rows(self, found: Sequence[Row]) -> None:
        """Show these rows; the one chosen stays, else the first is."""
        self.list.show_rows(found)
        if found and self.list.current_number() < 0:
            self.list.select_first()

    def _heard(self, topics: frozenset[str]) -> None:
        if not topics or topics & self.topics:
            self.read()
