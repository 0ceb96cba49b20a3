"""Paid on delivery: what is to be collected with each shipment of an order."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from orderdesk.domain.fulfilment.parcels import CollectedParcel, dues
from orderdesk.domain.fulfilment.shipments import Shipment
from orderdesk.domain.lifecycles import HAVE_LEFT, ShipmentState
from orderdesk.domain.orders.records import Order
from orderdesk.domain.values.money import Amount
from orderdesk.persistence.fulfilment import records as shipments
from orderdesk.persistence.orders import records as orders
from orderdesk.persistence.reports import day_work
from orderdesk.services.desk import Desk


def due_on_delivery(connection: Connection, order: Order, shipment_id: int) -> Amount:
    """What the driver collects for a shipment, in minor units; 0 for an order that is paid another way."""
    return _dues(connection, order).get(shipment_id, 0) if order.tender == "cod" and order.due > 0 else 0


def cod_in_transit(connection: Connection) -> Amount:
    """What carriers still have to collect, or to hand over, for the parcels that have left."""
    total = 0
    for order_id, due, some in day_work.cod_under_way(connection):
        total += _asked_by_what_left(connection, order_id) if some else due
    return total


def brought_by_carrier(desk: Desk, order_id: int) -> Amount:
    """What the carrier is to hand over for the parcels of an order that have left; 0 when it is paid another way."""
    with desk.reading() as connection:
        order = orders.read_order(connection, order_id)
        return _asked_by_what_left(connection, order_id) if order and order.tender == "cod" and order.due > 0 else 0


def _asked_by_what_left(connection: Connection, order_id: int) -> Amount:
    order = orders.read_order(connection, order_id)
    assert order is not None
    left = {each.id for each in shipments.shipments_of_order(connection, order_id) if each.state in HAVE_LEFT}
    return sum(due for key, due in _dues(connection, order).items() if key in left)


def _dues(connection: Connection, order: Order) -> dict[int, Amount]:
    """The dues of all shipments of an order, by key."""
    lines = orders.read_lines(connection, order.id)
    own = [each for each in shipments.shipments_of_order(connection, order.id) if each.state != ShipmentState.CANCELLED]
    parcels = [_parcel(connection, each) for each in sorted(own, key=_leaves)]
    paid = orders.paid_on(connection, order.id)
    return dues(lines, parcels, order.rules, order.due, paid)


def _leaves(shipment: Shipment) -> tuple[bool, datetime | None, int]:
    """What has left comes first, in the order in which it left."""
    return (shipment.shipped_at is None, shipment.shipped_at, shipment.id)


def _parcel(connection: Connection, shipment: Shipment) -> CollectedParcel:
    goods: dict[int, int] = {}
    for each in shipments.read_allocations(connection, [shipment.id]):
        goods[each.order_line_id] = goods.get(each.order_line_id, 0) + each.quantity
    return CollectedParcel(shipment.id, goods, refused=shipment.state == ShipmentState.RETURNED)
