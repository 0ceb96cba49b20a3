"""Stock at a past moment: sums over the ledgers of movements and reservations until then, each by its index."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    select,
    union_all,
)

from orderdesk.domain.buying.purchasing import cost_of
from orderdesk.domain.values.money import Amount, Price
from orderdesk.domain.values.quantity import Quantity
from orderdesk.persistence.schema import bins, items, movements, orders, reservations, shipments, stock
from orderdesk.persistence.schema.stock import CALLED
from orderdesk.persistence.stock.stock_card import PAGE, MovementRow, card_of


@dataclass(frozen=True, slots=True)
class BinThen:
    """What a bin held of an item at a moment, and holds now."""

    code: str
    kind: str
    on_hand: Quantity
    reserved: Quantity
    on_hand_now: Quantity
    reserved_now: Quantity


@dataclass(frozen=True, slots=True)
class ReservedThen:
    """What was reserved of an item for an order at a moment, and is now."""

    order: str
    quantity: Quantity
    now: Quantity


@dataclass(frozen=True, slots=True)
class MovedSince:
    """Movements of one kind after a moment: how many, and what they come to."""

    kind: str
    count: int
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class LevelThen:
    """What the shop had of one item at a moment; `unit_cost` is a price."""

    item_id: int
    sku: str
    name: str
    unit: str
    on_hand: Quantity
    reserved: Quantity
    unit_cost: Price

    def value(self, currency: str) -> Amount:
        """What it was worth."""
        return cost_of(self.on_hand, self.unit_cost, currency)


_AT = bindparam("at", type_=movements.c.effective_at.type)
_ITEM = bindparam("item", type_=movements.c.item_id.type)
_MOVED = movements.c.effective_at <= _AT
_TIED = reservations.c.at <= _AT
_NOUGHT: ColumnElement[int] = literal_column("0")
_BY_BIN = union_all(
    select(movements.c.bin_id, movements.c.quantity.label("held"), _NOUGHT.label("tied"), _NOUGHT.label("held_now"),
           _NOUGHT.label("tied_now")).where(movements.c.item_id == _ITEM, _MOVED),
    select(reservations.c.bin_id, _NOUGHT, reservations.c.quantity, _NOUGHT, _NOUGHT)
    .where(reservations.c.item_id == _ITEM, _TIED),
    select(stock.c.bin_id, _NOUGHT, _NOUGHT, stock.c.on_hand, stock.c.reserved).where(stock.c.item_id == _ITEM),
).subquery()  # fmt: skip
_BINS = (
    select(CALLED, bins.c.kind, *(func.sum(_BY_BIN.c[name]) for name in ("held", "tied", "held_now", "tied_now")))
    .join(_BY_BIN, _BY_BIN.c.bin_id == bins.c.id)
    .group_by(bins.c.id, bins.c.code, bins.c.kind, bins.c.location_id)
    .order_by(bins.c.kind != "shelf", bins.c.code)
)
_THEN = func.sum(case((_TIED, reservations.c.quantity), else_=0))
_FOR = (
    select(orders.c.number, _THEN, func.sum(reservations.c.quantity))
    .join(orders, orders.c.id == reservations.c.order_id)
    .where(reservations.c.item_id == _ITEM)
    .group_by(orders.c.id, orders.c.number)
    .having((_THEN != 0) | (func.sum(reservations.c.quantity) != 0))
    .order_by(orders.c.id)
)
_SINCE = (
    select(movements.c.kind, func.count(), func.sum(movements.c.quantity))
    .where(movements.c.item_id == _ITEM, movements.c.effective_at > _AT)
    .group_by(movements.c.kind)
    .order_by(func.min(movements.c.effective_at))
)
# What a unit cost when the item last moved until then. Where that was not known then, it is what one costs today.
_LAST_COST = (
    select(movements.c.unit_cost)
    .where(movements.c.item_id == items.c.id, _MOVED)
    .order_by(movements.c.effective_at.desc(), movements.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_UNIT_COST = func.coalesce(func.nullif(_LAST_COST, 0), items.c.cost)
_COST = select(_UNIT_COST).where(items.c.id == _ITEM)
_HELD = select(func.coalesce(func.sum(movements.c.quantity), 0)).where(movements.c.item_id == items.c.id, _MOVED)
_RESERVED = select(func.coalesce(func.sum(reservations.c.quantity), 0)).where(
    reservations.c.item_id == items.c.id, _TIED
)
_AT_PLACE = select(bins.c.id).where(bins.c.location_id == bindparam("location"))


@cache
def _levels(at_one: bool) -> Select[Any]:
    held = _HELD.where(movements.c.bin_id.in_(_AT_PLACE)) if at_one else _HELD
    tied = _RESERVED.where(reservations.c.bin_id.in_(_AT_PLACE)) if at_one else _RESERVED
    said = (items.c.id, items.c.sku, items.c.name, items.c.unit)
    return select(*said, held.scalar_subquery(), tied.scalar_subquery(), _UNIT_COST).order_by(items.c.sku)


_OPENED = select(reservations.c.at).order_by(reservations.c.id).limit(1)


def bins_then(connection: Connection, item_id: int, at: datetime) -> list[BinThen]:
    """Every bin an item lay in at a moment or lies in now, shelves first."""
    rows = connection.execute(_BINS, {"item": item_id, "at": at})
    found = [BinThen(code, kind, *map(int, sums)) for code, kind, *sums in rows]
    return [each for each in found if each.on_hand or each.reserved or each.on_hand_now or each.reserved_now]


def reserved_then(connection: Connection, item_id: int, at: datetime) -> list[ReservedThen]:
    """The orders an item was reserved for at a moment, or is now."""
    return [
        ReservedThen(number, int(then), int(now))
        for number, then, now in connection.execute(_FOR, {"item": item_id, "at": at})
    ]


def moved_since(connection: Connection, item_id: int, at: datetime) -> list[MovedSince]:
    """What has moved of an item after a moment, by kind, in the order in which the kinds first did."""
    return [
        MovedSince(kind, int(count), int(quantity))
        for kind, count, quantity in connection.execute(_SINCE, {"item": item_id, "at": at})
    ]


def movements_until(
    connection: Connection, item_id: int, at: datetime, on_hand: Quantity, limit: int = PAGE
) -> list[MovementRow]:
    """The latest movements of an item until a moment, newest first; `on_hand` is what it had then."""
    page = card_of(limit).where(_MOVED).order_by(None)
    page = page.order_by(movements.c.effective_at.desc(), movements.c.id.desc())
    rows = []
    for key, when, kind, quantity, code, reason, user, document, corrects_id in connection.execute(
        page, {"item": item_id, "at": at}
    ):
        rows.append(MovementRow(key, when, kind, quantity, on_hand, code, reason, user, document, corrects_id))
        on_hand -= quantity
    return rows


def cost_then(connection: Connection, item_id: int, at: datetime) -> Price:
    """What a unit of an item cost at a moment."""
    return int(connection.execute(_COST, {"item": item_id, "at": at}).scalar_one())


def levels_then(connection: Connection, at: datetime, location_id: int | None = None) -> list[LevelThen]:
    """Every item of which anything was there at a moment, by SKU; at one location where it is named."""
    return [
        LevelThen(key, sku, name, unit, int(held), int(tied), int(cost))
        for key, sku, name, unit, held, tied, cost in connection.execute(
            _levels(location_id is not None), {"at": at, "location": location_id}
        )
        if held or tied
    ]


def first_movement(connection: Connection, item_id: int | None = None) -> datetime | None:
    """When anything, or an item, first moved; None when nothing has."""
    first = select(func.min(movements.c.effective_at))
    return connection.execute(first if item_id is None else first.where(movements.c.item_id == item_id)).scalar()


def reserved_is_known(connection: Connection, at: datetime) -> bool:
    """Whether the ledger of reservations goes back to a moment: shops that were there before it, and imported
    histories, had shipments of which it knows nothing."""
    opened: datetime | None = connection.execute(_OPENED).scalar()
    if opened is not None and opened <= at:
        return True
    return not connection.execute(select(exists().where(shipments.c.made_at <= at))).scalar()
