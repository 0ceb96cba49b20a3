"""The event history: who did what to which thing, and when."""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from orderdesk.persistence.columns.rows import columns_of
from orderdesk.persistence.columns.types import millis
from orderdesk.persistence.database import seals
from orderdesk.persistence.database.ready import Ready
from orderdesk.persistence.schema import events

_ADD = Ready(insert(events))


@dataclass(frozen=True, slots=True)
class EventRow:
    """One thing that happened."""

    at: datetime
    user: str
    subject: str
    subject_id: int
    what: str
    detail: str


_LATEST = Ready(
    select(*columns_of(events, EventRow))
    .where(events.c.subject_id.in_(bindparam("keys", expanding=True)), events.c.subject == bindparam("what"))
    .order_by(events.c.id.desc())
    .limit(bindparam("most"))
)


def add_events(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Write events in one statement, chained to those before; each row has the columns of `EventRow`."""
    if rows:
        head = seals.head_of(connection)
        linked = []
        for row in rows:
            head = link(head, _kept(row))
            linked.append({**row, "hash": head})
        _ADD.run(connection, linked)
        seals.set_head(connection, head)


def chained(connection: Connection, rows: Iterable[Sequence[Any]]) -> Iterator[tuple[Any, ...]]:
    """Many events, each with its hash behind; they have the columns of `EventRow` in order, with the time in
    milliseconds, and are written before another event is."""
    head = seals.head_of(connection)
    for at, user, subject, key, what, detail in rows:
        head = link(head, (at, user, subject, key, what, detail))
        yield at, user, subject, key, what, detail, head
    seals.set_head(connection, head)


def link(before: str, kept: Sequence[Any]) -> str:
    """The hash of an event after the hash of the one before it: 32 digits in hex.

    `kept` is the event as the database keeps it: at (milliseconds), user, subject, subject_id, what, detail.
    """
    return sha256(before.encode() + marshal.dumps(tuple(kept), 0)).hexdigest()[:32]


def _kept(row: dict[str, Any]) -> tuple[Any, ...]:
    # Words of our own enumerations are kept as plain text, and so they are hashed.
    subject, what = str(row["subject"]), str(row["what"])
    return millis(row["at"]), str(row["user"]), subject, int(row["subject_id"]), what, str(row["detail"])


def history_of(connection: Connection, subject: str, subject_id: int, limit: int = 500) -> list[EventRow]:
    """The latest events of one thing, newest first."""
    return history_of_several(connection, subject, [subject_id], limit)


def history_of_several(
    connection: Connection, subject: str, subject_ids: Sequence[int], limit: int = 500
) -> list[EventRow]:
    """The latest events of things that belong together, newest first."""
    asked = {"what": subject, "keys": list(subject_ids), "most": limit}
    return [EventRow(*row) for row in _LATEST.rows(connection, asked)]
