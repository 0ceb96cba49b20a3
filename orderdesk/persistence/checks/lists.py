"""Orders as the rules see them: one that something just happened to, or all of a time that is past."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, exists, func, select

from orderdesk.domain.checks.rules import OrderFacts
from orderdesk.domain.values.quantity import ONE
from orderdesk.persistence.schema import (
    addresses,
    customer_groups,
    customers,
    items,
    order_lines,
    orders,
    payments,
    services,
)

CHUNK = 500


@dataclass(frozen=True, slots=True)
class SeenOrder:
    """An order with its facts; `service` is the code it is sent by."""

    id: int
    number: str
    placed_at: datetime
    customer: str
    confirmed: bool
    paid: bool
    service: str
    instructions: str
    note_internal: str
    facts: OrderFacts

    def was(self, event: str) -> bool:
        """Whether the event has happened to it."""
        return {"placed": True, "confirmed": self.confirmed, "paid": self.paid}[event]


@cache
def _heads() -> Select[Any]:
    earlier = orders.alias("earlier")
    before = exists().where(
        earlier.c.customer_id == orders.c.customer_id, earlier.c.id < orders.c.id, earlier.c.state != "cancelled"
    )
    money = exists().where(payments.c.order_id == orders.c.id, payments.c.kind == "payment")
    joined = (
        orders.outerjoin(customers, customers.c.id == orders.c.customer_id)
        .outerjoin(customer_groups, customer_groups.c.id == customers.c.group_id)
        .outerjoin(addresses, addresses.c.id == orders.c.ship_to_id)
        .outerjoin(services, services.c.id == orders.c.service_id)
    )
    columns = [orders.c[name] for name in ("id", "number", "placed_at", "confirmed_at", "total", "units", "channel")]
    columns += [orders.c[name] for name in ("tender", "instructions", "note_internal")]
    named = (
        customers.c.number.label("customer_number"),
        customers.c.name.label("customer"),
        customer_groups.c.name.label("group_name"),
        addresses.c.country,
        services.c.code.label("service"),
        before.label("had_before"),
        money.label("has_paid"),
    )
    return select(*columns, *named).select_from(joined)


@cache
def _one() -> Select[Any]:
    return _heads().where(orders.c.id == bindparam("key"))


@cache
def _past() -> Select[Any]:
    """Neither what was cancelled nor what was taken along at the counter."""
    wanted = and_(
        orders.c.placed_at >= bindparam("since"),
        orders.c.channel != "counter",
        orders.c.state != "cancelled",
    )
    return _heads().where(wanted, orders.c.id < bindparam("below")).order_by(orders.c.id.desc()).limit(CHUNK)


@cache
def _goods() -> Select[Any]:
    return (
        select(order_lines.c.order_id, items.c.sku, func.sum(order_lines.c.quantity * items.c.weight_g).label("weight"))
        .join_from(order_lines, items, items.c.id == order_lines.c.item_id)
        .where(order_lines.c.order_id.in_(bindparam("keys", expanding=True)))
        .group_by(order_lines.c.order_id, items.c.sku)
    )


def seen_order(connection: Connection, order_id: int) -> SeenOrder:
    """One order as it is written now."""
    (found,) = _seen(connection, [connection.execute(_one(), {"key": order_id}).one()])
    return found


def seen_since(connection: Connection, since: datetime) -> Iterator[SeenOrder]:
    """The orders placed since then, the newest first, a few hundred at a time."""
    below = 2**62
    while rows := connection.execute(_past(), {"since": since, "below": below}).all():
        yield from _seen(connection, rows)
        below = rows[-1].id


def _seen(connection: Connection, rows: Sequence[Any]) -> list[SeenOrder]:
    skus: dict[int, set[str]] = {}
    weights: dict[int, int] = {}
    for order_id, sku, weight in connection.execute(_goods(), {"keys": [row.id for row in rows]}):
        skus.setdefault(order_id, set()).add(sku.casefold())
        weights[order_id] = weights.get(order_id, 0) + int(weight)
    return [_order(row, frozenset(skus.get(row.id, ())), weights.get(row.id, 0) // ONE) for row in rows]


def _order(row: Any, skus: frozenset[str], weight: int) -> SeenOrder:
    facts = OrderFacts(
        total=row.total,
        weight=weight,
        units=row.units,
        channel=row.channel,
        tender=row.tender,
        country=(row.country or "").casefold(),
        group=(row.group_name or "").casefold(),
        customer=(row.customer_number or "").casefold(),
        items=skus,
        service=(row.service or "").casefold(),
        first=row.customer_number is not None and not row.had_before,
    )
    return SeenOrder(
        row.id,
        row.number,
        row.placed_at,
        row.customer or "",
        row.confirmed_at is not None,
        bool(row.has_paid),
        row.service or "",
        row.instructions,
        row.note_internal,
        facts,
    )
