"""Stock as of any past moment: what was there, what was reserved and what it was worth, of an item or of the shop.

Goods are valued at what a unit cost when the item last moved until then (its last cost); where that was not known
then, at what one costs today. A count speaks from the minute in which the goods were counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from orderdesk.domain.buying.purchasing import cost_of
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.money import Amount, Price
from orderdesk.domain.values.quantity import Quantity
from orderdesk.domain.values.written.moments import shown_moment
from orderdesk.persistence.items import records as catalog
from orderdesk.persistence.items.records import Item
from orderdesk.persistence.shop.records import shop_of
from orderdesk.persistence.stock import as_of as queries
from orderdesk.persistence.stock.as_of import BinThen, LevelThen, MovedSince, ReservedThen
from orderdesk.persistence.stock.places import location_named
from orderdesk.persistence.stock.stock_card import MovementRow
from orderdesk.services.desk import Desk

__all__ = ["BinThen", "ItemThen", "LevelThen", "MovedSince", "ReservedThen", "StockThen", "item_as_of", "stock_as_of"]


@dataclass(frozen=True, slots=True)
class ItemThen:
    """One item's stock at a moment beside what it is now; `unit_cost` is a price, `value` an amount.

    `note` says what cannot be known of that moment; "" where all is.
    """

    item: Item
    at: datetime
    currency: str
    bins: tuple[BinThen, ...]
    reserved_for: tuple[ReservedThen, ...]
    since: tuple[MovedSince, ...]
    movements: tuple[MovementRow, ...]
    unit_cost: Price
    note: str = ""

    @property
    def on_hand(self) -> Quantity:
        return sum(each.on_hand for each in self.bins)

    @property
    def reserved(self) -> Quantity:
        return sum(each.reserved for each in self.bins)

    @property
    def on_hand_now(self) -> Quantity:
        return sum(each.on_hand_now for each in self.bins)

    @property
    def reserved_now(self) -> Quantity:
        return sum(each.reserved_now for each in self.bins)

    @property
    def value(self) -> Amount:
        return cost_of(self.on_hand, self.unit_cost, self.currency)


@dataclass(frozen=True, slots=True)
class StockThen:
    """What the whole shop had at a moment; `value` is the sum of the rows."""

    at: datetime
    currency: str
    rows: tuple[LevelThen, ...]
    note: str = ""

    @property
    def value(self) -> Amount:
        return sum(each.value(self.currency) for each in self.rows)


def item_as_of(desk: Desk, item_id: int, at: datetime) -> ItemThen:
    """One item's stock at a moment; refused for one still to come, and for an item that is not kept in stock."""
    _refuse_future(desk, at)
    with desk.reading() as connection:
        item = catalog.read_item(connection, item_id)
        if item is None:
            raise NotFound("There is no such item.", field="item")
        if not item.stocked:
            raise Refused(f"{item.sku} is not kept in stock.", field="sku")
        bins = tuple(queries.bins_then(connection, item_id, at))
        return ItemThen(
            item,
            at,
            shop_of(connection).currency,
            bins,
            tuple(queries.reserved_then(connection, item_id, at)),
            tuple(queries.moved_since(connection, item_id, at)),
            tuple(queries.movements_until(connection, item_id, at, sum(each.on_hand for each in bins))),
            queries.cost_then(connection, item_id, at),
            _note(desk, connection, at, item),
        )


def stock_as_of(desk: Desk, at: datetime, location: str = "") -> StockThen:
    """What the whole shop, or one location, had at a moment; refused for one that is still to come."""
    _refuse_future(desk, at)
    with desk.reading(right="see figures") as connection:
        place = location_named(connection, location).id if location.strip() else None
        rows = tuple(queries.levels_then(connection, at, place))
        return StockThen(at, shop_of(connection).currency, rows, _note(desk, connection, at))


def _refuse_future(desk: Desk, at: datetime) -> None:
    if at > desk.clock():
        raise Refused(f"{shown_moment(at, desk.calendar)} is still to come.", field="as_of")


def _note(desk: Desk, connection: Connection, at: datetime, item: Item | None = None) -> str:
    first = queries.first_movement(connection, item.id if item else None)
    what = f"of {item.sku} " if item else ""
    if first is None:
        return f"Nothing {what}has moved yet."
    if first > at:
        return f"Nothing {what}had moved by then; the first movement was on {shown_moment(first, desk.calendar)}."
    if not queries.reserved_is_known(connection, at):
        return "What was reserved then was not kept yet."
    return ""
