"""The purchase order, A4 or Letter: what the shop asks its vendor for, at which cost, and when and where it is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from orderdesk.documents.kit.blocks import boxed, code_at, to_sign
from orderdesk.documents.kit.sheet import PaperSheet
from orderdesk.documents.kit.sizes import MM
from orderdesk.documents.kit.styles import SMALL, SOFT_BODY, STRONG, TOTAL
from orderdesk.documents.kit.tables import PaperTable, TableColumn, Words, plain
from orderdesk.documents.kit.text import largest
from orderdesk.documents.kit.wording import day_text, printed_text
from orderdesk.documents.parts.figures import TOTALS_WIDTH
from orderdesk.documents.parts.letterhead import columns, masthead
from orderdesk.documents.parts.rows import Party, Seller, tie, written_by
from orderdesk.domain.buying.purchasing import cost_of
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Amount, Price, money, shown, shown_price
from orderdesk.domain.values.quantity import Quantity, shown_quantity


@dataclass(frozen=True, slots=True)
class PurchasePaperRow:
    """An item asked for; `amount` is quantity × cost, rounded once."""

    sku: str
    description: str
    quantity: Quantity
    cost: Price
    amount: Amount
    due: date | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class PurchaseOrder:
    """One purchase order; `buyer` is the shop, `reference` what the vendor calls it, `draft` marks one not yet sent."""

    number: str
    day: date
    currency: str
    buyer: Seller
    vendor: Party
    rows: tuple[PurchasePaperRow, ...]
    total: Amount
    due: date | None = None
    reference: str = ""
    note: str = ""
    draft: bool = False
    printed_at: datetime | None = None
    printed_by: str = ""


def check(data: PurchaseOrder) -> None:
    """Refuse an order without lines, or of which an amount or the total is not what its rows come to."""
    paper = f"Purchase order {data.number}"
    if not data.rows:
        raise Refused(f"{paper} has no lines; add at least one.")
    for row in data.rows:
        tie(paper, data.currency, cost_of(row.quantity, row.cost, data.currency), row.amount, f"{row.sku} × its cost")
    tie(paper, data.currency, sum(row.amount for row in data.rows), data.total, "its lines")


@written_by(lambda data: data.buyer.form)
def build(data: PurchaseOrder, paper: str = "a4") -> bytes:
    """The purchase order as PDF; `paper` is "a4" or "letter". Refuses one that does not add up."""
    check(data)
    foot = printed_text(data.printed_at, data.printed_by)
    sheet = PaperSheet(paper, f"Purchase order {data.number}", data.buyer.name, foot)
    masthead(sheet, data.buyer, "Purchase order", ["DRAFT"] if data.draft else [])
    sheet.y = code_at(sheet.ink, sheet.right, sheet.y - 6, data.number, 11 * MM) + 8
    here = Party(data.buyer.name, data.buyer.lines, data.buyer.phone)
    columns(sheet, (("Vendor", data.vendor), ("Deliver to", here)), _facts(data))
    if data.note:
        boxed(sheet, "Please note", data.note)
        sheet.y += 6
    _rows(sheet, data)
    _total(sheet, data)
    to_sign(sheet, ("Ordered by", "Date"))
    return sheet.pdf()


def _facts(data: PurchaseOrder) -> list[tuple[str, str]]:
    return [
        ("Order no.", data.number),
        ("Date", day_text(data.day)),
        ("Your reference", data.reference),
        ("Due", day_text(data.due)),
        ("Currency", data.currency),
    ]


def _rows(sheet: PaperSheet, data: PurchaseOrder) -> None:
    table = PaperTable(
        sheet,
        (
            TableColumn("Item"),
            TableColumn("Due", 62),
            TableColumn("Qty", 46, "right"),
            TableColumn("Unit", 32),
            TableColumn("Cost", 58, "right"),
            TableColumn("Amount", 66, "right"),
        ),
    )
    table.head()
    for row in data.rows:
        table.row(
            [
                Words(((row.description, STRONG), (row.sku, SMALL))),
                plain(day_text(row.due), SOFT_BODY),
                plain(shown_quantity(row.quantity)),
                plain(row.unit, SOFT_BODY),
                plain(shown_price(row.cost, data.currency)),
                plain(shown(row.amount, data.currency), STRONG),
            ]
        )


def _total(sheet: PaperSheet, data: PurchaseOrder) -> None:
    sheet.need(3 * TOTAL.leading)
    figure = money(data.total, data.currency)
    y = sheet.y + 8 + TOTAL.leading
    sheet.ink.text(sheet.right - TOTALS_WIDTH, y, "Total before tax", STRONG)
    sheet.ink.text(sheet.right, y, figure, largest(figure, TOTAL, 34 * MM, (TOTAL.size, 9, 7)), "right")
    sheet.y = y + 14
