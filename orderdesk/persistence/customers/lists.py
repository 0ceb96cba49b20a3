"""Customers for the screens: found as someone types, listed by name, and one shown whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, or_, select, tuple_

from orderdesk.domain.values.money import Amount
from orderdesk.persistence.billing.owed import Owed, owed_by
from orderdesk.persistence.columns.rows import columns_of
from orderdesk.persistence.customers.records import Address, Contact, Customer, addresses_of, contacts_of, read_customer
from orderdesk.persistence.record.history import EventRow, history_of_several
from orderdesk.persistence.record.search import fold, matching, newest
from orderdesk.persistence.schema import addresses, customers, orders

MOST_RANKED = 200
"""So many matches are ranked; of more, someone types another letter."""
PAGE = 200
LAST_ORDERS = 10


@dataclass(frozen=True, slots=True)
class FoundCustomer:
    """A customer in a type-ahead list, with the place of the address that is billed."""

    id: int
    number: str
    name: str
    company: str
    phone: str
    email: str
    blocked: str
    postcode: str
    city: str
    country: str


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """A customer in the list; `balance` is what is owed: invoiced and unpaid. `on_order` is not invoiced yet."""

    id: int
    number: str
    name: str
    company: str
    phone: str
    email: str
    blocked: str
    postcode: str
    city: str
    country: str
    orders: int
    balance: Amount
    on_order: Amount


@dataclass(frozen=True, slots=True)
class CardOrder:
    """One order on a customer's card."""

    id: int
    number: str
    state: str
    placed_at: datetime
    fulfilment: str
    payment: str
    total: Amount
    due: Amount
    currency: str


@dataclass(frozen=True, slots=True)
class CustomerCard:
    """One customer whole; `balance` is what is owed (invoiced and unpaid), `on_order` what open orders come to beside
    that, `ordered` what all orders came to, `credit` the store credit that they have."""

    customer: Customer
    addresses: tuple[Address, ...]
    contacts: tuple[Contact, ...]
    last_orders: tuple[CardOrder, ...]
    orders: int
    ordered: Amount
    balance: Amount
    on_order: Amount
    history: tuple[EventRow, ...]
    credit: Amount = 0


_BILLED = (addresses.c.customer_id == customers.c.id) & (addresses.c.bill_to == 1) & (addresses.c.retired == 0)
_PLACE = ("postcode", "city", "country")
_FOUND = select(
    *(customers.c[each.name] for each in fields(FoundCustomer) if each.name not in _PLACE),
    *(func.coalesce(addresses.c[name], "").label(name) for name in _PLACE),
).select_from(customers.outerjoin(addresses, _BILLED))
_COUNTED = orders.c.state.in_(("confirmed", "closed"))
_SUMS = (
    select(orders.c.customer_id, func.count(), func.sum(orders.c.total))
    .where(orders.c.customer_id.in_(bindparam("keys", expanding=True)), _COUNTED)
    .group_by(orders.c.customer_id)
)
_MERGED = select(customers.c.id).where(customers.c.merged_into_id == bindparam("key"))
_LAST = (
    select(*columns_of(orders, CardOrder))
    .where(orders.c.customer_id == bindparam("key"))
    .order_by(orders.c.id.desc())
    .limit(LAST_ORDERS)
)


def find_customers(connection: Connection, typed: str, limit: int = 20) -> list[FoundCustomer]:
    """Customers that fit what is typed: words of name, company, e-mail, place or number by their beginnings, or
    digits of the telephone from its start or its end. Names that begin so come first; one letter alone begins a name.
    """
    plain = fold(typed)
    if len(plain) == 1:
        return [FoundCustomer(**row._mapping) for row in _beginning(connection, plain, limit)]
    keys = newest(connection, "customers", typed, MOST_RANKED)
    if keys is None:
        return []
    rows = connection.execute(_FOUND.where(customers.c.id.in_(keys), customers.c.active == 1)).all()
    return [FoundCustomer(*row) for row in sorted(rows, key=lambda row: _rank(row, plain))[:limit]]


