"""How an order is sent when not all of it is there: what is there, complete, or as the customer says when asked."""

from __future__ import annotations

from orderdesk.domain.lifecycles import ORDER, SHIPMENT, Facts, ShipmentState
from orderdesk.domain.orders.deciding import ASK, COMPLETE, PART
from orderdesk.domain.values.errors import Refused
from orderdesk.persistence.fulfilment import records as shipments
from orderdesk.persistence.orders import records as orders
from orderdesk.services.desk import Desk, Work
from orderdesk.services.record.progress import order_of, refresh


def choose_shipping(desk: Desk, order_id: int, shipping: str) -> None:
    """Send what is there now, or wait for all of it; also the answer of a customer who was to be asked.

    Goods that wait for the rest become ready to pick, and goods not yet on a picklist wait, in the same transaction.
    """
    if shipping not in (PART, COMPLETE, ASK):
        raise Refused(f"Choose how it ships: {PART}, {COMPLETE}, {ASK}.", field="shipping")
    with desk.writing(right="take orders") as work:
        order = order_of(work, order_id)
        ORDER.check(order.state, "ship-whole" if shipping == COMPLETE else "ship-part", Facts(order.number))
        flags = {"ship_complete": int(shipping == COMPLETE), "ship_ask": int(shipping == ASK)}
        orders.change_order(work.connection, order_id, flags)
        missing = any(line.progress.backordered for line in orders.read_lines(work.connection, order_id))
        _move_shipments(work, order_id, wait=missing and shipping != PART)
        work.event("order", order_id, "shipping", WORDS[shipping])
        refresh(work, order_of(work, order_id))


WORDS = {PART: "ship what is there", COMPLETE: "wait for all", ASK: "ask the customer"}


def _move_shipments(work: Work, order_id: int, *, wait: bool) -> None:
    for shipment in shipments.shipments_of_order(work.connection, order_id):
        if wait and shipment.state == ShipmentState.ALLOCATED:
            state = ShipmentState.WAITING
        elif not wait and shipment.state == ShipmentState.WAITING:
            state = SHIPMENT.after(ShipmentState.WAITING, "allocate", Facts(shipment.number))
        else:
            continue
        shipments.change_shipments(work.connection, [shipment.id], {"state": str(state)})
        work.touch("shipments")
