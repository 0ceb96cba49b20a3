"""A choice of several from a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QStyledItemDelegate

from orderdesk.ui.theme.look import follow, px


class Choice(QComboBox):
    """`options` are (value, words); `picked` tells the value a person chose. The wheel never changes it by accident."""

    picked = Signal(object)

    def __init__(self, options: Sequence[tuple[Any, str]] = (), *, name: str = "", current: Any = None) -> None:
        super().__init__()
        self.setAccessibleName(name)
        # The popup reads no ::item rule of the stylesheet until it has this delegate.
        self.setItemDelegate(QStyledItemDelegate(self))
        self._values: tuple[Any, ...] = ()
        self._typed = QElapsedTimer()
        follow(self._restyle)
        self.set_options(options, current)
        self.activated.connect(lambda index: self.picked.emit(self._values[index]))

    def _restyle(self) -> None:
        self.setFixedHeight(px(32))

    def set_options(self, options: Sequence[tuple[Any, str]], current: Any = None) -> None:
        """Offer other options; keeps the chosen value when it is still offered and `current` is None."""
        wanted = self.value() if current is None else current
        self.clear()
        self._values = tuple(value for value, _ in options)
        self.addItems([words for _, words in options])
        self.choose(wanted)

    def value(self) -> Any:
        """The value chosen now, None when there is nothing to choose."""
        return self._values[self.currentIndex()] if 0 <= self.currentIndex() < len(self._values) else None

    def choose(self, value: Any) -> None:
        """Choose `value`, silently; the first one when it is not offered."""
        if self._values:
            self.setCurrentIndex(self._values.index(value) if value in self._values else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        begun = self._typed.isValid() and self._typed.elapsed() < QApplication.keyboardInputInterval()
        if event.text().strip() or begun:
            self._typed.start()
        if begun and event.key() == Qt.Key.Key_Space:
            self._seek_space()
        else:
            super().keyPressEvent(event)

    def _seek_space(self) -> None:
        """Go on looking for what is being typed, "United S": a space within a name opens no list."""
        self.view().keyboardSearch(" ")
        found = self.view().currentIndex().row()
        if found not in (-1, self.currentIndex()):
            self.setCurrentIndex(found)
            self.activated.emit(found)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
