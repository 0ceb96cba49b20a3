"""One sentence right under where something is typed: what is wrong with it, or what was understood."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.banner import announce
from orderdesk.ui.widgets.label import Label


class Bubble(QFrame):
    """Lies over `ground`: the part of a grid that scrolls, or the window of a field."""

    def __init__(self, ground: QWidget) -> None:
        super().__init__(ground)
        self._ground = ground
        self.setProperty("kind", "popup")
        self._words = Label("", "small", "danger")
        body = QVBoxLayout(self)
        body.setContentsMargins(px(8), px(4), px(8), px(4))
        body.addWidget(self._words)
        self.hide()

    @property
    def sentence(self) -> str:
        """What it says now, or ""."""
        return self._words.text()

    def say(self, sentence: str, corner: QPoint, tone: str = "danger") -> None:
        """Show `sentence` below `corner`; "" hides."""
        self._words.setText(sentence)
        self._words.set_tone(tone)
        self.setVisible(bool(sentence))
        if sentence:
            self.adjustSize()
            room = self._ground.width() - self.width() - px(8)
            self.move(min(corner.x() + px(5), max(room, 0)), corner.y() - px(4))
            self.raise_()
            announce(self, sentence)
