"""A white surface with a thin edge, on which things that belong together lie."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.widgets.label import Label


class Card(QFrame):
    """A card; add to `body` (a QVBoxLayout). `title` puts a heading on top; `padding` 0 for a card that is a table."""

    def __init__(self, title: str = "", *, padding: int = 16, spacing: int = 8) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._padding, self._spacing = padding, spacing
        self.body = QVBoxLayout(self)
        follow(self._restyle)
        if title:
            self.body.addWidget(Label(title, "heading"))

    def _restyle(self) -> None:
        # One pixel keeps what lies inside off the card's edge line.
        around = max(px(self._padding), 1)
        self.body.setContentsMargins(around, around, around, around)
        self.body.setSpacing(px(self._spacing))


def row(*parts: QWidget | int | None, spacing: int = 8) -> QHBoxLayout:
    """Widgets side by side; None is a stretch, a number a gap of that many design pixels."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(px(spacing))
    for part in parts:
        if part is None:
            made.addStretch()
        elif isinstance(part, int):
            made.addSpacing(px(part))
        else:
            made.addWidget(part)
    return made


def column(*parts: QWidget | int | None, spacing: int = 8) -> QVBoxLayout:
    """Widgets under each other; None is a stretch, a number a gap."""
    made = QVBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(px(spacing))
    for part in parts:
        if part is None:
            made.addStretch()
        elif isinstance(part, int):
            made.addSpacing(px(part))
        else:
            made.addWidget(part)
    return made


def scrolled(content: QWidget, ground: str = "") -> QScrollArea:
    """`content` in an area that scrolls up and down only; `ground` is bg or surface."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if ground:
        content.setProperty("ground", ground)
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    area.setWidget(content)
    # Taking a widget in makes both fill their ground; what lies below is to show through.
    area.viewport().setAutoFillBackground(False)
    content.setAutoFillBackground(False)
    return area
