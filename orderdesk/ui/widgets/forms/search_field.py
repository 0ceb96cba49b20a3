"""The field that searches a list as a person types."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent

from orderdesk.ui.theme.icons import pixmap
from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.widgets.forms.text_input import LineField
from orderdesk.ui.widgets.key_cap import cap_width, paint_cap

PAUSE = 60
"""Milliseconds after the last key before the search starts; a fast typist causes one search and not five."""


class SearchField(LineField):
    """`searched` tells the trimmed text after each pause and at once on Enter; Esc clears; Down leaves for the list."""

    searched = Signal(str)
    left_down = Signal()

    def __init__(self, placeholder: str, *, keys: str = "/", name: str = "") -> None:
        super().__init__()
        self._keys, self._said = keys, ""
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.search_now)
        self.textChanged.connect(lambda _text: self._pause.start())
        follow(self._restyle)

    def _restyle(self) -> None:
        right = cap_width(self._keys) + px(8) if self._keys else 0
        self.setTextMargins(px(24), 0, right, 0)

    def search_now(self) -> None:
        """Search for what is typed without waiting for the pause; what was searched already is not searched again."""
        self._pause.stop()
        text = self.text().strip()
        if text != self._said:
            self._said = text
            self.searched.emit(text)

    def reset(self, text: str = "") -> None:
        """Set the text without searching."""
        self.setText(text)
        self._pause.stop()
        self._said = text.strip()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.search_now()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.search_now()
            self.left_down.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        middle = self.height() // 2
        glass = pixmap("search", "text3", 16, self.devicePixelRatioF())
        painter.drawPixmap(px(9), middle - px(8), glass)
        if self._keys and not self.hasFocus():
            paint_cap(painter, self.width() - px(8), middle, self._keys)
