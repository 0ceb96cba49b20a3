"""The outbox: messages to customers, one per order, kind and version."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select

from orderdesk.persistence.schema import messages

_ADD = insert(messages)
_LAST = select(func.max(messages.c.version)).where(
    messages.c.order_id == bindparam("order"), messages.c.kind == bindparam("which")
)


def add_message(
    connection: Connection, order_id: int, kind: str, *, state: str, title: str, body: str, made_at: datetime
) -> None:
    """Queue (or draft) a message of `kind`; each further one of its kind gets the next version."""
    version = (connection.execute(_LAST, {"order": order_id, "which": kind}).scalar() or 0) + 1
    row = {"order_id": order_id, "kind": kind, "version": version, "state": state, "title": title, "body": body}
    connection.execute(_ADD, {**row, "made_at": made_at})
