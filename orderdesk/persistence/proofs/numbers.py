"""Numbers: invoices, credit notes and Z reports run without a hole or a repeat, and their dates never fall."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, text

from orderdesk.domain.checking import Finding
from orderdesk.persistence.numbers import FIRST, first_number
from orderdesk.persistence.proofs.base import Context

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
    """Each gapless series from its first number to its counter, and the counters of the others."""
    for series, papers in _PAPERS.items():
        rows = [(_place(series, number), number, day) for number, day in connection.execute(papers)]
        yield from _series(series, rows, first_number(connection, series), _next(connection, series))
        context.tick()
    sessions = connection.execute(_Z).all()
    for till, group in groupby(sessions, key=lambda row: (row.till_id, row.name)):
        own = [(row.z_number, f"Z {row.z_number} of {till[1]}", row.closed_at) for row in group]
        series = f"Z-{till[0]}"
        yield from _series(series, own, first_number(connection, series), _next(connection, series))
    yield from _counters(connection)


def _place(series: str, number: str) -> int | None:
    found = re.fullmatch(rf"{series}-(\d{{1,15}})", number)
    return int(found[1]) if found else None


def _next(connection: Connection, series: str) -> int | None:
    return connection.execute(_NEXT, {"series": series}).scalar()


def _series(
    series: str, rows: Iterable[tuple[int | None, str, Any]], first: int, coming: int | None
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
    if (coming or first) != expected:
        said = f"The next number of {series} would be {coming or first}; it should be {expected}."
        yield Finding("numbers.counter", series, series, said)


def _counters(connection: Connection) -> Iterator[Finding]:
    for series, newest in _LAST.items():
        number = connection.execute(newest).scalar()
        place = _place(series, number) if number else None
        coming = _next(connection, series) or FIRST[series]
        if place is not None and coming <= place:
            said = f"The next number of {series} would be {coming}, but {number} is used already."
            yield Finding("numbers.counter", series, series, said)
