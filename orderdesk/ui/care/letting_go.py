"""What a day brings unasked, a while after the start and through the day: stock that waited for money is freed, and
goods are tied to the orders that are wanted now."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from orderdesk.domain.values.errors import OrderDeskError
from orderdesk.ui.bench.bench import Bench

AFTER_MS = 4_000
EVERY_MS = 10 * 60_000


class LettingGo(QObject):
    """Looks a while after the start and every ten minutes; says whose stock it freed or tied."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(AFTER_MS)

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Free what is kept no longer and tie what is due; a shop out of reach is looked at again the next time."""
        from orderdesk.services.promises.reserving import let_go_overdue
        from orderdesk.services.promises.wanted_later import tie_due
        from orderdesk.services.returns.return_days import expire_overdue

        self._timer.setInterval(EVERY_MS)
        try:
            gone = let_go_overdue(self._bench.desk)
            due = tie_due(self._bench.desk)
            ended = expire_overdue(self._bench.desk)
        except OrderDeskError:
            return
        if gone:
            self._bench.messages.done(f"Unpaid by the due date, reservations released: {', '.join(gone)}")
        if due:
            self._bench.messages.done(f"Wanted now, stock tied: {', '.join(due)}")
        if ended:
            self._bench.messages.done(f"Not sent back in time, return expired: {', '.join(ended)}")
