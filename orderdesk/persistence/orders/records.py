"""Orders and their lines: read for a change, and written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection, and_, bindparam, case, func, select, update

from orderdesk.domain.lifecycles import ShipmentState
from orderdesk.domain.orders.progress import Money
from orderdesk.domain.orders.records import Order, OrderLine
from orderdesk.persistence.database.ready import Ready
from orderdesk.persistence.database.seals import CACHES
from orderdesk.persistence.schema import adjustments, invoices, items, order_lines, orders, payments, shipments

_NAMES = tuple(each.name for each in fields(Order))
_ORDER = select(*(orders.c[name] for name in _NAMES))
_THIS_ORDER = _ORDER.where(orders.c.id == bindparam("key"))
_ORDER_BY_ID = Ready(_THIS_ORDER)
_ORDER_LOCKED = Ready(_THIS_ORDER.with_for_update())
ITEM_PART = ("sku", "unit", "weight_g", "stocked")
_LINES = Ready(
    select(
        *(order_lines.c[each.name] for each in fields(OrderLine) if each.name not in ITEM_PART),
        *(items.c[name] for name in ITEM_PART),
    )
    .select_from(order_lines.outerjoin(items, items.c.id == order_lines.c.item_id))
    .where(order_lines.c.order_id == bindparam("key"))
    .order_by(order_lines.c.position)
)
_DISCOUNTS = Ready(
    select(adjustments.c.label, adjustments.c.amount)
    .where(adjustments.c.order_id == bindparam("key"))
    .order_by(adjustments.c.id)
)
_STEPS = ("cancelled", "allocated", "shipped", "invoiced", "returned")


def _sum(column: Any, condition: Any) -> Any:
    return func.coalesce(func.sum(case((condition, column), else_=0)), 0)


# A payment that was undone was never made: what takes it back is no money given back.
_paid = case(
    (payments.c.kind == "payment", payments.c.amount), (payments.c.undoes_id.is_not(None), -payments.c.amount), else_=0
)
_MONEY = select(
    select(_sum(invoices.c.total, invoices.c.kind == "invoice"))
    .where(invoices.c.order_id == bindparam("key"))
    .scalar_subquery(),
    select(_sum(invoices.c.total, invoices.c.kind == "credit-note"))
    .where(invoices.c.order_id == bindparam("key"))
    .scalar_subquery(),
    select(func.coalesce(func.sum(_paid), 0)).where(payments.c.order_id == bindparam("key")).scalar_subquery(),
    select(_sum(payments.c.amount, and_(payments.c.kind == "refund", payments.c.undoes_id.is_(None))))
    .where(payments.c.order_id == bindparam("key"))
    .scalar_subquery(),
)
_THIS_LINE = update(order_lines).where(order_lines.c.id == bindparam("key"))
_PROMISE = Ready(_THIS_LINE.values(promised=bindparam("day")))
_TELL = Ready(_THIS_LINE.values(told=bindparam("day")))
_TOLD = Ready(
    select(order_lines.c.id, order_lines.c.told).where(order_lines.c.id.in_(bindparam("keys", expanding=True)))
)
_GIVE_DAYS = Ready(_THIS_LINE.values(promised=bindparam("day"), told=bindparam("said")))
_PAID = Ready(
    select(
        func.coalesce(func.sum(case((payments.c.kind == "payment", payments.c.amount), else_=-payments.c.amount)), 0)
    ).where(payments.c.order_id == bindparam("key"))
)
# What the summary of an order is derived from, in one statement: it is asked with every step.
_FACTS = Ready(
    _MONEY.add_columns(
        select(func.aggregate_strings(shipments.c.state, " "))
        .where(shipments.c.order_id == bindparam("key"))
        .scalar_subquery()
    )
)


@dataclass(frozen=True, slots=True)
class MoneyFacts:
    """What was invoiced, credited, paid and refunded on an order."""

    invoiced: int
    credited: int
    paid: int
    refunded: int

    def with_unbilled(self, unbilled: int) -> Money:
        return Money(self.invoiced, self.credited, unbilled, self.paid, self.refunded)


def read_order(connection: Connection, order_id: int, *, lock: bool = False) -> Order | None:
    """The order, locked for the rest of the transaction when it is to be changed."""
    row = (_ORDER_LOCKED if lock else _ORDER_BY_ID).first(connection, {"key": order_id})
    return Order(*row) if row else None


def order_id_by_number(connection: Connection, number: str) -> int | None:
    """The key of order `number`, such as "SO-1042"."""
    return connection.execute(select(orders.c.id).where(orders.c.number == number)).scalar()


def order_id_by_remote(connection: Connection, channel: str, remote_id: str) -> int | None:
    """The key of the order that came from a channel under its own id."""
    found = select(orders.c.id).where(orders.c.channel == channel, orders.c.remote_id == remote_id)
    return connection.execute(found).scalar()


def any_order(connection: Connection) -> bool:
    """Whether there is an order yet."""
    return connection.execute(select(orders.c.id).limit(1)).first() is not None


def read_lines(connection: Connection, order_id: int) -> tuple[OrderLine, ...]:
    """The lines in their order, each with what its item says."""
    return tuple([OrderLine(*row) for row in _LINES.rows(connection, {"key": order_id})])


def discounts_of(connection: Connection, order_id: int) -> list[tuple[str, int]]:
    """The labelled discounts on the whole order."""
    return [(label, amount) for label, amount in _DISCOUNTS.rows(connection, {"key": order_id})]


def save_order(connection: Connection, before: Order, after: Order) -> None:
    """Write what is otherwise `after` than it was `before` about an order, and raise its version."""
    values = {name: getattr(after, name) for name in _NAMES if getattr(after, name) != getattr(before, name)}
    if values:
        change_order(connection, before.id, values)


def change_order(connection: Connection, order_id: int, values: Mapping[str, Any]) -> None:
    """Write some columns of an order and raise its version; what is only counted from facts raises none."""
    named = {f"new_{name}": value for name, value in values.items()}
    _changing(tuple(values)).run(connection, {"key": order_id, **named})


@cache
def _changing(names: tuple[str, ...]) -> Ready:
    """The statement that writes these columns; the use cases know a few dozen sets of them."""
    bound: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
    counted = bool(names) and set(names) <= set(CACHES["orders"])
    raised = {} if counted else {"version": orders.c.version + 1}
    return Ready(update(orders).where(orders.c.id == bindparam("key")).values(**bound, **raised))


def advance_lines(connection: Connection, steps: Mapping[int, Mapping[str, int]]) -> None:
    """Add to the progress of lines: {line id: {"allocated": −3_000, "shipped": 3_000}}."""
    names = tuple(name for name in _STEPS if any(name in step for step in steps.values()))
    more = [
        {"key": key, **{f"more_{name}": step.get(name, 0) for name in names}} for key, step in sorted(steps.items())
    ]
    if names:
        _advancing(names).run(connection, more)


@cache
def _advancing(names: tuple[str, ...]) -> Ready:
    """The statement that adds to these columns and touches no other: those that are counted need no new seal."""
    added = {name: order_lines.c[name] + bindparam(f"more_{name}") for name in names}
    return Ready(update(order_lines).where(order_lines.c.id == bindparam("key")).values(added))


def promise_lines(connection: Connection, promises: Mapping[int, Any]) -> None:
    """Write the promise date of lines."""
    if promises:
        _PROMISE.run(connection, [{"key": key, "day": day} for key, day in promises.items()])


def order_id_of_line(connection: Connection, line_id: int) -> int:
    """The order that a line belongs to."""
    found: int = connection.execute(select(order_lines.c.order_id).where(order_lines.c.id == line_id)).scalar_one()
    return found


def told_days(connection: Connection, line_ids: Sequence[int]) -> dict[int, date | None]:
    """The day that the customer was told for lines."""
    return dict(_TOLD.rows(connection, {"keys": line_ids}))


def tell_lines(connection: Connection, told: Mapping[int, Any]) -> None:
    """Write the day that the customer was told for lines."""
    if told:
        _TELL.run(connection, [{"key": key, "day": day} for key, day in told.items()])


def give_days(connection: Connection, days: Mapping[int, tuple[Any, Any]]) -> None:
    """Write of lines the promise date and the day that the customer was told: {line id: (promised, told)}."""
    if days:
        rows = [{"key": key, "day": promised, "said": told} for key, (promised, told) in days.items()]
        _GIVE_DAYS.run(connection, rows)


def money_of(connection: Connection, order_id: int) -> MoneyFacts:
    """The money facts of an order from its papers and payments."""
    return MoneyFacts(*map(int, connection.execute(_MONEY, {"key": order_id}).one()))


def paid_on(connection: Connection, order_id: int) -> int:
    """What was paid on an order less what was given back."""
    return int(_PAID.scalar(connection, {"key": order_id}))


def facts_of(connection: Connection, order_id: int) -> tuple[MoneyFacts, set[ShipmentState]]:
    """The money facts of an order, and the states that its shipments are in."""
    *money, states = _FACTS.one(connection, {"key": order_id})
    return MoneyFacts(*map(int, money)), {ShipmentState(each) for each in (states or "").split()}
