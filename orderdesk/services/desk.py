"""The desk a person works at: who they are, what time it is, and the one way to read and to write.

    with desk.writing() as work:      # one use case, one transaction
        ...
        work.event("order", order_id, "confirmed")
        work.touch("orders", "stock")

The commit happens when the block ends; an exception rolls everything back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from orderdesk.domain.errors import StorageFailed
from orderdesk.persistence.engine import Database
from orderdesk.persistence.history import add_events

UTC_ZONE = ZoneInfo("UTC")

Topic = str
"""What changed, for the screens: orders, stock, items, customers, shipments, payments, returns, tills, shop."""


def utc_now() -> datetime:
    """The clock of the machine."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Work:
    """One use case on its way to the commit."""

    connection: Connection
    now: datetime
    today: date
    user: str
    touched: set[Topic] = field(default_factory=set)
    _events: list[dict[str, Any]] = field(default_factory=list)

    def event(self, subject: str, subject_id: int, what: str, detail: str = "") -> None:
        """Remember that `what` happened to the thing; written with the commit."""
        self._events.append(
            {
                "at": self.now,
                "user": self.user,
                "subject": subject,
                "subject_id": subject_id,
                "what": what,
                "detail": detail[:2000],
            }
        )

    def touch(self, *topics: Topic) -> None:
        """Say which screens must read again after the commit."""
        self.touched.update(topics)

    def finish(self) -> None:
        """Write the remembered events."""
        add_events(self.connection, self._events)


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything a use case needs; one per person and program."""

    database: Database
    user: str = "owner"
    clock: Callable[[], datetime] = utc_now
    zone: ZoneInfo = UTC_ZONE
    # A switch for fault tests: the name of the point at which the next use case is to fail.
    fault: str = ""
    # Hears after each commit what it changed; the window reads those screens again.
    told: Callable[[frozenset[Topic]], object] = frozenset

    @contextmanager
    def writing(self) -> Iterator[Work]:
        """One transaction that begins locked, so that what it reads is still true when it writes."""
        with self.database.writing() as unit:
            now = self.clock()
            work = Work(unit.connection, now, self.day_of(now), self.user)
            yield work
            work.finish()
            unit.touch(*sorted(work.touched))
        self.told(frozenset(work.touched))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One snapshot to read from; a write through it is refused."""
        with self.database.reading() as connection:
            yield connection

    def day_of(self, at: datetime) -> date:
        """The business date of a moment in the shop's time zone."""
        return at.astimezone(self.zone).date()

    @property
    def today(self) -> date:
        return self.day_of(self.clock())

    def fail_at(self, point: str) -> None:
        """Fail here when the fault switch names this point."""
        if self.fault == point:
            raise StorageFailed(f"Stopped on purpose at {point}; nothing was changed.")
