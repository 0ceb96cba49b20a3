"""One window on one shop: whoever starts OrderDesk a second time is led to the window that is there already."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget

PATIENCE = 10.0
"""Seconds in which a window that is still opening, on a busy PC, may begin to listen."""
_HERE = b"here"
_CONNECT_MS, _ANSWER_MS, _PAUSE = 300, 2_000, 0.1


def summon(file: Path, patience: float = PATIENCE) -> bool:
    """Ask the window on the shop's file to come to the front; False when none answers."""
    until = time.monotonic() + patience
    while not _called(file):
        if time.monotonic() >= until:
            return False
        time.sleep(_PAUSE)
    return True


def _called(file: Path) -> bool:
    caller = QLocalSocket()
    caller.connectToServer(_name_of(file))
    if not caller.waitForConnected(_CONNECT_MS):
        return False
    answered = caller.waitForReadyRead(_ANSWER_MS) and bytes(caller.readAll().data()) == _HERE
    caller.abort()
    return answered


class Doorbell(QObject):
    """Brings `window` to the front when OrderDesk is started again on `file`, until `close`.

    Made only by who holds the file's window lock, so what a killed program left under the name may be removed.
    """

    def __init__(self, window: QWidget, file: Path) -> None:
        super().__init__(window)
        self._window = window
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._rung)
        QLocalServer.removeServer(_name_of(file))
        # Where it cannot listen the shop is open all the same; a second start then says who has the file.
        self._server.listen(_name_of(file))

    def _rung(self) -> None:
        while caller := self._server.nextPendingConnection():
            self._come()
            caller.disconnected.connect(caller.deleteLater)
            caller.write(_HERE)
            caller.flush()
            caller.disconnectFromServer()

    def _come(self) -> None:
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def close(self) -> None:
        """Listen no more."""
        self._server.close()


def _name_of(file: Path) -> str:
    """A name for the file that fits where names of sockets are short."""
    return "orderdesk-" + hashlib.sha256(str(file.resolve()).encode()).hexdigest()[:24]
