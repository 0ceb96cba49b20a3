"""Paid on delivery: what is to be collected with each shipment of an order."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from orderdesk.domain.fulfilment.parcels import CollectedParcel, dues
from orderdesk.domain.fulfilment.shipments import Shipment
from orderdesk.domain.lifecycles import ShipmentState
from orderdesk.domain.orders.records import Order
from orderdesk.domain.values.money import Amount
from orderdesk.persistence.fulfilment import records as shipments
from orderdesk.persistence.orders import records as orders


def due_on_delivery(connection: Connection, order: Order, shipment_id: int) -> Amount:
    """What the driver collects for a shipment, in minor units; 0 for an order that is paid another way. For one that is
    still here it is the sum if it leaves next, as the charges go with what leaves first."""
    if order.tender != "cod" or order.due <= 0:
        return 0
    return order_dues(connection, order, next_id=shipment_id).get(shipment_id, 0)


def order_dues(connection: Connection, order: Order, *, next_id: int = 0) -> dict[int, Amount]:
    """The dues of all shipments of an order, by key, if the shipment `next_id` leaves next."""
    lines = orders.read_lines(connection, order.id)
    own = [each for each in shipments.shipments_of_order(connection, order.id) if each.state != ShipmentState.CANCELLED]
    own.sort(key=lambda each: _leaves(each, next_id))
    paid = orders.paid_on(connection, order.id)
    return dues(lines, [_parcel(connection, each) for each in own], order.rules, order.due, paid)


def _leaves(shipment: Shipment, next_id: int) -> tuple[bool, datetime | None, bool, int]:
    """What has left comes first, in the order in which it left; then what leaves next."""
    here = shipment.shipped_at is None
    return (here, shipment.shipped_at, here and shipment.id != next_id, shipment.id)


def _parcel(connection: Connection, shipment: Shipment) -> CollectedParcel:
    goods: dict[int, int] = {}
    for each in shipments.read_allocations(connection, [shipment.id]):
        goods[each.order_line_id] = goods.get(each.order_line_id, 0) + each.quantity
    return CollectedParcel(shipment.id, goods, refused=shipment.state == ShipmentState.RETURNED)
