"""Returns and their lines: read for a change, and written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from orderdesk.persistence.columns.rows import columns_of
from orderdesk.persistence.columns.types import UtcTime
from orderdesk.persistence.database.ready import Ready
from orderdesk.persistence.schema import allocations, return_lines, returns, shipments


@dataclass(frozen=True, slots=True)
class Return:
    """A return as it stands."""

    id: int
    number: str
    order_id: int
    state: str
    reason: str
    opened_at: datetime
    expires: date | None
    restocking_fee: int
    settlement: str


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """One order line coming back; `outcome` is empty until the goods are inspected."""

    id: int
    return_id: int
    order_line_id: int
    item_id: int | None
    quantity: int
    received: int
    reason: str
    condition: str
    outcome: str
    bin_id: int | None


_RETURN = select(*columns_of(returns, Return)).where(returns.c.id == bindparam("key"))
_LINES = (
    select(*columns_of(return_lines, ReturnLine))
    .where(return_lines.c.return_id == bindparam("key"))
    .order_by(return_lines.c.id)
)
_OPEN = Ready(
    select(func.count())
    .select_from(returns)
    .where(returns.c.order_id == bindparam("key"), returns.c.state.not_in(("closed", "declined", "expired", "settled")))
)
_ADD = insert(returns).returning(returns.c.id)
_ADD_LINES = insert(return_lines)
_EXPECTED = (
    select(return_lines.c.order_line_id, func.sum(return_lines.c.quantity))
    .select_from(return_lines.join(returns, returns.c.id == return_lines.c.return_id))
    .where(
        returns.c.order_id == bindparam("key"),
        returns.c.state.in_(("requested", "authorised", "in-transit")),
    )
    .group_by(return_lines.c.order_line_id)
)


_LEFT = (
    select(
        allocations.c.order_line_id,
        func.max(func.coalesce(shipments.c.delivered_at, shipments.c.shipped_at), type_=UtcTime()),
    )
    .select_from(allocations.join(shipments, shipments.c.id == allocations.c.shipment_id))
    .where(shipments.c.order_id == bindparam("key"), allocations.c.gone == 1)
    .group_by(allocations.c.order_line_id)
)
_OVERDUE = (
    select(returns.c.id)
    .where(returns.c.state.in_(("requested", "authorised")), returns.c.expires < bindparam("today"))
    .order_by(returns.c.id)
)


def arrived(connection: Connection, order_id: int) -> dict[int, datetime]:
    """When the goods of each order line reached the customer last, or left where that is not known."""
    return {line: at for line, at in connection.execute(_LEFT, {"key": order_id}) if at is not None}


def overdue(connection: Connection, today: date, order_id: int | None = None) -> list[int]:
    """The returns whose last day is over and of which nothing came; those of one order, where it is named."""
    found = _OVERDUE if order_id is None else _OVERDUE.where(returns.c.order_id == order_id)
    return list(connection.scalars(found, {"today": today}))


def read_return(connection: Connection, return_id: int) -> Return | None:
    row = connection.execute(_RETURN.with_for_update(), {"key": return_id}).first()
    return Return(*row) if row else None


def read_return_lines(connection: Connection, return_id: int) -> list[ReturnLine]:
    return [ReturnLine(*row) for row in connection.execute(_LINES, {"key": return_id})]


def return_id_by_number(connection: Connection, number: str) -> int | None:
    """The key of return `number`, such as "RMA-1001"."""
    return connection.execute(select(returns.c.id).where(returns.c.number == number)).scalar()


def still_expected(connection: Connection, order_id: int) -> dict[int, int]:
    """What open returns of an order have been allowed and not received, by order line."""
    return {line: int(quantity) for line, quantity in connection.execute(_EXPECTED, {"key": order_id})}


def add_return(connection: Connection, values: Mapping[str, Any], lines: Sequence[Mapping[str, Any]]) -> int:
    """Write a new return with its lines; return its key."""
    key: int = connection.execute(_ADD, dict(values)).scalar_one()
    connection.execute(_ADD_LINES, [{"return_id": key, **line} for line in lines])
    return key


def change_return(connection: Connection, return_id: int, values: Mapping[str, Any]) -> None:
    connection.execute(update(returns).where(returns.c.id == return_id).values(**values))


def add_return_line(connection: Connection, part: ReturnLine, said: Mapping[str, Any]) -> None:
    """Write a part of a line as one of its own: as much of it as `part` says, and what is `said` of it."""
    names = ("return_id", "order_line_id", "item_id", "quantity", "received", "reason")
    connection.execute(_ADD_LINES, [{name: getattr(part, name) for name in names} | dict(said)])


def change_return_lines(connection: Connection, rows: Sequence[tuple[int, Mapping[str, Any]]]) -> None:
    for key, values in rows:
        connection.execute(update(return_lines).where(return_lines.c.id == key).values(**values))


def back_in_stock(connection: Connection, order_id: int) -> dict[int, int]:
    """How much of an order came back and is the shop's again, by order line; what was scrapped is not."""
    found = (
        select(return_lines.c.order_line_id, func.sum(return_lines.c.received))
        .select_from(return_lines.join(returns, returns.c.id == return_lines.c.return_id))
        .where(returns.c.order_id == order_id, return_lines.c.outcome.in_(("restock", "quarantine")))
        .group_by(return_lines.c.order_line_id)
    )
    return {line: int(quantity) for line, quantity in connection.execute(found)}


def open_returns(connection: Connection, order_id: int) -> int:
    """How many returns of an order are not at their end."""
    return int(_OPEN.scalar(connection, {"key": order_id}))
