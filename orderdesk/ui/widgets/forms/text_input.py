"""Fields for text, and for figures that are checked when the person leaves them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from orderdesk.domain.values.errors import BadInput, Refused
from orderdesk.ui.theme.fonts import font
from orderdesk.ui.theme.icons import pixmap
from orderdesk.ui.theme.look import follow, px


def mark_invalid(editor: Any, invalid: bool) -> None:
    """Give an editor the red border of a wrong entry, or take it away."""
    if bool(editor.property("invalid")) != invalid:
        editor.setProperty("invalid", invalid)
        editor.style().polish(editor)


TAKES_SCAN = "takesScan"
"""A field of a form with this property gets what a bar code reader reads: ONE code, SEVERAL with spaces between, or
one that SENDS the form. Of several that say NEXT each gets the next code."""
ONE, SEVERAL, SENDS, NEXT = "one", "several", "sends", "next"


_LINE_KEYS = (Qt.Key.Key_E, Qt.Key.Key_K, Qt.Key.Key_U)


class LineField(QLineEdit):
    """One line of text which leaves Ctrl+E, Ctrl+K and Ctrl+U to the commands that have them.

    On X11 Qt has them move to the end of the line, and empty it; on no other system do they mean that.
    """

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_line_key(event):
            event.ignore()
            return False
        return super().event(event)


def _is_line_key(event: QKeyEvent) -> bool:
    return event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() in _LINE_KEYS


class TextInput(LineField):
    """One line of text; `icon` stands inside on the left. `name` is for assistive programs where no label is near.

    `scans` is ONE, SEVERAL, SENDS or NEXT for a field that waits for a bar code reader.
    """

    def __init__(
        self, placeholder: str = "", *, icon: str = "", name: str = "", longest: int = 200, scans: str = ""
    ) -> None:
        super().__init__()
        self.setProperty(TAKES_SCAN, scans)
        self._icon = icon
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self.setMaxLength(longest)
        follow(self._restyle)

    def _restyle(self) -> None:
        self.setTextMargins(px(22) if self._icon else 0, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._icon:
            picture = pixmap(self._icon, "text3", 16, self.devicePixelRatioF())
            QPainter(self).drawPixmap(px(8), self.height() // 2 - px(8), picture)


class NoteInput(QPlainTextEdit):
    """Several lines of text; Tab leaves the field, as in every other one."""

    def __init__(self, placeholder: str = "", *, name: str = "", lines: int = 3) -> None:
        super().__init__()
        self._lines = lines
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        follow(self._restyle)

    def _restyle(self) -> None:
        self.setFixedHeight(px(16 + 16 * self._lines))


class ParsedNote(NoteInput):
    """Several lines that mean something together: `parse(text)` reads them, `shown(value)` writes them."""

    def __init__(
        self, parse: Callable[[str], Any], shown: Callable[[Any], Sequence[str]], *, name: str = "", lines: int = 4
    ) -> None:
        super().__init__(name=name, lines=lines)
        self._parse, self._shown = parse, shown

    def value(self) -> Any:
        """What the lines mean; raises what `parse` raises."""
        return self._parse(self.toPlainText())

    def set_value(self, value: Any) -> None:
        """Show `value`."""
        self.setPlainText("\n".join(self._shown(value)))

    def error(self) -> str:
        """The sentence that says what is wrong with what is typed, or ""."""
        return _wrong_with(self.value)


def _wrong_with(read: Callable[[], object]) -> str:
    try:
        read()
    except (Refused, BadInput) as said:
        return str(said)
    return ""


class ParsedInput(LineField):
    """A figure: money, quantity, price, percent, date.

    `parse(text)` gives the value or raises Refused or BadInput with the sentence to show; `shown(value)` writes it
    back when the person leaves the field. An empty field is None, unless `parse` is asked by `empty`.
    """

    changed = Signal()

    def __init__(
        self,
        parse: Callable[[str], Any],
        shown: Callable[[Any], str] = str,
        *,
        placeholder: str = "",
        name: str = "",
        right: bool = True,
    ) -> None:
        super().__init__()
        self._parse, self._shown = parse, shown
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        if right:
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.textEdited.connect(lambda _text: self.changed.emit())
        follow(self._restyle)

    def _restyle(self) -> None:
        self.setFont(font(tabular=True))

    def value(self) -> Any:
        """The value of what is typed, None when empty; raises what `parse` raises."""
        return self._parse(self.text()) if self.text().strip() else None

    def set_value(self, value: Any) -> None:
        """Show `value`; None empties the field."""
        self.setText("" if value is None else self._shown(value))

    def error(self) -> str:
        """The sentence that says what is wrong with what is typed, or ""."""
        return _wrong_with(self.value)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        wrong, typed = self.error(), self.text()
        if not wrong and typed.strip():
            self.set_value(self.value())
        if self.text() != typed:
            # Who keeps the text keeps what was understood.
            self.changed.emit()
        mark_invalid(self, bool(wrong))
