"""Gapless numbers: one counter row per series, taken inside the transaction that uses the number.

The row stays locked until the commit, so a number is taken as late as the use case allows; a rollback gives it back.
"""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, text, update

from orderdesk.persistence.schema import counters

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
