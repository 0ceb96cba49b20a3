"""Orders: what each line, discount and tax comes to is priced again from scratch, and every summary counted anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, text

from orderdesk.domain.billing.billing import unbilled
from orderdesk.domain.care.checking import Finding
from orderdesk.domain.lifecycles import OrderState, ShipmentState
from orderdesk.domain.orders.progress import Fulfilment, LineProgress, Money, Payment, fulfilment_of, payment_of
from orderdesk.domain.prices.pricing import LineInput, Rules, Totals, price_order
from orderdesk.domain.prices.tax import TaxPolicy
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Rounding, amount_text
from orderdesk.domain.values.quantity import quantity_text
from orderdesk.persistence.billing import records as invoices
from orderdesk.persistence.orders import records as orders
from orderdesk.persistence.proofs.base import MOST, Context
from orderdesk.persistence.proofs.money.arithmetic import Line, vouches

CHUNK = 4_000
_LAST = text("SELECT COALESCE(MAX(id), 0) FROM orders")
_STOCKED = text("SELECT id FROM items WHERE stocked = 1")
_HERE = "BETWEEN :low AND :high"
_ORDERS = text(
    "SELECT id, number, state, currency, inclusive, policy, rounding, net, tax, total, units, fulfilment, payment, due "
    f"FROM orders WHERE id {_HERE} ORDER BY id"
)
_LINES = text(
    "SELECT order_id, item_id, quantity, price, discount, gross, share, net, tax_rate, tax, "
    "tax_place, exemption, cancelled, allocated, shipped, invoiced "
    f"FROM order_lines WHERE order_id {_HERE} ORDER BY order_id, position"
)
_DISCOUNTS = text(f"SELECT order_id, SUM(amount) FROM adjustments WHERE order_id {_HERE} GROUP BY order_id")
_SHIPMENTS = text(f"SELECT DISTINCT order_id, state FROM shipments WHERE order_id {_HERE}")
_BILLED = text(
    "SELECT order_id, SUM(CASE WHEN kind = 'invoice' THEN total ELSE 0 END), "
    "SUM(CASE WHEN kind = 'invoice' THEN 0 ELSE total END) "
    f"FROM invoices WHERE order_id {_HERE} GROUP BY order_id"
)
_PAID = text(
    "SELECT order_id, "
    "SUM(CASE WHEN kind = 'payment' THEN amount WHEN undoes_id IS NOT NULL THEN -amount ELSE 0 END), "
    "SUM(CASE WHEN kind = 'payment' OR undoes_id IS NOT NULL THEN 0 ELSE amount END) "
    f"FROM payments WHERE order_id {_HERE} GROUP BY order_id"
)
_PLACED = (OrderState.CONFIRMED, OrderState.CLOSED)


@dataclass(frozen=True, slots=True)
class KeptSummary:
    """What is kept beside the facts of an order, as it must be."""

    units: int
    fulfilment: str
    payment: str
    due: int


@dataclass(frozen=True, slots=True)
class PricedOrder:
    """One order with its priced lines as read, and its summary counted anew."""

    order: Any
    lines: Sequence[Line]
    discount: int
    summary: KeptSummary


def prove(connection: Connection, context: Context) -> Iterator[Finding]:
    """Every order, a few thousand at a time; at most a hundred findings."""
    left = MOST
    for each in counted(connection, context):
        for finding in (*_pricing(each), *_summary(each)):
            yield finding
            left -= 1
        if left <= 0:
            return


def counted(connection: Connection, context: Context) -> Iterator[PricedOrder]:
    """Every order of the shop with its facts."""
    last = connection.execute(_LAST).scalar_one()
    stocked = frozenset(connection.scalars(_STOCKED))
    for low in range(1, last + 1, CHUNK):
        context.tick()
        yield from _chunk(connection, {"low": low, "high": low + CHUNK - 1}, stocked)


def _chunk(connection: Connection, here: Mapping[str, int], stocked: frozenset[int]) -> Iterator[PricedOrder]:
    lines: dict[int, list[Any]] = {}
    for row in connection.execute(_LINES, here).all():
        lines.setdefault(row[0], []).append(row)
    discounts = {key: int(amount) for key, amount in connection.execute(_DISCOUNTS, here)}
    states: dict[int, frozenset[str]] = {}
    for key, state in connection.execute(_SHIPMENTS, here):
        states[key] = states.get(key, frozenset()) | {state}
    billed = {key: (int(one), int(other)) for key, one, other in connection.execute(_BILLED, here)}
    paid = {key: (int(one), int(other)) for key, one, other in connection.execute(_PAID, here)}
    for order in connection.execute(_ORDERS, here).all():
        own = lines.get(order.id, [])
        money = (*billed.get(order.id, (0, 0)), *paid.get(order.id, (0, 0)))
        summary = _count(connection, order, own, stocked, states.get(order.id, frozenset()), money)
        yield PricedOrder(order, [row[1:12] for row in own], discounts.get(order.id, 0), summary)


def _count(
    connection: Connection,
    order: Any,
    rows: Sequence[Any],
    stocked: frozenset[int],
    states: frozenset[str],
    money: tuple[int, int, int, int],
) -> KeptSummary:
    units = quantity = cancelled = allocated = shipped = to_bill = 0
    for _, item_id, line_quantity, *_, line_cancelled, line_allocated, line_shipped, line_invoiced in rows:
        to_bill |= max(0, line_quantity - line_cancelled - line_invoiced)
        units += line_quantity if item_id is not None else 0
        if item_id in stocked:
            quantity += line_quantity
            cancelled += line_cancelled
            allocated += line_allocated
            shipped += line_shipped
    if order.state == OrderState.CANCELLED:
        return KeptSummary(units, Fulfilment.UNALLOCATED, Payment.UNPAID, 0)
    if order.state not in _PLACED:
        return KeptSummary(units, Fulfilment.UNALLOCATED, Payment.UNPAID, order.total)
    invoiced, credited, paid, refunded = money
    still = _unbilled(connection, order) if to_bill else 0
    facts = Money(invoiced, credited, still, paid, refunded)
    fulfilment = _fulfilment(quantity, cancelled, allocated, shipped, states)
    return KeptSummary(units, fulfilment, payment_of(facts), facts.due)


def _unbilled(connection: Connection, order: Any) -> int:
    lines = orders.read_lines(connection, order.id)
    return unbilled(lines, _rules(order), invoices.taxed_so_far(connection, order.id, lines))


@lru_cache(maxsize=4096)
def _fulfilment(quantity: int, cancelled: int, allocated: int, shipped: int, states: frozenset[str]) -> Fulfilment:
    """The word for an order's goods taken together: it depends on their sums alone."""
    goods = [LineProgress(quantity, cancelled, allocated, shipped, 0, 0, True)] if quantity else []
    return fulfilment_of(goods, map(ShipmentState, states))


