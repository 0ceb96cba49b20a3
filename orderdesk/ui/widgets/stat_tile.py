"""A figure in large type with its name, and how it compares."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.card import Card
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.widgets.window.visibility import show_part


class StatTile(Card):
    """`name` over `figure`; `note` below it in `tone` ("", success, warning, danger)."""

    def __init__(self, name: str, figure: str, note: str = "", tone: str = "") -> None:
        super().__init__(padding=14, spacing=2)
        self._name = Label(name, "label", "text2")
        self._figure = Label(figure, "title", figures=True)
        self._note = Label("", "small", "text2")
        for part in (self._name, self._figure, self._note):
            self.body.addWidget(part)
        self.show_figure(figure, note, tone)

    def show_figure(self, figure: str, note: str = "", tone: str = "") -> None:
        """Show another figure."""
        self._figure.setText(figure)
        self._note.setText(note)
        self._note.set_tone(tone or "text2")
        show_part(self._note, bool(note))
        self.setAccessibleName(f"{self._name.text()}: {figure}. {note}".strip(". "))


def tile_row(*tiles: StatTile) -> QWidget:
    """Tiles of equal width side by side."""
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(px(12))
    for tile in tiles:
        line.addWidget(tile, 1)
    return holder
