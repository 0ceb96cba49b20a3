"""What an invoice for a part of an order comes to, what is still unbilled, and what a returned part was worth.

The parts of an order come to the order: each invoice bears the tax of its own lines, and what is invoiced last takes
the remainder. The parts of an invoice line, credited one by one in any order, come to what it billed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from orderdesk.domain.orders.records import OrderLine
from orderdesk.domain.prices.pricing import LineTotal, Rules, Totals, added_up, part_of
from orderdesk.domain.prices.tax import TaxPolicy, tax_on, taxed_together
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Amount, divide, spread
from orderdesk.domain.values.quantity import Quantity

_NOTHING: Mapping[int, Amount] = {}


@dataclass(frozen=True, slots=True)
class Billed:
    """The lines of an invoice to be: each line with its quantity now, its share of the discount and its totals."""

    lines: tuple[OrderLine, ...]
    quantities: tuple[Quantity, ...]
    shares: tuple[Amount, ...]
    totals: Totals


def bill(
    lines: Iterable[OrderLine], quantities: Mapping[int, Quantity], rules: Rules, taxed: Mapping[int, Amount] = _NOTHING
) -> Billed:
    """Bill `quantities` (by line id) of an order, continuing after what each line has been invoiced for already.

    `taxed` is the tax that earlier invoices billed, by line id. All invoices of an order come to exactly its total.
    """
    lines = tuple(lines)
    parts: dict[int, LineTotal] = {}
    for together in _together(lines, rules):
        chosen = [line for line in together if quantities.get(line.id)]
        if chosen:
            amounts = [_amount(line, line.invoiced, quantities[line.id]) for line in chosen]
            tax = _tax_now(together, sum(amounts), rules, taxed)
            shared = taxed_together(amounts, chosen[0].tax_rate, tax, inclusive=rules.inclusive)
            for line, amount, each in zip(chosen, amounts, shared, strict=True):
                gross = part_of(line.gross, line.quantity, line.invoiced, quantities[line.id])
                parts[line.id] = LineTotal(gross, gross - amount, each.net, each.tax)
    billed = tuple(line for line in lines if line.id in parts)
    totals = added_up([parts[line.id] for line in billed], [line.line_tax for line in billed])
    now = tuple(quantities[line.id] for line in billed)
    return Billed(billed, now, tuple(each.share for each in totals.lines), totals)


def unbilled(lines: Sequence[OrderLine], rules: Rules, taxed: Mapping[int, Amount] = _NOTHING) -> Amount:
    """What an invoice for everything still open would come to; of its lines nothing is worked out but their sum."""
    left = {line.id: line.progress.to_invoice for line in lines}
    total = 0
    for together in _together(lines, rules):
        chosen = [line for line in together if left[line.id]]
        if chosen:
            amount = sum(_amount(line, line.invoiced, left[line.id]) for line in chosen)
            total += amount if rules.inclusive else amount + _tax_now(together, amount, rules, taxed)
    return total


def _amount(line: OrderLine, before: Quantity, now: Quantity) -> Amount:
    """What a part of a line comes to as it is priced, its discounts off."""
    return part_of(line.gross - line.share, line.quantity, before, now)


def _together(lines: Sequence[OrderLine], rules: Rules) -> Iterator[Sequence[OrderLine]]:
    """The lines whose tax is rounded in one sum: those of a tax, or each for itself."""
    if rules.policy is TaxPolicy.PER_LINE:
        yield from ([line] for line in lines)
        return
    for tax in dict.fromkeys(line.line_tax for line in lines):
        yield [line for line in lines if line.line_tax == tax]


def _tax_now(lines: Sequence[OrderLine], now: Amount, rules: Rules, taxed: Mapping[int, Amount]) -> Amount:
    """The tax of an invoice for `now` of lines that are rounded together: the remainder when nothing is left after it.

    Else it is the tax of its own sum, unless all invoices so far would then stray by more than a unit from the tax of
    theirs, or leave what no invoice can have: tax below nothing, or more of it than is still to bill.
    """
    rate, had = lines[0].tax_rate, sum(taxed.get(line.id, 0) for line in lines)
    before = sum(_amount(line, 0, line.invoiced) for line in lines)
    whole = sum(_amount(line, 0, max(line.invoiced, line.quantity - line.cancelled)) for line in lines)
    own, so_far, in_all = (
        tax_on(amount, rate, inclusive=rules.inclusive, rounding=rules.rounding)
        for amount in (now, before + now, whole)
    )
    left, rest = in_all - had, whole - before - now
    if rest <= 0:
        return max(0, left)
    return max(0, so_far - 1 - had, left - rest, min(own, so_far + 1 - had, left))


@dataclass(frozen=True, slots=True)
class InvoicedPart:
    """One invoice line as issued: what of an order line it billed and for how much, and what was credited of that, with
    the part of it by which only the price was reduced."""

    invoice_id: int
    invoice_line_id: int
    order_line_id: int
    quantity: Quantity
    net: Amount
    tax: Amount
    credited: Quantity
    credited_net: Amount = 0
    credited_tax: Amount = 0
    reduced_net: Amount = 0
    reduced_tax: Amount = 0

    @property
    def worth(self) -> Amount:
        """What of its amount, tax with it, can still be credited."""
        return self.net + self.tax - self.credited_net - self.credited_tax

    @property
    def left(self) -> Quantity:
        """What of it can still be credited."""
        return self.quantity - self.credited


@dataclass(frozen=True, slots=True)
class CreditedPart:
    """What a credit note takes off one invoice line; a price reduction takes off no quantity."""

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
        now = min(quantity, part.left)
        if now > 0:
            net, tax = _worth(part, now)
            credited.append(CreditedPart(part.invoice_id, part.invoice_line_id, part.order_line_id, now, net, tax))
            quantity -= now
    return credited


def reduce(parts: Sequence[InvoicedPart], amount: Amount) -> list[CreditedPart]:
    """Credit `amount`, tax with it, of lines that stay with the customer: on each by what it is still worth.

    Raises `Refused` above what they are worth.
    """
    able = [part for part in parts if part.worth > 0]
    if not 0 < amount <= sum(part.worth for part in able):
        raise Refused("A price is reduced by more than nothing, and by no more than is left of it.", field="amount")
    found = []
    for part, share in zip(able, spread(amount, [part.worth for part in able]), strict=True):
        net_left, tax_left = part.net - part.credited_net, part.tax - part.credited_tax
        tax = max(share - net_left, min(divide(share * tax_left, part.worth), tax_left))
        if share:
            line = part.invoice_line_id, part.order_line_id
            found.append(CreditedPart(part.invoice_id, *line, 0, share - tax, tax))
    return found


def _worth(part: InvoicedPart, now: Quantity) -> tuple[Amount, Amount]:
    """Net and tax of the next `now` units: what was paid for all that is back then at the price as it was reduced, less
    what was credited before for units that came back.

    The tax is taken out of that as it lay in the whole, and never leaves a net or a tax below nothing.
    """
    upto = part.credited + now
    paid_net, paid_tax = part.net - part.reduced_net, part.tax - part.reduced_tax
    had_net, had_tax = part.credited_net - part.reduced_net, part.credited_tax - part.reduced_tax
    paid = max(0, divide((paid_net + paid_tax) * upto, part.quantity) - had_net - had_tax)
    tax = divide(paid_tax * upto, part.quantity) - had_tax
    least = max(0, paid - (part.net - part.credited_net))
    tax = max(least, min(tax, paid, part.tax - part.credited_tax))
    return paid - tax, tax
