"""The board by cutoff: what leaves today with whom, how much work it still needs, and who has what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from orderdesk.domain.fulfilment.waves.cutoffs import Departure, departures, leaves_on
from orderdesk.domain.fulfilment.waves.owning import Holder
from orderdesk.domain.fulfilment.waves.pace import Pace
from orderdesk.domain.lifecycles import ShipmentState
from orderdesk.persistence.fulfilment.lists import ShipmentRow, days_leaving, rows_leaving
from orderdesk.persistence.fulfilment.waves.lists import left_since, packers_of
from orderdesk.persistence.fulfilment.waves.pace import read_pace
from orderdesk.persistence.shop.records import read_services
from orderdesk.services.desk import Desk

_LATE = timedelta(days=7)
"""What left so much later than it was to is not counted among what leaves today."""


@dataclass(frozen=True, slots=True)
class Leaves:
    """What leaves on a day, the first cutoff first: `now` is when it was looked at, `pace` how long work takes here,
    `packers` who packs what was picked, and `next_day` the next day on which anything leaves, None where nothing is
    here that leaves later."""

    day: date
    now: datetime
    departures: tuple[Departure[ShipmentRow], ...]
    pace: Pace
    next_day: date | None
    packers: Mapping[int, Holder] = field(default_factory=dict)

    @property
    def rows(self) -> list[ShipmentRow]:
        """Everything that is still here, in the order of the board."""
        return [row for each in self.departures for row in each.rows]


def leaving_on(desk: Desk, day: date | None = None) -> Leaves:
    """What leaves on a day, today when none is named."""
    with desk.reading() as connection:
        return read_leaves(connection, desk, day or desk.today)


def read_leaves(connection: Connection, desk: Desk, day: date) -> Leaves:
    """The same within a transaction."""
    now, today, calendar = desk.clock(), desk.today, desk.calendar
    services = read_services(connection, all_of_them=True)
    known = {each.code: each for each in services}
    rows, pace = rows_leaving(connection, day), read_pace(connection)
    gone = left_since(connection, calendar.start_of(today), today - _LATE) if day == today else {}
    found = departures(rows, gone, services, day, today, calendar, pace)
    later = {leaves_on(ship_by, known.get(code), today) for code, ship_by in days_leaving(connection)}
    here = [row.id for each in found for row in each.rows if row.state == ShipmentState.PICKED]
    packers = packers_of(connection, here) if here else {}
    return Leaves(day, now, found, pace, min((each for each in later if each > day), default=None), packers)
