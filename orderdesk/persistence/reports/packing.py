"""How right the packers scan: units, stops and ticks by hand, by who scanned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, case, func, select

from orderdesk.domain.fulfilment.station.scans import CARRIED, COUNTED, ScanKind
from orderdesk.domain.values.money import divide
from orderdesk.domain.values.quantity import ONE, Quantity
from orderdesk.persistence.schema import scans


@dataclass(frozen=True, slots=True)
class Accuracy:
    """What one person has scanned: parcels closed, units that stayed counted (and how many of them by hand), and stops
    by a wrong item, one too many, a code that nobody knows, and a wrong label."""

    user: str
    parcels: int
    units: Quantity
    by_hand: Quantity
    wrong: int
    too_many: int
    unknown: int
    wrong_label: int

    @property
    def per_thousand(self) -> Quantity:
        """Stops by a wrong item, one too many or a wrong label for a thousand units, to a tenth."""
        stops = self.wrong + self.too_many + self.wrong_label
        return divide(stops * 10 * ONE * 1_000, self.units) * 100 if self.units else 0


_undone = scans.alias("undone")
_COUNTS = [str(each) for each in COUNTED]


def _counted(*kinds: str) -> ColumnElement[int]:
    """Units of these kinds, less those that were undone."""
    inside = case((scans.c.what.in_(kinds), scans.c.quantity), (_undone.c.what.in_(kinds), -scans.c.quantity), else_=0)
    return func.coalesce(func.sum(inside), 0)


def _times(kind: ScanKind) -> ColumnElement[int]:
    # What is scanned while a station is held is no further mistake.
    return func.coalesce(func.sum(case(((scans.c.what == str(kind)) & (scans.c.why != "held"), 1), else_=0)), 0)


def accuracy(connection: Connection, begins: datetime, ends: datetime) -> list[Accuracy]:
    """Everybody who has scanned from a moment until before another, by name."""
    found = (
        select(
            scans.c.user,
            _times(ScanKind.PACKED),
            _counted(*_COUNTS),
            _counted(str(ScanKind.BY_HAND)),
            _times(ScanKind.WRONG),
            _times(ScanKind.TOO_MANY),
            _times(ScanKind.UNKNOWN),
            _times(ScanKind.WRONG_LABEL),
        )
        .select_from(scans.outerjoin(_undone, _undone.c.id == scans.c.undoes_id))
        .where(scans.c.at >= begins, scans.c.at < ends, scans.c.what != str(ScanKind.OPENED), scans.c.why != CARRIED)
        .group_by(scans.c.user)
        .order_by(scans.c.user)
    )
    return [Accuracy(row[0], *(int(each) for each in row[1:])) for row in connection.execute(found)]
