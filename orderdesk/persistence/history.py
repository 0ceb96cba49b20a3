"""The event history: who did what to which thing, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from orderdesk.persistence.schema import events

_ADD = insert(events)


@dataclass(frozen=True, slots=True)
class EventRow:
    """One thing that happened."""

    at: datetime
    user: str
    subject: str
    subject_id: int
    what: str
    detail: str


_LATEST = (
    select(*(events.c[each.name] for each in fields(EventRow)))
    .where(events.c.subject_id.in_(bindparam("keys", expanding=True)), events.c.subject == bindparam("what"))
    .order_by(events.c.id.desc())
    .limit(bindparam("most"))
)


def add_events(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Write events in one statement; each row has the columns of `events` without its key."""
    if rows:
        connection.execute(_ADD, rows)


def history_of(connection: Connection, subject: str, subject_id: int, limit: int = 500) -> list[EventRow]:
    """The latest events of one thing, newest first."""
    return history_of_several(connection, subject, [subject_id], limit)


def history_of_several(
    connection: Connection, subject: str, subject_ids: Sequence[int], limit: int = 500
) -> list[EventRow]:
    """The latest events of things that belong together, newest first."""
    asked = {"what": subject, "keys": list(subject_ids), "most": limit}
    return [EventRow(*row) for row in connection.execute(_LATEST, asked)]
