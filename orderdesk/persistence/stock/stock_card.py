"""One item's stock card: its movements with the balance after each, and the bins it lies in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, bindparam, func, select

from orderdesk.domain.values.quantity import Quantity
from orderdesk.persistence.schema import bins, incoming, movements, returns, shipments, stock
from orderdesk.persistence.schema.stock import CALLED

PAGE = 200


@dataclass(frozen=True, slots=True)
class MovementRow:
    """One line of a stock card; `balance` is the item's on hand after it, `document` the paper behind it."""

    id: int
    at: datetime
    kind: str
    quantity: Quantity
    balance: Quantity
    bin: str
    reason: str
    user: str
    document: str
    corrects_id: int | None


@dataclass(frozen=True, slots=True)
class BinRow:
    """What one bin holds of an item."""

    bin_id: int
    code: str
    kind: str
    on_hand: Quantity
    reserved: Quantity


def _is(kind: str, table: Table) -> ColumnElement[bool]:
    """The paper of this kind that is behind a movement."""
    return and_(movements.c.document_kind == kind, table.c.id == movements.c.document_id)


_ITEM = bindparam("item", type_=movements.c.item_id.type)
_CARD = (
    select(
        movements.c.id,
        movements.c.at,
        movements.c.kind,
        movements.c.quantity,
        CALLED,
        movements.c.reason,
        movements.c.user,
        func.coalesce(shipments.c.number, returns.c.number, incoming.c.reference, "").label("document"),
        movements.c.corrects_id,
    )
    .select_from(
        movements.join(bins, bins.c.id == movements.c.bin_id)
        .outerjoin(shipments, _is("shipment", shipments))
        .outerjoin(returns, _is("return", returns))
        .outerjoin(incoming, _is("incoming", incoming))
    )
    .where(movements.c.item_id == _ITEM)
    .order_by(movements.c.id.desc())
)  # fmt: skip
_BALANCE = select(func.coalesce(func.sum(movements.c.quantity), 0)).where(movements.c.item_id == _ITEM)
_LAST_SALES = (
    select(-movements.c.quantity)
    .where(movements.c.item_id == _ITEM, movements.c.kind.in_(("sale", "take")))
    .order_by(movements.c.effective_at.desc())
    .limit(bindparam("most"))
)
_BINS_OF = (
    select(bins.c.id, CALLED, bins.c.kind, stock.c.on_hand, stock.c.reserved)
    .join(stock, stock.c.bin_id == bins.c.id)
    .where(stock.c.item_id == _ITEM)
    .order_by(bins.c.kind != "shelf", stock.c.on_hand.desc(), bins.c.code)
)


def card_of(limit: int = PAGE) -> Select[Any]:
    """The movements of the item bound as `item`, newest first; for who asks for a part of them."""
    return _CARD.limit(limit)


def stock_card(
    connection: Connection, item_id: int, *, before: int | None = None, limit: int = PAGE
) -> list[MovementRow]:
    """A page of an item's movements, newest first, each with the balance after it; the next begins `before` the
    last row's key."""
    page, older = card_of(limit), _BALANCE
    if before is not None:
        page, older = page.where(movements.c.id < before), older.where(movements.c.id < before)
    balance = int(connection.execute(older, {"item": item_id}).scalar_one())
    rows = []
    for key, at, kind, quantity, code, reason, user, document, corrects_id in connection.execute(
        page, {"item": item_id}
    ):
        rows.append(MovementRow(key, at, kind, quantity, balance, code, reason, user, document, corrects_id))
        balance -= quantity
    return rows


def bins_of(connection: Connection, item_id: int) -> list[BinRow]:
    """Where an item lies, shelves first and the fullest of them on top."""
    return [BinRow(*row) for row in connection.execute(_BINS_OF, {"item": item_id})]


def last_sales(connection: Connection, item_id: int, most: int = 50) -> list[Quantity]:
    """What went of an item with each of its last sales, the latest first."""
    return list(connection.execute(_LAST_SALES, {"item": item_id, "most": most}).scalars())
