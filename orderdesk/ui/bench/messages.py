"""What the program tells a person: results as toasts, lasting trouble as a banner, all of it in a log."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.banner import Banner, Remedy
from orderdesk.ui.widgets.toast import Toast

KEPT = 200
"""Messages that the log remembers."""


class Messages(QObject):
    """Says things over `window`; `banner` is the window's place for what lasts.

    Toast and banner announce what they say; `log` holds (when, text), newest last. `now()` gives the time for it.
    """

    def __init__(self, window: QWidget, banner: Banner, now: Callable[[], datetime], *, bottom: int = 45) -> None:
        super().__init__(window)
        self._window, self._banner, self._now, self._bottom = window, banner, now, bottom
        self._toast: Toast | None = None
        self.log: deque[tuple[datetime, str]] = deque(maxlen=KEPT)
        window.installEventFilter(self)

    def done(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """A result of what the person did: 5 seconds, or 10 with Undo. Never for trouble."""
        self._write(text)
        if self._toast is not None:
            self._toast.leave()
        self._toast = Toast(self._window, text, undo)
        self._toast.gone.connect(self._left)
        self._place()
        self._toast.show()
        self._toast.raise_()

    def undo(self) -> bool:
        """Take back what the toast in sight offers to; False when there is none."""
        if self._toast is None or not self._toast.can_undo:
            return False
        self._toast.take_back()
        return True

    @property
    def can_undo(self) -> bool:
        """Whether a toast in sight offers Undo."""
        return self._toast is not None and self._toast.can_undo

    def refused(self, sentence: str, remedies: Sequence[Remedy] = ()) -> None:
        """Why something may not be done now; stays until the next thing is said or done."""
        self._write(sentence)
        self._banner.say(sentence, "warning", [*remedies, ("Dismiss", self._banner.clear)])

    def trouble(self, sentence: str, remedies: Sequence[Remedy] = ()) -> None:
        """The outside world or the disk failed; stays until it is mended or dismissed."""
        self._write(sentence)
        self._banner.say(sentence, "danger", [*remedies, ("Dismiss", self._banner.clear)])

    def clear(self) -> None:
        """The trouble is over."""
        self._banner.clear()

    def forget(self) -> None:
        """Take away what is in sight, with its Undo: the shop it was said of is closed."""
        self.clear()
        if self._toast is not None:
            self._toast.leave()

    def _write(self, text: str) -> None:
        self.log.append((self._now(), text))

    def _left(self) -> None:
        self._toast = None

    def _place(self) -> None:
        if self._toast is not None:
            self._toast.place(self._window.width(), self._window.height() - px(self._bottom))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)
