"""Garbage of the window, collected on the window's own thread.

Python collects on whichever thread happens to ask for memory. An object of Qt that ends on another thread than its own
takes the program with it, so the window collects by itself, as often as Python would, between two keys.
"""

from __future__ import annotations

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_LOOK_MS = 200
_REST = 300
"""Looks from one search through everything to the next: a minute. It can take as long as the painting of a key."""


def collect_young() -> None:
    """Collect what has come lately, when Python itself would have."""
    (young, middle, _old), limits = gc.get_count(), gc.get_threshold()
    if young > limits[0]:
        gc.collect(1 if middle > limits[1] else 0)


class Collector(QObject):
    """Collects on the thread of `parent` until `stop`, and Python no more; everything only while nothing is `busy`."""

    def __init__(self, parent: QObject, busy: Callable[[], object]) -> None:
        super().__init__(parent)
        gc.disable()
        self._busy, self._rested = busy, 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(_LOOK_MS)

    def _look(self) -> None:
        self._rested += 1
        if self._rested > _REST and gc.get_count()[2] > gc.get_threshold()[2] and not self._busy():
            self._rested = 0
            gc.collect()
        else:
            collect_young()

    def stop(self) -> None:
        """Leave it to Python again: the window is gone."""
        self._timer.stop()
        gc.enable()