def customer_by_id(connection: Connection, customer_id: int) -> FoundCustomer | None:
    """One customer as a type-ahead shows them."""
    row = connection.execute(_FOUND.where(customers.c.id == customer_id)).first()
    return FoundCustomer(*row) if row else None


def money_and_orders(connection: Connection, customer_id: int) -> tuple[Amount, tuple[CardOrder, ...]]:
    """What a customer owes, and their last orders, newest first."""
    balance = owed_by(connection, [customer_id]).get(customer_id, Owed()).owed
    return balance, tuple(CardOrder(*row) for row in connection.execute(_LAST, {"key": customer_id}))


def list_customers(
    connection: Connection, *, search: str = "", after: tuple[str, int] | None = None, limit: int = PAGE
) -> list[CustomerRow]:
    """A page of customers by name; the next begins `after` the last row's (name, id)."""
    page = _FOUND.where(customers.c.active == 1).order_by(customers.c.name, customers.c.id).limit(limit)
    asked = matching(connection, "customers", search)
    if asked is not None:
        page = page.where(customers.c.id.in_(asked))
    if after is not None:
        page = page.where(tuple_(customers.c.name, customers.c.id) > after)
    rows = connection.execute(page).all()
    keys = [row.id for row in rows]
    sums, owed = _sums(connection, keys), owed_by(connection, keys)
    return [_row(row, sums.get(row.id, (0, 0))[0], owed.get(row.id, Owed())) for row in rows]


def customer_card(connection: Connection, customer_id: int) -> CustomerCard | None:
    """One customer whole, with the last orders."""
    customer = read_customer(connection, customer_id)
    if customer is None:
        return None
    count, ordered = _sums(connection, [customer_id]).get(customer_id, (0, 0))
    owed = owed_by(connection, [customer_id]).get(customer_id, Owed())
    return CustomerCard(
        customer,
        tuple(addresses_of(connection, customer_id)),
        tuple(contacts_of(connection, customer_id)),
        tuple(CardOrder(*row) for row in connection.execute(_LAST, {"key": customer_id})),
        count,
        ordered,
        owed.owed,
        owed.on_order,
        tuple(history_of_several(connection, "customer", [customer_id, *_merged(connection, customer_id)], 100)),
    )


def _merged(connection: Connection, customer_id: int) -> list[int]:
    """Who was made one with this customer: what was done with them is part of the history."""
    return list(connection.execute(_MERGED, {"key": customer_id}).scalars())


def customers_at(connection: Connection, *, phone_digits: str, email: str) -> list[FoundCustomer]:
    """Customers that can be reached at the same telephone number or e-mail address."""
    same = [customers.c.phone_digits == phone_digits] if phone_digits else []
    if email:
        same.append(func.lower(customers.c.email) == email.lower())
    if not same:
        return []
    return [FoundCustomer(*row) for row in connection.execute(_FOUND.where(customers.c.active == 1, or_(*same)))]


def _beginning(connection: Connection, letter: str, limit: int) -> Sequence[Row[Any]]:
    """Names that begin with one letter; in the search index half the shop would have to be read for it."""
    page = _FOUND.where(customers.c.active == 1).order_by(customers.c.name, customers.c.id).limit(limit)
    if connection.dialect.name == "postgresql":
        return connection.execute(page.where(customers.c.name.ilike(f"{letter}%"))).all()
    cases = dict.fromkeys((letter.upper(), letter))
    pages = [page.where(customers.c.name.between(each, f"{each}\U0010ffff")) for each in cases]
    return [row for each in pages for row in connection.execute(each)][:limit]


def _rank(row: Row[Any], plain: str) -> tuple[int, str]:
    name, company = fold(row.name), fold(row.company)
    return (0 if name.startswith(plain) or company.startswith(plain) else 1, name)


def _sums(connection: Connection, keys: list[int]) -> dict[int, tuple[int, Amount]]:
    rows = connection.execute(_SUMS, {"keys": keys}) if keys else ()
    return {row[0]: (int(row[1]), int(row[2])) for row in rows}


def _row(row: Row[Any], count: int, owed: Owed) -> CustomerRow:
    return CustomerRow(**row._mapping, orders=count, balance=owed.owed, on_order=owed.on_order)
