"""What an invoice for a part of an order comes to, what is still unbilled, and what a returned part was worth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from orderdesk.domain.money import Amount
from orderdesk.domain.orders import OrderLine
from orderdesk.domain.pricing import Rules, Totals, part_of, total_of
from orderdesk.domain.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Billed:
    """The lines of an invoice to be: each line with its quantity now, its share of the discount and its totals."""

    lines: tuple[OrderLine, ...]
    quantities: tuple[Quantity, ...]
    shares: tuple[Amount, ...]
    totals: Totals


def bill(lines: Iterable[OrderLine], quantities: Mapping[int, Quantity], rules: Rules) -> Billed:
    """Bill `quantities` (by line id) of an order, continuing after what each line has been invoiced for already.

    An invoice for all of an order comes to exactly the order's total.
    """
    chosen = [line for line in lines if quantities.get(line.id)]
    now = [quantities[line.id] for line in chosen]
    grosses = [part_of(line.gross, line.quantity, line.invoiced, each) for line, each in zip(chosen, now, strict=True)]
    amounts = [
        part_of(line.gross - line.share, line.quantity, line.invoiced, each)
        for line, each in zip(chosen, now, strict=True)
    ]
    shares = [gross - amount for gross, amount in zip(grosses, amounts, strict=True)]
    totals = total_of(amounts, [line.tax_rate for line in chosen], rules, grosses=grosses, shares=shares)
    return Billed(tuple(chosen), tuple(now), tuple(shares), totals)


def unbilled(lines: Sequence[OrderLine], rules: Rules) -> Amount:
    """What an invoice for everything still open would come to."""
    return bill(lines, {line.id: line.progress.to_invoice for line in lines}, rules).totals.total


@dataclass(frozen=True, slots=True)
class InvoicedPart:
    """One invoice line as issued: what of an order line it billed, and for how much."""

    invoice_id: int
    invoice_line_id: int
    order_line_id: int
    quantity: Quantity
    net: Amount
    tax: Amount
    credited: Quantity


@dataclass(frozen=True, slots=True)
class CreditedPart:
    """What a return takes off one invoice line."""

    invoice_id: int
    invoice_line_id: int
    order_line_id: int
    quantity: Quantity
    net: Amount
    tax: Amount


def credit(parts: Sequence[InvoicedPart], quantity: Quantity) -> list[CreditedPart]:
    """Credit `quantity` of one order line at the price paid, oldest invoice first.

    The parts of an invoice line, credited one by one in any order, add up to exactly what it billed.
    """
    credited = []
    for part in parts:
        now = min(quantity, part.quantity - part.credited)
        if now <= 0:
            continue
        net = part_of(part.net, part.quantity, part.credited, now)
        tax = part_of(part.tax, part.quantity, part.credited, now)
        credited.append(CreditedPart(part.invoice_id, part.invoice_line_id, part.order_line_id, now, net, tax))
        quantity -= now
    return credited
