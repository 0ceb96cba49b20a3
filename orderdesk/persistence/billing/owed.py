"""What customers owe: what is invoiced and not paid, order by order, as the day reports count it.

What their open orders will come to beside that is told apart: it is not owed before it is invoiced.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, case, func, select

from orderdesk.domain.values.money import Amount
from orderdesk.persistence.schema import invoices, orders, payments


@dataclass(frozen=True, slots=True)
class Owed:
    """`owed` is invoiced and unpaid, `on_order` what open orders come to beside that and is not paid ahead."""

    owed: Amount = 0
    on_order: Amount = 0


def _of_order(table: Any, amount: Any, plus: str) -> Any:
    signed = case((table.c.kind == plus, amount), else_=-amount)
    return (
        select(func.coalesce(func.sum(signed), 0)).where(table.c.order_id == orders.c.id).correlate(orders)
    ).scalar_subquery()


# Of a closed order nothing is open, so only the others are looked at.
_OPEN = (
    select(
        orders.c.customer_id,
        orders.c.due,
        (_of_order(invoices, invoices.c.total, "invoice") - _of_order(payments, payments.c.amount, "payment")).label(
            "unpaid"
        ),
    )
    .where(orders.c.customer_id.in_(bindparam("keys", expanding=True)), orders.c.state == "confirmed")
    .subquery()
)
_owed = case((_OPEN.c.unpaid > 0, _OPEN.c.unpaid), else_=0)
_OWED = select(
    _OPEN.c.customer_id,
    func.sum(_owed),
    func.sum(case((_OPEN.c.due > _owed, _OPEN.c.due - _owed), else_=0)),
).group_by(_OPEN.c.customer_id)


def owed_by(connection: Connection, customer_ids: Sequence[int]) -> dict[int, Owed]:
    """What these customers owe, by key; who has no open order is left out."""
    rows = connection.execute(_OWED, {"keys": list(customer_ids)}) if customer_ids else ()
    return {row[0]: Owed(int(row[1]), int(row[2])) for row in rows}


@dataclass(frozen=True, slots=True)
class OpenBill:
    """An order of a customer of which something is invoiced and unpaid: its invoices, when the oldest was due, and what
    is still to pay of them."""

    order_id: int
    order: str
    invoices: str
    due_date: date
    owed: Amount


def _of_invoices(column: Any) -> Any:
    own = (invoices.c.order_id == orders.c.id, invoices.c.kind == "invoice")
    return select(column).where(*own).correlate(orders).scalar_subquery()


_unpaid = _of_order(invoices, invoices.c.total, "invoice") - _of_order(payments, payments.c.amount, "payment")
_BILLS = (
    select(
        orders.c.id,
        orders.c.number,
        _of_invoices(func.aggregate_strings(invoices.c.number, ", ")),
        _of_invoices(func.min(invoices.c.due_date)).label("first"),
        case((orders.c.due < _unpaid, orders.c.due), else_=_unpaid),
    )
    .where(orders.c.customer_id == bindparam("key"), orders.c.state == "confirmed", orders.c.due > 0, _unpaid > 0)
    .order_by("first", orders.c.id)
)


def open_bills(connection: Connection, customer_id: int) -> list[OpenBill]:
    """What a customer owes, order by order, what was due first before the others."""
    return [
        OpenBill(key, number, papers, due_date, int(owed))
        for key, number, papers, due_date, owed in connection.execute(_BILLS, {"key": customer_id})
    ]
