"""What an invoice and a credit note share: their head, their table of lines, the names of their sums, their proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from orderdesk.documents.kit.sheet import PaperSheet
from orderdesk.documents.kit.styles import BODY, SMALL, SOFT_BODY, STRONG
from orderdesk.documents.kit.tables import PaperTable, TableColumn, Words, plain
from orderdesk.documents.kit.wording import day_text, printed_text, rate_text
from orderdesk.documents.parts.letterhead import Blocks, Facts, columns, masthead
from orderdesk.documents.parts.rows import (
    ChargeRow,
    LineRow,
    Party,
    PrintedTax,
    Seller,
    TenderShown,
    check_paid,
    check_totals,
)
from orderdesk.domain.values.money import Amount, Price, Rate, shown, shown_price
from orderdesk.domain.values.quantity import Quantity, shown_quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class BilledPaper:
    """What was issued to whom, with its sums; amounts in minor units of `currency`.

    `copy` 1 is the original, 2 and on are marked "Copy". Times carry the shop's own time zone.
    """

    number: str
    issue_date: date
    currency: str
    seller: Seller
    buyer: Party | None
    taxes: tuple[PrintedTax, ...]
    net: Amount
    tax: Amount
    total: Amount
    balance: Amount
    charges: tuple[ChargeRow, ...] = ()
    inclusive: bool = False
    order_number: str = ""
    coupon: str = ""
    note: str = ""
    copy: int = 1
    printed_at: datetime | None = None
    printed_by: str = ""


@dataclass(frozen=True, slots=True)
class BilledRow:
    """A line as it is printed, every figure with the sign that it has on this paper; `below` stands small under it."""

    description: str
    below: str
    quantity: Quantity
    unit: str
    price: Price
    rate: Rate
    net: Amount
    tax: Amount
    discount: Amount = 0


def tie(paper: str, data: BilledPaper, lines: Sequence[LineRow | ChargeRow], paid: Sequence[TenderShown]) -> None:
    """Refuse a paper of which any printed sum does not tie."""
    check_totals(
        paper, data.currency, (*lines, *data.charges), data.taxes,
        net=data.net, tax=data.tax, total=data.total, inclusive=data.inclusive,
    )  # fmt: skip
    check_paid(paper, data.currency, paid, data.balance, data.total)


def opened(data: BilledPaper, paper: str, title: str, marks: Sequence[str], blocks: Blocks, facts: Facts) -> PaperSheet:
    """A sheet with its head drawn: the seller, the kind of paper, the parties and the facts."""
    sheet = PaperSheet(
        paper, f"{title} {data.number}", data.seller.name, printed_text(data.printed_at, data.printed_by)
    )
    masthead(sheet, data.seller, title, [*(["COPY"] if data.copy > 1 else []), *marks])
    columns(sheet, blocks, facts)
    return sheet


def table_of(sheet: PaperSheet, data: BilledPaper, price: str, rows: Sequence[BilledRow]) -> None:
    """The lines under their heads; `price` names the price of a unit; discounts get a column of their own."""
    discounted = any(row.discount for row in rows)
    table = PaperTable(sheet, _columns(data, price, discounted))
    table.head()
    for row in rows:
        figures = [
            plain(shown_quantity(row.quantity)),
            plain(row.unit, SOFT_BODY),
            plain(shown_price(row.price, data.currency)),
            *([plain(shown(-row.discount, data.currency) if row.discount else "")] if discounted else []),
            plain(rate_text(row.rate)),
            plain(shown(row.net, data.currency), BODY if data.inclusive else STRONG),
            *([plain(shown(row.net + row.tax, data.currency), STRONG)] if data.inclusive else []),
        ]
        table.row([Words(((row.description, STRONG), (row.below, SMALL))), *figures])


def _columns(data: BilledPaper, price: str, discounted: bool) -> list[TableColumn]:
    return [
        TableColumn("Item"),
        TableColumn("Qty", 36, "right"),
        TableColumn("Unit", 28),
        TableColumn(f"{price} incl. {_within(data)}" if data.inclusive else price, 56, "right"),
        *([TableColumn("Discount", 50, "right")] if discounted else []),
        TableColumn(data.seller.tax_word, 32, "right"),
        TableColumn("Net", 62, "right"),
        *([TableColumn(f"Amount incl. {_within(data)}", 62, "right")] if data.inclusive else []),
    ]


def _within(data: BilledPaper) -> str:
    """The tax within a sentence."""
    return "tax" if data.seller.tax_word == "Tax" else data.seller.tax_word


def charge_words(charge: ChargeRow) -> str:
    """A charge with its rate, as the sums name it."""
    return f"{charge.label} ({rate_text(charge.rate)})"


def tender_words(tender: TenderShown) -> str:
    """A payment with its day, as the sums name it."""
    return f"{tender.label}, {day_text(tender.day)}" if tender.day else tender.label
