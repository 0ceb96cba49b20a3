"""Receipts as data for their paper: what was bought or brought back, and how it was settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection

from orderdesk.documents.parts.rows import ChargeRow, LineRow, PrintedTax, Seller
from orderdesk.documents.receipt import ReceiptPaper, ReceiptTender
from orderdesk.domain.orders.records import Order
from orderdesk.domain.prices.coupons import label_of
from orderdesk.domain.prices.tax import LineTax, Taxed, tax_rows
from orderdesk.domain.values.errors import NotFound
from orderdesk.domain.values.money import Amount
from orderdesk.domain.values.texts import count_word
from orderdesk.persistence.billing import bills
from orderdesk.persistence.billing.bills import InvoiceLineRow, InvoiceRow, MoneyRow
from orderdesk.persistence.orders import records as orders
from orderdesk.persistence.papers import heads as queries
from orderdesk.persistence.prices.coupons import code_on
from orderdesk.services.desk import Desk
from orderdesk.services.papers.asked import PaperRequest
from orderdesk.services.papers.money import tender_label
from orderdesk.services.papers.people import seller_of
from orderdesk.services.papers.sold import full_price, sold_of
from orderdesk.services.papers.taxes import printed_tax

_AHEAD, _FOLLOWS = "Deposit receipt", "This is no tax invoice; the invoice follows."


def receipt_data(connection: Connection, desk: Desk, asked: PaperRequest) -> ReceiptPaper:
    """A receipt: the sale it paid, or the goods it gave money back for."""
    rows = bills.money_of_receipt(connection, asked.number)
    if not rows:
        raise NotFound(f"There is no receipt {asked.number[:40]}.", field="number")
    order = orders.read_order(connection, rows[0].order_id)
    assert order is not None
    papers = bills.invoices_of_order(connection, order.id)
    credited = _credited(papers, rows)
    shop = queries.shop_head(connection)
    home = shop.tax_home.place
    made = (
        _refund(connection, order, credited, rows, home) if credited else _sale(connection, order, papers, rows, home)
    )
    buyer = queries.buyer_row(connection, order.customer_id)
    return replace(
        made,
        number=asked.number,
        at=rows[0].at.astimezone(desk.zone),
        seller=seller_of(connection, shop),
        till=rows[0].till,
        cashier=rows[0].user,
        customer=(buyer.company or buyer.name) if buyer else "",
        reference=_reference(connection, order),
        return_policy=_FOLLOWS
        if made.title == _AHEAD
        else f"Returns within {count_word(shop.return_days, 'day')} with this receipt.",
        copy=asked.copy,
    )


def _reference(connection: Connection, order: Order) -> str:
    """The order, and the coupon that it has."""
    coupon = label_of(code_on(connection, order.id)) if order.coupon_id else ""
    return " \N{MIDDLE DOT} ".join(filter(None, (order.number, coupon)))


def _credited(papers: Sequence[InvoiceRow], rows: Sequence[MoneyRow]) -> list[InvoiceRow]:
    """The credit notes a refund settled: the one it names, and the others of the same return."""
    named = next((each for each in papers if each.id == rows[0].credit_note_id), None)
    if named is None:
        return []
    same = named.return_id
    return [each for each in papers if each.id == named.id or (same is not None and each.return_id == same)]


def _sale(
    connection: Connection, order: Order, papers: Sequence[InvoiceRow], rows: Sequence[MoneyRow], home: str
) -> ReceiptPaper:
    """What was invoiced of the order as its invoices say, with what is still to be; what was settled before, and what
    this receipt adds."""
    sold = sold_of(connection, order, papers)
    taxes = tax_rows([Taxed(each.net, each.tax) for each in sold], [each.bears for each in sold])
    first = rows[0].id
    before = [row for row in bills.money_of_order(connection, order.id) if row.id < first]
    credits = [each for each in papers if each.kind == "credit-note" and each.issued_at < rows[0].at]
    billed_then = any(each.kind == "invoice" and each.issued_at <= rows[0].at for each in papers)
    tenders = (
        *(ReceiptTender(f"Credit {each.number}", each.total) for each in credits),
        *(ReceiptTender(f"{tender_label(row)}, before", _signed(row)) for row in before),
        *(_tender(row) for row in rows),
    )
    net, tax = sum(row.base for row in taxes), sum(row.tax for row in taxes)
    return _receipt(
        order,
        lines=tuple(each.as_line(order) for each in sold if each.sku),
        charges=tuple(each.as_charge() for each in sold if not each.sku),
        taxes=tuple(printed_tax(row, order.exemption, home) for row in taxes),
        sums=(net, tax, net + tax),
        tenders=tenders,
        rounding=sum(row.rounding for row in (*before, *rows)),
        title="Receipt" if billed_then else _AHEAD,
    )


def _refund(
    connection: Connection, order: Order, credited: Sequence[InvoiceRow], rows: Sequence[MoneyRow], home: str
) -> ReceiptPaper:
    lines = [line for each in credited for line in bills.lines_of(connection, each.id)]
    back = [row for each in credited for row in bills.taxes_of(connection, each.id)]
    bears = [LineTax(row.rate, row.place, row.exemption) for row in back]
    taxes = tax_rows([Taxed(-row.base, -row.tax) for row in back], bears)
    return _receipt(
        order,
        title="Refund",
        lines=tuple(_returned(line, order) for line in lines if line.sku),
        charges=tuple(
            ChargeRow(line.description, -line.net, line.tax_rate, -line.tax) for line in lines if not line.sku
        ),
        taxes=tuple(printed_tax(row, order.exemption, home) for row in taxes),
        sums=(-sum(e.net for e in credited), -sum(e.tax for e in credited), -sum(e.total for e in credited)),
        tenders=tuple(_tender(row) for row in rows),
        rounding=sum(row.rounding for row in rows),
    )


def _receipt(
    order: Order,
    *,
    lines: tuple[LineRow, ...],
    charges: tuple[ChargeRow, ...],
    taxes: tuple[PrintedTax, ...],
    sums: tuple[Amount, Amount, Amount],
    tenders: tuple[ReceiptTender, ...],
    rounding: Amount,
    title: str = "Receipt",
) -> ReceiptPaper:
    """The money part of a receipt; its head is filled in by the caller."""
    return ReceiptPaper(
        number="",
        at=order.placed_at,
        currency=order.currency,
        seller=Seller(""),
        lines=lines,
        charges=charges,
        taxes=taxes,
        net=sums[0],
        tax=sums[1],
        total=sums[2],
        tenders=tenders,
        rounding=rounding,
        balance=sums[2] + rounding - sum(each.amount for each in tenders),
        inclusive=bool(order.inclusive),
        title=title,
    )


def _returned(row: InvoiceLineRow, order: Order) -> LineRow:
    """A line brought back, at the price that was paid for it."""
    amount = row.net + (row.tax if order.inclusive else 0)
    off = full_price(row.quantity, row.price, order.currency) - amount
    return LineRow(row.description, row.sku, -row.quantity, row.price, -row.net, row.tax_rate, -off, -row.tax, "")


def _tender(row: MoneyRow) -> ReceiptTender:
    if row.kind == "payment" and row.tendered:
        return ReceiptTender(tender_label(row), row.amount + row.rounding, row.tendered, row.change)
    return ReceiptTender(tender_label(row), _signed(row))


def _signed(row: MoneyRow) -> Amount:
    """What came into the shop, cash rounding with it."""
    return (row.amount if row.kind == "payment" else -row.amount) + row.rounding
