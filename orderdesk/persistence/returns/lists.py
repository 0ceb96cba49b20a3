"""The returns desk: returns by what is to be done with them, and the order they come from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import CompoundSelect, Connection, Select, bindparam, case, func, select, union

from orderdesk.persistence.record import search
from orderdesk.persistence.schema import customers, items, order_lines, orders, return_lines, returns, tenders

VIEWS: dict[str, tuple[str, ...]] = {
    "expected": ("requested", "authorised", "in-transit"),
    "received": ("received",),
    "to-settle": ("inspected",),
    "done": ("settled", "closed", "declined", "expired"),
    "all": (),
}
PAGE = 200


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """One return as the list shows it; `settlement` is the code of a tender and `settled_by` what it is called."""

    id: int
    number: str
    state: str
    order_id: int
    order_number: str
    customer: str
    units: int
    reason: str
    opened_at: datetime
    expires: date | None
    settlement: str
    settled_by: str


@dataclass(frozen=True, slots=True)
class ReturnLineRow:
    """One line of a return with what its order line says."""

    id: int
    order_line_id: int
    sku: str
    name: str
    quantity: int
    received: int
    reason: str
    condition: str
    outcome: str


_WHO = case((customers.c.company != "", customers.c.company), else_=func.coalesce(customers.c.name, "Walk-in"))
_units = (
    select(func.coalesce(func.sum(return_lines.c.quantity), 0))
    .where(return_lines.c.return_id == returns.c.id)
    .scalar_subquery()
)
_ROWS: Select[Any] = select(
    returns.c.id,
    returns.c.number,
    returns.c.state,
    orders.c.id,
    orders.c.number,
    _WHO,
    _units,
    returns.c.reason,
    returns.c.opened_at,
    returns.c.expires,
    returns.c.settlement,
    func.coalesce(tenders.c.name, ""),
).select_from(
    returns.join(orders, orders.c.id == returns.c.order_id)
    .outerjoin(customers, customers.c.id == orders.c.customer_id)
    .outerjoin(tenders, tenders.c.code == returns.c.settlement)
)
_OF_ORDER = _ROWS.where(returns.c.order_id == bindparam("key")).order_by(returns.c.id)


def return_rows(
    connection: Connection, view: str, *, typed: str = "", after: ReturnRow | None = None, limit: int = PAGE
) -> list[ReturnRow]:
    """One page of a view, newest first; found by return, order, customer or phone."""
    keys = select(returns.c.id).order_by(returns.c.id.desc())
    if VIEWS[view]:
        keys = keys.where(returns.c.state.in_(VIEWS[view]))
    if typed.strip():
        keys = keys.where(returns.c.id.in_(_found(connection, typed)))
    if after is not None:
        keys = keys.where(returns.c.id < after.id)
    # The page is cut before anything is read beside it.
    page = _ROWS.where(returns.c.id.in_(keys.limit(limit))).order_by(returns.c.id.desc())
    return [ReturnRow(*row) for row in connection.execute(page)]


def _found(connection: Connection, typed: str) -> CompoundSelect[tuple[int]]:
    """The returns of a number as far as typed, and those of the orders found by it."""
    keys = select(returns.c.id)
    found = [keys.where(search.begins(connection, returns.c.number, typed.strip().upper()))]
    matching = search.newest(connection, "orders", typed)
    if matching is not None:
        found.append(keys.where(returns.c.order_id.in_(matching)))
    return union(*found)


def return_row(connection: Connection, return_id: int) -> ReturnRow | None:
    """One return of the list."""
    row = connection.execute(_ROWS.where(returns.c.id == return_id)).first()
    return ReturnRow(*row) if row else None


def returns_of_order(connection: Connection, order_id: int) -> list[ReturnRow]:
    """All returns of an order, oldest first."""
    return [ReturnRow(*row) for row in connection.execute(_OF_ORDER, {"key": order_id})]


def return_counts(connection: Connection) -> dict[str, int]:
    """How many returns each view of work to do holds."""
    counted = select(returns.c.state, func.count()).group_by(returns.c.state)
    by_state = {state: int(count) for state, count in connection.execute(counted)}
    return {
        view: sum(by_state.get(state, 0) for state in states)
        for view, states in VIEWS.items()
        if view not in ("done", "all")
    }


def return_line_rows(connection: Connection, return_id: int) -> list[ReturnLineRow]:
    """The lines of a return."""
    found = (
        select(
            return_lines.c.id,
            order_lines.c.id,
            func.coalesce(items.c.sku, ""),
            order_lines.c.label,
            return_lines.c.quantity,
            return_lines.c.received,
            return_lines.c.reason,
            return_lines.c.condition,
            return_lines.c.outcome,
        )
        .select_from(
            return_lines.join(order_lines, order_lines.c.id == return_lines.c.order_line_id).outerjoin(
                items, items.c.id == order_lines.c.item_id
            )
        )
        .where(return_lines.c.return_id == return_id)
        .order_by(return_lines.c.id)
    )
    return [ReturnLineRow(*row) for row in connection.execute(found)]
