"""All keys of the screen one is on (F1), made from the list of commands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from orderdesk.ui.bench.commands import Command
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.button import Button, key_text
from orderdesk.ui.widgets.card import scrolled
from orderdesk.ui.widgets.key_cap import KeyCap
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.widgets.window.reading_order import ReadDialog

FIXED_KEYS = (
    ("Enter", "Open the row"),
    ("Space", "Mark the row"),
    ("Shift+↑ ↓", "Mark several rows"),
    ("Ctrl+Enter", "Confirm the form"),
    ("Esc", "Back one level"),
)
"""Keys of lists and forms; they belong to what has the focus and are no commands."""
_SCROLLS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


def grouped(commands: Sequence[Command], here: str) -> dict[str, list[tuple[str, str]]]:
    """(keys, title) pairs under the heading of their group; those of the screen first, titled `here`."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for command in commands:
        if command.keys:
            heading = command.group or (here if command.context else "Everywhere")
            keys = "  ".join(key_text(key) for key in command.keys)
            groups.setdefault(heading, []).append((keys, command.title))
    groups["Lists and forms"] = list(FIXED_KEYS)
    return groups


class ShortcutSheet(ReadDialog):
    """Shows the keys in two columns of groups; the arrows, Page Up and Page Down scroll them."""

    def __init__(self, parent: QWidget, commands: Sequence[Command], here: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard shortcuts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(20), px(16), px(20), px(16))
        outer.addWidget(Label("Keyboard shortcuts", "title"))
        content = QWidget()
        columns = QHBoxLayout(content)
        columns.setContentsMargins(0, px(8), px(8), 0)
        columns.setSpacing(px(32))
        sides = [QVBoxLayout(), QVBoxLayout()]
        weights = [0, 0]
        for heading, keys in grouped(commands, here).items():
            side = weights.index(min(weights))
            weights[side] += len(keys) + 2
            sides[side].addWidget(_group(heading, keys))
        for one in sides:
            one.addStretch()
            columns.addLayout(one, 1)
        self._area = scrolled(content)
        outer.addWidget(self._area, 1)
        close = QHBoxLayout()
        close.addStretch()
        button = Button("Close", self.accept)
        close.addWidget(button)
        outer.addLayout(close)
        button.installEventFilter(self)
        button.setFocus()
        self.resize(min(px(760), parent.window().width() - px(60)), min(px(640), parent.window().height() - px(60)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A button that has the focus takes the arrows for the way to the next one.
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _SCROLLS:
            return QApplication.sendEvent(self._area, event)
        return super().eventFilter(watched, event)


def _group(heading: str, keys: Sequence[tuple[str, str]]) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, px(6), 0, px(6))
    grid.setVerticalSpacing(px(6))
    grid.setColumnStretch(0, 1)
    grid.addWidget(Label(heading, "strong"), 0, 0)
    for number, (caps, title) in enumerate(keys, start=1):
        grid.addWidget(Label(title, "body", "text2"), number, 0)
        grid.addWidget(KeyCap(caps), number, 1, Qt.AlignmentFlag.AlignRight)
    return holder
