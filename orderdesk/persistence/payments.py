"""Payments and refunds, and the till session they went through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, case, func, insert, or_, select

from orderdesk.persistence.schema import customers, payments

_ADD = insert(payments)
_signed = case((payments.c.kind == "payment", payments.c.amount), else_=-payments.c.amount)
_BY_TENDER = (
    select(payments.c.tender, func.sum(_signed))
    .where(payments.c.order_id == bindparam("key"))
    .group_by(payments.c.tender)
)
# Credit that was given under the number of a customer since merged is theirs too.
_STORE_CREDIT = select(func.coalesce(func.sum(-_signed), 0)).where(
    or_(
        payments.c.customer_id == bindparam("key"),
        payments.c.customer_id.in_(select(customers.c.id).where(customers.c.merged_into_id == bindparam("key"))),
    ),
    payments.c.tender == "store-credit",
)


def add_payments(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write payments and refunds in one statement."""
    connection.execute(_ADD, [dict(row) for row in rows])


def held_by_tender(connection: Connection, order_id: int) -> dict[str, int]:
    """Paid less refunded on an order, by tender."""
    return {tender: int(held) for tender, held in connection.execute(_BY_TENDER, {"key": order_id})}


def store_credit_of(connection: Connection, customer_id: int) -> int:
    """What the shop owes a customer as store credit: credit given less credit used."""
    return int(connection.execute(_STORE_CREDIT, {"key": customer_id}).scalar_one())
