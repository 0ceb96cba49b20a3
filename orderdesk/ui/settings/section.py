"""The frame of one section of the settings: a title, for whom it holds, and its parts."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from orderdesk.domain.errors import BadInput
from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.widgets.card import Card
from orderdesk.ui.widgets.label import Label

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


def typed_day(text: str) -> date:
    """A day as it is typed into a form here; refuse what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"Write the day as 2027-01-31, not {text[:20]}.", field="day") from None
