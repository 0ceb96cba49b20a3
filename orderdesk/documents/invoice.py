"""The tax invoice, A4 or Letter: every field that EU directive 2006/112/EC art. 226 asks for, and sums that tie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from orderdesk.documents.kit.sheet import PaperSheet
from orderdesk.documents.kit.styles import BODY, HEADING, STRONG
from orderdesk.documents.kit.text import wrap
from orderdesk.documents.kit.wording import day_text
from orderdesk.documents.parts.billed import BilledPaper, BilledRow, charge_words, opened, table_of, tender_words, tie
from orderdesk.documents.parts.figures import Sum, money_end
from orderdesk.documents.parts.rows import LineRow, Party, TenderShown, written_by
from orderdesk.domain.values.money import money


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice(BilledPaper):
    """One issued invoice; `buyer` None is a walk-in: the simplified form of art. 226b. `balance` is still owed, to the
    carrier who collects it where it is paid `on_delivery`."""

    supply_date: date
    lines: tuple[LineRow, ...]
    tenders: tuple[TenderShown, ...] = ()
    due_date: date | None = None
    terms: str = ""
    payment_reference: str = ""
    deliver_to: Party | None = None
    order_date: date | None = None
    shipments: tuple[str, ...] = ()
    customer_reference: str = ""
    on_delivery: bool = False


def check(data: Invoice) -> None:
    """Refuse an invoice of which any printed sum does not tie."""
    tie(f"Invoice {data.number}", data, data.lines, data.tenders)


@written_by(lambda data: data.seller.form)
def build(data: Invoice, paper: str = "a4") -> bytes:
    """The invoice as PDF; `paper` is "a4" or "letter". Refuses one that does not add up."""
    check(data)
    marks = ["Simplified"] if data.buyer is None else []
    blocks = (("Bill to", data.buyer), ("Deliver to", data.deliver_to))
    sheet = opened(data, paper, "Tax invoice", marks, blocks, _facts(data))
    table_of(sheet, data, "Unit price", [_row(line) for line in data.lines])
    money_end(
        sheet,
        data.currency,
        data.taxes,
        data.tax,
        _sums(data),
        "PAID" if data.balance <= 0 else "DUE",
        tax_word=data.seller.tax_word,
    )
    _closing(sheet, data)
    return sheet.pdf()


def _facts(data: Invoice) -> list[tuple[str, str]]:
    return [
        ("Invoice no.", data.number),
        ("Issued", day_text(data.issue_date)),
        ("Supplied", day_text(data.supply_date)),
        ("Order", data.order_number),
        ("Ordered", day_text(data.order_date)),
        ("Shipment", ", ".join(data.shipments)),
        ("Your ref.", data.customer_reference),
        ("Coupon", data.coupon),
        ("Due", "" if data.balance <= 0 else "on delivery" if data.on_delivery else day_text(data.due_date)),
    ]


def _row(line: LineRow) -> BilledRow:
    return BilledRow(
        line.description, line.sku, line.quantity, line.unit, line.price, line.rate, line.net, line.tax, line.discount
    )


def _sums(data: Invoice) -> list[Sum]:
    """Goods, each charge, net, tax, total, each payment and what is left: a column that adds up by hand."""
    goods = sum(line.net for line in data.lines)
    charges = [Sum(charge_words(each), each.net) for each in data.charges]
    return [
        *([Sum("Goods, net", goods), *charges] if charges else []),
        Sum("Net", data.net),
        Sum(data.seller.tax_word, data.tax),
        Sum("Total", data.total, strong=True),
        *(Sum(tender_words(each), -each.amount) for each in data.tenders),
        Sum("Amount due" if data.balance >= 0 else "In your favour", data.balance, strong=True),
    ]


def _closing(sheet: PaperSheet, data: Invoice) -> None:
    """How to pay what is owed, and the note to the customer."""
    if data.balance > 0 and data.on_delivery:
        sheet.paragraph(f"The carrier collects {money(data.balance, data.currency)} on delivery.", STRONG, gap=10)
    elif data.balance > 0:
        _payment(sheet, data)
    if data.note:
        sheet.need(HEADING.leading + BODY.leading)
        sheet.y = sheet.ink.lines(sheet.left, sheet.y, ["Note"], HEADING) + 2
        sheet.paragraph(data.note, BODY, gap=10)


def _payment(sheet: PaperSheet, data: Invoice) -> None:
    due = f"Please pay {money(data.balance, data.currency)}"
    due += f" by {day_text(data.due_date)}" if data.due_date else ""
    lines = [data.terms, *data.seller.bank_lines]
    rows = [line for text in lines for line in wrap(text, BODY, sheet.width)]
    sheet.need(HEADING.leading + (len(rows) + 1) * BODY.leading + 8)
    sheet.y = sheet.ink.lines(sheet.left, sheet.y, wrap(due, HEADING, sheet.width), HEADING) + 2
    if data.payment_reference and not data.seller.bank_lines:
        rows.append(f"Please name {data.payment_reference} when you pay.")
    elif data.payment_reference:
        wide = sheet.ink.text(sheet.left, sheet.y + BODY.ascent, "Payment reference  ", BODY)
        sheet.ink.text(sheet.left + wide + 4, sheet.y + BODY.ascent, data.payment_reference, STRONG)
        sheet.y += BODY.leading
    sheet.y = sheet.ink.lines(sheet.left, sheet.y, rows, BODY) + 12
