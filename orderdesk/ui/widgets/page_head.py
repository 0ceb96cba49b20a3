"""The head of a page: its title with a one-line summary at the left, its buttons at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.widgets.button import Button, MenuButton
from orderdesk.ui.widgets.label import ElidedLabel, Label

LEAST_WORDS = 150
"""Design pixels that the title and its summary keep."""


class PageHead(QWidget):
    """Title and summary, then `buttons`. Where room is short the leftmost fold into a menu; the last one stays."""

    def __init__(self, title: str, buttons: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self.title = Label(title, "title")
        self.summary = ElidedLabel("", "small", "text2", figures=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.summary)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addLayout(words, 1)
        self._buttons: list[QWidget] = []
        self._folded: list[Button] = []
        self._more = MenuButton("More", name="More on this page", fill=self._fill)
        self._more.hide()
        self._row.addWidget(self._more, 0, Qt.AlignmentFlag.AlignVCenter)
        self.add(*buttons)
        follow(self._restyle)

    def add(self, *buttons: QWidget) -> None:
        """Put further buttons at the right, such as those of commands that the page itself owns."""
        for button in buttons:
            self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._buttons += buttons
        self._fold()

    def _restyle(self) -> None:
        self._row.setSpacing(px(8))
        self.setFixedHeight(px(44))
        self._fold()

    def _fold(self) -> None:
        """Hide as many of the leftmost buttons as must go, and offer them in the menu."""
        gap, room = self._row.spacing(), self.width() - max(px(LEAST_WORDS), self.title.sizeHint().width())
        folding = [each for each in self._buttons[:-1] if isinstance(each, Button) and each.menu() is None]
        needed = sum(each.sizeHint().width() + gap for each in self._buttons)
        gone: list[Button] = []
        while folding and needed > room:
            needed += 0 if gone else self._more.sizeHint().width() + gap
            gone.append(folding.pop(0))
            needed -= gone[-1].sizeHint().width() + gap
        if gone == self._folded:
            return
        for each in (*self._folded, *gone):
            each.setVisible(each not in gone)
        self._folded = gone
        self._more.setVisible(bool(gone))

    def _fill(self, menu: QMenu) -> None:
        for each in self._folded:
            menu.addAction(each.accessibleName(), each.click).setEnabled(each.isEnabled())

    def minimumSizeHint(self) -> QSize:
        # The buttons fold, so they do not hold the window open.
        return QSize(px(LEAST_WORDS), px(44))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()
