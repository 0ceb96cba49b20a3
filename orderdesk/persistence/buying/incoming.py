"""Goods a vendor has promised: expected, and counted off as they are received."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from orderdesk.domain.values.quantity import Quantity
from orderdesk.persistence.columns.rows import columns_of
from orderdesk.persistence.schema import incoming


@dataclass(frozen=True, slots=True)
class Incoming:
    """One promise of one item; `reference` is what it was noted under: a purchase order's number, or any other."""

    id: int
    item_id: int
    vendor_id: int | None
    reference: str
    quantity: Quantity
    received: Quantity
    due: date | None
    purchase_id: int | None = None

    @property
    def left(self) -> Quantity:
        return max(0, self.quantity - self.received)


_ROW = select(*columns_of(incoming, Incoming))
_BY_ID = _ROW.where(incoming.c.id == bindparam("key")).with_for_update()
_BY_REFERENCE = (
    _ROW.where(incoming.c.item_id == bindparam("item"), incoming.c.reference == bindparam("name"))
    .order_by(incoming.c.position)
    .with_for_update()
)
_RECEIVE = (
    update(incoming)
    .where(incoming.c.id == bindparam("key"))
    .values(received=incoming.c.received + bindparam("more"))
)  # fmt: skip


def read_incoming(connection: Connection, incoming_id: int) -> Incoming | None:
    """One promise, locked until the commit."""
    row = connection.execute(_BY_ID, {"key": incoming_id}).first()
    return Incoming(*row) if row else None


def incoming_of(connection: Connection, item_id: int, reference: str) -> Incoming | None:
    """What is promised of an item under a reference, locked until the commit; the first line of a purchase order."""
    row = connection.execute(_BY_REFERENCE, {"item": item_id, "name": reference}).first()
    return Incoming(*row) if row else None


def add_incoming(connection: Connection, values: Mapping[str, Any]) -> int:
    """Write a promise; return its key."""
    key: int = connection.execute(insert(incoming).returning(incoming.c.id), dict(values)).scalar_one()
    return key


def change_incoming(connection: Connection, incoming_id: int, values: Mapping[str, Any]) -> None:
    """Write some columns of a promise."""
    connection.execute(update(incoming).where(incoming.c.id == incoming_id).values(**values))


def receive_incoming(connection: Connection, incoming_id: int, quantity: Quantity) -> None:
    """Count off what has come."""
    connection.execute(_RECEIVE, {"key": incoming_id, "more": quantity})


def drop_incoming(connection: Connection, incoming_id: int) -> None:
    """Forget a promise of which nothing has come."""
    connection.execute(delete(incoming).where(incoming.c.id == incoming_id))
