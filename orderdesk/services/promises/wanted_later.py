"""Orders wanted on a later day: what comes in time for them is left on the shelf for others and tied on their day."""

from __future__ import annotations

from orderdesk.domain.lifecycles import OrderState
from orderdesk.domain.values.rights import NO_RIGHT
from orderdesk.persistence.orders import records as orders
from orderdesk.services.desk import Desk, Work
from orderdesk.services.promises.allocating import proposals, tie
from orderdesk.services.record.progress import order_of, refresh


def tie_due(desk: Desk) -> tuple[str, ...]:
    """Tie goods that lie there to the orders whose day has come as promised; returns whose.

    It was agreed on before, so that nobody needs a right for it. Who is served later than wanted waits like
    everybody else.
    """
    due = _due(desk)
    if not due:
        return ()
    with desk.writing(right=NO_RIGHT) as work:
        return tuple(number for order_id in due if (number := _tie(work, order_id)))


def _due(desk: Desk) -> list[int]:
    waiting = [each.waiting for each in proposals(desk)]
    later = [each for each in waiting if each.wanted and desk.calendar.day_of(each.placed_at) < each.wanted]
    return sorted({each.order_id for each in later if each.promised == each.wanted})


def _tie(work: Work, order_id: int) -> str:
    """Tie what older promises leave to an order; its number, or "" when nothing is left to it any more."""
    order = order_of(work, order_id)
    if order.state != OrderState.CONFIRMED or order.hold:
        return ""
    if not tie(work, order, orders.read_lines(work.connection, order_id)):
        return ""
    work.event("order", order_id, "stock tied", "the day it is wanted has come")
    refresh(work, order)
    return order.number
