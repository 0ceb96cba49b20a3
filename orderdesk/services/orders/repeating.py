"""The same again: the goods of an earlier order at today's prices, with what has changed since marked."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from orderdesk.domain.orders.grounds import Moment
from orderdesk.domain.orders.pricing import prices_won
from orderdesk.domain.orders.records import LineRequest, OrderLine, OrderRequest
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.money import Price, Rate, shown_price
from orderdesk.domain.values.quantity import Quantity, shown_quantity
from orderdesk.persistence.customers.callers import last_order_id
from orderdesk.persistence.customers.records import read_address
from orderdesk.persistence.items.lists import FoundItem, items_by_id
from orderdesk.persistence.orders import records as orders
from orderdesk.persistence.orders.gathering import gather
from orderdesk.persistence.shop.records import read_services
from orderdesk.services.desk import Desk
from orderdesk.services.orders.placing import write_order
from orderdesk.services.record.progress import order_of


@dataclass(frozen=True, slots=True)
class RepeatedLine:
    """One line again: the item as it is today, how many as then, the unit price `was`, and what has changed."""

    item: FoundItem
    quantity: Quantity
    was: Price
    discount: Rate
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    """An order again; `left_out` says in a sentence each what cannot be had again. An address that is no longer used
    is None, for the customer's usual one."""

    number: str
    lines: tuple[RepeatedLine, ...]
    left_out: tuple[str, ...]
    bill_to_id: int | None = None
    ship_to_id: int | None = None

    @property
    def changes(self) -> tuple[str, ...]:
        """All that has changed, line by line, each with its item."""
        told = [f"{line.item.sku}: {', '.join(line.changes)}" for line in self.lines if line.changes]
        return (*told, *self.left_out)


def repeat_order(desk: Desk, order_id: int) -> Repeated:
    """The goods of an order as they would be ordered today; charges and postage are reckoned anew."""
    with desk.reading() as connection:
        return repeated(connection, desk.moment, order_id)


def repeat_last(desk: Desk, customer_id: int) -> Repeated:
    """The last order of a customer again; refuse when there is none."""
    with desk.reading() as connection:
        order_id = last_order_id(connection, customer_id)
        if order_id is None:
            raise NotFound("There is no earlier order to repeat.", field="customer")
        return repeated(connection, desk.moment, order_id)


@dataclass(frozen=True, slots=True)
class Copied:
    """The draft that was made, and what has changed since the order it is like, as `Repeated` tells it."""

    order_id: int
    changes: tuple[str, ...]


def copy_order(desk: Desk, order_id: int) -> Copied:
    """Make a new draft with the goods of an order at today's prices, for the same customer and place."""
    again = repeat_order(desk, order_id)
    if not again.lines:
        raise Refused(f"Nothing of {again.number} can be ordered again.")
    with desk.writing(right="take orders") as work:
        before = order_of(work, order_id)
        services = {each.id: each.code for each in read_services(work.connection)}
        request = OrderRequest(
            lines=tuple(LineRequest(line.quantity, line.item.sku) for line in again.lines),
            channel="phone" if before.channel == "online" else before.channel,
            customer_id=before.customer_id,
            bill_to_id=again.bill_to_id,
            ship_to_id=again.ship_to_id,
            service=services.get(before.service_id or 0, ""),
            tender=before.tender,
        )
        key = write_order(work, request)
        work.event("order", key, "copied", before.number)
        return Copied(key, again.changes)


def repeated(connection: Connection, moment: Moment, order_id: int) -> Repeated:
    """The same inside a snapshot."""
    order = orders.read_order(connection, order_id)
    if order is None:
        raise NotFound("There is no such order.", field="order")
    goods = [line for line in orders.read_lines(connection, order_id) if line.item_id is not None]
    known = {item.id: item for item in items_by_id(connection, {line.item_id for line in goods if line.item_id})}
    asked = OrderRequest(
        lines=tuple(LineRequest(line.quantity, known[line.item_id or 0].sku) for line in goods),
        channel=order.channel,
        customer_id=order.customer_id,
    )
    won = prices_won(asked, gather(connection, moment, asked))
    wanted: dict[int, Quantity] = {}
    kept, gone = [], []
    for place, line in enumerate(goods, start=1):
        item = known[line.item_id or 0]
        wanted[item.id] = wanted.get(item.id, 0) + line.quantity
        if item.active:
            kept.append(_again(line, item, wanted[item.id], won[place].price, order.currency))
        else:
            gone.append(f"{item.sku} is no longer sold")
    bill_to, ship_to = (_in_use(connection, key) for key in (order.bill_to_id, order.ship_to_id))
    if ship_to != order.ship_to_id:
        gone.append("the address of then is no longer used; it goes to the usual one")
    return Repeated(order.number, tuple(kept), tuple(gone), bill_to, ship_to)


def _in_use(connection: Connection, address_id: int | None) -> int | None:
    """The address, unless it has been replaced or given up since."""
    found = read_address(connection, address_id) if address_id else None
    return None if found is None or found.retired else found.id


def _again(line: OrderLine, item: FoundItem, wanted: Quantity, price: Price, currency: str) -> RepeatedLine:
    changes = []
    if price != line.price:
        way = "up" if price > line.price else "down"
        changes.append(f"price {way} from {shown_price(line.price, currency)} to {shown_price(price, currency)}")
    there = max(0, item.available)
    if item.stocked and there < wanted:
        changes.append(f"{shown_quantity(there)} of {shown_quantity(wanted)} in stock" if there else "out of stock")
    return RepeatedLine(item, line.quantity, line.price, line.discount, tuple(changes))
