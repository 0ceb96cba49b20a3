"""The fingers of a clerk in the real window: real key events, counted, each followed until it is painted."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

# Before anything imports Qt: the window is drawn in memory.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from orderdesk.services.desk import Desk
from orderdesk.settings import Settings
from orderdesk.ui.orders.page import OrdersPage
from orderdesk.ui.shell.starting.crash import CrashDialog
from orderdesk.ui.shell.window import Program
from orderdesk.ui.welcome.shops import Doors
from tests.patience import LIMIT

MODIFIERS = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}
NAMES = {"Enter": "Return", "Esc": "Escape", "Ins": "Insert", "Del": "Delete"}
"""Seconds to wait for the first page."""


@dataclass(frozen=True, slots=True)
class Painted:
    """One key, in which call it was pressed, and after how many milliseconds everything it changed was painted."""

    during: str
    key: str
    ms: float


class Mice(QObject):
    """Counts what the mouse did to the window."""

    count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
        return False


@dataclass
class Fingers:
    """`write` types data, `press` a control key, which is counted in `keys`; `during` names the call."""

    program: Program
    desk: Desk
    mice: Mice = field(default_factory=Mice)
    keys: int = 0
    during: str = ""
    painted: list[Painted] = field(default_factory=list)

    @property
    def orders(self) -> OrdersPage:
        """The page of the orders, which is in front."""
        page = self.program.window.page
        assert isinstance(page, OrdersPage)
        return page

    @property
    def said(self) -> str:
        """The last thing the window said."""
        log = self.program.window.messages.log
        return log[-1][1] if log else ""

    def press(self, *names: str) -> None:
        """Control keys by name, such as "Enter" and "Ctrl+Enter"."""
        for name in names:
            *modifiers, key = name.split("+")
            held = Qt.KeyboardModifier.NoModifier
            for each in modifiers:
                held |= MODIFIERS[each]
            self._send(name, Qt.Key[f"Key_{NAMES.get(key, key)}"], held)
            self.keys += 1

    def front(self) -> None:
        """Give the form that opened its place, and the window its own when it is gone; nobody else does it here."""
        (QApplication.activeModalWidget() or self.program.window).activateWindow()
        QApplication.processEvents()

    def send(self) -> None:
        """Send the form in front."""
        self.front()
        self.press("Ctrl+Enter")
        self.front()

    def write(self, text: str) -> None:
        """Data, sign by sign."""
        for sign in text:
            self._send(sign, sign, Qt.KeyboardModifier.NoModifier)

    def line(self, what: str, count: str) -> None:
        """A line as the keys contract says: the item, Enter, its quantity, Enter."""
        self.write(what)
        self.press("Enter")
        self.write(count)
        self.press("Enter")

    def _send(self, name: str, key: Qt.Key | str, held: Qt.KeyboardModifier) -> None:
        aim = _aim(self.program)
        began = time.perf_counter()
        if isinstance(key, str):
            QTest.keyClicks(aim, key)
        else:
            QTest.keyClick(aim, key, held)
        # What the key changed is painted here, with whatever it has put off until the window is idle.
        QApplication.processEvents()
        if isinstance(failed := QApplication.activeModalWidget(), CrashDialog):
            raise AssertionError(failed.report.toPlainText())
        self.painted.append(Painted(self.during, name, (time.perf_counter() - began) * 1000))
        # As the program's own loop does between two keys: what was closed goes.
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _aim(program: Program) -> QWidget:
    return QApplication.focusWidget() or QApplication.activeModalWidget() or program.window


@contextmanager
def opened(folder: Path, desk: Desk, size: tuple[int, int] = (1440, 900)) -> Iterator[Fingers]:
    """The program's window on the shop, ready for its first key; closed afterwards."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    program = Program(app, Doors(Settings(data_dir=folder), lambda: desk))
    program.window.resize(*size)
    program.window.show()
    program.window.activateWindow()
    until = time.monotonic() + LIMIT
    while program.window.page is None:
        QTest.qWait(10)
        assert time.monotonic() < until, "the window did not open"
    assert program.scanner is not None
    # No person types as fast as these fingers; the program would take them for a bar code reader.
    program.scanner.paused = True
    assert program.bench is not None
    program.bench.paper.disconnect()
    fingers = Fingers(program, desk)
    handle = program.window.windowHandle()
    handle.installEventFilter(fingers.mice)
    QApplication.processEvents()
    try:
        yield fingers
    finally:
        handle.removeEventFilter(fingers.mice)
        _close(app, program)


def _close(app: QApplication, program: Program) -> None:
    program.close()
    app.processEvents()
    program.window.close()
    program.window.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
