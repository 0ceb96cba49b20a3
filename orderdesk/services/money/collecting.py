"""Paid on delivery: what carriers still have to collect, or to hand over."""

from __future__ import annotations

from sqlalchemy import Connection

from orderdesk.domain.lifecycles import HAVE_LEFT
from orderdesk.domain.values.money import Amount
from orderdesk.persistence.fulfilment import records as shipments
from orderdesk.persistence.orders import records as orders
from orderdesk.persistence.reports import day_work
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.dues import order_dues


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
    return sum(due for key, due in order_dues(connection, order).items() if key in left)
