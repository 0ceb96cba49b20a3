"""Says in sight, and once, that nothing can be kept just now and why; and that it goes on when it does."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from orderdesk.domain.values.errors import StorageFailed
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.widgets.banner import Banner

_EVERY_MS = 2_000


class Keeping(QObject):
    """Looks in `banner` after whether the shop of `bench` can be written, every two seconds while it cannot."""

    def __init__(self, bench: Bench, banner: Banner) -> None:
        super().__init__()
        self._bench, self._banner = bench, banner
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Say why nothing can be kept, or take it back and let everything be read again."""
        try:
            self._bench.desk.database.look_again()
        except StorageFailed:
            # The server is away; that is said elsewhere.
            return
        if words := self._bench.desk.database.halt.words:
            if self._banner.text != words:
                self._banner.say(words, "warning")
        elif self._banner.text:
            self._banner.clear()
            self._bench.messages.clear()
            self._bench.messages.done("The shop can be written again")
            self._bench.changed.emit(frozenset())
