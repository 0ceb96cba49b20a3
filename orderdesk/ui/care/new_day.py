"""What the next morning brings: a till that was left open is told, and a new day is read by every page."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from orderdesk.persistence.money.tills import TillSession
from orderdesk.services.money.till_views import left_open
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.painted import once_painted
from orderdesk.ui.widgets.banner import Banner
from orderdesk.ui.words import day_within

_EVERY_MS = 60_000


class NewDay(QObject):
    """Tells in `banner` of tills that are open since an earlier day, and tells the pages when a day begins."""

    def __init__(self, bench: Bench, banner: Banner) -> None:
        super().__init__()
        self._bench, self._banner = bench, banner
        self._day = bench.desk.today
        bench.changed.connect(self._heard)
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        once_painted(self, self.tell)

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._bench.changed.disconnect(self._heard)

    def look(self) -> None:
        """Let all be read again where another day has begun since."""
        if self._bench.desk.today != self._day:
            self._day = self._bench.desk.today
            self._bench.changed.emit(frozenset())

    def _heard(self, topics: frozenset[str]) -> None:
        if not topics or topics & {"tills", "shop"}:
            self.tell()

    def tell(self) -> None:
        """Say which till was left open, with the way to close it for its own day."""
        # The first telling waits for the first page, and the shop may be closed before that is painted.
        if not self._timer.isActive():
            return
        found = left_open(self._bench.desk)
        if not found:
            self._banner.clear()
            return
        first = found[0]
        more = (
            f" So {'is' if len(found) == 2 else 'are'} {', '.join(each.till for each in found[1:])}."
            if found[1:]
            else ""
        )
        self._banner.say(
            f"{first.till} is open since {self._since(first)}. Count and close it for that day.{more}",
            "warning",
            [("Count and close", lambda: self._bench.go.emit("reports", ("count", first.till)))],
        )

    def _since(self, session: TillSession) -> str:
        desk = self._bench.desk
        day = day_within(desk.day_of(session.opened_at), desk.today)
        return f"{day}, {session.opened_at.astimezone(desk.zone):%H:%M}"
