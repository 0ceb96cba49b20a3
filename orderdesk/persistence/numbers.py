"""Gapless numbers: one counter row per series, taken inside the transaction that uses the number.

The row stays locked until the commit, so a number is taken as late as the use case allows; a rollback gives it back.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, exists, select, text, update

from orderdesk.persistence.schema import counters, invoices, payments, till_sessions, tills

FIRST = {"SO": 1001, "SH": 1001, "PL": 1001, "INV": 1001, "CN": 1001, "RMA": 1001, "C": 1001, "R": 1001, "PO": 1}
_TAKE = (
    update(counters)
    .where(counters.c.series == bindparam("name"))
    .values(next=counters.c.next + bindparam("count"))
    .returning(counters.c.next - bindparam("count"))
)
# Two PCs may want the first number of a series at once: the later one waits for the other's commit and finds its row.
_START = text("INSERT INTO counters (series, next) VALUES (:series, :next) ON CONFLICT (series) DO NOTHING")


def take_numbers(connection: Connection, series: str, count: int = 1) -> list[int]:
    """The next `count` numbers of `series`, in order."""
    wanted = {"name": series, "count": count}
    first = connection.execute(_TAKE, wanted).scalar()
    if first is None:
        connection.execute(_START, {"series": series, "next": FIRST.get(series, 1)})
        first = connection.execute(_TAKE, wanted).scalar_one()
    return list(range(first, first + count))


def take_number(connection: Connection, series: str) -> str:
    """The next number of `series` as it is printed, such as "SO-1001"."""
    return f"{series}-{take_numbers(connection, series)[0]}"


def pass_over(connection: Connection, series: str, numbers: Iterable[str]) -> None:
    """Let a series go on behind numbers of its shape that came in from outside, such as "C-1007"."""
    lead = f"{series}-"
    taken = [int(each.removeprefix(lead)) for each in numbers if each.startswith(lead) and each[len(lead) :].isdigit()]
    if taken and hold_series(connection, series) <= max(taken) < _LARGEST:
        set_next(connection, series, max(taken) + 1)


_LARGEST = 999_999_999
GAPLESS = ("INV", "CN", "R")
"""Series that run without a hole from their first number, as those of each till's Z reports do."""
_NEXT = select(counters.c.next).where(counters.c.series == bindparam("name"))
_SET = update(counters).where(counters.c.series == bindparam("name")).values(next=bindparam("number"))
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


def next_number(connection: Connection, series: str) -> int:
    """The number that a series gives out next."""
    found = connection.execute(_NEXT, {"name": series}).scalar()
    return first_number(connection, series) if found is None else int(found)


def first_number(connection: Connection, series: str) -> int:
    """The number with which a series begins: the one that the shop set before the first was issued, else ours."""
    found = connection.execute(_NEXT, {"name": _begun(series)}).scalar()
    return FIRST.get(series, 1) if found is None else int(found)


def hold_series(connection: Connection, series: str) -> int:
    """The next number of a series, which nobody else can take until the commit."""
    connection.execute(_START, {"series": series, "next": first_number(connection, series)})
    return int(connection.execute(_NEXT.with_for_update(), {"name": series}).scalar_one())


def set_next(connection: Connection, series: str, number: int) -> None:
    """Let a series go on with `number`; a gapless one, of which nothing was issued, begins with it."""
    for name in (series, _begun(series)) if is_gapless(series) else (series,):
        connection.execute(_START, {"series": name, "next": number})
        connection.execute(_SET, {"name": name, "number": number})


def tills_numbered(connection: Connection) -> list[tuple[int, str]]:
    """Key and name of every till, each of which numbers its Z reports."""
    found = connection.execute(select(tills.c.id, tills.c.name).order_by(tills.c.name))
    return [(key, name) for key, name in found]


def _begun(series: str) -> str:
    # Kept as a counter of its own, which no other series can be named like.
    return f"{series} first"
