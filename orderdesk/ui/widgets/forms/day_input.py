"""A day: typed in any way in which the shop writes one, or picked from a calendar."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout

from orderdesk.domain.values.errors import BadInput, Refused
from orderdesk.domain.values.written.local import current, shown_day
from orderdesk.domain.values.written.short_days import typed_day
from orderdesk.domain.values.written.weekdays import NAMES
from orderdesk.ui.theme.icons import icon
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.bubble import Bubble
from orderdesk.ui.widgets.forms.text_input import ParsedInput, mark_invalid
from orderdesk.ui.widgets.plain import set_tip

Today = Callable[[], datetime.date]
_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 7, Qt.Key.Key_PageDown: -7}


class DayInput(ParsedInput):
    """A day of `typed_day`, with `today` told anew each time; of the `past` the last one is meant.

    With a `day` to begin with it is never empty. While somebody types, a bubble says which day is understood, or what
    is not; `settled` follows Enter, leaving the field, the arrow keys and the calendar, also with what is no day:
    `value()` says why then. Without its `year` a day of this year is short.
    """

    settled = Signal()

    def __init__(
        self,
        today: Today,
        day: datetime.date | None = None,
        *,
        name: str = "",
        placeholder: str = "",
        year: bool = True,
        past: bool = False,
    ) -> None:
        self._today, self._year, self._past = today, year, past
        self._needed, self._day, self._written = day is not None, day, ""
        self._said = ""
        """The text as it was when `settled` was told last."""
        self._bubble: Bubble | None = None
        self._picks = QToolButton()
        super().__init__(self._read, self._words, name=name, placeholder=placeholder, right=False)
        self._picks.setParent(self)
        self._picks.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._picks.setCursor(Qt.CursorShape.PointingHandCursor)
        self._picks.setAutoRaise(True)
        self._picks.setAccessibleName("Calendar")
        set_tip(self._picks, "Calendar (Alt+Down)")
        self._picks.clicked.connect(self.open_calendar)
        self.textEdited.connect(lambda _text: self._tell())
        self.editingFinished.connect(self._settle)
        self.set_value(day)

    def _restyle(self) -> None:
        super()._restyle()
        self.setMinimumWidth(px(164 if self._year else 122))
        self.setTextMargins(0, 0, px(20), 0)
        self._picks.setIcon(icon("calendar", "text2", 14))
        self._picks.setIconSize(QSize(px(14), px(14)))
        self._picks.resize(px(24), px(24))

    # The value

    def value(self) -> datetime.date | None:
        """The day that stands here, None when it is empty and may be; raises why it is none."""
        if self.text() == self._written:
            return self._day
        if self._needed and not self.text().strip():
            raise BadInput("Enter a day.")
        day: datetime.date | None = super().value()
        return day

    def day(self) -> datetime.date:
        """The day of a field that is never empty; raises why what is typed is none."""
        day = self.value()
        assert day is not None
        return day

    def set_value(self, value: datetime.date | None) -> None:
        """Show a day."""
        super().set_value(value)
        self._day, self._written = value, self.text()
        self._said = self._written

    def _read(self, text: str) -> datetime.date:
        # The weekday of the day that stood here is no part of what was typed behind it.
        left = f"{NAMES[self._day.weekday()]} " if self._day else ""
        typed = text.removeprefix(left) if self._written.startswith(left) else text
        return typed_day(typed, self._today(), past=self._past)

    def _words(self, day: datetime.date) -> str:
        short = not self._year and day.year == self._today().year
        return f"{NAMES[day.weekday()]} {current().days.short(day) if short else shown_day(day)}"

    # What was understood

    def _tell(self) -> None:
        """Say below the field which day is meant by what is typed, or what is missing."""
        mark_invalid(self, False)
        if not self.text().strip():
            self._hush()
            return
        try:
            day = self.value()
        except (Refused, BadInput) as said:
            # Who is not at the end yet is not scolded.
            self._say(str(said), "text2")
        else:
            self._say(current().days.full(day) if day else "", "accent")

    def _say(self, sentence: str, tone: str) -> None:
        if self._bubble is None or self._bubble.parent() is not self.window():
            self._hush()
            self._bubble = Bubble(self.window())
            self.destroyed.connect(self._bubble.deleteLater)
        below = self.mapTo(self.window(), QPoint(-px(5), self.height() + px(8)))
        self._bubble.say(sentence, below, tone)

    def _hush(self) -> None:
        if self._bubble is not None:
            self._bubble.hide()

    def _settle(self) -> None:
        """Write out what was understood, and tell whoever waits for it."""
        self._hush()
        wrong = bool(self.error())
        mark_invalid(self, wrong)
        before, text = self._said, self.text()
        if not wrong:
            self.set_value(self.value())
        self._said = self.text()
        if before not in (text, self._said):
            self.changed.emit()
            self.settled.emit()

    def _put(self, day: datetime.date) -> None:
        """Take a day that was picked."""
        self.setText(self._words(day))
        self._day, self._written = day, self.text()
        mark_invalid(self, False)
        self.selectAll()
        self._settle()

    # The calendar

    def open_calendar(self) -> None:
        """Show the month of the day below the field."""
        self.setFocus()
        calendar = _Calendar(self, self._known() or self._today())
        calendar.picked.connect(self._put)
        calendar.move(self.mapToGlobal(QPoint(0, self.height())))
        calendar.show()

    def _known(self) -> datetime.date | None:
        return self._day if self.error() else self.value()

    # Keys, mouse and focus

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key is Qt.Key.Key_Down and held == Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        elif key in _STEPS and not held:
            self._put((self._known() or self._today()) + datetime.timedelta(days=_STEPS[key]))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._clicked = event.reason() is Qt.FocusReason.MouseFocusReason

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        # The click that comes into the field chooses the whole day, so that the next one is typed over it.
        if self._clicked and not self.hasSelectedText():
            self.selectAll()
        self._clicked = False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._hush()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The shop may write its days otherwise since.
        if self.text() == self._written:
            self.set_value(self._day)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._hush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._picks.move(self.width() - self._picks.width() - px(4), (self.height() - self._picks.height()) // 2)


class _Calendar(QFrame):
    """A month over everything; a click, or Enter on a day, picks it, Esc leaves the field as it was."""

    picked = Signal(object)

    def __init__(self, field: DayInput, day: datetime.date) -> None:
        super().__init__(field, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("kind", "popup")
        self.month = QCalendarWidget()
        self.month.setAccessibleName("Calendar")
        # Days and months are in the words of the program, whatever the PC speaks; its weeks begin as they do there.
        self.month.setLocale(QLocale(QLocale.Language.English, QLocale().territory()))
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.month.setSelectedDate(QDate(day.year, day.month, day.day))
        body = QVBoxLayout(self)
        body.setContentsMargins(px(4), px(4), px(4), px(4))
        body.addWidget(self.month)
        # `activated` comes for Enter and a double click, `clicked` for a single one.
        self.month.clicked.connect(self._pick)
        self.month.activated.connect(self._pick)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.month.setFocus()

    def _pick(self, day: QDate) -> None:
        if self.isVisible():
            self.close()
            self.picked.emit(datetime.date(day.year(), day.month(), day.day()))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.close()
            return True
        return super().event(event)
