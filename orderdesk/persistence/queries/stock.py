"""Stock for the screens: the Inventory list, one item's stock card, its bins and what is on its way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, case, func, select

from orderdesk.domain.allocation import StockFigures
from orderdesk.domain.money import Price
from orderdesk.domain.quantity import Quantity
from orderdesk.domain.stock_state import OVERSTOCK, StockState, state_of
from orderdesk.persistence.keys import among, bound_keys
from orderdesk.persistence.schema import (
    bins,
    incoming,
    items,
    movements,
    order_lines,
    orders,
    returns,
    shipments,
    stock,
    vendors,
)
from orderdesk.persistence.search import matching
from orderdesk.persistence.stock import figures

PAGE = 200
VIEWS = ("all", "low", "out", "overstock")
# An order with a back-ordered line is in one of these; the others need not be looked through.
_WAITING = ("unallocated", "part-allocated", "picking", "packed", "part-shipped")


@dataclass(frozen=True, slots=True)
class InventoryRow:
    """One item in the Inventory list; `bin` is where most of it lies, `due` when more comes first."""

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

    @property
    def state(self) -> StockState:
        return state_of(self.available, self.reorder_point)


@dataclass(frozen=True, slots=True)
class MovementRow:
    """One line of a stock card; `balance` is the item's on hand after it, `document` the paper behind it."""

    id: int
    at: datetime
    kind: str
    quantity: Quantity
    balance: Quantity
    bin: str
    reason: str
    user: str
    document: str
    corrects_id: int | None


@dataclass(frozen=True, slots=True)
class BinRow:
    """What one bin holds of an item."""

    bin_id: int
    code: str
    kind: str
    on_hand: Quantity
    reserved: Quantity


@dataclass(frozen=True, slots=True)
class Bin:
    """A bin, with how many items lie in it."""

    id: int
    code: str
    kind: str
    items: int


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
_COMING = (incoming.c.item_id == items.c.id, _LEFT > 0)
_FREE = stock.c.on_hand - stock.c.reserved
_AVAILABLE = _held(case((bins.c.kind == "shelf", _FREE), else_=-stock.c.reserved)) - items.c.safety_stock
_BIN = (
    select(bins.c.code)
    .select_from(stock.join(bins, bins.c.id == stock.c.bin_id))
    .where(stock.c.item_id == items.c.id, bins.c.kind == "shelf")
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
).where(items.c.active == 1, items.c.stocked == 1)


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
        func.sum(case((bins.c.kind == "shelf", _FREE), else_=-stock.c.reserved)).label("free"),
    )
    .join(bins, bins.c.id == stock.c.bin_id)
    .group_by(stock.c.item_id)
    .subquery()
)
_NOW = func.coalesce(_LYING.c.free, 0) - items.c.safety_stock
_COUNTS = (
    select(func.count(), *(func.coalesce(func.sum(case((_in_view(view, _NOW), 1), else_=0)), 0) for view in VIEWS[1:]))
    .select_from(items.outerjoin(_LYING, _LYING.c.item_id == items.c.id))
    .where(items.c.active == 1, items.c.stocked == 1)
)
_ITEM = bindparam("item", type_=movements.c.item_id.type)
_CARD = (
    select(
        movements.c.id,
        movements.c.at,
        movements.c.kind,
        movements.c.quantity,
        bins.c.code,
        movements.c.reason,
        movements.c.user,
        func.coalesce(shipments.c.number, returns.c.number, incoming.c.reference, "").label("document"),
        movements.c.corrects_id,
    )
    .select_from(
        movements.join(bins, bins.c.id == movements.c.bin_id)
        .outerjoin(shipments, and_(movements.c.kind == "sale", shipments.c.id == movements.c.document_id))
        .outerjoin(
            returns, and_(movements.c.kind.in_(("return", "scrap")), returns.c.id == movements.c.document_id)
        )
        .outerjoin(incoming, and_(movements.c.kind == "receipt", incoming.c.id == movements.c.document_id))
    )
    .where(movements.c.item_id == _ITEM)
    .order_by(movements.c.id.desc())
)  # fmt: skip
_BALANCE = select(func.coalesce(func.sum(movements.c.quantity), 0)).where(movements.c.item_id == _ITEM)
_BINS_OF = (
    select(bins.c.id, bins.c.code, bins.c.kind, stock.c.on_hand, stock.c.reserved)
    .join(stock, stock.c.bin_id == bins.c.id)
    .where(stock.c.item_id == _ITEM)
    .order_by(bins.c.kind != "shelf", stock.c.on_hand.desc(), bins.c.code)
)
_OPEN = order_lines.c.quantity - order_lines.c.cancelled - order_lines.c.allocated - order_lines.c.shipped
_BACKORDERED = (
    select(order_lines.c.item_id, func.sum(_OPEN))
    .join(orders, orders.c.id == order_lines.c.order_id)
    .where(
        orders.c.state == "confirmed",
        orders.c.fulfilment.in_(_WAITING),
        _OPEN > 0,
    )
    .group_by(order_lines.c.item_id)
)


def inventory(
    connection: Connection, *, view: str = "all", search: str = "", after: str | None = None, limit: int = PAGE
) -> list[InventoryRow]:
    """A page of the Inventory list by SKU; the next begins `after` the last row's SKU. Views: all, low, out and
    overstock."""
    page = _chosen(connection, _INVENTORY, view, search).order_by(items.c.sku).limit(limit)
    if after is not None:
        page = page.where(items.c.sku > after)
    return [InventoryRow(*map(_whole, row)) for row in connection.execute(page)]


def inventory_counts(connection: Connection) -> Mapping[str, int]:
    """How many items each view shows; for the badges, not for each key pressed."""
    row = connection.execute(_COUNTS).one()
    return dict(zip(VIEWS, map(int, row), strict=True))


def stock_card(
    connection: Connection, item_id: int, *, before: int | None = None, limit: int = PAGE
) -> list[MovementRow]:
    """A page of an item's movements, newest first, each with the balance after it; the next begins `before` the
    last row's key."""
    page, older = _CARD.limit(limit), _BALANCE
    if before is not None:
        page, older = page.where(movements.c.id < before), older.where(movements.c.id < before)
    balance = int(connection.execute(older, {"item": item_id}).scalar_one())
    rows = []
    for key, at, kind, quantity, code, reason, user, document, corrects_id in connection.execute(
        page, {"item": item_id}
    ):
        rows.append(MovementRow(key, at, kind, quantity, balance, code, reason, user, document, corrects_id))
        balance -= quantity
    return rows


def bins_of(connection: Connection, item_id: int) -> list[BinRow]:
    """Where an item lies, shelves first and the fullest of them on top."""
    return [BinRow(*row) for row in connection.execute(_BINS_OF, {"item": item_id})]


def all_bins(connection: Connection) -> list[Bin]:
    """Every bin by its code."""
    lying = select(func.count()).where(stock.c.bin_id == bins.c.id, stock.c.on_hand > 0).scalar_subquery()
    return [
        Bin(*row)
        for row in connection.execute(select(bins.c.id, bins.c.code, bins.c.kind, lying).order_by(bins.c.code))
    ]


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
        .where(_LEFT > 0)
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


def _chosen(connection: Connection, page: Select[Any], view: str, search: str) -> Select[Any]:
    if view != "all":
        page = page.where(_in_view(view, _AVAILABLE))
    asked = matching(connection, "items", search)
    return page if asked is None else page.where(items.c.id.in_(asked))


def _whole(value: Any) -> Any:
    """PostgreSQL sums whole numbers as decimals; here they are whole again."""
    return int(value) if hasattr(value, "as_tuple") else value
