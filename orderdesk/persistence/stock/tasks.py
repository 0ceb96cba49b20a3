"""Work that waits for somebody: goods to be carried back to their bin, a count, a call, whatever was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select, update

from orderdesk.domain.fulfilment.tasks import COUNT, PUT_BACK, Task
from orderdesk.domain.values.quantity import Quantity
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
        tasks.c.item_id,
        tasks.c.made_at,
        tasks.c.made_by,
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


# Counts of one bin, each done by saying how many of the item lie there.
_COUNTS = (tasks.c.kind == COUNT, tasks.c.bin_id.is_not(None))
_WAITS = tasks.c.done_at.is_(None)


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


def open_counts(connection: Connection, item_id: int | None = None) -> list[Task]:
    """The bins to be counted, in walk order; for one item when named."""
    found = _OPEN.where(*_COUNTS).order_by(None).order_by(*WALK, tasks.c.id)
    return [Task(*row) for row in connection.execute(_of_item(found, item_id))]


def count_of_bin(connection: Connection, item_id: int, bin_id: int) -> tuple[int, Quantity, str] | None:
    """The count of a bin that waits already: its key, how many were short there, and why."""
    asked = select(tasks.c.id, tasks.c.quantity, tasks.c.note).where(
        *_COUNTS, _WAITS, tasks.c.item_id == item_id, tasks.c.bin_id == bin_id
    )
    row = connection.execute(asked.order_by(tasks.c.id).limit(1)).first()
    return (row[0], row[1], row[2]) if row else None


def change_count(connection: Connection, key: int, quantity: Quantity, note: str) -> None:
    """More was short where a count waits already."""
    connection.execute(update(tasks).where(tasks.c.id == key).values(quantity=quantity, note=note))


def finish_counts(
    connection: Connection, item_id: int, bin_id: int, counted_at: datetime, at: datetime, user: str
) -> list[int]:
    """What was asked before a bin was counted is done; returns the keys."""
    done = (
        update(tasks)
        .where(*_COUNTS, _WAITS, tasks.c.item_id == item_id, tasks.c.bin_id == bin_id, tasks.c.made_at <= counted_at)
        .values(done_at=at, done_by=user)
        .returning(tasks.c.id)
    )
    return sorted(connection.execute(done).scalars())


def counted_since(connection: Connection, item_id: int, since: datetime) -> set[int]:
    """The bins of an item whose count was asked for and has been done since then."""
    found = select(tasks.c.bin_id).where(*_COUNTS, tasks.c.item_id == item_id, tasks.c.done_at >= since)
    return set(connection.execute(found).scalars())


def _of_item(found: Select[Any], item_id: int | None) -> Select[Any]:
    return found if item_id is None else found.where(tasks.c.item_id == item_id)


def open_task(connection: Connection, key: int) -> Task | None:
    """One task; None when nothing waits under this key."""
    row = connection.execute(_OPEN.where(tasks.c.id == key)).first()
    return Task(*row) if row else None


def finish_task(connection: Connection, key: int, at: datetime, user: str) -> bool:
    """It is done; False when nothing waits under this key."""
    done = update(tasks).where(tasks.c.id == key, tasks.c.done_at.is_(None)).values(done_at=at, done_by=user)
    return connection.execute(done).rowcount == 1
