"""The rows of an order that was decided, written in one place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection

from orderdesk.domain.orders.deciding import Decided
from orderdesk.domain.orders.repricing import Repriced
from orderdesk.persistence.orders import records
from orderdesk.persistence.record import search


def write(connection: Connection, decided: Decided, number: str) -> int:
    """Write a new order under its number; return its key."""
    order_id = records.add_order(connection, replace(decided.order, number=number))
    _write_parts(connection, order_id, number, decided)
    return order_id


def rewrite(connection: Connection, decided: Decided, order_id: int, number: str) -> None:
    """Write a draft or quote anew; a confirmed order's lines are never replaced."""
    records.rewrite_order(connection, order_id, decided.order)
    _write_parts(connection, order_id, number, decided)


def write_repriced(connection: Connection, order_id: int, again: Repriced, gone: Sequence[int] = ()) -> None:
    """Write the lines of an order that was priced again, without those that are `gone`, and what is taken off it."""
    records.drop_lines(connection, gone)
    records.amend_lines(connection, [line for line in again.lines if line.id])
    records.add_lines(connection, order_id, [line for line in again.lines if not line.id])
    off = again.discount
    if off.coupon and off.now != off.before:
        records.change_adjustment(connection, order_id, off.coupon.label, off.now)
    if off.fell_away:
        records.change_order(connection, order_id, {"coupon_id": None})


def _write_parts(connection: Connection, order_id: int, number: str, decided: Decided) -> None:
    records.add_lines(connection, order_id, decided.lines)
    for label, amount in decided.adjustments:
        records.add_adjustment(connection, order_id, label, amount)
    search.index(connection, "orders", order_id, f"{number} {decided.words}".rstrip())
