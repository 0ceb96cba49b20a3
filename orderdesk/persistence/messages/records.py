"""The outbox: messages to customers, one per order, kind and version."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select, update

from orderdesk.persistence.database.ready import Ready
from orderdesk.persistence.schema import messages

_OF, _WHICH = bindparam("of", type_=messages.c.order_id.type), bindparam("which", type_=messages.c.kind.type)
_NEXT = (
    select(func.coalesce(func.max(messages.c.version), 0) + 1)
    .where(messages.c.order_id == _OF, messages.c.kind == _WHICH)
    .scalar_subquery()
)
_ADD = Ready(insert(messages).values(order_id=_OF, kind=_WHICH, version=_NEXT))


def add_message(
    connection: Connection, order_id: int, kind: str, *, state: str, title: str, body: str, made_at: datetime
) -> None:
    """Keep a message of `kind` that is still to be sent; each further one of its kind gets the next version."""
    row = {"of": order_id, "which": kind, "state": state, "title": title, "body": body, "made_at": made_at}
    _ADD.run(connection, row)


def read_message(connection: Connection, message_id: int) -> tuple[int, str, str] | None:
    """(order, title, state) of a message, None when there is none."""
    found = select(messages.c.order_id, messages.c.title, messages.c.state).where(messages.c.id == message_id)
    row = connection.execute(found).first()
    return (row[0], row[1], row[2]) if row else None


def mark_sent(connection: Connection, message_id: int, at: datetime) -> None:
    """Note when a message was sent."""
    connection.execute(update(messages).where(messages.c.id == message_id).values(state="sent", sent_at=at))


def last_message(connection: Connection, order_id: int, kind: str, naming: str) -> tuple[int, str] | None:
    """(key, state) of the newest message of a kind that names something, None when there is none."""
    named = messages.c.body.contains(naming, autoescape=True)
    found = (
        select(messages.c.id, messages.c.state)
        .where(messages.c.order_id == order_id, messages.c.kind == kind, named)
        .order_by(messages.c.id.desc())
    )
    row = connection.execute(found.limit(1)).first()
    return (row[0], row[1]) if row else None


def drop_message(connection: Connection, message_id: int) -> None:
    """Take back a message that nobody has sent."""
    connection.execute(update(messages).where(messages.c.id == message_id).values(state="dropped"))
