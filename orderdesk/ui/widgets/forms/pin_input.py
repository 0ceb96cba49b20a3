"""The field for a PIN."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from orderdesk.ui.widgets.forms.text_input import TextInput

_CTRL = Qt.KeyboardModifier.ControlModifier


class PinInput(TextInput):
    """A field whose digits are not shown, and in which no bar code reader is listened to; Enter sends the form."""

    def __init__(self) -> None:
        super().__init__(name="PIN", longest=8)
        self.setEchoMode(TextInput.EchoMode.Password)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _CTRL:
            self.returnPressed.emit()
        else:
            super().keyPressEvent(event)
