"""Numbers: invoices, credit notes and Z reports run without a hole or a repeat, and their dates never fall."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, text

from orderdesk.domain.care.checking import Finding
from orderdesk.persistence.proofs.base import Context
from orderdesk.persistence.record.numbers import counter_of, first_number, was_begun

_PAPERS = {
    "INV": text("SELECT number, issue_date FROM invoices WHERE kind = 'invoice' AND batch_id IS NULL ORDER BY id"),
    "CN": text("SELECT number, issue_date FROM invoices WHERE kind = 'credit-note' AND batch_id IS NULL ORDER BY id"),
}
_Z = text(
    "SELECT s.till_id, t.name, s.z_number, s.closed_at FROM till_sessions s JOIN tills t ON t.id = s.till_id "
    "WHERE s.z_number IS NOT NULL ORDER BY s.till_id, s.z_number"
)
_NEXT = text("SELECT next FROM counters WHERE series = :series")
# Other series may have holes (an order that was never written), but the next number must be free.
_LAST = {
    "SO": text("SELECT number FROM orders ORDER BY id DESC LIMIT 1"),
    "SH": text("SELECT number FROM shipments ORDER BY id DESC LIMIT 1"),
    "PL": text("SELECT number FROM picklists ORDER BY id DESC LIMIT 1"),
    "RMA": text("SELECT number FROM returns ORDER BY id DESC LIMIT 1"),
    "PO": text("SELECT number FROM purchases ORDER BY id DESC LIMIT 1"),
    "C": text("SELECT number FROM customers ORDER BY id DESC LIMIT 1"),
}


def prove(connection: Connection, context: Context) -> Iterator[Finding]:
    """Each gapless series from its first number to its counter, year by year where it begins anew, and the counters of
    the others."""
    for series, papers in _PAPERS.items():
        yield from _papers(connection, series, connection.execute(papers).all())
        context.tick()
    sessions = connection.execute(_Z).all()
    for till, group in groupby(sessions, key=lambda row: (row.till_id, row.name)):
        own = [(row.z_number, f"Z {row.z_number} of {till[1]}", row.closed_at) for row in group]
        series = f"Z-{till[0]}"
        yield from _series(series, own, first_number(connection, series), _next(connection, series))
    yield from _counters(connection)


def _papers(connection: Connection, series: str, rows: Sequence[Any]) -> Iterator[Finding]:
    """The papers of a series in its parts: the numbers that run on, then those of each year."""
    counter = counter_of(connection, series)
    parts = [(key, list(group)) for key, group in groupby(rows, key=lambda row: _part(series, row.number))]
    now = f"{series}-{counter.year}" if counter.yearly and counter.year else series
    if not parts or parts[-1][0] != now:
        parts.append((now, []))
    begun: set[str] = set()
    for place, (part, group) in enumerate(parts):
        first = (
            first_number(connection, series) if place == 0 and (part == series or was_begun(connection, series)) else 1
        )
        own = [(_place(part, number), number, day) for number, day in group]
        is_last = place == len(parts) - 1
        if part in begun or (place and part < parts[place - 1][0]):
            yield Finding("numbers.series", series, part, f"{part} goes on after another year had begun.")
        begun.add(part)
        coming = _next(connection, series) if is_last else None
        yield from _series(part, own, first, coming, counted=is_last)


def _part(series: str, number: str) -> str:
    """The part of a series that a number belongs to: "INV", or "INV-2026"."""
    found = re.fullmatch(rf"({series}-\d{{4}})-\d{{4,15}}", number)
    return found[1] if found else series


def _place(series: str, number: str) -> int | None:
    found = re.fullmatch(rf"{series}-(\d{{1,15}})", number)
    return int(found[1]) if found else None


def _next(connection: Connection, series: str) -> int | None:
    return connection.execute(_NEXT, {"series": series}).scalar()


def _series(
    series: str, rows: Iterable[tuple[int | None, str, Any]], first: int, coming: int | None, *, counted: bool = True
) -> Iterator[Finding]:
    expected, last = first, None
    for place, number, day in rows:
        if place is None:
            yield Finding("numbers.series", series, number, f"{number} is no number of the series {series}.")
            continue
        if place > expected:
            gap = f"{series}-{expected}" + (f" to {series}-{place - 1}" if place - 1 > expected else "")
            yield Finding("numbers.gap", series, number, f"{number} follows a hole: {gap} is missing.")
        elif place < expected:
            yield Finding("numbers.repeat", series, number, f"{number} was used before or is out of its place.")
        if last is not None and (day is None or day < last):
            yield Finding("numbers.dates", series, number, f"{number} is dated before the one it follows.")
        expected, last = max(expected, place + 1), day or last
    if counted and (coming or first) != expected:
        said = f"The next number of {series} would be {coming or first}; it should be {expected}."
        yield Finding("numbers.counter", series, series, said)


def _counters(connection: Connection) -> Iterator[Finding]:
    for series, newest in _LAST.items():
        number = connection.execute(newest).scalar()
        part = _part(series, number) if number else series
        place = _place(part, number) if number else None
        counter = counter_of(connection, series)
        # A series that has begun to be numbered by year gives out no number of before.
        if place is None or (counter.year and part != f"{series}-{counter.year}"):
            continue
        if counter.next <= place:
            said = f"The next number of {series} would be {counter.next}, but {number} is used already."
            yield Finding("numbers.counter", series, series, said)
