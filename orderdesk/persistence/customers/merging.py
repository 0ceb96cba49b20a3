"""Two customers that are one: who might be, and moving what is one's to the other."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, func, or_, select, update

from orderdesk.domain.customers.likeness import Known
from orderdesk.persistence.record.search import having
from orderdesk.persistence.schema import addresses, contacts, customer_items, customer_prices, customers, orders

MOST = 200
"""So many who share a postcode are held beside a new one."""


def known_of(connection: Connection, customer_ids: Sequence[int]) -> dict[int, Known]:
    """What is known of these customers."""
    who = select(
        customers.c.id, customers.c.name, customers.c.company, customers.c.email, customers.c.phone_digits
    ).where(customers.c.id.in_(list(customer_ids)))
    where = select(addresses.c.customer_id, addresses.c.postcode).where(
        addresses.c.customer_id.in_(list(customer_ids)), addresses.c.retired == 0
    )
    places: dict[int, set[str]] = {}
    for key, postcode in connection.execute(where):
        places.setdefault(key, set()).add(postcode)
    return {
        key: Known(name, company, email, frozenset(digits.split()), frozenset(places.get(key, ())))
        for key, name, company, email, digits in connection.execute(who)
    }


def perhaps_same(connection: Connection, known: Known, phone_digits: str, besides: int = 0) -> list[int]:
    """Customers in use who share a telephone, an e-mail or a postcode with this one, who has the key `besides`.

    `phone_digits` are those of the telephone as a customer is kept with. Each is asked by itself, as together they
    would be looked for in every customer; e-mail and postcode by way of the search index.
    """
    shared: list[ColumnElement[bool]] = []
    if phone_digits:
        shared.append(customers.c.phone_digits == phone_digits)
    if known.email and (found := having(connection, "customers", known.email)) is not None:
        shared.append(customers.c.id.in_(found) & (func.lower(customers.c.email) == known.email.lower()))
    for code in known.postcodes:
        if (found := having(connection, "customers", code)) is not None:
            near = select(addresses.c.customer_id).where(
                addresses.c.customer_id.in_(found), addresses.c.postcode == code, addresses.c.retired == 0
            )
            shared.append(customers.c.id.in_(near))
    keys: set[int] = set()
    for one in shared:
        asked = select(customers.c.id).where(customers.c.active == 1, customers.c.id != besides, one)
        keys.update(connection.execute(asked.order_by(customers.c.id.desc()).limit(MOST)).scalars())
    return sorted(keys, reverse=True)[:MOST]


def move_all(connection: Connection, gone: int, stays: int) -> None:
    """Give the orders, addresses, contacts, own codes and prices of one customer to another.

    What the other has already stays as it is. Invoices and payments keep the old number: a paper never changes.
    """
    connection.execute(update(orders).where(orders.c.customer_id == gone).values(customer_id=stays))
    connection.execute(
        update(addresses).where(addresses.c.customer_id == gone).values(customer_id=stays, bill_to=0, ship_to=0)
    )
    taken = select(func.lower(contacts.c.name)).where(contacts.c.customer_id == stays)
    new = contacts.c.customer_id == gone, func.lower(contacts.c.name).not_in(taken)
    connection.execute(update(contacts).where(*new).values(customer_id=stays))
    codes = select(customer_items.c.code).where(customer_items.c.customer_id == stays).scalar_subquery()
    free = customer_items.c.customer_id == gone, customer_items.c.code.not_in(codes)
    connection.execute(update(customer_items).where(*free).values(customer_id=stays))
    _take_prices(connection, gone, stays)
    # Who was merged into the one that goes now belongs to the one that stays.
    connection.execute(
        update(customers)
        .where(or_(customers.c.id == gone, customers.c.merged_into_id == gone))
        .values(merged_into_id=stays, active=0, version=customers.c.version + 1)
    )


def _take_prices(connection: Connection, gone: int, stays: int) -> None:
    """Take over the prices of items for which the customer who stays has none, and the group if they are in none."""
    priced = select(customer_prices.c.item_id).where(customer_prices.c.customer_id == stays).scalar_subquery()
    free = customer_prices.c.customer_id == gone, customer_prices.c.item_id.not_in(priced)
    connection.execute(update(customer_prices).where(*free).values(customer_id=stays))
    group = connection.execute(select(customers.c.group_id).where(customers.c.id == gone)).scalar()
    mine = customers.c.id == stays, customers.c.group_id.is_(None)
    connection.execute(update(customers).where(*mine).values(group_id=group))


def retire_copies(connection: Connection, customer_id: int) -> None:
    """Of addresses that a customer now has twice only the first is offered."""
    columns = [addresses.c[name] for name in ("name", "line1", "line2", "city", "region", "postcode", "country")]
    mine = (addresses.c.customer_id == customer_id, addresses.c.retired == 0)
    rows = connection.execute(
        select(addresses.c.id, *columns).where(*mine).order_by(addresses.c.bill_to.desc(), addresses.c.id)
    ).all()
    seen: set[tuple[str, ...]] = set()
    for key, *parts in rows:
        place = tuple(part.casefold().strip() for part in parts)
        if place in seen:
            connection.execute(update(addresses).where(addresses.c.id == key).values(retired=1, bill_to=0, ship_to=0))
        seen.add(place)
