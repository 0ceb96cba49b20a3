"""The till receipt on 80 mm paper: as long as what stands on it, with the number as a bar code for returns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from orderdesk.documents.kit import code128
from orderdesk.documents.kit.blocks import logo
from orderdesk.documents.kit.ink import Ink
from orderdesk.documents.kit.letters.fonts import BOLD, REGULAR, SEMIBOLD
from orderdesk.documents.kit.press import pressed
from orderdesk.documents.kit.sizes import MM, ROLL_TEXT, ROLL_WIDTH, roll
from orderdesk.documents.kit.styles import Style
from orderdesk.documents.kit.text import largest, wrap
from orderdesk.documents.kit.wording import rate_text, time_text
from orderdesk.documents.parts.rows import ChargeRow, LineRow, PrintedTax, Seller, check_totals, tie, written_by
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Amount, money, shown, shown_price
from orderdesk.domain.values.quantity import shown_quantity

_LEFT = (ROLL_WIDTH - ROLL_TEXT) / 2
_RIGHT = ROLL_WIDTH - _LEFT
_MIDDLE = ROLL_WIDTH / 2
_SHOP = Style(BOLD, 13)
_PLAIN = Style(REGULAR, 9)
_STRONG = Style(SEMIBOLD, 9)
_SMALL = Style(REGULAR, 7.5)
_TOTAL = Style(BOLD, 15)
_LOGO = (50 * MM, 18 * MM)
_MODULE = 0.25 * MM
"""Two dots of a 203 dpi printer; three where the number is short enough."""


@dataclass(frozen=True, slots=True)
class ReceiptTender:
    """One way of paying: `amount` is what the shop keeps of it; for cash also what was given and the change."""

    label: str
    amount: Amount
    given: Amount | None = None
    change: Amount | None = None


@dataclass(frozen=True, slots=True)
class ReceiptPaper:
    """One sale, or one refund with negative figures; amounts in minor units of `currency`.

    `rounding` is what cash rounding added to (or took off) what is paid; `balance` is what stays owed on account.
    """

    number: str
    at: datetime
    currency: str
    seller: Seller
    lines: tuple[LineRow, ...]
    taxes: tuple[PrintedTax, ...]
    net: Amount
    tax: Amount
    total: Amount
    tenders: tuple[ReceiptTender, ...]
    charges: tuple[ChargeRow, ...] = ()
    rounding: Amount = 0
    balance: Amount = 0
    inclusive: bool = False
    title: str = "Receipt"
    till: str = ""
    cashier: str = ""
    customer: str = ""
    reference: str = ""
    return_policy: str = ""
    copy: int = 1
    total_word: str = "TOTAL"
    balance_word: str = "On account, still to pay"


def check(data: ReceiptPaper) -> None:
    """Refuse a receipt of which any printed sum does not tie, the change included."""
    paper = f"Receipt {data.number}"
    rows: tuple[LineRow | ChargeRow, ...] = (*data.lines, *data.charges)
    check_totals(
        paper, data.currency, rows, data.taxes,
        net=data.net, tax=data.tax, total=data.total, inclusive=data.inclusive,
    )  # fmt: skip
    paid = sum(each.amount for each in data.tenders) + data.balance
    tie(paper, data.currency, paid, data.total + data.rounding, "its tenders")
    for each in data.tenders:
        if each.given is not None:
            tie(paper, data.currency, each.given - (each.change or 0), each.amount, "cash given less change")


@written_by(lambda data: data.seller.form)
def build(data: ReceiptPaper, paper: str = "80mm") -> bytes:
    """The receipt as PDF, 80 mm wide and as long as it needs. Refuses one that does not add up."""
    if paper != "80mm":
        raise Refused(f"A receipt prints on 80mm, not on {paper}.", field="paper")
    check(data)
    # Drawn twice: the first run only finds out how long the paper must be.
    height = _drawn(Ink(roll(0)), data)
    ink = Ink(roll(height))
    _drawn(ink, data)
    return pressed([ink], f"{data.title} {data.number}", data.seller.name)


def _drawn(ink: Ink, data: ReceiptPaper) -> float:
    """Draw everything; return the height that it takes."""
    y = _head(ink, data, ink.size.top)
    for line in data.lines:
        y = _line(ink, y, line, data)
    for charge in data.charges:
        amount = charge.net + (charge.tax if data.inclusive else 0)
        y = _pair(ink, y + 2, charge.label, shown(amount, data.currency), _PLAIN)
    y = _money(ink, _rule(ink, y + 3), data)
    return _foot(ink, y, data) + ink.size.bottom


def _head(ink: Ink, data: ReceiptPaper, y: float) -> float:
    if data.seller.logo:
        y += logo(ink, _MIDDLE, y, data.seller.logo, _LOGO, middle=True) + 5
    y = _centred(ink, y, data.seller.name, _SHOP)
    for text in (", ".join(data.seller.lines), data.seller.phone, data.seller.website):
        y = _centred(ink, y, text, _SMALL)
    y = _centred(ink, y, f"{data.seller.tax_number} {data.seller.tax_id}" if data.seller.tax_id else "", _SMALL)
    y = _centred(ink, y + 5, f"{data.title} – COPY" if data.copy > 1 else data.title, _STRONG)
    y = _pair(ink, y + 2, time_text(data.at), data.number, _SMALL)
    who = " · ".join(part for part in (data.till, data.cashier) if part)
    if who or data.customer:
        y = _pair(ink, y, who, data.customer, _SMALL)
    if data.reference:
        y = _centred(ink, y, data.reference, _SMALL)
    return _rule(ink, y + 3)


def _line(ink: Ink, y: float, line: LineRow, data: ReceiptPaper) -> float:
    """What it is, and below it quantity × price with the amount; a discount on its own row."""
    amount = line.net + (line.tax if data.inclusive else 0)
    y = ink.lines(_LEFT, y + 2, wrap(line.description, _STRONG, ROLL_TEXT), _STRONG)
    unit = f" {line.unit}" if line.unit and line.unit != "each" else ""
    count = f"{shown_quantity(line.quantity)}{unit} × {shown_price(line.price, data.currency)}"
    y = _pair(ink, y, f"{count}  {rate_text(line.rate)}", shown(amount + line.discount, data.currency), _PLAIN)
    if line.discount:
        y = _pair(ink, y, "Discount", shown(-line.discount, data.currency), _PLAIN)
    return y


def _money(ink: Ink, y: float, data: ReceiptPaper) -> float:
    y = _taxes(ink, y, data)
    y = _pair(ink, y + 2, data.total_word, money(data.total, data.currency), _TOTAL) + 2
    if data.rounding:
        y = _pair(ink, y, "Cash rounding", shown(data.rounding, data.currency), _PLAIN)
        y = _pair(ink, y, "To pay", shown(data.total + data.rounding, data.currency), _STRONG)
    for each in data.tenders:
        y = _tender(ink, y, each, data.currency)
    if data.balance:
        y = _pair(ink, y, data.balance_word, shown(data.balance, data.currency), _STRONG)
    return _rule(ink, y + 3)


def _taxes(ink: Ink, y: float, data: ReceiptPaper) -> float:
    y = _pair(ink, y, "Net", shown(data.net, data.currency), _PLAIN)
    for row in data.taxes:
        label = f"{row.named(data.seller.tax_word)} {rate_text(row.rate)} on {shown(row.base, data.currency)}"
        y = _pair(ink, y, label, shown(row.tax, data.currency), _PLAIN)
        if row.below:
            y = ink.lines(_LEFT, y, wrap(row.below, _SMALL, ROLL_TEXT), _SMALL)
    return y


def _tender(ink: Ink, y: float, tender: ReceiptTender, currency: str) -> float:
    y = _pair(ink, y, tender.label, shown(tender.amount, currency), _PLAIN)
    if tender.given is not None:
        y = _pair(ink, y, f"{tender.label} given", shown(tender.given, currency), _SMALL, indent=10)
        y = _pair(ink, y, "Change", shown(tender.change or 0, currency), _STRONG, indent=10)
    return y


def _foot(ink: Ink, y: float, data: ReceiptPaper) -> float:
    y = _code(ink, y + 6, data.number)
    return _centred(ink, y + 4, data.return_policy, _SMALL)


def _code(ink: Ink, y: float, number: str) -> float:
    wished = 1.5 * _MODULE if code128.modules(number) * 1.5 * _MODULE <= ROLL_TEXT else _MODULE
    module = code128.module_for(number, ROLL_WIDTH, wished)
    if module is None:
        raise Refused(f"The receipt number {number[:40]} is too long for a bar code.", field="number")
    wide = module * code128.modules(number)
    ink.code(_MIDDLE - wide / 2, y, number, module, 34)
    return _centred(ink, y + 37, number, _SMALL)


def _rule(ink: Ink, y: float) -> float:
    ink.rule(_LEFT, y, ROLL_TEXT, 0.75, 0.0)
    return y + 3


def _centred(ink: Ink, y: float, text: str, style: Style) -> float:
    return ink.lines(_MIDDLE, y, wrap(text, style, ROLL_TEXT), style, "middle")


def _pair(ink: Ink, y: float, label: str, value: str, style: Style, indent: float = 0) -> float:
    """Label on the left, which wraps; figure on the right, which stays whole."""
    shrunk = largest(value, style, ROLL_TEXT * 0.75, (style.size, style.size * 0.85, style.size * 0.7))
    taken = ink.text(_RIGHT, y + style.ascent, value, shrunk, "right")
    lines = wrap(label, style, ROLL_TEXT - taken - indent - 6)
    return max(ink.lines(_LEFT + indent, y, lines, style), y + style.leading)
