"""Orders: what each line, discount and tax comes to is priced again from scratch, and every summary counted anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, text

from orderdesk.domain.billing import unbilled
from orderdesk.domain.checking import Finding
from orderdesk.domain.errors import Refused
from orderdesk.domain.lifecycles import OrderState, ShipmentState
from orderdesk.domain.money import Rounding, amount_text
from orderdesk.domain.pricing import LineInput, Rules, Totals, price_order
from orderdesk.domain.progress import Fulfilment, LineProgress, Money, Payment, fulfilment_of, payment_of
from orderdesk.domain.quantity import quantity_text
from orderdesk.domain.tax import TaxPolicy
from orderdesk.persistence import orders
from orderdesk.persistence.proofs.base import MOST, Context

CHUNK = 4_000
_LAST = text("SELECT COALESCE(MAX(id), 0) FROM orders")
_HERE = "BETWEEN :low AND :high"
_ORDERS = text(
    "SELECT id, number, state, currency, inclusive, policy, rounding, net, tax, total, units, fulfilment, payment, due "
    f"FROM orders WHERE id {_HERE} ORDER BY id"
)
_LINES = text(
    "SELECT l.order_id, l.position, l.item_id, l.quantity, l.price, l.discount, l.gross, l.share, l.net, l.tax_rate, "
    "l.tax, l.cancelled, l.allocated, l.shipped, l.invoiced, COALESCE(i.stocked, 0) AS stocked "
    "FROM order_lines l LEFT JOIN items i ON i.id = l.item_id "
    f"WHERE l.order_id {_HERE} ORDER BY l.order_id, l.position"
)
_DISCOUNTS = text(f"SELECT order_id, SUM(amount) FROM adjustments WHERE order_id {_HERE} GROUP BY order_id")
_SHIPMENTS = text(f"SELECT DISTINCT order_id, state FROM shipments WHERE order_id {_HERE}")
_BILLED = text(
    "SELECT order_id, SUM(CASE WHEN kind = 'invoice' THEN total ELSE 0 END), "
    "SUM(CASE WHEN kind = 'invoice' THEN 0 ELSE total END) "
    f"FROM invoices WHERE order_id {_HERE} GROUP BY order_id"
)
_PAID = text(
    "SELECT order_id, SUM(CASE WHEN kind = 'payment' THEN amount ELSE 0 END), "
    "SUM(CASE WHEN kind = 'payment' THEN 0 ELSE amount END) "
    f"FROM payments WHERE order_id {_HERE} GROUP BY order_id"
)
_PLACED = (OrderState.CONFIRMED, OrderState.CLOSED)


@dataclass(frozen=True, slots=True)
class Summary:
    """What is kept beside the facts of an order, as it must be."""

    units: int
    fulfilment: str
    payment: str
    due: int


@dataclass(frozen=True, slots=True)
class Counted:
    """One order with its lines as read, and its summary counted anew."""

    order: Any
    lines: Sequence[Any]
    discount: int
    summary: Summary


def prove(connection: Connection, context: Context) -> Iterator[Finding]:
    """Every order, a few thousand at a time; at most a hundred findings."""
    left = MOST
    for each in counted(connection, context):
        for finding in (*_pricing(each), *_summary(each)):
            yield finding
            left -= 1
        if left <= 0:
            return


def counted(connection: Connection, context: Context) -> Iterator[Counted]:
    """Every order of the shop with its facts."""
    last = connection.execute(_LAST).scalar_one()
    for low in range(1, last + 1, CHUNK):
        here = {"low": low, "high": low + CHUNK - 1}
        context.tick()
        yield from _chunk(connection, here)


def _chunk(connection: Connection, here: Mapping[str, int]) -> Iterator[Counted]:
    found = connection.execute(_LINES, here)
    lines = {key: list(rows) for key, rows in groupby(found, key=lambda row: row.order_id)}
    discounts = {key: int(amount) for key, amount in connection.execute(_DISCOUNTS, here)}
    states: dict[int, set[ShipmentState]] = {}
    for key, state in connection.execute(_SHIPMENTS, here):
        states.setdefault(key, set()).add(ShipmentState(state))
    billed = {key: (int(one), int(other)) for key, one, other in connection.execute(_BILLED, here)}
    paid = {key: (int(one), int(other)) for key, one, other in connection.execute(_PAID, here)}
    for order in connection.execute(_ORDERS, here).all():
        own = lines.get(order.id, [])
        money = (*billed.get(order.id, (0, 0)), *paid.get(order.id, (0, 0)))
        summary = _count(connection, order, own, states.get(order.id, set()), money)
        yield Counted(order, own, discounts.get(order.id, 0), summary)


def _count(
    connection: Connection, order: Any, lines: Sequence[Any], states: set[ShipmentState], money: tuple[int, ...]
) -> Summary:
    units = sum(line.quantity for line in lines if line.item_id is not None)
    if order.state == OrderState.CANCELLED:
        return Summary(units, Fulfilment.UNALLOCATED, Payment.UNPAID, 0)
    if order.state not in _PLACED:
        return Summary(units, Fulfilment.UNALLOCATED, Payment.UNPAID, order.total)
    to_bill = any(line.quantity - line.cancelled - line.invoiced for line in lines)
    invoiced, credited, paid, refunded = money
    still = unbilled(orders.read_lines(connection, order.id), _rules(order)) if to_bill else 0
    facts = Money(invoiced, credited, still, paid, refunded)
    return Summary(units, fulfilment_of(_progress(lines), states), payment_of(facts), facts.due)


def _progress(lines: Iterable[Any]) -> Iterator[LineProgress]:
    for line in lines:
        if line.stocked:
            yield LineProgress(line.quantity, line.cancelled, line.allocated, line.shipped, line.invoiced, 0, True)


def _rules(order: Any) -> Rules:
    return Rules(order.currency, bool(order.inclusive), TaxPolicy(order.policy), Rounding(order.rounding))


def _pricing(each: Counted) -> Iterator[Finding]:
    order, lines = each.order, each.lines
    off = sum(line.share for line in lines)
    if off != each.discount:
        one, other = (amount_text(amount, order.currency) for amount in (off, each.discount))
        said = f"{order.number}: its lines carry {one} of discount, the order says {other}."
        yield Finding("order.discount", "order", order.number, said)
    if not lines:
        return
    try:
        totals = price_order(
            [
                LineInput(each.quantity, each.price, each.tax_rate, each.discount, each.item_id is None)
                for each in lines
            ],
            _rules(order),
            off,
        )
    except (Refused, ValueError) as refusal:
        yield Finding("order.price", "order", order.number, f"{order.number} can not be priced: {refusal}")
        return
    yield from _compare(order, lines, totals)


def _compare(order: Any, lines: Sequence[Any], totals: Totals) -> Iterator[Finding]:
    if (order.net, order.tax, order.total) != (totals.net, totals.tax, totals.total):
        kept, due = (amount_text(amount, order.currency) for amount in (order.total, totals.total))
        said = f"{order.number}: its total says {kept}; priced again it is {due}, or net and tax differ."
        yield Finding("order.total", "order", order.number, said)
    for line, total in zip(lines, totals.lines, strict=True):
        if (line.gross, line.share, line.net, line.tax) != (total.gross, total.share, total.net, total.tax):
            kept, due = (amount_text(amount, order.currency) for amount in (line.net + line.tax, total.paid))
            said = (
                f"{order.number} line {line.position} comes to {kept}; priced again it is {due}, or its parts differ."
            )
            yield Finding("order.line", "order", order.number, said)


def _summary(each: Counted) -> Iterator[Finding]:
    order, right = each.order, each.summary
    pairs = (
        ("units", quantity_text(order.units), quantity_text(right.units)),
        ("fulfilment", order.fulfilment, str(right.fulfilment)),
        ("payment", order.payment, str(right.payment)),
        ("due", amount_text(order.due, order.currency), amount_text(right.due, order.currency)),
    )
    for name, kept, due in pairs:
        if kept != due:
            said = f"{order.number}: {name} says {kept}, its facts say {due}."
            yield Finding(f"summary.{name}", "order", order.number, said)
