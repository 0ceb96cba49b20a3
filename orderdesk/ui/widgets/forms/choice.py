"""A choice of several from a list, and a date."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QDate, QElapsedTimer, QEvent, QLocale, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QDateEdit, QStyledItemDelegate

from orderdesk.domain.values.written.local import current
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


def _format(year: bool) -> str:
    """The weekday and the day in the order of the shop, in Qt's letters; without its `year` the month has its name."""
    days = current().days
    if not year:
        return "ddd d MMM" if days.order.index("d") < days.order.index("m") else "ddd MMM d"
    parts = {"d": "dd", "m": "MM", "y": "yyyy"} if days.two_digits else {"d": "d", "m": "M", "y": "yyyy"}
    return "ddd " + days.sign.join(parts[part] for part in days.order)


class DateInput(QDateEdit):
    """A day, typed or picked from a calendar; `picked` tells it as a datetime.date. Without its `year` it is short."""

    picked = Signal(object)

    def __init__(self, day: datetime.date, *, name: str = "", year: bool = True) -> None:
        super().__init__()
        self._year = year
        self.setAccessibleName(name)
        self.setCalendarPopup(True)
        # Days and months are in the words of the program, whatever the PC speaks; its weeks begin as they do there.
        words = QLocale(QLocale.Language.English, QLocale().territory())
        self.setLocale(words)
        self.calendarWidget().setLocale(words)
        self.setDisplayFormat(_format(year))
        follow(self._restyle)
        self.set_value(day)
        self.dateChanged.connect(lambda _day: self.picked.emit(self.value()))
        self.lineEdit().installEventFilter(self)
        self.lineEdit().setAccessibleName(name)

    def _restyle(self) -> None:
        self.setFixedHeight(px(32))
        self.setMinimumWidth(px(164 if self._year else 122))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The shop may have changed since.
        self.setDisplayFormat(_format(self._year))

    def value(self) -> datetime.date:
        """The day shown."""
        day = self.date()
        return datetime.date(day.year(), day.month(), day.day())

    def set_value(self, day: datetime.date) -> None:
        """Show `day`."""
        self.setDate(QDate(day.year, day.month, day.day))

    def focusNextPrevChild(self, forward: bool) -> bool:
        # Tab leaves the field, as in every other one, instead of going from the day to the month.
        return QAbstractSpinBox.focusNextPrevChild(self, forward)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel:
            return True
        return super().eventFilter(watched, event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
