"""What is to leave on a day, by the service that takes it: how much time and work are left until its cutoff."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from orderdesk.domain.fulfilment.waves.pace import Pace
from orderdesk.domain.lifecycles import ShipmentState
from orderdesk.domain.prices.delivering import Service
from orderdesk.domain.values.business_day import Calendar
from orderdesk.domain.values.quantity import Quantity
from orderdesk.domain.values.written.weekdays import first_on

_MINUTE = timedelta(minutes=1)
"""The minute of the cutoff still counts, as for what is ordered in it."""
TIGHT_PERCENT = 75
"""Work over so much of the time that is left is tight."""


class Leaving(Protocol):
    """A shipment that is still here, as the board sees it; `stops` are the rows of its picklist."""

    @property
    def id(self) -> int: ...
    @property
    def state(self) -> str: ...
    @property
    def hold(self) -> str: ...
    @property
    def service(self) -> str: ...
    @property
    def ship_by(self) -> date | None: ...
    @property
    def units(self) -> Quantity: ...
    @property
    def stops(self) -> int: ...


class Timeliness(StrEnum):
    """Whether the work of a service will be done when its van comes."""

    IN_TIME = "in time"
    TIGHT = "tight"
    TOO_LATE = "too late"
    MISSED = "missed"
    DONE = "done"
    UNTIMED = "untimed"


Row = TypeVar("Row", bound=Leaving)


@dataclass(frozen=True, slots=True)
class Departure(Generic[Row]):
    """What leaves with one service on a day: `at` is when (None without a cutoff), `rows` what is here, `gone` how many
    have left that day, `work` the seconds of work still needed for what is not on hold."""

    service: Service | None
    at: datetime | None
    rows: tuple[Row, ...]
    gone: int
    work: int

    @property
    def packed(self) -> int:
        """How many are packed or have left."""
        return self.gone + sum(is_packed(row) for row in self.rows)

    @property
    def total(self) -> int:
        """How many leave in all."""
        return self.gone + len(self.rows)

    @property
    def to_do(self) -> tuple[Row, ...]:
        """What is not packed and not on hold."""
        return tuple(row for row in self.rows if not is_packed(row) and not row.hold)

    def missed(self, now: datetime) -> tuple[Row, ...]:
        """What was not packed when it was to leave."""
        return self.to_do if self.at is not None and now >= self.at + _MINUTE else ()

    def verdict(self, now: datetime) -> Timeliness:
        """Whether it will be done."""
        if not self.to_do:
            return Timeliness.DONE
        if self.at is None:
            return Timeliness.UNTIMED
        if self.missed(now):
            return Timeliness.MISSED
        left = (self.at - now).total_seconds()
        if self.work > left:
            return Timeliness.TOO_LATE
        return Timeliness.TIGHT if self.work * 100 > left * TIGHT_PERCENT else Timeliness.IN_TIME


def is_packed(row: Leaving) -> bool:
    """Whether it only waits for the van."""
    return row.state == ShipmentState.PACKED


def departures(
    rows: Sequence[Row],
    gone: Mapping[str, int],
    services: Iterable[Service],
    day: date,
    today: date,
    calendar: Calendar,
    pace: Pace,
) -> tuple[Departure[Row], ...]:
    """What leaves on a day with each service that leaves then, the first cutoff first; `gone` is what has left already,
    by the code of its service. What goes by none comes last."""
    known = {each.code: each for each in services}
    by_service: dict[str, list[Row]] = {}
    for row in rows:
        if leaves_on(row.ship_by, known.get(row.service), today) == day:
            by_service.setdefault(row.service, []).append(row)
    found = []
    for code, here in by_service.items():
        service = known.get(code)
        at = calendar.cutoff_on(day, service.cutoff) if service and service.cutoff else None
        found.append(Departure(service, at, tuple(here), gone.get(code, 0), work_of(here, pace)))
    return tuple(sorted(found, key=_turn))


def leaves_on(ship_by: date | None, service: Service | None, today: date) -> date:
    """The day on which a shipment leaves: when it is to, or today, on a day on which its carrier comes. What missed its
    van stays on the day until it is moved."""
    return first_on(max(ship_by or today, today), service.days if service else "")


def work_of(rows: Iterable[Leaving], pace: Pace) -> int:
    """Seconds of work that shipments still need; what is packed or on hold needs none."""
    open_rows = [row for row in rows if not is_packed(row) and not row.hold]
    to_pick = sum(row.stops for row in open_rows if row.state != ShipmentState.PICKED)
    return pace.picking(to_pick) + pace.packing(len(open_rows), sum(row.units for row in open_rows))


_ANY = datetime.min.replace(tzinfo=UTC)


def _turn(each: Departure[Row]) -> tuple[bool, datetime, str]:
    return each.at is None, each.at or _ANY, each.service.name if each.service else "~"
