"""Work that waits for somebody: goods to be carried back to their bin, a count, a call, whatever was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select, update

from orderdesk.domain.fulfilment.tasks import PUT_BACK, Task
from orderdesk.persistence.schema import bins, items, orders, shipments, tasks, users
from orderdesk.persistence.schema.stock import CALLED, WALK

_OPEN: Select[Any] = (
    select(
        tasks.c.id,
        tasks.c.kind,
        tasks.c.note,
        func.coalesce(users.c.name, ""),
        tasks.c.due,
        func.coalesce(shipments.c.number, ""),
        func.coalesce(orders.c.number, ""),
        func.coalesce(items.c.sku, ""),
        func.coalesce(items.c.name, ""),
        func.coalesce(CALLED, ""),
        tasks.c.quantity,
    )
    .select_from(
        tasks.outerjoin(users, users.c.id == tasks.c.owner_id)
        .outerjoin(shipments, shipments.c.id == tasks.c.shipment_id)
        .outerjoin(orders, orders.c.id == tasks.c.order_id)
        .outerjoin(items, items.c.id == tasks.c.item_id)
        .outerjoin(bins, bins.c.id == tasks.c.bin_id)
    )
    .where(tasks.c.done_at.is_(None))
    # Goods that lie about come first, in walk order; then what is due first, and what has no day last.
    .order_by(tasks.c.kind != PUT_BACK, tasks.c.due.is_(None), tasks.c.due, *WALK, tasks.c.id)
)


def add_task(connection: Connection, values: Mapping[str, Any]) -> int:
    """Ask for one thing to be done; return its key."""
    key: int = connection.execute(insert(tasks).returning(tasks.c.id), dict(values)).scalar_one()
    return key


def open_tasks(connection: Connection) -> list[Task]:
    """What is still to be done."""
    return [Task(*row) for row in connection.execute(_OPEN)]


def open_put_backs(connection: Connection) -> list[Task]:
    """The goods still to be carried back, in walk order."""
    return [Task(*row) for row in connection.execute(_OPEN.where(tasks.c.kind == PUT_BACK))]


def finish_task(connection: Connection, key: int, at: datetime, user: str) -> bool:
    """It is done; False when nothing waits under this key."""
    done = update(tasks).where(tasks.c.id == key, tasks.c.done_at.is_(None)).values(done_at=at, done_by=user)
    return connection.execute(done).rowcount == 1
