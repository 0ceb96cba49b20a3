"""Quotes: how long they stand, and what changed in their prices when they no longer do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from orderdesk.domain.lifecycles import ORDER, Facts, OrderState
from orderdesk.domain.orders.grounds import Moment
from orderdesk.domain.orders.records import LineRequest, Order, OrderLine, OrderRequest
from orderdesk.domain.promises.told import day_words
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.money import Price, shown_price
from orderdesk.persistence.orders import records as orders
from orderdesk.persistence.orders.gathering import gather_again
from orderdesk.services.desk import Desk
from orderdesk.services.orders.placing import last_day, quote_written, write_again
from orderdesk.services.prices.pricing import priced_now
from orderdesk.services.record.progress import order_of


@dataclass(frozen=True, slots=True)
class PriceChange:
    """A line of a quote of which the price is another one today."""

    line_id: int
    sku: str
    old: Price
    new: Price
    currency: str

    def __str__(self) -> str:
        return f"{self.sku} {shown_price(self.old, self.currency)} -> {shown_price(self.new, self.currency)}"


def quote_order(desk: Desk, order_id: int, valid_until: date | None = None) -> None:
    """Turn a draft into a quote, or give a quote that still stands another last day; without a day, 30 days.

    Refuses a day that is over or more than a year away, and a quote that has expired: its prices are taken anew.
    """
    with desk.writing(right="take orders") as work:
        order = order_of(work, order_id)
        ORDER.check(order.state, "quote-until", Facts(order.number))
        if order.state != OrderState.QUOTE:
            quote_written(work, order, valid_until)
            return
        if order.expired(work.today):
            raise Refused(f"{order.number} has expired; reprice it.", field="valid_until")
        until = last_day(work.today, valid_until)
        orders.save_order(work.connection, order, replace(order, valid_until=until))
        work.event("order", order.id, "quoted", f"until {day_words(until, work.today)}")
        work.touch("orders")


def price_changes(desk: Desk, order_id: int) -> tuple[PriceChange, ...]:
    """What the lines of a quote would cost today where that is another price; nothing is written."""
    with desk.reading() as connection:
        order = orders.read_order(connection, order_id)
        if order is None:
            raise NotFound("There is no such order.", field="order")
        return _changes(order, orders.read_lines(connection, order.id), connection, desk.moment)


def requote(desk: Desk, order_id: int, valid_until: date | None = None) -> tuple[PriceChange, ...]:
    """Write a quote anew with today's prices and tax and a new last day; tells what changed, line by line.

    Discounts, postage and other charges stay as they were agreed. Refuses what is no quote.
    """
    with desk.writing(right="take orders") as work:
        order = order_of(work, order_id)
        until = last_day(work.today, valid_until)
        lines = orders.read_lines(work.connection, order.id)
        changes = _changes(order, lines, work.connection, work.moment)
        grounds = gather_again(work.connection, work.moment, order, lines=lines)
        anew, _ = write_again(work, order, lines, grounds, {each.line_id: each.new for each in changes})
        orders.save_order(work.connection, order, replace(anew, valid_until=until))
        said = ", ".join(map(str, changes)) or "no price changed"
        work.event("order", order.id, "quoted anew", f"until {day_words(until, work.today)}: {said}")
        work.touch("orders")
        return changes


def _changes(
    order: Order, lines: Sequence[OrderLine], connection: Connection, moment: Moment
) -> tuple[PriceChange, ...]:
    """The lines that cost something else at this moment."""
    ORDER.check(order.state, "requote", Facts(order.number), field="order")
    items = [line for line in lines if line.sku is not None]
    asked = OrderRequest(
        lines=tuple(LineRequest(line.quantity, line.sku or "", discount=line.discount) for line in items),
        channel=order.channel,
        customer_id=order.customer_id,
        ship_to_id=order.ship_to_id,
    )
    priced = priced_now(connection, moment, asked).lines
    return tuple(
        PriceChange(line.id, line.sku or "", line.price, now.price, order.currency)
        for line, now in zip(items, priced, strict=True)
        if now.price != line.price
    )
