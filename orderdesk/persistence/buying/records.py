"""Purchase orders: read for a change, and written; their lines are the rows of `incoming` that name them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from orderdesk.domain.buying.purchasing import Purchase, PurchaseLine
from orderdesk.domain.values.money import Price
from orderdesk.domain.values.quantity import Quantity
from orderdesk.persistence.columns.rows import columns_of
from orderdesk.persistence.schema import incoming, items, purchase_receipts, purchases


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came in on a line, at the price paid; `reason` says why it was more than was open."""

    at: datetime
    line_id: int
    sku: str
    quantity: Quantity
    cost: Price
    reason: str
    user: str


_PURCHASE = select(*columns_of(purchases, Purchase))
_BY_ID = _PURCHASE.where(purchases.c.id == bindparam("key"))
_LOCKED = _BY_ID.with_for_update()
_OF_ITEM = {name: items.c[name] for name in ("sku", "name", "unit")}
_LINES = (
    select(*columns_of(incoming, PurchaseLine, _OF_ITEM))
    .join(items, items.c.id == incoming.c.item_id)
    .where(incoming.c.purchase_id == bindparam("key"))
    .order_by(incoming.c.position)
)
_RECEIVE = (
    update(incoming)
    .where(incoming.c.id == bindparam("key"))
    .values(received=incoming.c.received + bindparam("more"))
)  # fmt: skip
_RECEIPTS = (
    select(
        purchase_receipts.c.at,
        purchase_receipts.c.incoming_id,
        items.c.sku,
        purchase_receipts.c.quantity,
        purchase_receipts.c.cost,
        purchase_receipts.c.reason,
        purchase_receipts.c.user,
    )
    .join(incoming, incoming.c.id == purchase_receipts.c.incoming_id)
    .join(items, items.c.id == incoming.c.item_id)
    .where(purchase_receipts.c.purchase_id == bindparam("key"))
    .order_by(purchase_receipts.c.id)
)


def read_purchase(connection: Connection, purchase_id: int, *, lock: bool = False) -> Purchase | None:
    """The purchase order, locked until the commit when it is to be changed."""
    row = connection.execute(_LOCKED if lock else _BY_ID, {"key": purchase_id}).first()
    return Purchase(*row) if row else None


def purchase_id_by_number(connection: Connection, number: str) -> int | None:
    """The key of purchase order `number`, such as "PO-12"."""
    return connection.execute(select(purchases.c.id).where(purchases.c.number == number)).scalar()


def read_purchase_lines(connection: Connection, purchase_id: int) -> tuple[PurchaseLine, ...]:
    """The lines in their order."""
    return tuple(PurchaseLine(*row) for row in connection.execute(_LINES, {"key": purchase_id}))


def receipts_of(connection: Connection, purchase_id: int) -> tuple[Receipt, ...]:
    """What has come in, the first on top."""
    return tuple(Receipt(*row) for row in connection.execute(_RECEIPTS, {"key": purchase_id}))


def reference_taken(connection: Connection, reference: str) -> bool:
    """Whether goods are expected under this name already."""
    return connection.execute(select(func.count()).where(incoming.c.reference == reference)).scalar_one() > 0


def add_purchase(connection: Connection, values: Mapping[str, Any]) -> int:
    """Write a new purchase order; return its key."""
    key: int = connection.execute(insert(purchases).returning(purchases.c.id), dict(values)).scalar_one()
    return key


def change_purchase(connection: Connection, purchase_id: int, values: Mapping[str, Any]) -> None:
    """Write some columns of a purchase order and raise its version."""
    changed = update(purchases).where(purchases.c.id == purchase_id)
    connection.execute(changed.values(**values, version=purchases.c.version + 1))


def write_lines(connection: Connection, purchase_id: int, rows: Sequence[Mapping[str, Any]]) -> None:
    """Give a draft these lines and no others."""
    connection.execute(delete(incoming).where(incoming.c.purchase_id == purchase_id))
    if rows:
        connection.execute(insert(incoming), [{"purchase_id": purchase_id, **row} for row in rows])


def expect_lines(connection: Connection, purchase_id: int, expected: bool) -> None:
    """Let the lines of an order count as on their way, or no longer."""
    mine = update(incoming).where(incoming.c.purchase_id == purchase_id)
    connection.execute(mine.values(expected=int(expected)))


def move_due(connection: Connection, purchase_id: int, due: date | None, line_id: int | None) -> None:
    """Write the day on which a line, or every line, is due."""
    mine = update(incoming).where(incoming.c.purchase_id == purchase_id)
    if line_id is not None:
        mine = mine.where(incoming.c.id == line_id)
    connection.execute(mine.values(due=due))


def receive_lines(connection: Connection, receipts: Sequence[Mapping[str, Any]]) -> None:
    """Keep what came in and count it off what was expected; each row has the columns of `purchase_receipts`."""
    connection.execute(insert(purchase_receipts), [dict(row) for row in receipts])
    connection.execute(_RECEIVE, [{"key": row["incoming_id"], "more": row["quantity"]} for row in receipts])
