"""Stopping work on an order for a reason, and letting it go on."""

from __future__ import annotations

from orderdesk.domain.errors import Refused
from orderdesk.domain.lifecycles import Hold, OrderState
from orderdesk.persistence import orders
from orderdesk.services.desk import Desk
from orderdesk.services.pricing import short_text
from orderdesk.services.progress import order_of


def hold_order(desk: Desk, order_id: int, hold: Hold, note: str = "") -> None:
    """Stop all work on an order, with the reason."""
    if hold is Hold.NONE:
        raise Refused("Choose why the order is held.", field="hold")
    with desk.writing() as work:
        order = order_of(work, order_id)
        if order.state in (OrderState.CLOSED, OrderState.CANCELLED):
            raise Refused(f"{order.number} is {order.state}; there is nothing to hold.")
        orders.change_order(work.connection, order_id, {"hold": str(hold), "hold_note": short_text(note, "note")})
        work.event("order", order_id, "held", f"{hold}: {note}".rstrip(": "))
        work.touch("orders", "shipments")


def release_order(desk: Desk, order_id: int) -> None:
    """Let work on a held order go on."""
    with desk.writing() as work:
        order = order_of(work, order_id)
        if not order.hold:
            raise Refused(f"{order.number} is not on hold.")
        orders.change_order(work.connection, order_id, {"hold": "", "hold_note": ""})
        work.event("order", order_id, "released", order.hold)
        work.touch("orders", "shipments")
