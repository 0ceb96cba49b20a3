"""What promises rest on: goods on their way, and the lines that still wait for goods."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, literal_column, select

from orderdesk.domain.promises.promising import Claim, Supply
from orderdesk.domain.values.quantity import Quantity
from orderdesk.persistence.database.keys import among, bound_keys
from orderdesk.persistence.database.ready import Ready
from orderdesk.persistence.schema import customers, incoming, items, order_lines, orders

# An order with a back-ordered line is in one of these; the others need not be looked through.
_WAITING = ("unallocated", "part-allocated", "picking", "packed", "part-shipped")
_OPEN = order_lines.c.quantity - order_lines.c.cancelled - order_lines.c.allocated - order_lines.c.shipped
_WHO = case((customers.c.company != "", customers.c.company), else_=func.coalesce(customers.c.name, "Walk-in"))


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A line that waits for goods: `quantity` is what it still waits for, `wanted` the day its order is to leave."""

    order_id: int
    order: str
    customer: str
    line_id: int
    item_id: int
    sku: str
    label: str
    quantity: Quantity
    promised: date | None
    told: date | None
    wanted: date | None

    @property
    def claim(self) -> Claim:
        return Claim(self.line_id, self.order, self.quantity, self.promised, self.told, self.wanted)


_SUPPLIES = (
    select(incoming.c.item_id, incoming.c.quantity - incoming.c.received, incoming.c.due, incoming.c.reference)
    .where(incoming.c.expected == 1, incoming.c.quantity > incoming.c.received)
    .order_by(incoming.c.due.is_(None), incoming.c.due, incoming.c.id)
)


def _waits() -> ColumnElement[bool]:
    """Written out, not bound: only so does the database see that the index on open orders serves.

    Goods that were let go until their money comes are promised to nobody.
    """
    words: list[ColumnElement[str]] = [literal_column(f"'{word}'") for word in _WAITING]
    state = orders.c.state == literal_column("'confirmed'")
    waits = orders.c.let_go == literal_column("0")
    return and_(state, waits, orders.c.fulfilment.in_(words), items.c.stocked == 1, _OPEN > 0)


@cache
def _lines() -> Select[Any]:
    return (
        select(
            orders.c.id, orders.c.number, _WHO, order_lines.c.id, order_lines.c.item_id, items.c.sku,
            order_lines.c.label, _OPEN, order_lines.c.promised, order_lines.c.told, orders.c.ship_by,
        )
        .select_from(
            order_lines.join(orders, orders.c.id == order_lines.c.order_id)
            .join(items, items.c.id == order_lines.c.item_id)
            .outerjoin(customers, customers.c.id == orders.c.customer_id)
        )
        .where(_waits())
        .order_by(order_lines.c.id)
    )  # fmt: skip


@cache
def _of_items(dialect: str) -> Ready:
    return Ready(among(_lines(), order_lines.c.item_id, dialect))


_LOCKED = select(items.c.id).order_by(items.c.id).with_for_update(key_share=True)


def lock_items(connection: Connection, item_ids: Iterable[int]) -> None:
    """Let nobody else promise these items until the commit; a file is locked as a whole already."""
    if connection.dialect.name != "sqlite":
        connection.execute(among(_LOCKED, items.c.id, connection.dialect.name), bound_keys(connection, item_ids))


def supplies(connection: Connection, item_ids: Sequence[int]) -> dict[int, list[Supply]]:
    """What is on its way of each item, the first due on top."""
    found: dict[int, list[Supply]] = {item_id: [] for item_id in item_ids}
    asked = among(_SUPPLIES, incoming.c.item_id, connection.dialect.name)
    for item_id, quantity, due, reference in connection.execute(asked, bound_keys(connection, item_ids)):
        found[item_id].append(Supply(quantity, due, reference))
    return found


def waiting_of(connection: Connection, item_ids: Sequence[int]) -> list[WaitingLine]:
    """The lines of confirmed orders, held ones too, that wait for these items, the oldest first."""
    asked = _of_items(connection.dialect.name)
    return [WaitingLine(*row) for row in asked.rows(connection, bound_keys(connection, item_ids))]


def all_waiting(connection: Connection) -> list[WaitingLine]:
    """Every line that waits for goods, the oldest first."""
    return [WaitingLine(*row) for row in connection.execute(_lines())]
