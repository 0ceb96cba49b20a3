"""A white surface with a thin edge, on which things that belong together lie."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

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


Part = QWidget | QLayout | int | None


def row(*parts: Part, spacing: int = 8) -> QHBoxLayout:
    """Widgets and layouts side by side; None is a stretch, a number a gap of that many design pixels."""
    made = QHBoxLayout()
    _fill(made, parts, spacing)
    return made


def column(*parts: Part, spacing: int = 8) -> QVBoxLayout:
    """Widgets and layouts under each other; None is a stretch, a number a gap."""
    made = QVBoxLayout()
    _fill(made, parts, spacing)
    return made


def _fill(layout: QBoxLayout, parts: Sequence[Part], spacing: int) -> None:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(px(spacing))
    for part in parts:
        if part is None:
            layout.addStretch()
        elif isinstance(part, int):
            layout.addSpacing(px(part))
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addWidget(part)


def height_within(content: QWidget, width: int) -> int:
    """How high `content` is when it is `width` wide, in pixels: what wraps there is higher than its size hint, and Qt
    makes it no lower than it would be at its least width."""
    layout, least = content.layout(), content.minimumSizeHint().height()
    return max(least, layout.totalHeightForWidth(width) if layout is not None else content.sizeHint().height())


def scrolled(content: QWidget, ground: str = "") -> QScrollArea:
    """`content` in an area that scrolls up and down, sideways only where it must; `ground` is bg or surface."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if ground:
        content.setProperty("ground", ground)
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    area.setWidget(content)
    # Taking a widget in makes both fill their ground; what lies below is to show through.
    area.viewport().setAutoFillBackground(False)
    content.setAutoFillBackground(False)
    return area
