"""Price lists, the groups they are for, and prices of one customer: read for an order, and set by the shop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    Connection,
    Date,
    Table,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal,
    null,
    select,
    type_coerce,
    union_all,
    update,
)

from orderdesk.domain.prices.exchange import ExchangeRate
from orderdesk.domain.prices.price_lists import Offer
from orderdesk.persistence.database.ready import Ready
from orderdesk.persistence.schema import (
    customer_groups,
    customer_prices,
    customers,
    exchange_rates,
    items,
    price_lists,
    price_rows,
)


@dataclass(frozen=True, slots=True)
class PriceList:
    """A price list with the group it is for and the number of its prices; None is a day without end."""

    id: int
    name: str
    group: str
    currency: str
    valid_from: date | None
    valid_to: date | None
    rows: int


@dataclass(frozen=True, slots=True)
class PriceRow:
    """One price as it is shown: for which item, from which quantity, at which unit price, on which days."""

    item_id: int
    sku: str
    name: str
    from_quantity: int
    price: int
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A group of customers, and how many are in it."""

    id: int
    name: str
    members: int


_OWN = select(
    customer_prices.c.item_id,
    customer_prices.c.price,
    customer_prices.c.from_quantity,
    literal("").label("list_name"),
    customer_prices.c.valid_from,
    customer_prices.c.valid_to,
    literal("").label("currency"),
    type_coerce(null(), Date).label("rate_from"),
    type_coerce(null(), BigInteger).label("rate"),
).where(
    customer_prices.c.customer_id == bindparam("customer"),
    customer_prices.c.item_id.in_(bindparam("items", expanding=True)),
)
_DAY = bindparam("day", type_=Date)
_RATES = exchange_rates.alias()
# The newest rate that has begun; where the clock was put back before the first, that one.
_RATE_DAY = (
    select(
        func.coalesce(func.max(case((_RATES.c.valid_from <= _DAY, _RATES.c.valid_from))), func.min(_RATES.c.valid_from))
    )
    .where(_RATES.c.currency == price_lists.c.currency)
    .scalar_subquery()
)
_OF_GROUP = (
    select(
        price_rows.c.item_id,
        price_rows.c.price,
        price_rows.c.from_quantity,
        price_lists.c.name,
        price_lists.c.valid_from,
        price_lists.c.valid_to,
        price_lists.c.currency,
        exchange_rates.c.valid_from,
        exchange_rates.c.rate,
    )
    .select_from(
        customers.join(price_lists, price_lists.c.group_id == customers.c.group_id)
        .join(price_rows, price_rows.c.list_id == price_lists.c.id)
        .outerjoin(
            exchange_rates,
            and_(exchange_rates.c.currency == price_lists.c.currency, exchange_rates.c.valid_from == _RATE_DAY),
        )
    )
    .where(
        customers.c.id == bindparam("customer"),
        price_rows.c.item_id.in_(bindparam("items", expanding=True)),
    )
)
_OFFERS = Ready(union_all(_OWN, _OF_GROUP))
_LISTS = (
    select(
        price_lists.c.id,
        price_lists.c.name,
        customer_groups.c.name,
        price_lists.c.currency,
        price_lists.c.valid_from,
        price_lists.c.valid_to,
        select(func.count()).where(price_rows.c.list_id == price_lists.c.id).scalar_subquery(),
    )
    .select_from(price_lists.join(customer_groups, customer_groups.c.id == price_lists.c.group_id))
    .order_by(price_lists.c.name)
)
_GROUPS = select(
    customer_groups.c.id,
    customer_groups.c.name,
    select(func.count()).where(customers.c.group_id == customer_groups.c.id).scalar_subquery(),
).order_by(customer_groups.c.name)


