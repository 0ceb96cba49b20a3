"""Stock for the screens: the Inventory list, one item's stock card, its bins and what is on its way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, case, func, select, text

from orderdesk.domain.fulfilment.tasks import COUNT
from orderdesk.domain.stock.allocation import StockFigures
from orderdesk.domain.stock.stock_state import OVERSTOCK, StockState, state_of
from orderdesk.domain.values.money import Price
from orderdesk.domain.values.quantity import Quantity
from orderdesk.persistence.database.keys import among, bound_keys
from orderdesk.persistence.record.search import matching
from orderdesk.persistence.schema import (
    bins,
    incoming,
    items,
    order_lines,
    orders,
    stock,
    tasks,
    vendors,
)
from orderdesk.persistence.schema.orders import WAITING
from orderdesk.persistence.schema.stock import CALLED
from orderdesk.persistence.stock.records import figures

PAGE = 200
_BY_STOCK = ("low", "out", "overstock")
VIEWS = ("all", *_BY_STOCK, "to-count", "retired")
# An order with a back-ordered line is in one of these; the others need not be looked through.
_WAITING = ("unallocated", "part-allocated", "picking", "packed", "part-shipped")


@dataclass(frozen=True, slots=True)
class InventoryRow:
    """One item in the Inventory list; `bin` is where most of it lies, `due` when more comes first. What is not
    `stocked`, such as a service, has no figures and no state."""

    id: int
    sku: str
    name: str
    unit: str
    price: Price
    reorder_point: Quantity
    bin: str
    on_hand: Quantity
    reserved: Quantity
    available: Quantity
    incoming: Quantity
    due: date | None
    stocked: bool

    @property
    def state(self) -> StockState | None:
        return state_of(self.available, self.reorder_point) if self.stocked else None


@dataclass(frozen=True, slots=True)
class IncomingRow:
    """Goods on their way."""

    id: int
    reference: str
    vendor: str
    quantity: Quantity
    received: Quantity
    due: date | None


def _held(column: ColumnElement[int]) -> ColumnElement[int]:
    held = select(func.coalesce(func.sum(column), 0)).select_from(stock.join(bins, bins.c.id == stock.c.bin_id))
    return held.where(stock.c.item_id == items.c.id).scalar_subquery()


_LEFT = incoming.c.quantity - incoming.c.received
_ON_ITS_WAY = (incoming.c.expected == 1, _LEFT > 0)
_COMING = (incoming.c.item_id == items.c.id, *_ON_ITS_WAY)
_FREE = stock.c.on_hand - stock.c.reserved
_AVAILABLE = _held(case((bins.c.sells == 1, _FREE), else_=-stock.c.reserved)) - items.c.safety_stock
_BIN = (
    select(CALLED)
    .select_from(stock.join(bins, bins.c.id == stock.c.bin_id))
    .where(stock.c.item_id == items.c.id, bins.c.sells == 1)
    .order_by(stock.c.on_hand.desc(), bins.c.code)
    .limit(1)
    .scalar_subquery()
)
_INVENTORY = select(
    items.c.id,
    items.c.sku,
    items.c.name,
    items.c.unit,
    items.c.price,
    items.c.reorder_point,
    func.coalesce(_BIN, "").label("bin"),
    _held(stock.c.on_hand).label("on_hand"),
    _held(stock.c.reserved).label("reserved"),
    _AVAILABLE.label("available"),
    select(func.coalesce(func.sum(_LEFT), 0)).where(*_COMING).scalar_subquery().label("incoming"),
    select(func.min(incoming.c.due)).where(*_COMING).scalar_subquery().label("due"),
    (items.c.stocked == 1).label("stocked"),
)


def _in_view(view: str, available: ColumnElement[int]) -> ColumnElement[bool]:
    """The rule of `domain.stock_state` for one view, in SQL."""
    point = items.c.reorder_point
    return {
        "low": and_(available > 0, available <= point),
        "out": available <= 0,
        "overstock": and_(point > 0, available > OVERSTOCK * point),
    }[view]


# All bins are summed once here; a page asks for the bins of its own items only.
_LYING = (
    select(
        stock.c.item_id,
        func.sum(case((bins.c.sells == 1, _FREE), else_=-stock.c.reserved)).label("free"),
    )
    .join(bins, bins.c.id == stock.c.bin_id)
    .group_by(stock.c.item_id)
    .subquery()
)
_NOW = func.coalesce(_LYING.c.free, 0) - items.c.safety_stock
_SEEN = {view: and_(items.c.stocked == 1, _in_view(view, _NOW)) for view in _BY_STOCK}
_MANY = (func.coalesce(func.sum(case((_SEEN[view], 1), else_=0)), 0) for view in _BY_STOCK)
_COUNTS = (
    select(func.count(), *_MANY)
    .select_from(items.outerjoin(_LYING, _LYING.c.item_id == items.c.id))
    .where(items.c.active == 1)
)
_RETIRED = select(func.count()).select_from(items).where(items.c.active == 0)
_TO_COUNT = select(tasks.c.item_id).where(
    tasks.c.kind == COUNT, tasks.c.done_at.is_(None), tasks.c.item_id.is_not(None)
)
_MANY_TO_COUNT = select(func.count()).select_from(items).where(items.c.id.in_(_TO_COUNT), items.c.stocked == 1)
_OPEN = order_lines.c.quantity - order_lines.c.cancelled - order_lines.c.allocated - order_lines.c.shipped
_BACKORDERED = (
    select(order_lines.c.item_id, func.sum(_OPEN))
    .join(orders, orders.c.id == order_lines.c.order_id)
    .where(
        orders.c.state == "confirmed",
        orders.c.fulfilment.in_(_WAITING),
        text(f"order_lines.{WAITING}"),
    )
    .group_by(order_lines.c.item_id)
)


def inventory(
    connection: Connection, *, view: str = "all", search: str = "", after: str | None = None, limit: int = PAGE
) -> list[InventoryRow]:
    """A page of the Inventory list by SKU; the next begins `after` the last row's SKU. Views: all and
    retired (off sale), with what is not kept in stock; low, out, overstock, and to-count: what somebody is to count, on
    sale or off it."""
    page = _chosen(connection, _INVENTORY, view, search).order_by(items.c.sku).limit(limit)
    if after is not None:
        page = page.where(items.c.sku > after)
    return [InventoryRow(*map(_whole, row)) for row in connection.execute(page)]


def inventory_counts(connection: Connection) -> Mapping[str, int]:
    """How many items each view shows; for the badges, not for each key pressed."""
    alone = (connection.execute(each).scalar_one() for each in (_MANY_TO_COUNT, _RETIRED))
    return dict(zip(VIEWS, map(int, (*connection.execute(_COUNTS).one(), *alone)), strict=True))


def incoming_list(connection: Connection, item_id: int | None = None) -> list[tuple[int, IncomingRow]]:
    """What is on its way, the first due on top: (item, row) each; of one item when named."""
    found = (
        select(
            incoming.c.item_id,
            incoming.c.id,
            incoming.c.reference,
            func.coalesce(vendors.c.name, ""),
            incoming.c.quantity,
            incoming.c.received,
            incoming.c.due,
        )
        .select_from(incoming.outerjoin(vendors, vendors.c.id == incoming.c.vendor_id))
        .where(*_ON_ITS_WAY)
        .order_by(incoming.c.due.is_(None), incoming.c.due, incoming.c.id)
    )
    if item_id is not None:
        found = found.where(incoming.c.item_id == item_id)
    return [(key, IncomingRow(*row)) for key, *row in connection.execute(found)]


def full_figures(connection: Connection, item_ids: Sequence[int]) -> dict[int, StockFigures]:
    """The figures of each item with what is back-ordered."""
    waiting_of = among(_BACKORDERED, order_lines.c.item_id, connection.dialect.name)
    waiting: dict[int, int] = {
        row[0]: int(row[1]) for row in connection.execute(waiting_of, bound_keys(connection, item_ids))
    }
    found = figures(connection, item_ids)
    return {key: replace(each, backordered=waiting.get(key, 0)) for key, each in found.items()}


_AT_PLACE = (
    select(
        func.coalesce(func.sum(stock.c.on_hand), 0),
        func.coalesce(func.sum(stock.c.reserved), 0),
        func.coalesce(func.sum(case((bins.c.sells == 0, stock.c.on_hand), else_=0)), 0),
    )
    .select_from(stock.join(bins, bins.c.id == stock.c.bin_id))
    .where(stock.c.item_id == bindparam("item"), bins.c.location_id == bindparam("location"))
)


def figures_at(connection: Connection, item_id: int, location_id: int) -> StockFigures:
    """The figures of an item at one location. What comes and what waits are the whole shop's, so not in them; safety
    stock is kept back of all that sells, so it lowers what is available here by none."""
    row = connection.execute(_AT_PLACE, {"item": item_id, "location": location_id}).one()
    return StockFigures(*map(int, row))


def _chosen(connection: Connection, page: Select[Any], view: str, search: str) -> Select[Any]:
    if view == "to-count":
        page = page.where(items.c.id.in_(_TO_COUNT), items.c.stocked == 1)
    else:
        page = page.where(items.c.active == (0 if view == "retired" else 1))
    if view in _BY_STOCK:
        page = page.where(items.c.stocked == 1, _in_view(view, _AVAILABLE))
    asked = matching(connection, "items", search)
    return page if asked is None else page.where(items.c.id.in_(asked))


def _whole(value: Any) -> Any:
    """PostgreSQL sums whole numbers as decimals; here they are whole again."""
    return int(value) if hasattr(value, "as_tuple") else value
