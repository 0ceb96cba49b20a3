"""Stock that is kept while money is awaited: it is given back when the day is over and the money has not come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from orderdesk.domain.fulfilment.shipments import Allocation, Shipment
from orderdesk.domain.fulfilment.tasks import PUT_BACK
from orderdesk.domain.lifecycles import ShipmentState
from orderdesk.domain.money.prepaying import lacking
from orderdesk.domain.orders.records import Order
from orderdesk.domain.promises.told import day_words
from orderdesk.domain.values.quantity import Quantity, shown_quantity
from orderdesk.domain.values.rights import NO_RIGHT
from orderdesk.persistence.fulfilment import labels
from orderdesk.persistence.fulfilment import records as shipments
from orderdesk.persistence.orders import records as orders
from orderdesk.persistence.stock import records as stock
from orderdesk.persistence.stock import reserving as queries
from orderdesk.persistence.stock import tasks
from orderdesk.persistence.stock.reservations import untied
from orderdesk.services.desk import Desk, Work
from orderdesk.services.promises.promise_days import recompute
from orderdesk.services.promises.waves import void_wave
from orderdesk.services.record.progress import order_of, refresh

_UNTOUCHED = (ShipmentState.WAITING, ShipmentState.ALLOCATED)
_IN_A_TOTE = (ShipmentState.PICKED, ShipmentState.PACKED)


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


def cancel_shipment(work: Work, shipment: Shipment, why: str) -> None:
    """An open shipment will not leave: its stock is free again, what lay picked is to be carried back, its list is
    void and its boxes are opened."""
    tied = shipments.read_allocations(work.connection, [shipment.id])
    _give_back(work, shipment, tied, why)
    labels.open_boxes(work.connection, shipment.id, work.now, work.user)
    shipments.drop_allocations(work.connection, [each.id for each in tied])
    if shipment.state in _IN_A_TOTE:
        for each in tied:
            ask_back(work, each, each.quantity)
    after = {"state": str(ShipmentState.CANCELLED), "tote": 0}
    shipments.change_shipments(work.connection, [shipment.id], {**after, "picklist_id": None})
    if shipment.picklist_id:
        void_wave(work, shipment.picklist_id, why)
    work.event("shipment", shipment.id, "cancelled", why)


def ask_back(work: Work, part: Allocation, quantity: Quantity) -> None:
    """Have picked goods that are no longer wanted carried back to their bin."""
    (shipment,) = shipments.read_shipments(work.connection, [part.shipment_id])
    row = {
        "kind": PUT_BACK,
        "order_id": shipment.order_id,
        "shipment_id": shipment.id,
        "item_id": part.item_id,
        "bin_id": part.bin_id,
        "quantity": quantity,
    }
    tasks.add_task(work.connection, row | {"made_at": work.now, "made_by": work.user})
    work.event("shipment", part.shipment_id, "put back", f"{shown_quantity(quantity)} {part.sku}")


def _give_back(work: Work, shipment: Shipment, tied: Sequence[Allocation], why: str) -> None:
    """Release reserved stock and take it off the lines' allocated quantity."""
    freed = [untied(shipment, each, each.quantity, why) for each in tied]
    stock.reserve(work.connection, freed, now=work.now, user=work.user)
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
            cancel_shipment(work, shipment, f"the money for {order.number} did not come")
    lines = orders.read_lines(work.connection, order.id)
    waiting = [line for line in lines if line.goods and line.progress.backordered]
    orders.promise_lines(work.connection, {line.id: None for line in waiting})
    orders.change_order(work.connection, order.id, {"reserved_until": None, "let_go": 1})
    work.event("order", order.id, "stock let go", f"not paid until {until}")
    refresh(work, replace(order, let_go=1, reserved_until=None))
    recompute(work, [line.item_id for line in waiting if line.item_id is not None])
