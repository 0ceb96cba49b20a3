"""The ledger of stock movements, read for a count or a correction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, exists, func, select

from orderdesk.domain.values.quantity import Quantity
from orderdesk.persistence.schema import bins, movements, stock
from orderdesk.persistence.schema.stock import CALLED


@dataclass(frozen=True, slots=True)
class BookedMovement:
    """A movement as booked; `corrected` says whether another one names it."""

    id: int
    item_id: int
    bin_id: int
    quantity: Quantity
    kind: str
    corrected: bool


_later = movements.alias("later")
_MOVEMENT = select(
    movements.c.id,
    movements.c.item_id,
    movements.c.bin_id,
    movements.c.quantity,
    movements.c.kind,
    exists().where(_later.c.corrects_id == movements.c.id),
).where(movements.c.id == bindparam("key"))
_ON_HAND = (
    select(stock.c.on_hand)
    .where(stock.c.item_id == bindparam("item"), stock.c.bin_id == bindparam("bin"))
    .with_for_update()
)
# A count that was booked later than the moment asked for, but speaks of one before it, belongs to the book of then.
_OF_BIN = (movements.c.item_id == bindparam("item"), movements.c.bin_id == bindparam("bin"))
_SINCE = select(func.coalesce(func.sum(movements.c.quantity), 0)).where(
    *_OF_BIN, movements.c.effective_at > bindparam("since")
)
_STEPS = (
    select(movements.c.effective_at, func.sum(movements.c.quantity))
    .where(*_OF_BIN, movements.c.effective_at > bindparam("since"))
    .group_by(movements.c.effective_at)
    .order_by(movements.c.effective_at)
)


_BROUGHT = select(func.max(movements.c.effective_at)).where(*_OF_BIN, movements.c.quantity > 0)


def read_movement(connection: Connection, movement_id: int) -> BookedMovement | None:
    """One movement."""
    row = connection.execute(_MOVEMENT, {"key": movement_id}).first()
    return BookedMovement(*row) if row else None


def lock_on_hand(connection: Connection, item_id: int, bin_id: int) -> Quantity:
    """What a bin holds of an item now, locked until the commit."""
    return int(connection.execute(_ON_HAND, {"item": item_id, "bin": bin_id}).scalar() or 0)


def moved_since(connection: Connection, item_id: int, bin_id: int, since: datetime) -> Quantity:
    """What has come in and gone out of a bin after a moment."""
    bound = {"item": item_id, "bin": bin_id, "since": since}
    return int(connection.execute(_SINCE, bound).scalar_one())


def steps_since(connection: Connection, item_id: int, bin_id: int, since: datetime) -> list[tuple[datetime, Quantity]]:
    """What has come in and gone out of a bin after a moment, moment by moment."""
    bound = {"item": item_id, "bin": bin_id, "since": since}
    return [(at, int(quantity)) for at, quantity in connection.execute(_STEPS, bound)]


def last_brought(connection: Connection, item_id: int, bin_id: int) -> datetime | None:
    """When goods last came into a bin; None when none ever did."""
    found: datetime | None = connection.execute(_BROUGHT, {"item": item_id, "bin": bin_id}).scalar()
    return found


def bin_code(connection: Connection, bin_id: int) -> str:
    """What a bin is called."""
    return str(connection.execute(select(CALLED).where(bins.c.id == bin_id)).scalar_one())
