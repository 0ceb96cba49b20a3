"""Orders that are in the books already, as far as a file tells of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select

from orderdesk.persistence.imports.matching import ADDRESS_LINES, in_chunks, keys
from orderdesk.persistence.schema import addresses, items, order_lines, orders


@dataclass(slots=True)
class KnownOrder:
    """An order by the id of its channel: (SKU, quantity, price) of its goods, what its charges come to, where it goes,
    and what of it is to pay."""

    id: int
    number: str
    state: str
    payment: str
    due: int
    goods: list[tuple[str, int, int]] = field(default_factory=list)
    charges: int = 0
    ship_to: Mapping[str, str] | None = None


_ORDERS = select(
    orders.c.channel,
    orders.c.remote_id,
    orders.c.id,
    orders.c.number,
    orders.c.state,
    orders.c.payment,
    orders.c.due,
    orders.c.ship_to_id,
    *(func.coalesce(addresses.c[name], "").label(name) for name in ADDRESS_LINES),
).select_from(orders.outerjoin(addresses, addresses.c.id == orders.c.ship_to_id))
_BY_REMOTE = _ORDERS.where(orders.c.remote_id.in_(keys()))
_BY_NUMBER = _ORDERS.where(orders.c.number.in_(keys()), orders.c.remote_id.is_(None))
_LINES = (
    select(
        order_lines.c.order_id,
        func.coalesce(items.c.sku, ""),
        order_lines.c.item_id,
        order_lines.c.quantity,
        order_lines.c.price,
        order_lines.c.gross,
    )
    .select_from(order_lines.outerjoin(items, items.c.id == order_lines.c.item_id))
    .where(order_lines.c.order_id.in_(keys()))
)


def known_orders(connection: Connection, names: Iterable[str]) -> dict[tuple[str, str], KnownOrder]:
    """The orders that are here already, by (channel, its own id), or by ("", our number) where they have none."""
    wanted = set(names)
    found: dict[tuple[str, str], KnownOrder] = {}
    for asked in (_BY_REMOTE, _BY_NUMBER):
        for row in in_chunks(connection, asked, wanted):
            place = {name: getattr(row, name) for name in ADDRESS_LINES} if row.ship_to_id is not None else None
            key = (row.channel, row.remote_id) if row.remote_id else ("", row.number)
            found[key] = KnownOrder(row.id, row.number, row.state, row.payment, row.due, ship_to=place)
    by_key = {each.id: each for each in found.values()}
    for order_id, sku, item_id, quantity, price, gross in in_chunks(connection, _LINES, by_key):
        if item_id is None:
            by_key[order_id].charges += gross
        else:
            by_key[order_id].goods.append((sku, quantity, price))
    return found
