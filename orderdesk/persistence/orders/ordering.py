"""What placing an order needs to know of its customer and items, each in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

from sqlalchemy import Connection, ScalarSelect, bindparam, func, select

from orderdesk.persistence.database.ready import Ready
from orderdesk.persistence.schema import addresses, customers, items, orders, services


@dataclass(frozen=True, slots=True)
class Buyer:
    """A customer as an order sees them."""

    id: int
    number: str
    name: str
    active: int
    company: str
    phone_digits: str
    tax_exemption: str
    tax_id: str
    terms_days: int
    discount: int
    blocked: str
    instructions: str
    shipping: str
    invoicing: str
    bill_to_id: int | None
    ship_to_id: int | None


@dataclass(frozen=True, slots=True)
class OrderItem:
    """An item as an order line takes it."""

    id: int
    sku: str
    name: str
    price: int
    tax_class: str
    unit: str
    weight_g: int
    length_mm: int
    width_mm: int
    height_mm: int
    stocked: int
    active: int
    cost: int = 0


@dataclass(frozen=True, slots=True)
class Measures:
    """The weight and sides of an item, in grams and millimetres."""

    weight_g: int
    length_mm: int
    width_mm: int
    height_mm: int


_SIDES = tuple(each.name for each in fields(Measures))


def _address(flag: str) -> ScalarSelect[int]:
    return (
        select(func.min(addresses.c.id))
        .where(addresses.c.customer_id == customers.c.id, addresses.c.retired == 0, addresses.c[flag] == 1)
        .scalar_subquery()
    )


_BUYER = Ready(
    select(
        *(customers.c[each.name] for each in fields(Buyer) if not each.name.endswith("_to_id")),
        _address("bill_to"),
        _address("ship_to"),
    ).where(customers.c.id == bindparam("key"))
)
_ITEMS = Ready(
    select(*(items.c[each.name] for each in fields(OrderItem))).where(
        items.c.sku.in_(bindparam("skus", expanding=True))
    )
)
_COSTS = Ready(select(items.c.id, items.c.cost).where(items.c.id.in_(bindparam("keys", expanding=True))))
_MEASURES = Ready(
    select(items.c.id, *(items.c[name] for name in _SIDES)).where(items.c.id.in_(bindparam("keys", expanding=True)))
)
_SAFETY = Ready(
    select(items.c.id, items.c.safety_stock).where(
        items.c.id.in_(bindparam("keys", expanding=True)), items.c.safety_stock > 0
    )
)

_USUAL_OF = Ready(
    select(services.c.code)
    .select_from(orders.join(services, services.c.id == orders.c.service_id))
    .where(services.c.active == 1, orders.c.customer_id == bindparam("key"))
    .order_by(orders.c.id.desc())
    .limit(1)
)


def usual_service(connection: Connection, customer_id: int) -> str:
    """The code of the service that the customer's last order went by; "" for none yet."""
    return str(_USUAL_OF.scalar(connection, {"key": customer_id}) or "")


def buyer_of(connection: Connection, customer_id: int) -> Buyer | None:
    """The customer with the addresses they are billed and shipped to."""
    row = _BUYER.first(connection, {"key": customer_id})
    return Buyer(*row) if row else None


def items_by_sku(connection: Connection, skus: Sequence[str]) -> dict[str, OrderItem]:
    """The items of these SKUs."""
    if not skus:
        return {}
    found = [OrderItem(*row) for row in _ITEMS.rows(connection, {"skus": skus})]
    return {each.sku: each for each in found}


def costs_of(connection: Connection, item_ids: Sequence[int]) -> dict[int, int]:
    """The unit cost of these items; 0 for one that nobody knows."""
    return dict(_COSTS.rows(connection, {"keys": item_ids}))


def measures_of(connection: Connection, item_ids: Sequence[int]) -> dict[int, Measures]:
    """The weight and sides of these items."""
    return {key: Measures(*sides) for key, *sides in _MEASURES.rows(connection, {"keys": item_ids})}


def safety_stock(connection: Connection, item_ids: Sequence[int]) -> dict[int, int]:
    """The quantity of each item that is never promised, where there is one."""
    return dict(_SAFETY.rows(connection, {"keys": item_ids}))
