"""The list of purchase orders with its views, and which items are worth buying of whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, and_, bindparam, case, func, or_, select

from orderdesk.domain.values.money import Price
from orderdesk.domain.values.quantity import Quantity
from orderdesk.persistence.schema import bins, incoming, items, order_lines, orders, purchases, stock, vendors

PAGE = 200
VIEWS = ("open", "draft", "late", "received", "all")
_ON_ITS_WAY = purchases.c.state.in_(["sent", "part-received"])
_OPEN = or_(purchases.c.state == "draft", _ON_ITS_WAY)


@dataclass(frozen=True, slots=True)
class PurchaseRow:
    """One purchase order in the list; `due` is the day on which the next of it should come."""

    id: int
    number: str
    vendor: str
    state: str
    made_at: datetime
    lines: int
    quantity: Quantity
    received: Quantity
    due: date | None
    reference: str
    currency: str


@dataclass(frozen=True, slots=True)
class Need:
    """How an item that may be bought stands; `coming` counts drafts too, `waiting` is what is back-ordered."""

    item_id: int
    sku: str
    name: str
    vendor: str
    cost: Price
    reorder_point: Quantity
    available: Quantity
    coming: Quantity
    waiting: Quantity


_DUE = case((and_(_ON_ITS_WAY, incoming.c.received < incoming.c.quantity), incoming.c.due))
_ROWS = (
    select(
        purchases.c.id,
        purchases.c.number,
        vendors.c.name,
        purchases.c.state,
        purchases.c.made_at,
        func.count(incoming.c.id),
        func.coalesce(func.sum(incoming.c.quantity), 0),
        func.coalesce(func.sum(incoming.c.received), 0),
        func.min(_DUE),
        purchases.c.reference,
        purchases.c.currency,
    )
    .select_from(
        purchases.join(vendors, vendors.c.id == purchases.c.vendor_id).outerjoin(
            incoming, incoming.c.purchase_id == purchases.c.id
        )
    )
    .group_by(purchases.c.id, vendors.c.name)
    .order_by(purchases.c.id.desc())
)
MOST_WORDS = 20
"""More words than a person looks for are not asked; a statement has room for so many conditions alone."""
_LATE = and_(
    _ON_ITS_WAY,
    purchases.c.id.in_(
        select(incoming.c.purchase_id).where(
            incoming.c.purchase_id.is_not(None),
            incoming.c.received < incoming.c.quantity,
            incoming.c.due < bindparam("today"),
        )
    ),
)


def _condition(view: str) -> ColumnElement[bool] | None:
    return {
        "open": _OPEN,
        "draft": purchases.c.state == "draft",
        "late": _LATE,
        "received": purchases.c.state == "received",
    }.get(view)


def purchase_rows(
    connection: Connection, view: str, today: date, *, typed: str = "", before: int | None = None, limit: int = PAGE
) -> list[PurchaseRow]:
    """A page of a view, the newest on top; `typed` is looked for in number, vendor and reference, `before` is the key
    of the last row of the page before."""
    wanted = _ROWS.limit(limit)
    condition = _condition(view)
    if condition is not None:
        wanted = wanted.where(condition)
    for word in typed.split()[:MOST_WORDS]:
        fits = [
            column.icontains(word, autoescape=True)
            for column in (purchases.c.number, vendors.c.name, purchases.c.reference)
        ]
        wanted = wanted.where(or_(*fits))
    if before is not None:
        wanted = wanted.where(purchases.c.id < before)
    rows = connection.execute(wanted, {"today": today} if view == "late" else {})
    return [PurchaseRow(*row[:5], *map(int, row[5:8]), *row[8:]) for row in rows]


def purchase_counts(connection: Connection, today: date) -> dict[str, int]:
    """How many purchase orders each view shows."""
    sums = [
        func.count() if (condition := _condition(view)) is None else func.sum(case((condition, 1), else_=0))
        for view in VIEWS
    ]
    row = connection.execute(select(*sums).select_from(purchases), {"today": today}).one()
    return dict(zip(VIEWS, (int(each or 0) for each in row), strict=True))


_LYING = (
    select(
        stock.c.item_id,
        func.sum(
            case((bins.c.sells == 1, stock.c.on_hand - stock.c.reserved), else_=-stock.c.reserved)
        ).label("free"),
    )
    .join(bins, bins.c.id == stock.c.bin_id)
    .group_by(stock.c.item_id)
    .subquery()
)  # fmt: skip
_COMING = (
    select(incoming.c.item_id, func.sum(incoming.c.quantity - incoming.c.received).label("left"))
    .outerjoin(purchases, purchases.c.id == incoming.c.purchase_id)
    .where(
        incoming.c.quantity > incoming.c.received, or_(incoming.c.expected == 1, purchases.c.state == "draft")
    )
    .group_by(incoming.c.item_id)
    .subquery()
)  # fmt: skip
_UNSERVED = order_lines.c.quantity - order_lines.c.cancelled - order_lines.c.allocated - order_lines.c.shipped
_WAITING = (
    select(order_lines.c.item_id, func.sum(_UNSERVED).label("open"))
    .join(orders, orders.c.id == order_lines.c.order_id)
    .where(
        orders.c.state == "confirmed",
        orders.c.fulfilment.in_(["unallocated", "part-allocated", "picking", "packed", "part-shipped"]),
        _UNSERVED > 0,
    )
    .group_by(order_lines.c.item_id)
    .subquery()
)
_FREE = func.coalesce(_LYING.c.free, 0) - items.c.safety_stock
_LEFT, _OPEN_DEMAND = func.coalesce(_COMING.c.left, 0), func.coalesce(_WAITING.c.open, 0)
_NEEDS = (
    select(
        items.c.id, items.c.sku, items.c.name, func.coalesce(vendors.c.name, ""), items.c.cost,
        items.c.reorder_point, _FREE, _LEFT, _OPEN_DEMAND,
    )
    .select_from(
        items.outerjoin(_LYING, _LYING.c.item_id == items.c.id)
        .outerjoin(_COMING, _COMING.c.item_id == items.c.id)
        .outerjoin(_WAITING, _WAITING.c.item_id == items.c.id)
        .outerjoin(vendors, vendors.c.id == items.c.vendor_id)
    )
    .where(
        items.c.active == 1,
        items.c.stocked == 1,
        items.c.reorder_point >= _FREE + _LEFT - _OPEN_DEMAND,
        or_(items.c.reorder_point > 0, _OPEN_DEMAND > 0),
    )
    .order_by(vendors.c.name.is_(None), vendors.c.name, items.c.sku)
)  # fmt: skip


def needs(connection: Connection) -> list[Need]:
    """The items that fall to their reorder point once all who wait are served, by vendor and SKU."""
    return [Need(*row[:6], *map(int, row[6:])) for row in connection.execute(_NEEDS)]
