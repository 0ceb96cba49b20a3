"""What a clerk wants to know of the person on the telephone: what they wait for, owe, and have been through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, bindparam, func, select

from orderdesk.domain.values.business_day import Calendar
from orderdesk.domain.values.money import Amount
from orderdesk.domain.values.quantity import Quantity
from orderdesk.persistence.schema import (
    boxes,
    customers,
    invoices,
    items,
    order_lines,
    orders,
    returns,
    services,
    shipments,
)

MOST_PROMISES = 20
LOOKED_BACK = 400
"""Of somebody who orders every hour, so many orders are looked at for faults and promises."""
FAULTS_FOR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class OpenPromise:
    """Goods of a confirmed order that have not left: how many, and the day they are promised for, if any."""

    order: str
    sku: str
    name: str
    quantity: Quantity
    promised: date | None


@dataclass(frozen=True, slots=True)
class Faults:
    """What went wrong in the last year: returns, shipments that left after their day, orders on hold now."""

    returns: int = 0
    late: int = 0
    held: int = 0


@dataclass(frozen=True, slots=True)
class Overdue:
    """The oldest invoice that is due on an order not paid in full."""

    order: str
    number: str
    due_date: date
    owed: Amount


@dataclass(frozen=True, slots=True)
class SentParcel:
    """A shipment of an order that has left."""

    at: datetime | None
    service: str
    delivered_at: datetime | None
    tracking: tuple[str, ...]


_OPEN = order_lines.c.quantity - order_lines.c.cancelled - order_lines.c.shipped
_RECENT = (
    select(orders.c.id, orders.c.state, orders.c.hold, orders.c.due, orders.c.number)
    .where(orders.c.customer_id == bindparam("customer"))
    .order_by(orders.c.id.desc())
    .limit(LOOKED_BACK)
)
_PROMISES = (
    select(orders.c.number, items.c.sku, items.c.name, _OPEN, func.coalesce(order_lines.c.told, order_lines.c.promised))
    .select_from(
        order_lines.join(orders, orders.c.id == order_lines.c.order_id).join(items, items.c.id == order_lines.c.item_id)
    )
    .where(order_lines.c.order_id.in_(bindparam("keys", expanding=True)), items.c.stocked == 1, _OPEN > 0)
    .order_by(order_lines.c.order_id, order_lines.c.position)
    .limit(MOST_PROMISES)
)
_RETURNS = (
    select(func.count())
    .select_from(returns)
    .where(returns.c.order_id.in_(bindparam("keys", expanding=True)), returns.c.opened_at >= bindparam("since"))
)
_LEFT = select(shipments.c.shipped_at, shipments.c.ship_by).where(
    shipments.c.order_id.in_(bindparam("keys", expanding=True)),
    shipments.c.shipped_at >= bindparam("since"),
    shipments.c.ship_by.is_not(None),
)
_OVERDUE = (
    select(orders.c.number, invoices.c.number, invoices.c.due_date, orders.c.due)
    .select_from(invoices.join(orders, orders.c.id == invoices.c.order_id))
    .where(
        invoices.c.order_id.in_(bindparam("keys", expanding=True)),
        invoices.c.kind == "invoice",
        invoices.c.due_date < bindparam("today"),
        orders.c.due > 0,
    )
    .order_by(invoices.c.due_date, invoices.c.id)
    .limit(1)
)
_LAST = (
    select(orders.c.id)
    .where(orders.c.customer_id == bindparam("customer"), orders.c.state != "cancelled", orders.c.state != "draft")
    .order_by(orders.c.id.desc())
    .limit(1)
)
_SENT = (
    select(shipments.c.id, shipments.c.shipped_at, func.coalesce(services.c.name, ""), shipments.c.delivered_at)
    .select_from(shipments.outerjoin(services, services.c.id == shipments.c.service_id))
    .where(shipments.c.order_id == bindparam("order"), shipments.c.shipped_at.is_not(None))
    .order_by(shipments.c.id)
)
_NUMBERS = (
    select(boxes.c.shipment_id, boxes.c.tracking)
    .select_from(boxes.join(shipments, shipments.c.id == boxes.c.shipment_id))
    .where(shipments.c.order_id == bindparam("order"), boxes.c.tracking != "")
    .order_by(boxes.c.shipment_id, boxes.c.position)
)
_BUYER = (
    select(customers.c.id)
    .select_from(orders.join(customers, customers.c.id == orders.c.customer_id))
    .where(orders.c.number == bindparam("number"))
)


@dataclass(frozen=True, slots=True)
class Recent:
    """One of a customer's latest orders, as far as it matters here."""

    id: int
    state: str
    hold: str
    due: Amount
    number: str


