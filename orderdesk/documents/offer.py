"""The papers before an invoice: quote, pro-forma and order acknowledgement, A4 and Letter, with sums that tie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from orderdesk.documents.kit.blocks import code_at
from orderdesk.documents.kit.sheet import PaperSheet
from orderdesk.documents.kit.styles import BODY, HEADING
from orderdesk.documents.kit.text import wrap
from orderdesk.documents.kit.wording import day_text
from orderdesk.documents.parts.billed import BilledPaper, BilledRow, charge_words, opened, table_of, tender_words, tie
from orderdesk.documents.parts.figures import Sum, money_end
from orderdesk.documents.parts.rows import LineRow, Party, TenderShown, written_by
from orderdesk.domain.values.money import Amount, money

NO_INVOICE = "This is not a tax invoice"


@dataclass(frozen=True, slots=True)
class OfferKind:
    """One of the three papers: its title, the mark below it, what its day and its total are called."""

    title: str
    day: str
    total: str
    mark: str = ""


QUOTE = OfferKind("Quote", "Date", "Total")
PRO_FORMA = OfferKind("Pro-forma invoice", "Date", "Total to pay", NO_INVOICE)
ACKNOWLEDGEMENT = OfferKind("Order acknowledgement", "Confirmed", "Total")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferPaper(BilledPaper):
    """An order on paper before it is invoiced; `expected` says of each line when it comes ("" where nothing is said).

    `tenders` is the money that is here. Of the `deposit` asked, or of the whole, `first` has to come before work
    begins; until `reserved_until` its goods are kept for it.
    """

    kind: OfferKind
    lines: tuple[LineRow, ...]
    expected: tuple[str, ...] = ()
    valid_until: date | None = None
    expired: bool = False
    terms: str = ""
    deliver_to: Party | None = None
    order_date: date | None = None
    customer_reference: str = ""
    tenders: tuple[TenderShown, ...] = ()
    deposit: Amount = 0
    first: Amount = 0
    reserved_until: date | None = None


def check(data: OfferPaper) -> None:
    """Refuse a paper of which any printed sum does not tie."""
    tie(f"{data.kind.title} {data.number}", data, data.lines, data.tenders)


@written_by(lambda data: data.seller.form)
def build(data: OfferPaper, paper: str = "a4") -> bytes:
    """The paper as PDF; `paper` is "a4" or "letter". Refuses one that does not add up."""
    check(data)
    marks = [each for each in (data.kind.mark, "EXPIRED" if data.expired else "") if each]
    blocks = (("For", data.buyer), ("Deliver to", data.deliver_to))
    sheet = opened(data, paper, data.kind.title, marks, blocks, _facts(data))
    sheet.y = code_at(sheet.ink, sheet.right, sheet.y - 6, data.number, 26) + 8
    table_of(sheet, data, "Unit price", _rows(data))
    money_end(sheet, data.currency, data.taxes, data.tax, _sums(data), tax_word=data.seller.tax_word)
    _closing(sheet, data)
    return sheet.pdf()


def _facts(data: OfferPaper) -> list[tuple[str, str]]:
    return [
        ("Order no.", data.number),
        (data.kind.day, day_text(data.issue_date)),
        ("Valid until", day_text(data.valid_until)),
        ("Ordered", day_text(data.order_date)),
        ("Your ref.", data.customer_reference),
        ("Coupon", data.coupon),
        ("Deposit asked", _money(data, data.deposit) if data.deposit else ""),
        ("Goods kept until", day_text(data.reserved_until)),
    ]


def _rows(data: OfferPaper) -> list[BilledRow]:
    expected = data.expected or ("",) * len(data.lines)
    return [
        BilledRow(
            line.description, " · ".join(filter(None, (line.sku, when))), line.quantity, line.unit, line.price,
            line.rate, line.net, line.tax, line.discount,
        )
        for line, when in zip(data.lines, expected, strict=True)
    ]  # fmt: skip


def _sums(data: OfferPaper) -> list[Sum]:
    """Goods, each charge, net, tax, total and what is here of it: a column that adds up by hand."""
    left = Sum("Still to pay" if data.balance >= 0 else "In your favour", data.balance, strong=True)
    charges = [Sum(charge_words(each), each.net) for each in data.charges]
    return [
        *([Sum("Goods, net", sum(line.net for line in data.lines)), *charges] if charges else []),
        Sum("Net", data.net),
        Sum(data.seller.tax_word, data.tax),
        Sum("Total" if data.tenders else data.kind.total, data.total, strong=True),
        *(Sum(tender_words(each), -each.amount) for each in data.tenders),
        *([left] if data.tenders else []),
    ]


def _closing(sheet: PaperSheet, data: OfferPaper) -> None:
    """What is to be done with this paper, how it is paid, and the note to the customer."""
    heading, *words = _words(data)
    rows = [row for text in words for row in wrap(text, BODY, sheet.width)]
    sheet.need(HEADING.leading + len(rows) * BODY.leading + 8)
    sheet.y = sheet.ink.lines(sheet.left, sheet.y, wrap(heading, HEADING, sheet.width), HEADING) + 2
    sheet.y = sheet.ink.lines(sheet.left, sheet.y, rows, BODY) + 12
    if data.note:
        sheet.need(HEADING.leading + BODY.leading)
        sheet.y = sheet.ink.lines(sheet.left, sheet.y, ["Note"], HEADING) + 2
        sheet.paragraph(data.note, BODY, gap=10)


def _words(data: OfferPaper) -> list[str]:
    """A heading and the sentences below it, by the kind of paper."""
    bank = [line for line in (data.terms, *data.seller.bank_lines) if line]
    if data.kind is PRO_FORMA:
        return [_to_pay(data), *_rest(data), f"{NO_INVOICE}; the invoice follows.", *data.seller.bank_lines]
    if data.kind is ACKNOWLEDGEMENT:
        first = [f"{_to_pay(data)}. We begin when it is here."] if data.first else []
        same = "Please tell us at once if anything here is not as you asked."
        return ["Thank you for your order", same, *first, *bank]
    if data.expired:
        return ["This quote has expired", "Ask us for its prices of today.", *bank]
    stands = f"These prices stand until {day_text(data.valid_until)}" if data.valid_until else "To order"
    return [stands, f"To order, tell us the number {data.number}.", *_asked(data), *bank]


def _to_pay(data: OfferPaper) -> str:
    """What is to be paid in advance: what lacks of the deposit, else all that is left."""
    if data.balance <= 0:
        return "Nothing is left to pay"
    if data.deposit and not data.first:
        return f"The deposit is here; {_money(data, data.balance)} is left to pay"
    word = "deposit of " if data.deposit else ""
    asked = f"To pay in advance: {word}{_money(data, data.first or data.balance)}"
    return f"{asked}, reference {data.number}" if data.seller.bank_lines else f"{asked}; please name {data.number}"


def _asked(data: OfferPaper) -> list[str]:
    """What a quote will ask for in advance, which is not paid before it is ordered."""
    if not data.first:
        return []
    word = "the deposit of" if data.deposit else "your payment of"
    return [f"We begin when {word} {_money(data, data.first)} is here.", *_rest(data)]


def _rest(data: OfferPaper) -> list[str]:
    """When the rest is paid, beside a deposit that has not come."""
    rest = data.balance - data.first
    return [f"The rest of {_money(data, rest)} is paid by invoice."] if data.deposit and data.first and rest > 0 else []


def _money(data: OfferPaper, amount: Amount) -> str:
    return money(amount, data.currency)
