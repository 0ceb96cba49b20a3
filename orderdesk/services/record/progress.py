"""Keeping an order's summary true: after each use case its fulfilment, payment and balance are derived anew."""

from __future__ import annotations

from orderdesk.domain.billing.billing import unbilled
from orderdesk.domain.fulfilment.shipments import Shipment
from orderdesk.domain.lifecycles import ORDER, Facts, OrderState
from orderdesk.domain.orders.progress import Fulfilment, fulfilment_of, payment_of
from orderdesk.domain.orders.records import Order, OrderLine
from orderdesk.domain.values.errors import NotFound
from orderdesk.persistence.billing import records as invoices
from orderdesk.persistence.fulfilment import records as shipments
from orderdesk.persistence.orders import records as orders
from orderdesk.persistence.returns import records as returns
from orderdesk.services.desk import Work

_WITH_THE_CUSTOMER = (Fulfilment.SHIPPED, Fulfilment.DELIVERED)


def order_of(work: Work, order_id: int) -> Order:
    """The order, locked until the commit; refuse one that does not exist."""
    order = orders.read_order(work.connection, order_id, lock=True)
    if order is None:
        raise NotFound("There is no such order.", field="order")
    return order


def shipment_of(work: Work, shipment_id: int) -> Shipment:
    """The shipment; refuse one that does not exist."""
    found = shipments.read_shipments(work.connection, [shipment_id])
    if not found:
        raise NotFound("There is no such shipment.", field="shipment")
    return found[0]


def refresh(work: Work, order: Order, lines: tuple[OrderLine, ...] | None = None) -> Order:
    """Derive the summary from the facts, close the order when nothing is left to do, and open it again when there is.

    `lines` may be passed when they were read after the last change.
    """
    if order.state not in (OrderState.CONFIRMED, OrderState.CLOSED):
        return order
    lines = lines if lines is not None else orders.read_lines(work.connection, order.id)
    progress = [line.progress for line in lines]
    known, states = orders.facts_of(work.connection, order.id)
    fulfilment = fulfilment_of(progress, states)
    open_to_bill = 0
    if any(each.to_invoice for each in progress):
        open_to_bill = unbilled(lines, order.rules, invoices.taxed_so_far(work.connection, order.id, lines))
    money = known.with_unbilled(open_to_bill)
    values = {"fulfilment": str(fulfilment), "payment": str(payment_of(money)), "due": money.due}
    open_work = (
        fulfilment not in _WITH_THE_CUSTOMER
        or money.due != 0
        or any(each.to_invoice for each in progress)
        or returns.open_returns(work.connection, order.id) > 0
    )
    values |= _state_after(work, order, open_work)
    if any(getattr(order, name) != value for name, value in values.items()):
        orders.change_order(work.connection, order.id, values)
    work.touch("orders")
    return order


def _state_after(work: Work, order: Order, open_work: bool) -> dict[str, object]:
    facts = Facts(order.number, open_work=open_work)
    if order.state == OrderState.CONFIRMED and not open_work:
        work.event("order", order.id, "closed")
        return {"state": str(ORDER.after(OrderState.CONFIRMED, "close", facts)), "closed_at": work.now}
    if order.state == OrderState.CLOSED and open_work:
        work.event("order", order.id, "opened again")
        return {"state": str(ORDER.after(OrderState.CLOSED, "reopen", facts)), "closed_at": None}
    return {}
