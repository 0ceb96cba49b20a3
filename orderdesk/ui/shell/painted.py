"""What may wait until the screen shows what is there already."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def once_painted(owner: QObject, run: Callable[[], object]) -> None:
    """Run when all that waits to be painted is painted; a single shot of 0 milliseconds would come before that."""
    timer = QTimer(owner, interval=0, singleShot=True)
    timer.timeout.connect(run)
    timer.timeout.connect(timer.deleteLater)
    timer.start()
