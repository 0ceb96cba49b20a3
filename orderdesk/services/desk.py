"""The desk a person works at: who they are, what time it is, and the one way to read and to write.

    with desk.writing(right="cancel orders") as work:      # one use case, one transaction
        ...
        work.event("order", order_id, "confirmed")
        work.touch("orders", "stock")

The commit happens when the block ends; an exception rolls everything back. A right that the person lacks, and that
nobody has lent them, refuses the use case before it begins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from orderdesk.domain.orders.grounds import Moment
from orderdesk.domain.values.business_day import UTC_DAYS, Calendar
from orderdesk.domain.values.errors import StorageFailed
from orderdesk.domain.values.rights import LIMITS, NO_RIGHT, Limits, NotAtWork, Person, may, refusal
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.people.records import read_limits, read_users
from orderdesk.persistence.record.history import add_events
from orderdesk.persistence.shop.set_up import calendar_of

UTC_ZONE = UTC_DAYS.zone

Topic = str
"""What changed, for the screens: orders, stock, items, customers, shipments, payments, returns, tills, shop."""


def utc_now() -> datetime:
    """The clock of the machine."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Approval:
    """What another person has lent by their PIN, for one use case: their rights, and why they were asked."""

    user_id: int
    by: Person
    reason: str
    used: bool = False


@dataclass(slots=True)
class Work:
    """One use case on its way to the commit."""

    connection: Connection
    now: datetime
    today: date
    user: str
    right: str
    approval: Approval | None = None
    # The till of this PC, "" where none was chosen.
    till: str = ""
    touched: set[Topic] = field(default_factory=set)
    calendar: Calendar = UTC_DAYS
    # Whether cash goes in or out: the drawer is opened once that is booked.
    opens_drawer: bool = False
    _events: list[dict[str, Any]] = field(default_factory=list)
    _lent: list[str] = field(default_factory=list)
    _person: Person | None = None
    _limits: Limits | None = None

    def need(self, right: str, measure: int | None = None) -> None:
        """Refuse the use case unless the person has the right, or is lent it; `measure` is held against its limit."""
        if right == NO_RIGHT:
            return
        if self._person is None:
            self._person = person_named(self.connection, self.user)
        if self._limits is None and right in LIMITS:
            self._limits = read_limits(self.connection)
        if may(self._person.role, right, measure, self._limits):
            return
        if self.approval is None or self.approval.used or not may(self.approval.by.role, right, measure, self._limits):
            raise refusal(self._person, right, measure, self._limits)
        if right not in self._lent:
            self._lent.append(right)

    @property
    def moment(self) -> Moment:
        """When and by whom all of it is done."""
        return Moment(self.now, self.today, self.user)

    def day_of(self, at: datetime) -> date:
        """The date of a moment in the shop's time zone."""
        return self.calendar.day_of(at)

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
        """Write the remembered events, and for each right that was lent an override on the thing it was lent for."""
        if self.approval is not None and self._lent:
            done = [(each["subject"], each["subject_id"]) for each in self._events]
            subject, key = next(
                (each for each in done if each[0] == "order"), done[0] if done else ("user", self.approval.user_id)
            )
            for right in self._lent:
                told = f"{right}; {self.approval.by.name} allowed it: {self.approval.reason}"
                self.event(subject, key, "override", told)
        add_events(self.connection, self._events)

    @property
    def is_news(self) -> bool:
        """Whether a screen may show something else now; a form that is kept while it is typed concerns nobody."""
        return bool(self.touched or self._events)

    @property
    def was_lent(self) -> bool:
        """Whether a right of another person was needed."""
        return bool(self._lent)