def _rules(order: Any) -> Rules:
    return Rules(order.currency, bool(order.inclusive), TaxPolicy(order.policy), Rounding(order.rounding))


def _pricing(each: PricedOrder) -> Iterator[Finding]:
    order, lines = each.order, each.lines
    off = sum(line[5] for line in lines)
    if off != each.discount:
        one, other = (amount_text(amount, order.currency) for amount in (off, each.discount))
        said = f"{order.number}: its lines carry {one} of discount, the order says {other}."
        yield Finding("order.discount", "order", order.number, said)
    if not lines or _plainly_right(order, lines, off):
        return
    inputs = [
        LineInput(quantity, price, rate, discount, item_id is None, place, exemption)
        for item_id, quantity, price, discount, _, _, _, rate, _, place, exemption in lines
    ]
    try:
        totals = price_order(inputs, _rules(order), off)
    except (Refused, ValueError) as refusal:
        yield Finding("order.price", "order", order.number, f"{order.number} cannot be priced: {refusal}")
        return
    yield from _compare(order, lines, totals)


def _plainly_right(order: Any, lines: Sequence[Line], off: int) -> bool:
    usual = not order.inclusive and order.policy == TaxPolicy.PER_DOCUMENT and order.rounding == Rounding.HALF_UP
    adds_up = order.net + order.tax == order.total
    return bool(usual and adds_up and vouches(lines, order.currency, off, order.net, order.tax))


def _compare(order: Any, lines: Sequence[Line], totals: Totals) -> Iterator[Finding]:
    if (order.net, order.tax, order.total) != (totals.net, totals.tax, totals.total):
        kept, due = (amount_text(amount, order.currency) for amount in (order.total, totals.total))
        said = f"{order.number}: its total says {kept}; priced again it is {due}, or net and tax differ."
        yield Finding("order.total", "order", order.number, said)
    for place, (line, total) in enumerate(zip(lines, totals.lines, strict=True), start=1):
        _, _, _, _, gross, share, net, _, tax, _, _ = line
        if (gross, share, net, tax) != (total.gross, total.share, total.net, total.tax):
            kept, due = (amount_text(amount, order.currency) for amount in (net + tax, total.paid))
            said = f"{order.number} line {place} comes to {kept}; priced again it is {due}, or its parts differ."
            yield Finding("order.line", "order", order.number, said)


def _summary(each: PricedOrder) -> Iterator[Finding]:
    order, right = each.order, each.summary
    if KeptSummary(order.units, order.fulfilment, order.payment, order.due) == right:
        return
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
