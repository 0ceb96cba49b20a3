"""The counter sale: taken, paid, handed over and billed in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from orderdesk.domain.lifecycles import SHIPMENT, Facts
from orderdesk.domain.orders.records import OrderRequest
from orderdesk.domain.values.errors import Refused
from orderdesk.persistence.fulfilment import records as shipments
from orderdesk.persistence.orders import records as orders
from orderdesk.services.billing.invoicing import invoice
from orderdesk.services.desk import Desk, Work
from orderdesk.services.fulfilment.shipping import leave
from orderdesk.services.money.paying import Paid, Tendered, pay
from orderdesk.services.orders.placing import confirm_written, write_order
from orderdesk.services.record.progress import order_of

TAKEN_ALONG = "taken along at the counter"


@dataclass(frozen=True, slots=True)
class CounterSale:
    """A counter sale as made."""

    order_id: int
    invoice: str
    paid: Paid


def sell(desk: Desk, request: OrderRequest, tendered: Sequence[Tendered], *, till: str = "") -> CounterSale:
    """Sell over the counter; refused as a whole when an item is not there or the money does not reach."""
    with desk.writing(right="take payment") as work:
        return write_sale(work, request, tendered, till=till)


def write_sale(work: Work, request: OrderRequest, tendered: Sequence[Tendered], *, till: str = "") -> CounterSale:
    """Make the whole sale inside a transaction."""
    order_id = write_order(work, replace(request, channel="counter"))
    confirm_written(work, order_of(work, order_id), at_once=True)
    for line in orders.read_lines(work.connection, order_id):
        if line.progress.backordered:
            raise Refused(f"{line.label}: not enough in stock to take along.", field="lines", line=line.position)
    for shipment in shipments.shipments_of_order(work.connection, order_id):
        goods = shipments.read_allocations(work.connection, [shipment.id])
        facts = Facts(shipment.number, hold=shipment.hold, reason=TAKEN_ALONG)
        state = SHIPMENT.after(shipment.state, "hand-over", facts)
        leave(work, shipment, goods, state, {"unscanned": TAKEN_ALONG})
    number = invoice(work, order_of(work, order_id), everything=True)
    paid = pay(work, order_of(work, order_id), tendered, till=till)
    if paid.due > 0:
        raise Refused("The amount tendered is less than the total; a counter sale is paid in full.", field="amount")
    return CounterSale(order_id, number or "", paid)
