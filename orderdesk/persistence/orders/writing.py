"""An order that was decided, written in one place: its row, its lines, and what is taken off it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from orderdesk.domain.orders.deciding import Decided
from orderdesk.domain.orders.records import Order, OrderLine
from orderdesk.domain.orders.repricing import Repriced
from orderdesk.persistence.database.ready import Ready
from orderdesk.persistence.orders.records import ITEM_PART, change_order
from orderdesk.persistence.record import search
from orderdesk.persistence.schema import adjustments, order_lines, orders

_NEW = tuple(each.name for each in fields(Order) if each.name != "id")
_NEW_LINE = tuple(each.name for each in fields(OrderLine) if each.name not in ("id", "order_id", *ITEM_PART))
_DECIDED = (
    "channel", "remote_id", "customer_id", "bill_to_id", "ship_to_id", "service_id", "coupon_id", "tender",
    "terms_days", "exemption", "ship_complete", "ship_ask", "ship_by", "invoicing", "deposit", "deposit_rate",
    "reserved_until", "reference", "note_to_customer", "instructions", "note_internal", "gift_message", "net", "tax",
    "total", "due", "units",
)  # fmt: skip
_AMENDED = ("quantity", "price", "discount", "gross", "share", "net", "tax_rate", "tax", "tax_place", "exemption")
_ADD_ORDER = Ready(insert(orders).returning(orders.c.id))
_ADD_LINES = Ready(insert(order_lines))
_ADD_ADJUSTMENT = Ready(insert(adjustments))
_AMEND_LINE = Ready(
    update(order_lines)
    .where(order_lines.c.id == bindparam("key"))
    .values({name: bindparam(f"new_{name}") for name in _AMENDED})
)


def write(connection: Connection, decided: Decided, number: str) -> int:
    """Write a new order under its number; return its key."""
    order_id = add_order(connection, replace(decided.order, number=number))
    _write_parts(connection, order_id, number, decided)
    return order_id


def rewrite(connection: Connection, decided: Decided, order_id: int, number: str) -> None:
    """Write a draft or quote anew; what it was begun with stays. A confirmed order's lines are never replaced."""
    order = decided.order
    change_order(connection, order_id, {name: getattr(order, name) for name in _DECIDED})
    connection.execute(delete(order_lines).where(order_lines.c.order_id == order_id))
    connection.execute(delete(adjustments).where(adjustments.c.order_id == order_id))
    _write_parts(connection, order_id, number, decided)


def write_repriced(connection: Connection, order_id: int, again: Repriced, gone: Sequence[int] = ()) -> None:
    """Write the lines of an order that was priced again, without those that are `gone`, and what is taken off it."""
    if gone:
        # Of them nothing was tied, shipped or billed.
        connection.execute(delete(order_lines).where(order_lines.c.id.in_(list(gone))))
    _amend_lines(connection, [line for line in again.lines if line.id])
    add_lines(connection, order_id, [line for line in again.lines if not line.id])
    off = again.discount
    if off.coupon and off.now != off.before:
        _change_adjustment(connection, order_id, off.coupon.label, off.now)


def add_order(connection: Connection, order: Order) -> int:
    """Write a new order; return its key."""
    return int(_ADD_ORDER.scalar(connection, {name: getattr(order, name) for name in _NEW}))


def add_lines(connection: Connection, order_id: int, lines: Sequence[OrderLine]) -> None:
    """Write new lines of an order in one statement."""
    if lines:
        _ADD_LINES.run(
            connection, [{"order_id": order_id} | {name: getattr(each, name) for name in _NEW_LINE} for each in lines]
        )


def add_adjustment(connection: Connection, order_id: int, label: str, amount: int) -> None:
    """Keep a labelled discount on the whole order."""
    _ADD_ADJUSTMENT.run(connection, {"order_id": order_id, "label": label, "amount": amount})


def _write_parts(connection: Connection, order_id: int, number: str, decided: Decided) -> None:
    add_lines(connection, order_id, decided.lines)
    for label, amount in decided.adjustments:
        add_adjustment(connection, order_id, label, amount)
    search.index(connection, "orders", order_id, f"{number} {decided.words}".rstrip())


def _amend_lines(connection: Connection, lines: Sequence[OrderLine]) -> None:
    """Write what lines that are in the books are from now on, and come to."""
    if lines:
        rows = [{"key": line.id} | {f"new_{name}": getattr(line, name) for name in _AMENDED} for line in lines]
        _AMEND_LINE.run(connection, rows)


def _change_adjustment(connection: Connection, order_id: int, label: str, amount: int) -> None:
    """Write another amount under a label of an order, or the first one; 0 takes it off."""
    same = (adjustments.c.order_id == order_id, adjustments.c.label == label)
    last = select(func.max(adjustments.c.id)).where(*same).scalar_subquery()
    changed = update(adjustments).values(amount=amount) if amount else delete(adjustments)
    found = connection.execute(changed.where(adjustments.c.id == last)).rowcount
    if amount and not found:
        add_adjustment(connection, order_id, label, amount)
