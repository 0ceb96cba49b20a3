"""Crediting what was invoiced: any line or charge, whole or in part, each invoice by a note of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orderdesk.domain.billing.billing import CreditedPart, InvoicedPart, credit, reduce
from orderdesk.domain.orders.records import Order, OrderLine
from orderdesk.domain.returns.fees import fees_of
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.money import Amount, Rounding, shown
from orderdesk.domain.values.quantity import Quantity, shown_quantity
from orderdesk.domain.values.texts import short_text
from orderdesk.persistence.billing import records as invoices
from orderdesk.persistence.orders import records as orders
from orderdesk.services.billing.invoicing import write_credit_note
from orderdesk.services.desk import Desk, Work
from orderdesk.services.record.progress import order_of, refresh


@dataclass(frozen=True, slots=True)
class Credited:
    """The credit notes that were issued, and what they come to."""

    notes: tuple[int, ...] = ()
    total: Amount = 0


@dataclass(frozen=True, slots=True)
class Creditable:
    """One line of an invoice with what of it can still be credited."""

    line: OrderLine
    part: InvoicedPart


def creditable(desk: Desk, number: str) -> tuple[Creditable, ...]:
    """The lines of an invoice of which something is not credited yet, in the order of the paper."""
    with desk.reading() as connection:
        invoice_id, order_id = _invoice(invoices.invoice_and_order(connection, number), number)
        return _open_lines(
            invoices.invoiced_parts(connection, order_id), orders.read_lines(connection, order_id), invoice_id
        )


def credit_invoice(
    desk: Desk, number: str, quantities: Mapping[int, Quantity] | None, reason: str
) -> tuple[int, Credited]:
    """Credit lines and charges of an invoice at the price paid: {order line id: quantity}, None for all that is left.

    It is a paper only: no goods move, and what was paid for it is given back by a refund. Returns the order's key, and
    what was credited.
    """
    why = _reason(reason)
    with desk.writing(right="credit invoices") as work:
        invoice_id, order_id = _invoice(invoices.invoice_and_order(work.connection, number), number)
        order = order_of(work, order_id)
        lines = orders.read_lines(work.connection, order_id)
        open_lines = _open_lines(invoices.invoiced_parts(work.connection, order_id), lines, invoice_id)
        wanted = _wanted(number, open_lines, quantities)
        parts = [part for each in open_lines for part in credit([each.part], wanted.get(each.line.id, 0))]
        credited = write_credits(work, order, parts, lines, reason=why)
        refresh(work, order)
        return order_id, credited


def reduce_price(desk: Desk, number: str, amount: Amount, reason: str) -> tuple[int, Credited]:
    """Credit an amount, tax with it, on an invoice whose goods stay with the customer, such as for a scratch: spread on
    its goods by what they are still worth, then on its charges. Returns the order's key, and what was credited."""
    why = _reason(reason)
    with desk.writing(right="credit invoices") as work:
        invoice_id, order_id = _invoice(invoices.invoice_and_order(work.connection, number), number)
        order = order_of(work, order_id)
        parts = [part for part in invoices.invoiced_parts(work.connection, order_id) if part.invoice_id == invoice_id]
        credited = write_reduction(work, order, parts, amount, why)
        refresh(work, order)
        return order_id, credited


def write_reduction(work: Work, order: Order, parts: Sequence[InvoicedPart], amount: Amount, reason: str) -> Credited:
    """The same within a commit, on parts of one or several invoices of an order."""
    worth = sum(part.worth for part in parts)
    if amount > worth:
        raise Refused(f"At most {shown(worth, order.currency)} of it can still be credited.", field="amount")
    work.need("credit invoices")
    lines = orders.read_lines(work.connection, order.id)
    items = {line.id for line in lines if not line.charge}
    goods = [part for part in parts if part.order_line_id in items]
    # Postage is given back only when the goods are not worth as much.
    lowered = reduce(goods if amount <= sum(part.worth for part in goods) else parts, amount)
    return write_credits(work, order, lowered, lines, reason=reason)


def credit_surplus(work: Work, order: Order, reason: str) -> Credited:
    """Credit what was invoiced of lines and given up since, so that the papers ask for no more than is wanted."""
    lines = orders.read_lines(work.connection, order.id)
    wanted = {
        line.id: line.quantity - line.cancelled for line in lines if line.invoiced > line.quantity - line.cancelled
    }
    if not wanted:
        return Credited()
    parts = []
    for line_id, stays in wanted.items():
        own = [each for each in invoices.invoiced_parts(work.connection, order.id) if each.order_line_id == line_id]
        parts += credit(own, max(0, sum(each.left for each in own) - stays))
    if parts:
        work.need("issue invoices")
    return write_credits(work, order, parts, lines, reason=reason)


def write_credits(
    work: Work,
    order: Order,
    parts: Sequence[CreditedPart],
    lines: Sequence[OrderLine],
    *,
    reason: str,
    return_id: int | None = None,
    fee: Amount = 0,
) -> Credited:
    """Issue the credit notes for parts of invoices, less a restocking fee before tax."""
    taxes = {line.id: line.line_tax for line in lines}
    fees = fees_of(parts, taxes, fee, order.currency, Rounding(order.rounding))
    keys, total = [], 0
    for invoice_id in sorted({part.invoice_id for part in parts}):
        own = [part for part in parts if part.invoice_id == invoice_id]
        key, amount = write_credit_note(
            work, order, invoice_id, own, lines, reason=reason, return_id=return_id, fees=fees.get(invoice_id, ())
        )
        keys.append(key)
        total += amount
    return Credited(tuple(keys), total)


def _reason(typed: str) -> str:
    why = short_text(typed.strip(), "reason")
    if not why:
        raise Refused("Say why the invoice is credited.", field="reason")
    return why


def _invoice(found: tuple[int, int] | None, number: str) -> tuple[int, int]:
    if found is None:
        raise NotFound(f"There is no invoice {number[:40]}.", field="number")
    return found


def _open_lines(parts: Sequence[InvoicedPart], lines: Sequence[OrderLine], invoice_id: int) -> tuple[Creditable, ...]:
    by_id = {line.id: line for line in lines}
    own = [part for part in parts if part.invoice_id == invoice_id and part.left]
    return tuple(Creditable(by_id[part.order_line_id], part) for part in own)


def _wanted(
    number: str, open_lines: Sequence[Creditable], quantities: Mapping[int, Quantity] | None
) -> Mapping[int, Quantity]:
    """What is to be credited by line; refuse more than is left, or nothing at all."""
    able = {each.line.id: each for each in open_lines}
    wanted = {key: each.part.left for key, each in able.items()} if quantities is None else quantities
    for key, quantity in wanted.items():
        left = able[key].part.left if key in able else 0
        if not 0 <= quantity <= left:
            name = able[key].line.label if key in able else "This line"
            raise Refused(f"{name}: {shown_quantity(left)} of {number} can still be credited.", field="quantity")
    if not any(wanted.values()):
        raise Refused(f"Nothing of {number} is left to credit.", field="quantity")
    return wanted
