"""The credit note, A4 or Letter: what of which invoice is taken back, why, and how it was settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from orderdesk.documents.figures import Sum, money_end
from orderdesk.documents.kit.sheet import Sheet
from orderdesk.documents.kit.styles import BODY, HEADING, SMALL, SOFT_BODY, STRONG
from orderdesk.documents.kit.tables import Column, Table, Words, plain
from orderdesk.documents.kit.wording import day_text, money, printed_text, rate_text
from orderdesk.documents.letterhead import columns, masthead
from orderdesk.documents.parts import Charge, Party, Seller, TaxRow, Tender, check_paid, check_totals
from orderdesk.domain.errors import Refused
from orderdesk.domain.money import Amount, Price, Rate, divide, exponent, shown, shown_price
from orderdesk.domain.quantity import Quantity, shown_quantity

OUTCOMES = {
    "restock": "back in stock",
    "quarantine": "kept aside, not restocked",
    "scrap": "scrapped, not restocked",
    "": "",
}


@dataclass(frozen=True, slots=True)
class CreditLine:
    """A line taken back: quantity, net and tax as positive figures, at the price actually paid.

    `outcome` is "restock", "quarantine", "scrap", or empty where no goods came back.
    """

    description: str
    sku: str
    quantity: Quantity
    net: Amount
    rate: Rate
    tax: Amount = 0
    unit: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class CreditNote:
    """One issued credit note; amounts are positive in the customer's favour and are printed negative.

    `charges` holds what is kept back, as negative nets (a restocking fee of 8.50 is −850). `settlements` is the money
    given back; `balance` is the rest, which lowers what the customer owes.
    """

    number: str
    issue_date: date
    currency: str
    seller: Seller
    buyer: Party | None
    invoice_number: str
    invoice_date: date
    reason: str
    lines: tuple[CreditLine, ...]
    taxes: tuple[TaxRow, ...]
    net: Amount
    tax: Amount
    total: Amount
    balance: Amount
    charges: tuple[Charge, ...] = ()
    settlements: tuple[Tender, ...] = ()
    inclusive: bool = False
    order_number: str = ""
    return_number: str = ""
    note: str = ""
    copy: int = 1
    printed_at: datetime | None = None
    printed_by: str = ""


def check(data: CreditNote) -> None:
    """Refuse a credit note that names no invoice or of which any printed sum does not tie."""
    paper = f"Credit note {data.number}"
    if not data.invoice_number:
        raise Refused(f"{paper} must name the invoice that it amends.", field="invoice_number")
    rows = (*(Charge(line.description, line.net, line.rate, line.tax) for line in data.lines), *data.charges)
    check_totals(
        paper, data.currency, rows, data.taxes,
        net=data.net, tax=data.tax, total=data.total, inclusive=data.inclusive,
    )  # fmt: skip
    check_paid(paper, data.currency, data.settlements, data.balance, data.total)


def build(data: CreditNote, paper: str = "a4") -> bytes:
    """The credit note as PDF; `paper` is "a4" or "letter". Refuses one that does not add up."""
    check(data)
    foot = printed_text(data.printed_at, data.printed_by)
    sheet = Sheet(paper, f"Credit note {data.number}", data.seller.name, foot)
    masthead(sheet, data.seller, "Credit note", ["COPY"] if data.copy > 1 else [])
    columns(sheet, (("Credit to", data.buyer),), _facts(data))
    _amends(sheet, data)
    _table(sheet, data)
    money_end(sheet, data.currency, data.taxes, data.tax, _sums(data), sign=-1)
    _settled(sheet, data)
    return sheet.pdf()


def _facts(data: CreditNote) -> list[tuple[str, str]]:
    return [
        ("Credit note no.", data.number),
        ("Issued", day_text(data.issue_date)),
        ("Amends invoice", data.invoice_number),
        ("Invoice date", day_text(data.invoice_date)),
        ("Order", data.order_number),
        ("Return", data.return_number),
    ]


def _amends(sheet: Sheet, data: CreditNote) -> None:
    day = day_text(data.invoice_date)
    sheet.paragraph(f"This credit note amends invoice {data.invoice_number} of {day}.", STRONG, gap=2)
    sheet.paragraph(f"Reason: {data.reason}" if data.reason else "", BODY)
    sheet.y += 12


def _table(sheet: Sheet, data: CreditNote) -> None:
    table = Table(sheet, _columns(data))
    table.head()
    for line in data.lines:
        gross = line.net + line.tax
        figures = [
            plain(shown_quantity(-line.quantity)),
            plain(line.unit, SOFT_BODY),
            plain(shown_price(_paid_each(line, data), data.currency)),
            plain(rate_text(line.rate)),
            plain(shown(-line.net, data.currency), BODY if data.inclusive else STRONG),
            *([plain(shown(-gross, data.currency), STRONG)] if data.inclusive else []),
        ]
        below = " · ".join(part for part in (line.sku, OUTCOMES.get(line.outcome, line.outcome)) if part)
        table.row([Words(((line.description, STRONG), (below, SMALL))), *figures])


def _columns(data: CreditNote) -> list[Column]:
    return [
        Column("Item"),
        Column("Qty", 36, "right"),
        Column("Unit", 28),
        Column("Price paid incl. tax" if data.inclusive else "Price paid", 56, "right"),
        Column("Tax", 32, "right"),
        Column("Net", 62, "right"),
        *([Column("Amount incl. tax", 62, "right")] if data.inclusive else []),
    ]


def _paid_each(line: CreditLine, data: CreditNote) -> Price:
    """What one unit was paid at, to four decimals, so that quantity × price is the amount again."""
    amount = line.net + (line.tax if data.inclusive else 0)
    if not line.quantity:
        return 0
    return divide(amount * 10 ** (7 - exponent(data.currency)), abs(line.quantity))


def _sums(data: CreditNote) -> list[Sum]:
    goods = sum(line.net for line in data.lines)
    charges = [Sum(_charge(each), -each.net) for each in data.charges]
    return [
        *([Sum("Goods, net", -goods), *charges] if charges else []),
        Sum("Net", -data.net),
        Sum("Tax", -data.tax),
        Sum(f"Credit total {data.currency}", -data.total, strong=True),
        *(Sum(_given(each), each.amount) for each in data.settlements),
        Sum(f"Left on your account {data.currency}", -data.balance, strong=True),
    ]


def _charge(charge: Charge) -> str:
    return f"{charge.label} ({rate_text(charge.rate)})"


def _given(tender: Tender) -> str:
    return f"{tender.label}, {day_text(tender.day)}" if tender.day else tender.label


def _settled(sheet: Sheet, data: CreditNote) -> None:
    ways = [f"{_given(each)}: {money(each.amount, data.currency)}" for each in data.settlements]
    if data.balance:
        ways.append(f"taken off what you owe: {money(data.balance, data.currency)}")
    sheet.need(HEADING.leading + 2 * BODY.leading)
    total = f"Credited to you: {money(data.total, data.currency)}"
    sheet.y = sheet.ink.lines(sheet.left, sheet.y, [total], HEADING) + 2
    sheet.paragraph(f"Settled: {'; '.join(ways)}." if ways else "", BODY, gap=10)
    if data.note:
        sheet.paragraph(data.note, BODY)
