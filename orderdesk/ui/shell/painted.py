"""What may wait until the screen shows what is there already."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module

from PySide6.QtCore import QObject, QTimer


def once_painted(owner: QObject, run: Callable[[], object]) -> None:
    """Run when all that waits to be painted is painted; a single shot of 0 milliseconds would come before that."""
    timer = QTimer(owner, interval=0, singleShot=True)
    timer.timeout.connect(run)
    timer.timeout.connect(timer.deleteLater)
    timer.start()


def read_ahead(owner: QObject, modules: Sequence[str], then: Callable[[], object] = lambda: None) -> None:
    """Read modules while nobody waits for them, then run; a key that is pressed meanwhile waits for one of them."""
    if not modules:
        then()
        return
    import_module(modules[0])
    once_painted(owner, lambda: read_ahead(owner, modules[1:], then))
