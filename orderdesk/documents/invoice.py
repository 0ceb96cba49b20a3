"""The tax invoice, A4 or Letter: every field that EU directive 2006/112/EC art. 226 asks for, and sums that tie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from orderdesk.documents.figures import Sum, money_end
from orderdesk.documents.kit.sheet import Sheet
from orderdesk.documents.kit.styles import BODY, HEADING, SMALL, SOFT_BODY, STRONG
from orderdesk.documents.kit.tables import Column, Table, Words, plain
from orderdesk.documents.kit.text import wrap
from orderdesk.documents.kit.wording import day_text, printed_text, rate_text
from orderdesk.documents.letterhead import columns, masthead
from orderdesk.documents.parts import Charge, Line, Party, Seller, TaxRow, Tender, check_paid, check_totals
from orderdesk.domain.money import Amount, shown, shown_price
from orderdesk.domain.quantity import shown_quantity


@dataclass(frozen=True, slots=True)
class Invoice:
    """One issued invoice; amounts in minor units of `currency`.

    `buyer` None is a walk-in: the simplified form of art. 226b. `copy` 1 is the original, 2 and on are marked "Copy".
    `balance` is what is still owed. Times carry the shop's own time zone.
    """

    number: str
    issue_date: date
    supply_date: date
    currency: str
    seller: Seller
    buyer: Party | None
    order_number: str
    lines: tuple[Line, ...]
    taxes: tuple[TaxRow, ...]
    net: Amount
    tax: Amount
    total: Amount
    balance: Amount
    charges: tuple[Charge, ...] = ()
    tenders: tuple[Tender, ...] = ()
    inclusive: bool = False
    due_date: date | None = None
    terms: str = ""
    payment_reference: str = ""
    deliver_to: Party | None = None
    order_date: date | None = None
    shipments: tuple[str, ...] = ()
    customer_reference: str = ""
    note: str = ""
    tracking_url: str = ""
    copy: int = 1
    printed_at: datetime | None = None
    printed_by: str = ""


def check(data: Invoice) -> None:
    """Refuse an invoice of which any printed sum does not tie."""
    paper = f"Invoice {data.number}"
    rows: tuple[Line | Charge, ...] = (*data.lines, *data.charges)
    check_totals(
        paper, data.currency, rows, data.taxes,
        net=data.net, tax=data.tax, total=data.total, inclusive=data.inclusive,
    )  # fmt: skip
    check_paid(paper, data.currency, data.tenders, data.balance, data.total)


def build(data: Invoice, paper: str = "a4") -> bytes:
    """The invoice as PDF; `paper` is "a4" or "letter". Refuses one that does not add up."""
    check(data)
    foot = printed_text(data.printed_at, data.printed_by)
    sheet = Sheet(paper, f"Tax invoice {data.number}", data.seller.name, foot)
    marks = [*(["COPY"] if data.copy > 1 else []), *(["Simplified"] if data.buyer is None else [])]
    masthead(sheet, data.seller, "Tax invoice", marks)
    columns(sheet, (("Bill to", data.buyer), ("Deliver to", data.deliver_to)), _facts(data))
    _table(sheet, data)
    money_end(sheet, data.currency, data.taxes, data.tax, _sums(data), "PAID" if data.balance <= 0 else "DUE")
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
        ("Due", day_text(data.due_date) if data.balance > 0 else ""),
    ]


def _table(sheet: Sheet, data: Invoice) -> None:
    discounted = any(line.discount for line in data.lines)
    table = Table(sheet, _columns(data, discounted))
    table.head()
    for line in data.lines:
        figures = [
            plain(shown_quantity(line.quantity)),
            plain(line.unit, SOFT_BODY),
            plain(shown_price(line.price, data.currency)),
            *([plain(shown(-line.discount, data.currency) if line.discount else "")] if discounted else []),
            plain(rate_text(line.rate)),
            plain(shown(line.net, data.currency), BODY if data.inclusive else STRONG),
            *([plain(shown(line.net + line.tax, data.currency), STRONG)] if data.inclusive else []),
        ]
        table.row([Words(((line.description, STRONG), (line.sku, SMALL))), *figures])


def _columns(data: Invoice, discounted: bool) -> list[Column]:
    return [
        Column("Item"),
        Column("Qty", 36, "right"),
        Column("Unit", 28),
        Column("Unit price incl. tax" if data.inclusive else "Unit price", 56, "right"),
        *([Column("Discount", 50, "right")] if discounted else []),
        Column("Tax", 32, "right"),
        Column("Net", 62, "right"),
        *([Column("Amount incl. tax", 62, "right")] if data.inclusive else []),
    ]


def _sums(data: Invoice) -> list[Sum]:
    """Goods, each charge, net, tax, total, each payment and what is left: a column that adds up by hand."""
    goods = sum(line.net for line in data.lines)
    charges = [Sum(_charge(each), each.net) for each in data.charges]
    return [
        *([Sum("Goods, net", goods), *charges] if charges else []),
        Sum("Net", data.net),
        Sum("Tax", data.tax),
        Sum(f"Total {data.currency}", data.total, strong=True),
        *(Sum(_paid(each), -each.amount) for each in data.tenders),
        Sum(f"{'Amount due' if data.balance >= 0 else 'In your favour'} {data.currency}", data.balance, strong=True),
    ]


def _charge(charge: Charge) -> str:
    return f"{charge.label} ({rate_text(charge.rate)})"


def _paid(tender: Tender) -> str:
    return f"{tender.label}, {day_text(tender.day)}" if tender.day else tender.label


def _closing(sheet: Sheet, data: Invoice) -> None:
    """How to pay what is owed, the note to the customer, and where the order can be followed."""
    if data.balance > 0:
        _payment(sheet, data)
    if data.note:
        sheet.need(HEADING.leading + BODY.leading)
        sheet.y = sheet.ink.lines(sheet.left, sheet.y, ["Note"], HEADING) + 2
        sheet.paragraph(data.note, BODY, gap=10)
    if data.tracking_url:
        _tracking(sheet, data)


def _payment(sheet: Sheet, data: Invoice) -> None:
    due = f"Please pay {shown(data.balance, data.currency)} {data.currency}"
    due += f" by {day_text(data.due_date)}" if data.due_date else ""
    lines = [data.terms, *data.seller.bank_lines]
    rows = [line for text in lines for line in wrap(text, BODY, sheet.width)]
    sheet.need(HEADING.leading + (len(rows) + 1) * BODY.leading + 8)
    sheet.y = sheet.ink.lines(sheet.left, sheet.y, wrap(due, HEADING, sheet.width), HEADING) + 2
    if data.payment_reference:
        wide = sheet.ink.text(sheet.left, sheet.y + BODY.ascent, "Payment reference  ", BODY)
        sheet.ink.text(sheet.left + wide + 4, sheet.y + BODY.ascent, data.payment_reference, STRONG)
        sheet.y += BODY.leading
    sheet.y = sheet.ink.lines(sheet.left, sheet.y, rows, BODY) + 12


def _tracking(sheet: Sheet, data: Invoice) -> None:
    side = 62.0
    sheet.need(side)
    sheet.ink.square_code(sheet.left - 6, sheet.y, data.tracking_url, side)
    x, room = sheet.left + side + 6, sheet.width - side - 6
    y = sheet.ink.lines(x, sheet.y + 16, ["Track this order or start a return"], STRONG)
    by_phone = f", or quote {data.order_number} by phone on {data.seller.phone}" if data.seller.phone else ""
    sheet.ink.lines(x, y, wrap(f"Scan the code{by_phone}.", SMALL, room), SMALL)
    sheet.y += side
