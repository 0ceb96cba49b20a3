"""What may wait until the screen shows what is there already."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

_FRAME_MS = 20
"""Qt paints a window some milliseconds after it has changed; a timer of less would come before that."""


def once_painted(owner: QObject, run: Callable[[], object]) -> None:
    """Run when what waits to be painted now is painted, unless `owner` is gone by then."""
    QTimer.singleShot(_FRAME_MS, owner, run)


def read_ahead(owner: QObject, modules: Sequence[str], then: Callable[[], object] = lambda: None) -> None:
    """Read modules while nobody waits for them, then run; a key that is pressed meanwhile waits for one of them."""
    if not modules:
        then()
        return
    import_module(modules[0])
    once_painted(owner, lambda: read_ahead(owner, modules[1:], then))
