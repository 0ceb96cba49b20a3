"""The event history: who did what to which thing, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, select

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


def add_events(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Write events in one statement; each row has the columns of `events` without its key."""
    if rows:
        connection.execute(_ADD, rows)


def history_of(connection: Connection, subject: str, subject_id: int, limit: int = 500) -> list[EventRow]:
    """The latest events of one thing, newest first."""
    return _latest(connection, subject, events.c.subject_id == subject_id, limit)


def history_of_several(
    connection: Connection, subject: str, subject_ids: Sequence[int], limit: int = 500
) -> list[EventRow]:
    """The latest events of things that belong together, newest first."""
    return _latest(connection, subject, events.c.subject_id.in_(list(subject_ids)), limit)


def _latest(connection: Connection, subject: str, which: ColumnElement[bool], limit: int) -> list[EventRow]:
    columns = (events.c.at, events.c.user, events.c.subject, events.c.subject_id, events.c.what, events.c.detail)
    found = connection.execute(
        select(*columns).where(which, events.c.subject == subject).order_by(events.c.id.desc()).limit(limit)
    )
    return [EventRow(*row) for row in found]
