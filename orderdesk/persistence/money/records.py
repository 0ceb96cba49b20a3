"""Payments and refunds, and the till session they went through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, case, func, insert, or_, select

from orderdesk.domain.money.giving_back import BookedPayment
from orderdesk.persistence.columns.rows import columns_of
from orderdesk.persistence.database.ready import Ready
from orderdesk.persistence.schema import customers, payments, tenders, till_sessions

_ADD = Ready(insert(payments))
_signed = case((payments.c.kind == "payment", payments.c.amount), else_=-payments.c.amount)
_BOOKED = Ready(
    select(*columns_of(payments, BookedPayment)).where(payments.c.order_id == bindparam("key")).order_by(payments.c.id)
)
# Credit that was given under the number of a customer since merged is theirs too.
_STORE_CREDIT = select(func.coalesce(func.sum(-_signed), 0)).where(
    or_(
        payments.c.customer_id == bindparam("key"),
        payments.c.customer_id.in_(select(customers.c.id).where(customers.c.merged_into_id == bindparam("key"))),
    ),
    payments.c.tender == "store-credit",
)
_reversal, _back = payments.alias("reversal"), payments.alias("back")
_TAKEN_ON = Ready(
    select(
        payments.c.id,
        payments.c.kind,
        payments.c.order_id,
        payments.c.at,
        payments.c.tender,
        payments.c.amount,
        payments.c.rounding,
        payments.c.receipt,
        payments.c.till_session_id,
        func.coalesce(till_sessions.c.state, ""),
        _reversal.c.id.is_not(None),
        tenders.c.name,
        tenders.c.drawer == 1,
        select(_back.c.id).where(_back.c.gives_back_id == payments.c.id, _back.c.undoes_id.is_(None)).exists(),
    )
    .select_from(
        payments.join(tenders, tenders.c.code == payments.c.tender)
        .outerjoin(till_sessions, till_sessions.c.id == payments.c.till_session_id)
        .outerjoin(_reversal, _reversal.c.undoes_id == payments.c.id)
    )
    .where(payments.c.order_id == bindparam("key"), payments.c.receipt != "")
    .order_by(payments.c.id)
)


@dataclass(frozen=True, slots=True)
class Taken:
    """One row of money on an order; `session_state` is "" where it went through no till, `undone` once reversed,
    `given_back` once some of it went back."""

    id: int
    kind: str
    order_id: int
    at: datetime
    tender: str
    amount: int
    rounding: int
    receipt: str
    session_id: int | None
    session_state: str
    undone: bool
    tender_name: str
    drawer: bool
    given_back: bool


def taken_on(connection: Connection, order_id: int) -> list[Taken]:
    """Every payment and refund of an order that has a receipt, in their order."""
    return [Taken(*row) for row in _TAKEN_ON.rows(connection, {"key": order_id})]


def order_of_receipt(connection: Connection, receipt: str) -> int | None:
    """The key of the order that a receipt is of."""
    return connection.execute(select(payments.c.order_id).where(payments.c.receipt == receipt).limit(1)).scalar()


def add_payments(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write payments and refunds in one statement."""
    _ADD.run(connection, rows)


def booked_on(connection: Connection, order_id: int) -> list[BookedPayment]:
    """All payments and refunds of an order, in the order in which they were booked."""
    return [BookedPayment(*row) for row in _BOOKED.rows(connection, {"key": order_id})]


def store_credit_of(connection: Connection, customer_id: int) -> int:
    """What the shop owes a customer as store credit: credit given less credit used."""
    return int(connection.execute(_STORE_CREDIT, {"key": customer_id}).scalar_one())
