"""The cash count: how many of each note and coin, down one column and then down the next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from orderdesk.domain.money.cash import pieces
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import amount_text, grouped, kept_amount, money
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.card import column, row
from orderdesk.ui.widgets.forms.text_input import ParsedInput
from orderdesk.ui.widgets.label import Label


def faces(currency: str) -> list[str]:
    """The notes and coins a till of this currency is counted by, as plain text: "50.00" … "0.01"."""
    return [amount_text(face, currency) for face in pieces(currency)]


class CountGrid(QWidget):
    """How many of each note and coin, and what they come to. Tab and Enter go down a column, as money is counted."""

    def __init__(self, currency: str) -> None:
        super().__init__()
        self._currency = currency
        self._faces = faces(currency)
        self.fields: list[ParsedInput] = []
        half = (len(self._faces) + 1) // 2
        # A widget for each column, since Tab reads what lies in one widget before it goes on to the next.
        columns = [self._column(part) for part in (self._faces[:half], self._faces[half:])]
        self._sum = Label("", "strong", figures=True)
        self.setLayout(column(row(*columns, spacing=16), self._sum))
        self._tell()

    def _column(self, faces: Sequence[str]) -> QWidget:
        part = QWidget()
        grid = QGridLayout(part)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(10))
        grid.setVerticalSpacing(px(6))
        for line, face in enumerate(faces):
            field = ParsedInput(_pieces, str, name=f"Pieces of {grouped(face)}")
            field.changed.connect(self._tell)
            grid.addWidget(Label(grouped(face), figures=True, right=True), line, 0)
            grid.addWidget(field, line, 1)
            self.fields.append(field)
        grid.setRowStretch(len(faces), 1)
        return part

    def pieces(self) -> dict[str, int]:
        """{"20.00": 5, …}: what was counted."""
        pairs = zip(self._faces, self.fields, strict=True)
        return {face: count for face, field in pairs if (count := field.value())}

    def _tell(self) -> None:
        try:
            counted = self.pieces()
        except Refused:
            return
        total = sum(kept_amount(face, self._currency) * count for face, count in counted.items())
        self._sum.setText(f"Counted {money(total, self._currency)}")


def _pieces(text: str) -> int:
    if not text.strip().isdecimal() or int(text) > 100_000:
        raise Refused("Enter how many pieces there are, a whole number.")
    return int(text)
