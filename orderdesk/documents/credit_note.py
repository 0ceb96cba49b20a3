"""The credit note, A4 or Letter: what of which invoice is taken back, why, and how it was settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from orderdesk.documents.kit.sheet import PaperSheet
from orderdesk.documents.kit.styles import BODY, HEADING, STRONG
from orderdesk.documents.kit.wording import day_text
from orderdesk.documents.parts.billed import BilledPaper, BilledRow, charge_words, opened, table_of, tender_words, tie
from orderdesk.documents.parts.figures import Sum, money_end
from orderdesk.documents.parts.rows import ChargeRow, TenderShown, written_by
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Amount, Price, Rate, divide, exponent, money
from orderdesk.domain.values.quantity import Quantity

OUTCOMES = {
    "restock": "back in stock",
    "quarantine": "kept aside, not restocked",
    "scrap": "scrapped, not restocked",
    "": "",
}


@dataclass(frozen=True, slots=True)
class CreditLine:
    """A line taken back: quantity, net and tax as positive figures, at the price actually paid.

    `outcome` is "restock", "quarantine", "scrap", several of them as "restock, scrap", or empty where no goods came
    back. `exemption` is why it bears no tax; the paper says it in its tax table.
    """

    description: str
    sku: str
    quantity: Quantity
    net: Amount
    rate: Rate
    tax: Amount = 0
    unit: str = ""
    outcome: str = ""
    exemption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditNote(BilledPaper):
    """One issued credit note; amounts are positive in the customer's favour, and so they are printed: that they are
    credited the words say.

    `charges` holds what is kept back, as negative nets (a restocking fee of 8.50 is −850). `settlements` is the money
    given back; `balance` is the rest: it lowers what the customer owes, but for `to_credit`, which is owed to them.
    """

    invoice_number: str
    invoice_date: date
    reason: str
    lines: tuple[CreditLine, ...]
    settlements: tuple[TenderShown, ...] = ()
    return_number: str = ""
    to_credit: Amount = 0

    @property
    def rest(self) -> list[tuple[str, Amount]]:
        """What became of the part that was not given back at once, in words; at least one of them."""
        parts = [("Stands to your credit", self.to_credit), ("Taken off what you owe", self.balance - self.to_credit)]
        return [part for part in parts if part[1]] or parts[1:]


def check(data: CreditNote) -> None:
    """Refuse a credit note that names no invoice or of which any printed sum does not tie."""
    paper = f"Credit note {data.number}"
    if not data.invoice_number:
        raise Refused(f"{paper} must name the invoice that it amends.", field="invoice_number")
    lines = [ChargeRow(line.description, line.net, line.rate, line.tax) for line in data.lines]
    tie(paper, data, lines, data.settlements)


@written_by(lambda data: data.seller.form)
def build(data: CreditNote, paper: str = "a4") -> bytes:
    """The credit note as PDF; `paper` is "a4", "letter" or "80mm". Refuses one that does not add up."""
    check(data)
    if paper == "80mm":
        from orderdesk.documents.credit_roll import build_roll  # it is drawn as a receipt, which knows nothing of this

        return build_roll(data)
    sheet = opened(data, paper, "Credit note", (), (("Credit to", data.buyer),), _facts(data))
    _amends(sheet, data)
    table_of(sheet, data, "Price paid", [_row(line, data) for line in data.lines])
    money_end(sheet, data.currency, data.taxes, data.tax, _sums(data), tax_word=data.seller.tax_word)
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


def _amends(sheet: PaperSheet, data: CreditNote) -> None:
    day = day_text(data.invoice_date)
    sheet.paragraph(f"This credit note amends invoice {data.invoice_number} of {day}.", STRONG, gap=2)
    sheet.paragraph(f"Reason: {data.reason}" if data.reason else "", BODY)
    sheet.y += 12


def _row(line: CreditLine, data: CreditNote) -> BilledRow:
    became = ", ".join(OUTCOMES.get(each, each) for each in line.outcome.split(", "))
    below = " · ".join(filter(None, (line.sku, became)))
    price = paid_each(line, data)
    return BilledRow(line.description, below, line.quantity, line.unit, price, line.rate, line.net, line.tax)


def paid_each(line: CreditLine, data: CreditNote) -> Price:
    """What one unit was paid at, to four decimals, so that quantity × price is the amount again."""
    amount = line.net + (line.tax if data.inclusive else 0)
    if not line.quantity:
        return 0
    return divide(amount * 10 ** (7 - exponent(data.currency)), abs(line.quantity))


def _sums(data: CreditNote) -> list[Sum]:
    goods = sum(line.net for line in data.lines)
    kept_back = [Sum(charge_words(each), each.net) for each in data.charges]
    return [
        *([Sum("Goods credited, net", goods), *kept_back] if kept_back else []),
        Sum("Net credited", data.net),
        Sum(f"{data.seller.tax_word} credited", data.tax),
        Sum("Total credited", data.total, strong=True),
        *(Sum(tender_words(each), each.amount) for each in data.settlements),
        *(Sum(words, amount, strong=True) for words, amount in data.rest),
    ]


def _settled(sheet: PaperSheet, data: CreditNote) -> None:
    ways = [f"{tender_words(each)}: {money(each.amount, data.currency)}" for each in data.settlements]
    if data.balance:
        ways += [f"{words[:1].lower()}{words[1:]}: {money(amount, data.currency)}" for words, amount in data.rest]
    sheet.need(HEADING.leading + 2 * BODY.leading)
    total = f"Credited to you: {money(data.total, data.currency)}"
    sheet.y = sheet.ink.lines(sheet.left, sheet.y, [total], HEADING) + 2
    sheet.paragraph(f"Settled: {'; '.join(ways)}." if ways else "", BODY, gap=10)
    if data.note:
        sheet.paragraph(data.note, BODY)
