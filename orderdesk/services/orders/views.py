"""Looking things up: an order whole, by its key or by what a person calls it."""

from __future__ import annotations

from orderdesk.domain.lifecycles import SHIPMENT, ShipmentState
from orderdesk.domain.orders.records import Order, OrderLine
from orderdesk.domain.shop.records import Shop
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.texts import count_word
from orderdesk.persistence.customers import records as customers
from orderdesk.persistence.fulfilment import records as shipments
from orderdesk.persistence.fulfilment.lists import PackRow, ShipmentRow, pack_rows, shipment_row
from orderdesk.persistence.orders import records as orders
from orderdesk.persistence.orders.view import OrderView, order_view
from orderdesk.persistence.record.numbers_of import box_bearing
from orderdesk.persistence.returns import records as returns
from orderdesk.persistence.returns.lists import ReturnLineRow, ReturnRow, return_line_rows, return_row
from orderdesk.persistence.shop.records import shop_of
from orderdesk.persistence.shop.set_up import is_set_up
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.waves.walking import rows_to_pick
from orderdesk.services.record.finding import order_named

_S = ShipmentState
STILL_HERE = (_S.WAITING, _S.ALLOCATED, _S.PICKING, _S.PICKED, _S.PACKED)
ON_THE_WAY = (_S.SHIPPED, _S.EXCEPTION)


def view_order(desk: Desk, order_id: int) -> OrderView:
    """Everything about one order from one snapshot."""
    with desk.reading() as connection:
        view = order_view(connection, order_id)
    if view is None:
        raise NotFound("There is no such order.", field="order")
    return view


def order_lines(desk: Desk, order_id: int) -> tuple[Order, tuple[OrderLine, ...]]:
    """An order with its lines and nothing more, where `view_order` would read all around it."""
    with desk.reading() as connection:
        order = orders.read_order(connection, order_id)
        if order is None:
            raise NotFound("There is no such order.", field="order")
        return order, orders.read_lines(connection, order_id)


def view_shop(desk: Desk) -> Shop:
    """The shop as it is now; refuse when it is not set up yet."""
    with desk.reading() as connection:
        return shop_of(connection)


def shop_or_none(desk: Desk) -> Shop | None:
    """The shop as it is now, if it is set up."""
    with desk.reading() as connection:
        return shop_of(connection) if is_set_up(connection) else None


def customer_id_of(desk: Desk, number: str) -> int:
    """The key of customer `number`."""
    with desk.reading() as connection:
        return _known(customers.customer_id_by_number(connection, number.strip()), "customer", number)


def order_id_of(desk: Desk, number: str) -> int:
    """The key of order `number`, which may be that of the web shop it came from or its customer's reference."""
    with desk.reading() as connection:
        return order_named(connection, number).id


def order_asked(desk: Desk, word: str) -> tuple[int, str]:
    """The key and the number of the order that a word names, in the same ways."""
    with desk.reading() as connection:
        found = order_named(connection, word)
    return found.id, found.number


def view_shipment(desk: Desk, shipment_id: int) -> ShipmentRow:
    """One shipment as the board shows it."""
    with desk.reading() as connection:
        row = shipment_row(connection, shipment_id)
    if row is None:
        raise NotFound("There is no such shipment.", field="shipment")
    return row


def shipments_to_do(desk: Desk, word: str, *, shipped: bool = False) -> list[int]:
    """The shipments that a number names: one by its own, or those of an order that are still here (with `shipped`, on
    their way); refuse none at all."""
    states = ON_THE_WAY if shipped else STILL_HERE
    with desk.reading() as connection:
        own = shipments.shipment_id_by_number(connection, word.strip())
        if own is not None:
            return [own]
        order_id = order_named(connection, word).id
        found = [each.id for each in shipments.shipments_of_order(connection, order_id) if each.state in states]
    if not found:
        raise Refused(f"{word} has no shipment {'on its way' if shipped else 'to work on'}.", field="shipment")
    return found


def shipment_meant(desk: Desk, word: str, event: str) -> tuple[int, int | None]:
    """The key of the shipment that a word names for `event`, and the box where one is named: by its own number, by that
    of its box ("SH-1001-2"), or by its order's where exactly one can be meant, wherever it is by now."""
    typed = word.strip()
    with desk.reading() as connection:
        own = shipments.shipment_id_by_number(connection, typed)
        if own is not None:
            return own, None
        boxed = box_bearing(connection, typed)
        if boxed is not None:
            return boxed[0].id, boxed[1]
        try:
            order = order_named(connection, typed)
        except NotFound:
            raise NotFound(f"There is no shipment {typed[:40]}, and no order of that number.", field="number") from None
        there = shipments.shipments_of_order(connection, order.id)
    there = [each for each in there if each.state != ShipmentState.CANCELLED]
    found = [each for each in there if SHIPMENT.allows(each.state, event)] or there
    if not found:
        raise Refused(f"{order.number} has no shipment yet.", field="number")
    if len(found) > 1:
        named = ", ".join(f"{each.number} ({each.state})" for each in found)
        raise Refused(
            f"{order.number} has {count_word(len(found), 'shipment')}; name one of them: {named}.", field="number"
        )
    return found[0].id, None


def view_picklist(desk: Desk, number: str) -> tuple[list[ShipmentRow], list[PackRow]]:
    """The shipments of a picklist by tote, and its rows in walk order."""
    with desk.reading() as connection:
        known = shipments.picklist_by_number(connection, number.strip())
        if known is None:
            raise NotFound(f"There is no picklist {number.strip()[:40]}.", field="picklist")
        keys = [each.id for each in shipments.shipments_of_picklist(connection, known[0])]
        rows = [shipment_row(connection, key) for key in keys]
        return [row for row in rows if row is not None], rows_to_pick(connection, keys)


def view_packing(desk: Desk, shipment_id: int) -> list[PackRow]:
    """What a shipment takes, by bin."""
    with desk.reading() as connection:
        return pack_rows(connection, [shipment_id])


def view_return(desk: Desk, return_id: int) -> tuple[ReturnRow, list[ReturnLineRow]]:
    """One return with its lines."""
    with desk.reading() as connection:
        row = return_row(connection, return_id)
        if row is None:
            raise NotFound("There is no such return.", field="return")
        return row, return_line_rows(connection, return_id)


def return_id_of(desk: Desk, number: str) -> int:
    """The key of return `number`."""
    with desk.reading() as connection:
        return _known(returns.return_id_by_number(connection, number.strip()), "return", number)


def _known(key: int | None, thing: str, number: str) -> int:
    if key is None:
        raise NotFound(f"There is no {thing} {number.strip()[:40]}.", field=thing)
    return key
