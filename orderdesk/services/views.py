"""Looking things up: an order whole, by its key or by what a person calls it."""

from __future__ import annotations

from orderdesk.domain.errors import NotFound
from orderdesk.persistence import invoices, orders, returns, shipments
from orderdesk.persistence.queries.order_view import OrderView, order_view
from orderdesk.persistence.shop import Shop, shop_of
from orderdesk.services.desk import Desk


def view_order(desk: Desk, order_id: int) -> OrderView:
    """Everything about one order from one snapshot."""
    with desk.reading() as connection:
        view = order_view(connection, order_id)
    if view is None:
        raise NotFound("There is no such order.", field="order")
    return view


def view_shop(desk: Desk) -> Shop:
    """The shop as it is now; refuse when it is not set up yet."""
    with desk.reading() as connection:
        return shop_of(connection)


def order_id_of(desk: Desk, number: str) -> int:
    """The key of order `number`."""
    with desk.reading() as connection:
        return _known(orders.order_id_by_number(connection, number.strip()), "order", number)


def shipment_id_of(desk: Desk, number: str) -> int:
    """The key of shipment `number`."""
    with desk.reading() as connection:
        return _known(shipments.shipment_id_by_number(connection, number.strip()), "shipment", number)


def return_id_of(desk: Desk, number: str) -> int:
    """The key of return `number`."""
    with desk.reading() as connection:
        return _known(returns.return_id_by_number(connection, number.strip()), "return", number)


def invoice_id_of(desk: Desk, number: str) -> int:
    """The key of invoice or credit note `number`."""
    with desk.reading() as connection:
        return _known(invoices.invoice_by_number(connection, number.strip()), "invoice", number)


def _known(key: int | None, thing: str, number: str) -> int:
    if key is None:
        raise NotFound(f"There is no {thing} {number.strip()[:40]}.", field=thing)
    return key
