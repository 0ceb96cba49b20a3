"""Stopping work on an order for a reason, and letting it go on."""

from __future__ import annotations

from orderdesk.domain.checks.verifying import PAID
from orderdesk.domain.lifecycles import ORDER, Facts, Hold
from orderdesk.domain.orders.records import Order
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.texts import short_text
from orderdesk.persistence.orders import records as orders
from orderdesk.services.billing.invoicing import bill_confirmed
from orderdesk.services.checks.verifying import hold_unpaid, take_stock_again
from orderdesk.services.desk import Desk, Work
from orderdesk.services.record.progress import order_of


def hold_order(desk: Desk, order_id: int, hold: Hold, note: str = "") -> None:
    """Stop all work on an order, with the reason."""
    if hold is Hold.NONE:
        raise Refused("Choose why the order is held.", field="hold")
    with desk.writing(right="hold orders") as work:
        order = order_of(work, order_id)
        # A hold may be followed by another, for another reason.
        ORDER.check(order.state, "hold", Facts(order.number))
        values = {"hold": str(hold), "hold_note": short_text(note, "note"), "held_by": ""}
        orders.change_order(work.connection, order_id, values)
        work.event("order", order_id, "held", f"{hold}: {note}".rstrip(": "))
        work.touch("orders", "shipments")


def release_order(desk: Desk, order_id: int, reason: str = "") -> None:
    """Let work on a held order go on; an order that a check holds goes on against it only with a reason."""
    why = short_text(reason, "reason")
    with desk.writing(right="release holds") as work:
        order = order_of(work, order_id)
        ORDER.check(order.state, "release", Facts(order.number, hold=order.hold))
        if order.held_by and not why:
            raise Refused(f"Say why {order.number} may go on: {order.hold_note}", field="reason")
        orders.change_order(work.connection, order_id, {"hold": "", "hold_note": "", "held_by": ""})
        if order.held_by:
            work.event("order", order_id, "check overridden", f"{order.held_by}: {why}")
        work.event("order", order_id, "released", order.hold)
        _go_on(work, order, unpaid=PAID.code in order.held_by.split(","))
        work.touch("orders", "shipments")


def _go_on(work: Work, order: Order, *, unpaid: bool) -> None:
    """What waited for the release: an order that a person lets go on `unpaid` asks for money first no more, any other
    is held again while its money is not here; then its stock and its bill."""
    if unpaid:
        orders.change_order(work.connection, order.id, {"unpaid_allowed": 1})
    hold_unpaid(work, order.id)
    after = order_of(work, order.id)
    if not after.hold:
        take_stock_again(work, order.id)
        bill_confirmed(work, after)
