"""What was sold with an order, as papers beside the invoice tell it: lines and charges at what they came to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from orderdesk.documents.parts.rows import ChargeRow, LineRow
from orderdesk.domain.billing.billing import Billed, bill
from orderdesk.domain.orders.records import Order
from orderdesk.domain.prices.tax import LineTax
from orderdesk.domain.values.money import PRICE_SCALE, Amount, Price, divide, exponent
from orderdesk.domain.values.quantity import ONE, Quantity
from orderdesk.persistence.billing import bills
from orderdesk.persistence.billing import records as invoices
from orderdesk.persistence.billing.bills import InvoiceRow
from orderdesk.persistence.orders import records as orders


@dataclass(slots=True)
class SoldOnPapers:
    """One line of an order with all that its invoices billed of it, and what the rest will come to."""

    label: str
    sku: str
    price: Price
    bears: LineTax
    reduced: bool
    quantity: Quantity = 0
    net: Amount = 0
    tax: Amount = 0

    def add(self, quantity: Quantity, net: Amount, tax: Amount) -> None:
        """Count another part of it."""
        self.quantity, self.net, self.tax = self.quantity + quantity, self.net + net, self.tax + tax

    def as_line(self, order: Order) -> LineRow:
        """As goods on a paper, with what came off their full price."""
        amount = self.net + (self.tax if order.inclusive else 0)
        off = full_price(self.quantity, self.price, order.currency) - amount if self.reduced else 0
        return LineRow(self.label, self.sku, self.quantity, self.price, self.net, self.bears.rate, off, self.tax, "")

    def as_charge(self) -> ChargeRow:
        """As a charge on a paper."""
        return ChargeRow(self.label, self.net, self.bears.rate, self.tax)


def sold_of(connection: Connection, order: Order, papers: Sequence[InvoiceRow]) -> list[SoldOnPapers]:
    """The lines of an order as its invoices billed them, with what is still to be invoiced: together what it costs."""
    lines = orders.read_lines(connection, order.id)
    found = {
        line.id: SoldOnPapers(line.label, line.sku or "", line.price, line.line_tax, bool(line.discount or line.share))
        for line in lines
    }
    for paper in papers:
        for row in bills.lines_of(connection, paper.id) if paper.kind == "invoice" else ():
            if row.order_line_id in found:
                found[row.order_line_id].add(row.quantity, row.net, row.tax)
    taxed = invoices.taxed_so_far(connection, order.id, lines)
    rest = bill(lines, {line.id: line.progress.to_invoice for line in lines}, order.rules, taxed)
    for line, quantity, total in zip(rest.lines, rest.quantities, rest.totals.lines, strict=True):
        found[line.id].add(quantity, total.net, total.tax)
    return [each for each in found.values() if each.quantity]


def sold_lines(billed: Billed, order: Order) -> Iterable[LineRow]:
    """The items of a sale, each with what came off its full price."""
    for line, quantity, total in zip(billed.lines, billed.quantities, billed.totals.lines, strict=True):
        if line.item_id is not None:
            sold = SoldOnPapers(
                line.label, line.sku or "", line.price, line.line_tax, bool(line.discount or line.share)
            )
            sold.add(quantity, total.net, total.tax)
            yield sold.as_line(order)


def sold_charges(billed: Billed) -> Iterable[ChargeRow]:
    """What was charged beside the items."""
    for line, total in zip(billed.lines, billed.totals.lines, strict=True):
        if line.item_id is None:
            yield ChargeRow(line.label, total.net, line.tax_rate, total.tax)


def full_price(quantity: Quantity, price: Price, currency: str) -> Amount:
    """Quantity × price without what came off, rounded to the currency."""
    minor: int = 10 ** exponent(currency)
    return divide(quantity * price * minor, ONE * PRICE_SCALE)
