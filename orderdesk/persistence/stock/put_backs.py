"""Goods that were picked for an order that changed, until somebody has carried them back to their bin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from orderdesk.persistence.schema import bins, items, put_backs, shipments
from orderdesk.persistence.schema.stock import CALLED, WALK


@dataclass(frozen=True, slots=True)
class PutBack:
    """What to carry back: `quantity` of an item to its bin."""

    id: int
    shipment: str
    sku: str
    name: str
    bin: str
    quantity: int


_OPEN = (
    select(put_backs.c.id, shipments.c.number, items.c.sku, items.c.name, CALLED, put_backs.c.quantity)
    .select_from(put_backs.join(shipments).join(items, items.c.id == put_backs.c.item_id).join(bins))
    .where(put_backs.c.done_at.is_(None))
    .order_by(*WALK, put_backs.c.id)
)


def add_put_backs(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Ask for goods to be carried back."""
    if rows:
        connection.execute(insert(put_backs), [dict(row) for row in rows])


def open_put_backs(connection: Connection) -> list[PutBack]:
    """What is still to be carried back, in walk order."""
    return [PutBack(*row) for row in connection.execute(_OPEN)]


def finish_put_back(connection: Connection, key: int, at: datetime, user: str) -> bool:
    """The goods are back; False when there is nothing to carry under this key."""
    done = update(put_backs).where(put_backs.c.id == key, put_backs.c.done_at.is_(None)).values(done_at=at, user=user)
    return connection.execute(done).rowcount == 1