@dataclass(slots=True, eq=False)
class Desk:
    """Everything a use case needs; one per program. Whoever sits down at it becomes its `user`, for every page."""

    database: Database
    user: str = "owner"
    clock: Callable[[], datetime] = utc_now
    zone: ZoneInfo = UTC_ZONE
    # The hour at which the business day ends and the next one begins.
    day_ends: time = time()
    # The till that this PC works at where none is named.
    till: str = ""
    # A switch for fault tests: the name of the point at which the next use case is to fail.
    fault: str = ""
    # Hears after each commit that is news what it changed; the window reads those screens again.
    told: Callable[[frozenset[Topic]], object] = frozenset
    # Opens the cash drawer at this PC after a commit that moved cash; a PC without one does nothing.
    drawer: Callable[[], object] = bool
    # Hears that whoever sits here does not work here any more: retired, or called otherwise, at another PC.
    gone: Callable[[], object] = bool
    # Hears True when a use case has waited for others who write for two seconds, and False when the waiting is over.
    waits: Callable[[bool], object] = bool
    # What another person's PIN has lent to the next use case that needs it.
    approval: Approval | None = None

    @contextmanager
    def writing(self, *, right: str) -> Iterator[Work]:
        """One transaction that begins when nobody else writes, so that what it reads is still true when it writes.

        `right` is what the person needs, of `domain.rights.RIGHTS`, or `NO_RIGHT`; `NotAllowed` when they lack it.
        """
        with self._attended(), self.database.writing(self.waits) as unit:
            now = self.clock()
            today = self.day_of(now)
            work = Work(
                unit.connection, now, today, self.user, right, self.approval, till=self.till, calendar=self.calendar
            )
            work.need(right)
            yield work
            work.finish()
            unit.touch(*sorted(work.touched))
        if self.approval is not None and work.was_lent:
            self.approval.used = True
        if work.is_news:
            self.told(frozenset(work.touched))
        if work.opens_drawer:
            self.drawer()

    @contextmanager
    def reading(self, *, right: str = NO_RIGHT) -> Iterator[Connection]:
        """One snapshot to read from; a write through it is refused.

        `right` is what the person needs to see it: `NotAllowed` when they lack it and nobody has lent it.
        """
        with self._attended(), self.database.reading() as connection:
            if right != NO_RIGHT:
                refuse_sight(connection, self.user, right, self.approval)
            yield connection

    def noting(self, right: str, what: str, detail: str) -> None:
        """Write down, before it is done, that the person takes data of the shop out; refuse who may not."""
        with self.writing(right=right) as work:
            work.event("books", 0, what, detail)

    @contextmanager
    def _attended(self) -> Iterator[None]:
        try:
            yield
        except NotAtWork:
            self.gone()
            raise

    def day_of(self, at: datetime) -> date:
        """The business date of a moment in the shop's time zone."""
        return self.calendar.day_of(at)

    def read_days(self) -> None:
        """Take over the shop's time zone and the hour at which its day ends; UTC while no shop is set up."""
        with self.database.reading() as connection:
            days = calendar_of(connection)
        self.zone, self.day_ends = days.zone, days.begins

    @property
    def calendar(self) -> Calendar:
        """The shop's business days."""
        return Calendar(self.zone, self.day_ends)

    @property
    def today(self) -> date:
        return self.day_of(self.clock())

    @property
    def moment(self) -> Moment:
        """Now, and who is at the desk."""
        now = self.clock()
        return Moment(now, self.day_of(now), self.user)

    def fail_at(self, point: str) -> None:
        """Fail here when the fault switch names this point."""
        if self.fault == point:
            raise StorageFailed(f"Stopped on purpose at {point}; nothing was changed.")


def refuse_sight(connection: Connection, user: str, right: str, approval: Approval | None = None) -> None:
    """Refuse who may not see something, unless somebody who may has lent it."""
    person = person_named(connection, user)
    if not may(person.role, right) and (approval is None or not may(approval.by.role, right)):
        raise refusal(person, right)


def person_named(connection: Connection, name: str) -> Person:
    """Who works under this name; refuse one the shop does not know.

    While only one person works here and has no PIN, whoever is at the desk is taken for the owner.
    """
    working = [each for each in read_users(connection) if each.active]
    if len(working) <= 1 and not any(each.has_pin for each in working):
        return Person(name, "owner")
    for each in working:
        if each.name == name:
            return Person(name, each.role)
    raise NotAtWork(name)
