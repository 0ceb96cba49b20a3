"""Who is on the telephone: what a clerk wants to know of them, and how their order stands in one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from orderdesk.domain.orders.records import Order, OrderLine
from orderdesk.domain.values.errors import NotFound
from orderdesk.domain.values.money import Amount
from orderdesk.domain.values.quantity import shown_quantity
from orderdesk.domain.values.written.local import current
from orderdesk.persistence.customers.callers import (
    Faults,
    OpenPromise,
    Overdue,
    buyer_of_order,
    customer_note,
    faults_of,
    last_order_id,
    oldest_overdue,
    open_promises,
    recent_orders,
    sent_of,
)
from orderdesk.persistence.customers.lists import (
    CardOrder,
    FoundCustomer,
    customer_by_id,
    find_customers,
    money_and_orders,
)
from orderdesk.persistence.customers.records import customer_id_by_number
from orderdesk.persistence.money.records import store_credit_of
from orderdesk.persistence.orders import records as orders
from orderdesk.services.desk import Desk

MOST_ANSWERS = 4
SHORTEST = 3
"""Fewer letters than this say nothing of who calls."""


@dataclass(frozen=True, slots=True)
class CallerCard:
    """A customer at a glance; `balance` is what is owed and `credit` their store credit, in minor units."""

    customer: FoundCustomer
    last_orders: tuple[CardOrder, ...]
    promises: tuple[OpenPromise, ...]
    balance: Amount
    credit: Amount
    overdue: Overdue | None
    faults: Faults
    note: str


@dataclass(frozen=True, slots=True)
class CallerAnswer:
    """What to tell a caller: who they are, the order they ask about (None: they have none), and how it stands."""

    customer: FoundCustomer
    order_id: int | None
    number: str
    sentence: str


def caller_card(desk: Desk, customer_id: int) -> CallerCard:
    """The card of a customer, from one snapshot."""
    with desk.reading() as connection:
        customer = customer_by_id(connection, customer_id)
        if customer is None:
            raise NotFound("There is no such customer.", field="customer")
        recent = recent_orders(connection, customer_id)
        balance, last = money_and_orders(connection, customer_id)
        return CallerCard(
            customer,
            last,
            tuple(open_promises(connection, recent)),
            balance,
            store_credit_of(connection, customer_id),
            oldest_overdue(connection, recent, desk.today),
            faults_of(connection, recent, desk.clock(), desk.calendar),
            customer_note(connection, customer_id),
        )


def find_callers(desk: Desk, typed: str, limit: int = MOST_ANSWERS) -> list[FoundCustomer]:
    """Customers by telephone, name, postcode, e-mail, or the number of one of their orders."""
    with desk.reading() as connection:
        return callers(connection, typed, limit)


def callers(connection: Connection, typed: str, limit: int) -> list[FoundCustomer]:
    """The same inside a snapshot; a whole number of a customer or an order means them and nobody else."""
    number = typed.strip().upper()
    known = customer_id_by_number(connection, number) or buyer_of_order(connection, number)
    if known is not None:
        one = customer_by_id(connection, known)
        return [one] if one else []
    return find_customers(connection, typed, limit)


def answers(desk: Desk, typed: str) -> list[CallerAnswer]:
    """What to tell whoever calls: the last order of each customer that fits, or the order that was named."""
    if len(typed.strip()) < SHORTEST:
        return []
    with desk.reading() as connection:
        named = orders.order_id_by_number(connection, typed.strip().upper())
        return [_answer(connection, desk, one, named) for one in callers(connection, typed, MOST_ANSWERS)]


def _answer(connection: Connection, desk: Desk, one: FoundCustomer, named: int | None) -> CallerAnswer:
    order_id = named or last_order_id(connection, one.id)
    order = orders.read_order(connection, order_id) if order_id else None
    if order is None:
        return CallerAnswer(one, None, "", "no order yet")
    return CallerAnswer(one, order.id, order.number, status_sentence(connection, desk, order))


def status_of(desk: Desk, order_id: int) -> str:
    """How an order stands in one sentence: "4 of 6 shipped 3 March by Road; 2 Stoneware mug due 12 March"."""
    with desk.reading() as connection:
        order = orders.read_order(connection, order_id)
        if order is None:
            raise NotFound("There is no such order.", field="order")
        return status_sentence(connection, desk, order)


def status_sentence(connection: Connection, desk: Desk, order: Order) -> str:
    """The same inside a snapshot."""
    if order.state in ("draft", "quote", "cancelled"):
        return {"draft": "not confirmed yet", "quote": "a quote, not ordered yet"}.get(order.state, order.state)
    lines = [line for line in orders.read_lines(connection, order.id) if line.goods]
    parts = [_shipped(connection, desk, order, lines), *(_waiting(line, desk.today) for line in lines)]
    if order.hold:
        parts.append(f"on hold: {order.hold_note or order.hold}")
    return "; ".join(part for part in parts if part)


def _shipped(connection: Connection, desk: Desk, order: Order, lines: list[OrderLine]) -> str:
    wanted = sum(line.quantity - line.cancelled for line in lines)
    gone = sum(line.shipped for line in lines)
    if not gone:
        return {"picking": "being picked", "packed": "packed"}.get(order.fulfilment, "nothing shipped yet")
    count = f"all {shown_quantity(wanted)}" if gone == wanted else f"{shown_quantity(gone)} of {shown_quantity(wanted)}"
    sent = sent_of(connection, order.id)
    last = sent[-1] if sent else None
    if last is None or last.at is None:
        return f"{count} shipped"
    way = f" by {last.service}" if last.service else ""
    come = f", tracking {', '.join(last.tracking)}" if last.tracking else ""
    if last.delivered_at:
        come = f", delivered {_day(desk.day_of(last.delivered_at), desk.today)}"
    return f"{count} shipped {_day(desk.day_of(last.at), desk.today)}{way}{come}"


def _waiting(line: OrderLine, today: date) -> str:
    left = line.quantity - line.cancelled - line.shipped
    if left <= 0:
        return ""
    what = f"{shown_quantity(left)} {line.label}"
    day = line.promised or line.told
    if line.allocated >= left:
        return f"{what} here" + (f", due {_day(day, today)}" if day else ", leaving next")
    return f"{what} due {_day(day, today)}" if day else f"{what} on back order, no day known yet"


def _day(day: date, today: date) -> str:
    if day == today:
        return "today"
    return current().days.spoken(day, today)
