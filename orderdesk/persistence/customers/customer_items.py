"""What customers call our items: their own codes, in capitals, each naming one item for one customer."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from orderdesk.persistence.record.search import begins
from orderdesk.persistence.schema import customer_items, items


@dataclass(frozen=True, slots=True)
class OwnCode:
    """A customer's code for an item."""

    code: str
    item_id: int
    sku: str
    name: str


_MINE = customer_items.c.customer_id == bindparam("customer")
_CODES = (
    select(customer_items.c.code, items.c.id, items.c.sku, items.c.name)
    .select_from(customer_items.join(items, items.c.id == customer_items.c.item_id))
    .where(_MINE)
    .order_by(customer_items.c.code)
)
_BY_CODE = select(customer_items.c.item_id).where(_MINE, customer_items.c.code == bindparam("asked"))


def codes_of(connection: Connection, customer_id: int) -> list[OwnCode]:
    """All codes of a customer."""
    return [OwnCode(*row) for row in connection.execute(_CODES, {"customer": customer_id})]


def item_of_own_code(connection: Connection, customer_id: int, code: str) -> int | None:
    """The item that a customer calls so, in capitals or not."""
    return connection.execute(_BY_CODE, {"customer": customer_id, "asked": code.upper()}).scalar()


def own_codes_beginning(connection: Connection, customer_id: int, start: str, most: int) -> list[tuple[str, int]]:
    """The codes of a customer that begin so, with their items."""
    asked = select(customer_items.c.code, customer_items.c.item_id).where(
        customer_items.c.customer_id == customer_id, begins(connection, customer_items.c.code, start.upper())
    )
    return [(row[0], row[1]) for row in connection.execute(asked.order_by(customer_items.c.code).limit(most))]


def keep_own_code(connection: Connection, customer_id: int, code: str, item_id: int) -> None:
    """Let a customer's code name an item; what it named before is forgotten."""
    row = {"customer_id": customer_id, "code": code.upper()}
    mine = (customer_items.c.customer_id == customer_id) & (customer_items.c.code == row["code"])
    if not connection.execute(update(customer_items).where(mine).values(item_id=item_id)).rowcount:
        connection.execute(insert(customer_items), row | {"item_id": item_id})


def drop_own_code(connection: Connection, customer_id: int, code: str) -> bool:
    """Forget a customer's code; False when there was none."""
    mine = (customer_items.c.customer_id == customer_id) & (customer_items.c.code == code.upper())
    return bool(connection.execute(delete(customer_items).where(mine)).rowcount)
