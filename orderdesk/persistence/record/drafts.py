"""What a person is still typing, kept per desk and kind so that nothing typed is ever lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from orderdesk.persistence.schema import drafts


@dataclass(frozen=True, slots=True)
class Draft:
    """One unfinished form; `order_id` is the saved draft order it edits, if any."""

    body: dict[str, Any]
    changed_at: datetime
    order_id: int | None
    user: str


def read_draft(connection: Connection, place: str, kind: str) -> Draft | None:
    """The draft of this kind left at a desk."""
    found = select(drafts.c.body, drafts.c.changed_at, drafts.c.order_id, drafts.c.user)
    row = connection.execute(found.where(drafts.c.desk == place, drafts.c.kind == kind)).first()
    return Draft(*row) if row else None


def drafts_of(connection: Connection, place: str) -> list[tuple[str, Draft]]:
    """Every form left at a desk with its kind, the one touched last first."""
    found = select(drafts.c.kind, drafts.c.body, drafts.c.changed_at, drafts.c.order_id, drafts.c.user)
    rows = connection.execute(found.where(drafts.c.desk == place).order_by(drafts.c.changed_at.desc()))
    return [(row[0], Draft(*row[1:])) for row in rows]


def kept_at(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """The bodies of the forms left at each desk."""
    found: dict[str, list[dict[str, Any]]] = {}
    for place, body in connection.execute(select(drafts.c.desk, drafts.c.body)):
        found.setdefault(place, []).append(body)
    return found


def write_draft(connection: Connection, place: str, kind: str, values: dict[str, Any]) -> None:
    """Keep the draft of this kind at a desk, over the one before."""
    changed = update(drafts).where(drafts.c.desk == place, drafts.c.kind == kind).values(**values)
    if not connection.execute(changed).rowcount:
        connection.execute(insert(drafts).values(desk=place, kind=kind, **values))


def drop_draft(connection: Connection, place: str, kind: str) -> bool:
    """The form was finished or thrown away; False when it was gone already."""
    gone = connection.execute(delete(drafts).where(drafts.c.desk == place, drafts.c.kind == kind))
    return bool(gone.rowcount)
