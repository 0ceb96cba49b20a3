"""Gapless numbers: one counter row per series, taken inside the transaction that uses the number.

The row stays locked until the commit, so a number is taken as late as the use case allows; a rollback gives it back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, and_, bindparam, case, delete, exists, select, text, update

from orderdesk.persistence.database.ready import Ready
from orderdesk.persistence.schema import counters, invoices, payments, till_sessions, tills

YEARLY = ("SO", "INV", "CN", "R", "SH", "PL", "RMA", "PO")
"""Series that may begin anew each year, with the year in each number: INV-2026-0001."""
FIRST = {"SO": 1001, "SH": 1001, "PL": 1001, "INV": 1001, "CN": 1001, "RMA": 1001, "C": 1001, "R": 1001, "PO": 1}
_IS_NEW_YEAR = and_(counters.c.yearly == 1, counters.c.year < bindparam("this_year"))
_TAKE = Ready(
    update(counters)
    .where(counters.c.series == bindparam("name"))
    .values(
        next=case((_IS_NEW_YEAR, 1), else_=counters.c.next) + bindparam("count"),
        year=case((_IS_NEW_YEAR, bindparam("this_year")), else_=counters.c.year),
    )
    .returning(counters.c.next - bindparam("count"), counters.c.yearly, counters.c.year)
)
# Two PCs may want the first number of a series at once: the later one waits for the other's commit and finds its row.
_START = Ready(text("INSERT INTO counters (series, next) VALUES (:series, :next) ON CONFLICT (series) DO NOTHING"))


def take_numbers(connection: Connection, series: str, count: int = 1) -> list[int]:
    """The next `count` numbers, in order, of a series that runs on from year to year."""
    first, _, _ = _taken(connection, series, count, 0)
    return list(range(first, first + count))


def take_number(connection: Connection, series: str, year: int) -> str:
    """The next number of `series` as it is printed in this year: "SO-1001", or "SO-2026-0001" where it begins anew each
    year. A clock that is set back to an older year does not bring that year's numbers back."""
    return number_text(series, *_taken(connection, series, 1, year))


def number_text(series: str, number: int, yearly: int, year: int) -> str:
    """A number as it is printed."""
    return f"{series}-{year}-{number:04d}" if yearly else f"{series}-{number}"


def _taken(connection: Connection, series: str, count: int, year: int) -> tuple[int, int, int]:
    """The first of `count` numbers, whether the series begins anew each year, and the year it is in."""
    wanted = {"name": series, "count": count, "this_year": year}
    row = _TAKE.first(connection, wanted)
    if row is None:
        _START.run(connection, {"series": series, "next": FIRST.get(series, 1)})
        row = _TAKE.one(connection, wanted)
    return row[0], row[1], row[2]


def pass_over(connection: Connection, series: str, numbers: Iterable[str]) -> None:
    """Let a series go on behind numbers of its shape that came in from outside, such as "C-1007"."""
    counter = counter_of(connection, series)
    lead = f"{series}-{counter.year}-" if counter.yearly and counter.year else f"{series}-"
    taken = [int(each.removeprefix(lead)) for each in numbers if each.startswith(lead) and each[len(lead) :].isdigit()]
    if taken and hold_series(connection, series) <= max(taken) < _LARGEST:
        set_next(connection, series, max(taken) + 1, counter.year)


_LARGEST = 999_999_999
GAPLESS = ("INV", "CN", "R")
"""Series that run without a hole from their first number, as those of each till's Z reports do."""
_COUNTER = Ready(
    select(counters.c.next, counters.c.yearly, counters.c.year).where(counters.c.series == bindparam("name"))
)
_NEXT = select(counters.c.next).where(counters.c.series == bindparam("name"))
_SET = (
    update(counters)
    .where(counters.c.series == bindparam("name"))
    .values(
        next=bindparam("number"), year=case((counters.c.yearly == 1, bindparam("this_year")), else_=counters.c.year)
    )
)
_OURS = invoices.c.batch_id.is_(None)
_ISSUED = {
    "INV": select(exists().where(invoices.c.kind == "invoice", _OURS)),
    "CN": select(exists().where(invoices.c.kind == "credit-note", _OURS)),
    "R": select(exists().where(payments.c.receipt != "")),
}
_CLOSED = select(exists().where(till_sessions.c.till_id == bindparam("till"), till_sessions.c.z_number.is_not(None)))


def is_gapless(series: str) -> bool:
    """Whether a series may have no hole."""
    return series in GAPLESS or series.startswith("Z-")


def is_issued(connection: Connection, series: str) -> bool:
    """Whether a gapless series has given out its first number."""
    if series.startswith("Z-"):
        return bool(connection.execute(_CLOSED, {"till": int(series[2:])}).scalar())
    return bool(connection.execute(_ISSUED[series]).scalar())


@dataclass(frozen=True, slots=True)
class Counter:
    """Where a series stands: the number that comes next, whether it begins anew each year, and the year it is in (0
    while no number of a year was given out)."""

    next: int
    yearly: bool = False
    year: int = 0

    def coming(self, year: int) -> int:
        """The number given out next in this year."""
        return 1 if self.yearly and self.year < year else self.next

    def text(self, series: str, year: int) -> str:
        """That number as it is printed."""
        return number_text(series, self.coming(year), int(self.yearly), max(year, self.year))


def counter_of(connection: Connection, series: str) -> Counter:
    """Where a series stands now."""
    row = _COUNTER.first(connection, {"name": series})
    return Counter(row[0], bool(row[1]), row[2]) if row else Counter(first_number(connection, series))


def first_number(connection: Connection, series: str) -> int:
    """The number with which a series begins: the one that the shop set before the first was issued, else ours."""
    found = connection.execute(_NEXT, {"name": _begun(series)}).scalar()
    return FIRST.get(series, 1) if found is None else int(found)


def was_begun(connection: Connection, series: str) -> bool:
    """Whether the shop itself set with which number a gapless series begins."""
    return connection.execute(_NEXT, {"name": _begun(series)}).scalar() is not None


def set_yearly(connection: Connection, series: str, yearly: bool) -> None:
    """Let a series begin anew each year, or run on; what was set to begin with is forgotten while nothing is issued."""
    _START.run(connection, {"series": series, "next": first_number(connection, series)})
    connection.execute(update(counters).where(counters.c.series == series).values(yearly=int(yearly)))
    if is_gapless(series) and not is_issued(connection, series):
        connection.execute(delete(counters).where(counters.c.series == _begun(series)))


def hold_series(connection: Connection, series: str) -> int:
    """The next number of a series, which nobody else can take until the commit."""
    _START.run(connection, {"series": series, "next": first_number(connection, series)})
    return int(connection.execute(_NEXT.with_for_update(), {"name": series}).scalar_one())


def set_next(connection: Connection, series: str, number: int, year: int) -> None:
    """Let a series go on with `number`, in this year; a gapless one, of which nothing was issued, begins with it."""
    for name in (series, _begun(series)) if is_gapless(series) else (series,):
        _START.run(connection, {"series": name, "next": number})
        connection.execute(_SET, {"name": name, "number": number, "this_year": year})


def tills_numbered(connection: Connection) -> list[tuple[int, str]]:
    """Key and name of every till, each of which numbers its Z reports."""
    found = connection.execute(select(tills.c.id, tills.c.name).order_by(tills.c.name))
    return [(key, name) for key, name in found]


def _begun(series: str) -> str:
    # Kept as a counter of its own, which no other series can be named like.
    return f"{series} first"
