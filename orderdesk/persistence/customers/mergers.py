"""Two customers side by side before they are made one: who they are, what they have, and what would move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Table, func, select

from orderdesk.domain.values.money import Amount
from orderdesk.persistence.billing.owed import Owed, owed_by
from orderdesk.persistence.schema import addresses, contacts, customer_items, customer_prices, customers, orders


@dataclass(frozen=True, slots=True)
class Side:
    """One of two customers; `orders` counts those of any state, `balance` is what is owed."""

    id: int
    number: str
    name: str
    company: str
    phone: str
    email: str
    postcode: str
    city: str
    country: str
    blocked: str
    active: int
    orders: int
    balance: Amount


@dataclass(frozen=True, slots=True)
class Portion:
    """So many things of a kind go over, and so many stay behind because the other has their like."""

    moved: int
    left: int = 0


_HOME = (addresses.c.customer_id == customers.c.id) & (addresses.c.bill_to == 1) & (addresses.c.retired == 0)
_WHO = select(
    *(customers.c[name] for name in ("id", "number", "name", "company", "phone", "email")),
    func.coalesce(addresses.c.postcode, "").label("postcode"),
    func.coalesce(addresses.c.city, "").label("city"),
    func.coalesce(addresses.c.country, "").label("country"),
    customers.c.blocked,
    customers.c.active,
    select(func.count()).where(orders.c.customer_id == customers.c.id).scalar_subquery().label("orders"),
).select_from(customers.outerjoin(addresses, _HOME))


def sides(connection: Connection, customer_ids: Sequence[int]) -> dict[int, Side]:
    """These customers by key."""
    rows = connection.execute(_WHO.where(customers.c.id.in_(list(customer_ids))))
    owed = owed_by(connection, customer_ids)
    return {row.id: Side(**row._mapping, balance=owed.get(row.id, Owed()).owed) for row in rows}


def portions(connection: Connection, gone: int, stays: int) -> dict[str, Portion]:
    """What of one customer would go over to another, by kind, as moving it would have it."""
    return {
        "address": Portion(_count(connection, addresses, addresses.c.customer_id == gone, addresses.c.retired == 0)),
        "contact": _portion(connection, contacts, func.lower(contacts.c.name), gone, stays),
        "code": _portion(connection, customer_items, customer_items.c.code, gone, stays),
        "price": _portion(connection, customer_prices, customer_prices.c.item_id, gone, stays),
    }


def _portion(connection: Connection, table: Table, known_by: ColumnElement[object], gone: int, stays: int) -> Portion:
    theirs = select(known_by).where(table.c.customer_id == stays)
    everything = _count(connection, table, table.c.customer_id == gone)
    moved = _count(connection, table, table.c.customer_id == gone, known_by.not_in(theirs))
    return Portion(moved, everything - moved)


def _count(connection: Connection, table: Table, *which: ColumnElement[bool]) -> int:
    return int(connection.execute(select(func.count()).select_from(table).where(*which)).scalar_one())
