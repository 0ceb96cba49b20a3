"""Paid on delivery: what is to be collected with each shipment of an order."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from orderdesk.domain.lifecycles import ShipmentState
from orderdesk.domain.money import Amount
from orderdesk.domain.orders import Order
from orderdesk.domain.parcels import Parcel, dues
from orderdesk.domain.shipments import Shipment
from orderdesk.persistence import orders, shipments


def due_on_delivery(connection: Connection, order: Order, shipment_id: int) -> Amount:
    """What the driver collects for a shipment, in minor units; 0 for an order that is paid another way."""
    if order.tender != "cod" or order.due <= 0:
        return 0
    lines = orders.read_lines(connection, order.id)
    own = [each for each in shipments.shipments_of_order(connection, order.id) if each.state != ShipmentState.CANCELLED]
    parcels = [_parcel(connection, each) for each in sorted(own, key=_leaves)]
    paid = orders.paid_on(connection, order.id)
    return dues(lines, parcels, order.rules, order.due, paid).get(shipment_id, 0)


def _leaves(shipment: Shipment) -> tuple[bool, datetime | None, int]:
    """What has left comes first, in the order in which it left."""
    return (shipment.shipped_at is None, shipment.shipped_at, shipment.id)


def _parcel(connection: Connection, shipment: Shipment) -> Parcel:
    goods: dict[int, int] = {}
    for each in shipments.read_allocations(connection, [shipment.id]):
        goods[each.order_line_id] = goods.get(each.order_line_id, 0) + each.quantity
    return Parcel(shipment.id, goods, refused=shipment.state == ShipmentState.RETURNED)
