"""What a list says when it has nothing to show, and the one button that mends it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from orderdesk.ui.theme.look import colour, px
from orderdesk.ui.widgets.banner import IconLabel
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.widgets.window.focus import holds_focus, take_out


class EmptyState(QWidget):
    """An icon, one heading, one sentence, and verbs as (words, what it does) pairs.

    The first verb takes the focus, where there is none the whole, with a ring as a list has without a row to bear it.
    """

    def __init__(
        self,
        icon: str = "inbox",
        heading: str = "",
        sentence: str = "",
        verbs: Sequence[tuple[str, Callable[[], object]]] = (),
    ) -> None:
        super().__init__()
        self._icon = IconLabel(icon, "text3", 40)
        self._heading = Label(heading, "heading")
        self._sentence = Label(sentence, "body", "text2", wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._buttons: list[Button] = []
        self._verbs = QHBoxLayout()
        self._verbs.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        body = QVBoxLayout(self)
        body.setSpacing(px(8))
        body.addStretch(2)
        body.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        body.addWidget(self._heading, 0, Qt.AlignmentFlag.AlignHCenter)
        body.addWidget(self._sentence)
        body.addLayout(self._verbs)
        body.addStretch(3)
        self.say(icon, heading, sentence, verbs)

    def say(
        self, icon: str, heading: str, sentence: str, verbs: Sequence[tuple[str, Callable[[], object]]] = ()
    ) -> None:
        """Show another reason for being empty."""
        self._icon.show_icon(icon, "text3")
        self._heading.setText(heading)
        self._sentence.setText(sentence)
        had_focus, old = holds_focus(self), self._buttons
        self._buttons = [Button(words, run) for words, run in verbs]
        for button in self._buttons:
            self._verbs.addWidget(button)
            button.show()
        # None is for no proxy, of which the types of Qt know nothing.
        self.setFocusProxy(cast(QWidget, self._buttons[0] if self._buttons else None))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if verbs else Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(heading)
        if had_focus:
            self.setFocus()
        for button in old:
            take_out(button)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(colour("focus"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
