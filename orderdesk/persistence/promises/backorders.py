"""Lines that wait for goods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, case, select, text

from orderdesk.persistence.schema import items, order_lines, orders
from orderdesk.persistence.schema.orders import WAITING


@dataclass(frozen=True, slots=True)
class Waiting:
    """The back-ordered part of one line; `wanted` is the day its order is to leave."""

    order_id: int
    order_number: str
    order_line_id: int
    item_id: int
    sku: str
    quantity: int
    promised: date | None
    wanted: date | None
    placed_at: datetime


def waiting_lines(connection: Connection, item_ids: Sequence[int] = ()) -> list[Waiting]:
    """Back-ordered lines, first the earliest promise, then paid orders, then the oldest; all items when none named."""
    left = order_lines.c.quantity - order_lines.c.cancelled - order_lines.c.allocated - order_lines.c.shipped
    found = (
        select(
            orders.c.id,
            orders.c.number,
            order_lines.c.id,
            order_lines.c.item_id,
            items.c.sku,
            left,
            order_lines.c.promised,
            orders.c.ship_by,
            orders.c.placed_at,
        )
        .select_from(
            order_lines.join(orders, orders.c.id == order_lines.c.order_id).join(
                items, items.c.id == order_lines.c.item_id
            )
        )
        .where(orders.c.state == "confirmed", orders.c.hold == "", orders.c.let_go == 0)
        .where(items.c.stocked == 1, text(f"order_lines.{WAITING}"))
        .order_by(
            order_lines.c.promised.is_(None),
            order_lines.c.promised,
            case((orders.c.payment == "paid", 0), else_=1),
            orders.c.placed_at,
            order_lines.c.id,
        )
    )
    if item_ids:
        found = found.where(order_lines.c.item_id.in_(item_ids))
    return [Waiting(*row) for row in connection.execute(found)]
