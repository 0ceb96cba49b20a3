"""What was done in a day or till session, what waits now, and what an owner looks at twice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Connection, and_, case, exists, func, or_, select, text

from orderdesk.domain.reports.day_report import Watched, WorkOfDay
from orderdesk.persistence.reports.day_scope import Scope
from orderdesk.persistence.schema import events, items, order_lines, orders, shipments, till_movements
from orderdesk.persistence.schema.orders import OPEN_STATES

# Written out as in the index of the work in hand, so that it alone can serve.
_OPEN = and_(text(f"orders.{OPEN_STATES}"), orders.c.state == "confirmed")
_NOT_YET_SENT = ("unallocated", "part-allocated", "allocated", "picking", "packed", "part-shipped")


def cod_under_way(connection: Connection) -> list[tuple[int, int, bool]]:
    """Cash-on-delivery orders of which something has left: (key, due, whether only some of its parcels ask for it)."""
    refused = exists().where(shipments.c.order_id == orders.c.id, shipments.c.state == "returned-to-sender")
    found = select(orders.c.id, orders.c.due, or_(orders.c.fulfilment == "part-shipped", refused)).where(
        orders.c.due > 0,
        orders.c.tender == "cod",
        _OPEN,
        orders.c.fulfilment.in_(("shipped", "delivered", "part-shipped")),
    )
    return [(key, int(due), bool(some)) for key, due, some in connection.execute(found)]


def work(connection: Connection, start: datetime, end: datetime, day: date) -> WorkOfDay:
    """Orders taken and parcels shipped between two moments; what is late on `day` or waits for goods now."""
    taken, total = connection.execute(
        select(func.count(), func.coalesce(func.sum(orders.c.total), 0)).where(
            orders.c.placed_at >= start, orders.c.placed_at <= end, orders.c.state.in_(("confirmed", "closed"))
        )
    ).one()
    shipped = select(func.count()).where(shipments.c.shipped_at >= start, shipments.c.shipped_at <= end)
    late = select(func.count()).where(_OPEN, orders.c.ship_by < day, orders.c.fulfilment.in_(_NOT_YET_SENT))
    left = order_lines.c.quantity - order_lines.c.cancelled - order_lines.c.allocated - order_lines.c.shipped
    waiting = (
        select(func.count(order_lines.c.order_id.distinct()), func.coalesce(func.sum(left), 0))
        .select_from(
            orders.join(order_lines, order_lines.c.order_id == orders.c.id).join(
                items, items.c.id == order_lines.c.item_id
            )
        )
        .where(_OPEN, items.c.stocked == 1, left > 0)
    )
    backordered, units = connection.execute(waiting).one()
    sent: int = connection.execute(shipped).scalar_one()
    overdue: int = connection.execute(late).scalar_one()
    return WorkOfDay(taken, int(total), sent, overdue, backordered, int(units))


def watched(connection: Connection, scope: Scope, whats: Iterable[str]) -> tuple[Watched, ...]:
    """How often each person did what an owner looks at twice: events named in `whats`, and drawers opened unsold.

    What was done by another person's right is told with the right, who allowed it and why.
    """
    kinds = tuple(whats)
    lent = case((events.c.what == "override", events.c.detail), else_="")
    first, after = first_event(connection, scope.start), first_event(connection, scope.end, after=True)
    found = (
        select(events.c.what, lent, events.c.user, func.count())
        .where(events.c.id >= first, events.c.id < after, events.c.what.in_(kinds))
        .where((events.c.subject == "order") | (events.c.what == "override"))
        .group_by(events.c.what, lent, events.c.user)
    )
    unsold = (
        select(till_movements.c.user, func.count())
        .where(scope.moved, till_movements.c.kind == "no-sale")
        .group_by(till_movements.c.user)
        .order_by(till_movements.c.user)
    )
    no_sales = [Watched("no-sale", user, count) for user, count in connection.execute(unsold)]
    rows = connection.execute(found)
    told = [Watched(f"{what}: {why}" if why else what, user, count) for what, why, user, count in rows]
    done = sorted(told, key=lambda each: (each.what, each.user))
    return (*done, *no_sales)


def first_event(connection: Connection, moment: datetime, *, after: bool = False) -> int:
    """The key of the first event at (or `after`) a moment; events are written in the order of time, so halve."""
    low, high = 1, 1 + (connection.execute(select(func.max(events.c.id))).scalar() or 0)
    while low < high:
        middle = (low + high) // 2
        at = connection.execute(
            select(events.c.at).where(events.c.id >= middle).order_by(events.c.id).limit(1)
        ).scalar_one()
        if at > moment or (at == moment and not after):
            high = middle
        else:
            low = middle + 1
    return low
