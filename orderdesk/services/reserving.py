"""Stock that is kept while money is awaited: it is given back when the day is over and the money has not come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from orderdesk.domain.lifecycles import ShipmentState
from orderdesk.domain.orders import Order
from orderdesk.domain.prepaying import lacking
from orderdesk.domain.promises import day_words
from orderdesk.domain.rights import NO_RIGHT
from orderdesk.domain.shipments import Allocation, Shipment
from orderdesk.persistence import orders, shipments, stock
from orderdesk.persistence.queries import reserving as queries
from orderdesk.services.desk import Desk, Work
from orderdesk.services.progress import order_of, refresh
from orderdesk.services.promise_days import recompute

_UNTOUCHED = (ShipmentState.WAITING, ShipmentState.ALLOCATED)


def let_go_overdue(desk: Desk) -> tuple[str, ...]:
    """Free the stock of the orders whose money did not come until the day it was kept; returns their numbers.

    It was agreed on before, so that nobody needs a right for it.
    """
    with desk.reading() as connection:
        if not queries.overdue(connection, desk.today):
            return ()
    with desk.writing(right=NO_RIGHT) as work:
        return let_go(work)


def let_go(work: Work) -> tuple[str, ...]:
    """The same inside a transaction; called wherever stock is wanted, so that nothing waits for a promise that is
    over."""
    gone = []
    for order_id in queries.overdue(work.connection, work.today):
        order = order_of(work, order_id)
        if order.reserved_until is None:
            continue
        if order.unpaid_allowed or not lacking(order, orders.paid_on(work.connection, order_id)):
            orders.change_order(work.connection, order_id, {"reserved_until": None})
            continue
        _free(work, order)
        gone.append(order.number)
    return tuple(gone)


def untie(work: Work, shipment: Shipment, why: str, *, keep_picked: bool = False) -> None:
    """Give back all stock tied to an open shipment; its lines are back-ordered again."""
    tied = shipments.read_allocations(work.connection, [shipment.id])
    give_back(work, tied)
    shipments.drop_allocations(work.connection, [each.id for each in tied])
    if shipment.picklist_id and not keep_picked:
        shipments.void_picklist(work.connection, shipment.picklist_id, f"{shipment.number}: {why}")


def give_back(work: Work, tied: Iterable[Allocation]) -> None:
    """Release reserved stock and take it off the lines' allocated quantity."""
    tied = list(tied)
    stock.release(work.connection, [(each.item_id, each.bin_id, each.quantity) for each in tied])
    steps: dict[int, dict[str, int]] = {}
    for each in tied:
        step = steps.setdefault(each.order_line_id, {"allocated": 0})
        step["allocated"] -= each.quantity
    orders.advance_lines(work.connection, steps)
    work.touch("stock", "shipments")


def _free(work: Work, order: Order) -> None:
    """Give the stock of one order back and promise its goods to nobody: they are tied anew when the money comes."""
    until = day_words(order.reserved_until or work.today, work.today)
    for shipment in shipments.shipments_of_order(work.connection, order.id):
        if shipment.state in _UNTOUCHED:
            untie(work, shipment, f"the money for {order.number} did not come")
            shipments.change_shipments(work.connection, [shipment.id], {"state": str(ShipmentState.CANCELLED)})
            work.event("shipment", shipment.id, "cancelled", f"the money for {order.number} did not come")
    lines = orders.read_lines(work.connection, order.id)
    waiting = [line for line in lines if line.goods and line.progress.backordered]
    orders.promise_lines(work.connection, {line.id: None for line in waiting})
    orders.change_order(work.connection, order.id, {"reserved_until": None, "let_go": 1})
    work.event("order", order.id, "stock let go", f"not paid until {until}")
    refresh(work, replace(order, let_go=1, reserved_until=None))
    recompute(work, [line.item_id for line in waiting if line.item_id is not None])
