"""How a shop and its customer want orders billed, and which orders had stock kept for them until a day that is over."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, bindparam, func, literal_column, select

from orderdesk.persistence.database.ready import Ready
from orderdesk.persistence.schema import customers, orders, shops

# Read from the index of the few orders that have such a day at all; it is asked on every confirm.
_GONE_BY = (
    orders.c.reserved_until.is_not(None),
    orders.c.reserved_until < bindparam("today"),
    orders.c.state == literal_column("'confirmed'"),
)
_OVERDUE = select(orders.c.id).where(*_GONE_BY).order_by(orders.c.id)
# All that a confirm has to know besides, in one statement.
_USUAL = Ready(
    select(
        shops.c.pay_first,
        shops.c.invoice_timing,
        select(customers.c.invoicing).where(customers.c.id == bindparam("customer")).scalar_subquery(),
        select(func.min(orders.c.id)).where(*_GONE_BY).scalar_subquery(),
    ).where(shops.c.id == select(func.max(shops.c.id)).scalar_subquery())
)


def usual_invoicing(connection: Connection, customer_id: int | None, today: date) -> tuple[str, str, bool]:
    """When the shop and the customer (empty: as the shop) want orders billed, and whether any order is `overdue`."""
    asked = {"customer": customer_id, "today": today}
    pay_first, timing, own, first = _USUAL.one(connection, asked)
    return "payment" if pay_first else timing, own or "", first is not None


def overdue(connection: Connection, today: date) -> list[int]:
    """The confirmed orders whose stock was kept until a day before today."""
    return list(connection.execute(_OVERDUE, {"today": today}).scalars())