def recent_orders(connection: Connection, customer_id: int) -> list[Recent]:
    """The latest orders of a customer, newest first."""
    return [Recent(*row) for row in connection.execute(_RECENT, {"customer": customer_id})]


def open_promises(connection: Connection, recent: Sequence[Recent]) -> list[OpenPromise]:
    """What of these orders has not left yet."""
    keys = [each.id for each in recent if each.state == "confirmed"]
    return [OpenPromise(*row) for row in connection.execute(_PROMISES, {"keys": keys})] if keys else []


def faults_of(connection: Connection, recent: Sequence[Recent], now: datetime, calendar: Calendar) -> Faults:
    """What went wrong with these orders."""
    if not recent:
        return Faults()
    bound = {"keys": [each.id for each in recent], "since": now - FAULTS_FOR}
    left = connection.execute(_LEFT, bound)
    late = sum(calendar.day_of(row.shipped_at) > row.ship_by for row in left)
    held = sum(bool(each.hold) and each.state == "confirmed" for each in recent)
    return Faults(connection.execute(_RETURNS, bound).scalar_one(), late, held)


def oldest_overdue(connection: Connection, recent: Sequence[Recent], today: date) -> Overdue | None:
    """The invoice that should have been paid longest ago."""
    keys = [each.id for each in recent if each.due > 0]
    row = connection.execute(_OVERDUE, {"keys": keys, "today": today}).first() if keys else None
    return Overdue(*row) if row else None


def last_order_id(connection: Connection, customer_id: int) -> int | None:
    """The last order or quote of a customer that was not cancelled."""
    return connection.execute(_LAST, {"customer": customer_id}).scalar()


def sent_of(connection: Connection, order_id: int) -> list[SentParcel]:
    """The shipments of an order that have left, first to last."""
    numbers: dict[int, dict[str, None]] = {}
    for shipment_id, number in connection.execute(_NUMBERS, {"order": order_id}):
        numbers.setdefault(shipment_id, {})[number] = None
    rows = connection.execute(_SENT, {"order": order_id})
    return [SentParcel(*row[1:], tuple(numbers.get(row.id, ()))) for row in rows]


def buyer_of_order(connection: Connection, number: str) -> int | None:
    """The customer of an order by its number."""
    return connection.execute(_BUYER, {"number": number}).scalar()


def customer_note(connection: Connection, customer_id: int) -> str:
    """What stands with a customer for the packer."""
    found = select(customers.c.instructions).where(customers.c.id == customer_id)
    return str(connection.execute(found).scalar() or "")


def item_notes(connection: Connection, item_ids: Sequence[int]) -> list[str]:
    """What stands with these items for the packer, each with its SKU, in the order of the items."""
    if not item_ids:
        return []
    found = select(items.c.id, items.c.sku, items.c.instructions).where(
        items.c.id.in_(list(dict.fromkeys(item_ids))), items.c.instructions != ""
    )
    notes = {row.id: f"{row.sku}: {row.instructions}" for row in connection.execute(found)}
    return [notes[key] for key in dict.fromkeys(item_ids) if key in notes]