def offers_for(
    connection: Connection, customer_id: int, item_ids: Sequence[int], today: date
) -> dict[int, list[Offer]]:
    """What a customer is offered for these items, by item: their own prices and those of their group, of any day.

    Prices in another currency are exchanged as of `today`.
    """
    found: dict[int, list[Offer]] = {}
    asked = {"customer": customer_id, "items": item_ids, "day": today}
    for item_id, price, start, name, first, last, currency, begun, rate in _OFFERS.rows(connection, asked):
        offer = Offer(item_id, price, start, name, first, last)
        if rate is not None:
            by = ExchangeRate(currency, begun, rate)
            offer = replace(offer, price=by.exchanged(price), abroad=price, exchange=by)
        found.setdefault(item_id, []).append(offer)
    return found


def read_lists(connection: Connection) -> list[PriceList]:
    """Every price list, by name."""
    return [PriceList(*row) for row in connection.execute(_LISTS)]


def read_groups(connection: Connection) -> list[Group]:
    """Every group of customers, by name."""
    return [Group(*row) for row in connection.execute(_GROUPS)]


def group_of(connection: Connection, customer_id: int) -> str:
    """The name of the group that a customer is in; "" for none."""
    joined = customers.join(customer_groups, customer_groups.c.id == customers.c.group_id)
    asked = select(customer_groups.c.name).select_from(joined).where(customers.c.id == customer_id)
    return connection.execute(asked).scalar() or ""


def add_group(connection: Connection, name: str) -> int:
    """Keep a new group; return its key."""
    made = insert(customer_groups).values(name=name).returning(customer_groups.c.id)
    return int(connection.execute(made).scalar_one())


def write_list(connection: Connection, values: dict[str, Any]) -> None:
    """Keep a list by its name: a new one, or with its group and days changed."""
    same = price_lists.c.name == values["name"]
    if not connection.execute(update(price_lists).where(same).values(**values)).rowcount:
        connection.execute(insert(price_lists).values(**values))


def drop_list(connection: Connection, list_id: int) -> None:
    """Forget a list with its prices."""
    connection.execute(delete(price_rows).where(price_rows.c.list_id == list_id))
    connection.execute(delete(price_lists).where(price_lists.c.id == list_id))


def rows_of_list(connection: Connection, list_id: int) -> list[PriceRow]:
    """The prices of a list, by SKU and quantity."""
    return _rows(connection, price_rows, price_rows.c.list_id == list_id)


def rows_of_customer(connection: Connection, customer_id: int) -> list[PriceRow]:
    """The prices agreed with a customer, by SKU and quantity."""
    return _rows(connection, customer_prices, customer_prices.c.customer_id == customer_id)


def _rows(connection: Connection, table: Table, mine: Any) -> list[PriceRow]:
    days = [table.c[name] if name in table.c else type_coerce(null(), Date) for name in ("valid_from", "valid_to")]
    asked = (
        select(items.c.id, items.c.sku, items.c.name, table.c.from_quantity, table.c.price, *days)
        .select_from(table.join(items, items.c.id == table.c.item_id))
        .where(mine)
        .order_by(items.c.sku, table.c.from_quantity)
    )
    return [PriceRow(*row) for row in connection.execute(asked)]


def write_row(connection: Connection, owner: dict[str, int], row: dict[str, Any]) -> None:
    """Set a price; `owner` is {"list_id": key} or {"customer_id": key}. One from the same quantity is replaced."""
    drop_row(connection, owner, row["item_id"], row["from_quantity"])
    connection.execute(insert(_table(owner)).values(**owner, **row))


def drop_row(connection: Connection, owner: dict[str, int], item_id: int, from_quantity: int) -> bool:
    """Forget a price; False when there is none."""
    table = _table(owner)
    same = [table.c[name] == value for name, value in owner.items()]
    gone = delete(table).where(*same, table.c.item_id == item_id, table.c.from_quantity == from_quantity)
    return bool(connection.execute(gone).rowcount)


def _table(owner: dict[str, int]) -> Table:
    return price_rows if "list_id" in owner else customer_prices
