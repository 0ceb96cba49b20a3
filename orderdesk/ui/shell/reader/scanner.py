"""A bar code reader is a keyboard that types fast: its bursts are caught everywhere and stay typed nowhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import getCppPointer, isValid

from orderdesk.ui.bench.reader import USUAL, Reader
from orderdesk.ui.shell.reader.field_state import FieldState, NoteState, state_of
from orderdesk.ui.shell.reader.key_signs import KeySigns, Sign, code_of, is_modifier

GAP = 35
"""Milliseconds: keys that follow each other faster than this come from a reader."""
SHORTEST = 4
"""Characters of the shortest code; fewer are a person's."""
SHORTEST_SILENT = 6
"""The same where nothing but silence ends a code."""
SILENCE = 90
"""Milliseconds without a key that end a code of a reader that sends nothing after it."""
PREFIX_PATIENCE = 500
"""Milliseconds that a reader with a prefix may take between two keys."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ENDS = {"": (*_ENTER, Qt.Key.Key_Tab), "enter": _ENTER, "tab": (Qt.Key.Key_Tab,), "silence": ()}
_KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride)
NO_SCAN = "noScan"
"""A widget with this property set to True is typed into as it is; so is every password field."""


class Scanner(QObject):
    """Watches the whole program's keys from `listen` on; `scanned(code)` tells each code read.

    A field shows each key at once; if what ends a code ends a burst, the field becomes again what it was. Anything
    else (a list, a choice) could do anything on a key, so there it is held back for GAP milliseconds, and given after
    all, in order, if no code comes of it; but for a Space, which marks and presses and begins no code.
    `reader` says what the reader on this PC sends before and after a code; with a prefix, codes are known by that
    alone. `now()` gives seconds where the window system does not say when a key was pressed; tests pass their own.
    Words come in bursts too, from a text expander or a screen far away: what has no figure in it, or a space, is a
    code only where `known(code)` says that something here bears it.
    """

    scanned = Signal(str)

    def __init__(
        self,
        app: QApplication,
        reader: Reader = USUAL,
        now: Callable[[], float] = time.monotonic,
        known: Callable[[str], bool] = lambda _code: True,
    ) -> None:
        super().__init__(app)
        self._known = known
        self.reader, self.paused = reader, False
        self._now = now
        self._keys = KeySigns()
        self._signs: list[Sign] = []
        self._held: list[QKeyEvent] = []
        self._before: dict[QWidget, FieldState | NoteState] = {}
        self._target: QWidget | None = None
        self._last = self._at = 0.0
        self._ended = float("-inf")
        self._typing = False
        self._offered: tuple[QWidget | None, object] = (None, None)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setTimerType(Qt.TimerType.PreciseTimer)
        self._clock.timeout.connect(self._fell_silent)
        self._app = app
        self._over = False

    @property
    def last_key(self) -> float:
        """When the last key came, by the clock of its events."""
        return self._at

    def listen(self) -> None:
        """Watch from now on. Qt tells Python of everything that happens then, and loads all that it knows for it."""
        if not self._over:
            self._app.installEventFilter(self)

    def stop(self) -> None:
        """Watch no more, for good: else quick keys would be taken from whatever window comes next."""
        self._over = True
        self._app.removeEventFilter(self)
        self._drop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Every event of the program comes by here, and to ask each for its type would take 2 ms of a busy key.
        if not isinstance(event, (QKeyEvent, QInputMethodEvent)) or self._typing or self.paused:
            return False
        if not isinstance(watched, QWidget) or _is_secret(watched):
            return False
        if isinstance(event, QInputMethodEvent):
            return self._composed(watched, event)
        kind = event.type()
        # The window system's own object gets each key first and passes it on to the widget; it counts once.
        if kind not in _KEYS:
            return False
        # A key waits while the window is busy: what counts is when it was pressed.
        self._at = event.timestamp() / 1000 if event.timestamp() else self._now()
        if kind == QEvent.Type.ShortcutOverride:
            return self._claim(event)
        if kind == QEvent.Type.KeyRelease:
            return self._let_go(watched, event)
        return False if self._came_up(watched, event) else self._pressed(watched, event)

    def _came_up(self, watched: QWidget, event: QKeyEvent) -> bool:
        """Whether the key was refused by a part of `watched`, and is offered to it in turn: it counts once."""
        before, self._offered = self._offered, (watched, (*getCppPointer(event), event.timestamp(), event.key()))
        part, key = before
        if part is None or part is watched or key != self._offered[1]:
            return False
        return bool(isValid(part) and watched.isAncestorOf(part))

    def _claim(self, event: QKeyEvent) -> bool:
        # Within a burst no sign of a code may fire a shortcut such as "/", and its second end none at all.
        in_burst = bool(self._signs) and self._in_time() and (self._is_sign(event) or self._is_end(event))
        if in_burst or self._keys.is_alt_figure(event) or self._is_second_end(event):
            event.accept()
            return True
        return False

    def _pressed(self, watched: QWidget, event: QKeyEvent) -> bool:
        if self._signs and not self._in_time():
            self.release()
        if is_modifier(event):
            self._last = self._at
            return False
        if self._is_end(event):
            return self._came_to_an_end(event)
        if not self._is_sign(event):
            self.release()
            return False
        sign = self._keys.pressed(event, american=self._american)
        if sign is None:  # a part of a sign: more of it comes
            self._last = self._at
            return self._keys.is_alt_figure(event)
        return self._noted(watched, event, sign)

    def _came_to_an_end(self, event: QKeyEvent) -> bool:
        if self._is_second_end(event):
            return True
        if not self._is_code(SHORTEST) or not self._means_something():
            self.release()
            return False
        self._ended = self._at
        self._read()
        return True

    @property
    def _american(self) -> bool:
        return self.reader.keyboard == "us"

    def _is_sign(self, event: QKeyEvent) -> bool:
        return self._keys.is_part(event, american=self._american)

    def _is_end(self, event: QKeyEvent) -> bool:
        ends = _ENDS[self.reader.end]
        return event.key() in ends or (bool(ends) and ends[0] in _ENTER and event.text() in ("\r", "\n"))

    def _is_second_end(self, event: QKeyEvent) -> bool:
        """A reader that sends CR and LF ends a code twice."""
        return not self._signs and self._is_end(event) and (self._at - self._ended) * 1000 <= GAP + 0.5

    def _noted(self, watched: QWidget, event: QKeyEvent, sign: Sign) -> bool:
        """Whether the key is held back; a field that shows it gets it at once."""
        if not self._signs and sign.text.isspace():
            return False
        self._signs.append(sign)
        self._last = self._at
        self._remember(watched)
        shown = watched in self._before
        if not shown:
            self._held.append(QKeyEvent(event))
            self._target = watched
        if self._held or self.reader.end == "silence":
            self._clock.start(self._patience(GAP if self._held else SILENCE))
        return not shown

    def _remember(self, watched: QWidget) -> None:
        if watched not in self._before and not self._held and (state := state_of(watched)) is not None:
            self._before[watched] = state

    def _composed(self, watched: QWidget, event: QInputMethodEvent) -> bool:
        """A sign that the system has put together from a dead key and a letter, on its way into a field."""
        if event.commitString():
            self._remember(watched)
            self._signs += [Sign(each) for each in event.commitString()]
        return False

    def _let_go(self, watched: QWidget, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Alt and (typed := self._keys.alt_released()):
            made = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, typed)
            if not self._noted(watched, made, Sign(typed)):
                self._type([made], watched)
            return False
        # A button is pressed by press and release, so these keep their order.
        if self._held and self._is_sign(event):
            self._held.append(QKeyEvent(event))
            return True
        return False

    def _fell_silent(self) -> None:
        if self.reader.end == "silence" and self._is_code(SHORTEST_SILENT) and self._means_something():
            self._read()
        else:
            self.release()

    def _in_time(self) -> bool:
        # The clocks count whole milliseconds; half of one is no difference.
        return (self._at - self._last) * 1000 <= self._patience(GAP) + 0.5

    def _patience(self, usual: int) -> int:
        return PREFIX_PATIENCE if self._has_prefix() else usual

    def _has_prefix(self) -> bool:
        return bool(self.reader.prefix) and code_of(self._signs).startswith(self.reader.prefix)

    def _is_code(self, shortest: int) -> bool:
        length = len(code_of(self._signs)) - (len(self.reader.prefix) if self._has_prefix() else 0)
        return length >= (1 if self._has_prefix() else shortest)

    def _means_something(self) -> bool:
        code = code_of(self._signs).strip(" ")
        like_words = " " in code or not any(each.isdigit() for each in code)
        return self._has_prefix() or not like_words or self._known(code)

    def _read(self) -> None:
        code = code_of(self._signs)[len(self.reader.prefix) if self._has_prefix() else 0 :]
        before = list(self._before.values())
        self._drop()
        for state in before:
            state.put_back()
        self.scanned.emit(code.strip(" "))

    def _drop(self) -> None:
        self._clock.stop()
        self._keys.forget()
        self._signs, self._held, self._before, self._target = [], [], {}, None

    def release(self) -> None:
        """Type what was held back; it was a person after all."""
        held, target = self._held, self._target
        self._drop()
        if target is not None:
            self._type(held, target)

    def _type(self, keys: Sequence[QKeyEvent], target: QWidget) -> None:
        self._typing = True
        try:
            for event in keys:
                QApplication.sendEvent(QApplication.focusWidget() or target, event)
        finally:
            self._typing = False


def _is_secret(widget: QWidget) -> bool:
    password = isinstance(widget, QLineEdit) and widget.echoMode() != QLineEdit.EchoMode.Normal
    return password or bool(widget.property(NO_SCAN))
