"""The result of what a person just did, at the foot of the window, with Undo where it can be taken back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.banner import IconLabel, announce
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.widgets.window.shadow import give_shadow

SHORT, LONG = 5_000, 10_000
"""Milliseconds that a toast stays; the long one when it offers Undo."""


class Toast(QFrame):
    """One message; `gone` follows when it left by itself, was undone or replaced. The pointer over it holds it."""

    gone = Signal()

    def __init__(self, parent: QWidget, text: str, undo: Callable[[], object] | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "toast")
        self._undo = undo
        line = QHBoxLayout(self)
        line.setContentsMargins(px(14), px(6), px(8 if undo else 14), px(6))
        line.setSpacing(px(10))
        line.addWidget(IconLabel("circle-check", "on_toast"))
        line.addWidget(Label(text, figures=True))
        if undo is not None:
            self.undo_button = Button("Undo", self.take_back, role="link", keys="Ctrl+Z")
            line.addWidget(self.undo_button)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(LONG if undo else SHORT)
        self._clock.timeout.connect(self.leave)
        self._clock.start()
        give_shadow(self)
        self.setMinimumHeight(px(42))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        announce(parent, text)

    @property
    def can_undo(self) -> bool:
        """Whether it still offers Undo."""
        return self._undo is not None and self.isVisible()

    def take_back(self) -> None:
        """Undo, and leave."""
        undo, self._undo = self._undo, None
        self.leave()
        if undo is not None:
            undo()

    def leave(self) -> None:
        """Go away now."""
        self._clock.stop()
        # Hidden first: a widget that waits for its deletion is still drawn.
        self.hide()
        self.gone.emit()
        self.deleteLater()

    def place(self, width: int, bottom: int) -> None:
        """Stand in the middle of `width`, ending at y `bottom`."""
        self.adjustSize()
        self.move((width - self.width()) // 2, bottom - self.height())

    def enterEvent(self, event: QEnterEvent) -> None:
        self._clock.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._clock.start()
        super().leaveEvent(event)
