"""The packing slip, A4 or Letter: what is in this box, what went before, and what is still to come and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from orderdesk.documents.kit.blocks import boxed, code_at, command_bars, to_sign
from orderdesk.documents.kit.letters.fonts import BOLD
from orderdesk.documents.kit.sheet import PaperSheet
from orderdesk.documents.kit.styles import BODY, SMALL, SMALL_STRONG, STRONG, Style
from orderdesk.documents.kit.tables import PaperTable, TableColumn, Words, plain
from orderdesk.documents.kit.text import wrap
from orderdesk.documents.kit.wording import day_text, printed_text
from orderdesk.documents.parts.letterhead import columns, masthead
from orderdesk.documents.parts.rows import Party, Seller, written_by
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Price, shown_price
from orderdesk.domain.values.quantity import Quantity, shown_quantity
from orderdesk.domain.values.weights import shown_weight

_HERE = Style(BOLD, 11, 0.0)
_QR = 66.0


@dataclass(frozen=True, slots=True)
class SlipLine:
    """A line of the order: ordered (less cancelled) = in this box + in other boxes + shipped before + still to come.

    `due` is when the rest is promised. `price` prints only on a slip that shows prices. `apart` is what tells the item
    apart from one that is easily taken for it.
    """

    sku: str
    description: str
    ordered: Quantity
    in_box: Quantity
    shipped_before: Quantity = 0
    to_come: Quantity = 0
    other_boxes: Quantity = 0
    due: date | None = None
    unit: str = ""
    price: Price | None = None
    apart: str = ""


@dataclass(frozen=True, slots=True)
class PackingSlip:
    """The slip of one box, `box` of all ("2 of 3"), which makes the slip void that it `replaces`; `weight` in grams, 0
    when not known. Prices stay off it unless `show_prices`: it may be a gift. `return_url` is what the return code
    opens (or the number of a return), `tracking_url` the tracking page. `commands` are those of the packing station,
    (words, code) each."""

    seller: Seller
    order_number: str
    shipment_number: str
    ship_to: Party
    lines: tuple[SlipLine, ...]
    order_date: date | None = None
    ship_date: date | None = None
    service: str = ""
    customer_reference: str = ""
    box: str = "1 of 1"
    replaces: str = ""
    weight: int = 0
    tracking: str = ""
    gift_message: str = ""
    note: str = ""
    return_instructions: str = ""
    return_url: str = ""
    tracking_url: str = ""
    packed_by: str = ""
    show_prices: bool = False
    currency: str = ""
    printed_at: datetime | None = None
    printed_by: str = ""
    commands: tuple[tuple[str, str], ...] = ()


def check(data: PackingSlip) -> None:
    """Refuse a slip whose quantities do not tie."""
    for number, line in enumerate(data.lines, start=1):
        parts = line.in_box + line.other_boxes + line.shipped_before + line.to_come
        if parts != line.ordered:
            raise Refused(
                f"The packing slip of {data.shipment_number} does not add up: {line.sku} has "
                f"{shown_quantity(parts)} of {shown_quantity(line.ordered)} ordered.",
                line=number,
            )


@written_by(lambda data: data.seller.form)
def build(data: PackingSlip, paper: str = "a4") -> bytes:
    """The packing slip as PDF; `paper` is "a4" or "letter". Refuses one whose quantities do not tie."""
    check(data)
    title = f"Packing slip {data.order_number}"
    sheet = PaperSheet(paper, title, data.seller.name, printed_text(data.printed_at, data.printed_by))
    masthead(sheet, data.seller, "Packing slip", [f"Box {data.box}"])
    columns(sheet, (("Ship to", data.ship_to), ("Return to", _return_address(data.seller))), _facts(data))
    sheet.y = code_at(sheet.ink, sheet.right, sheet.y - 6, data.order_number, 26) + 8
    if data.gift_message:
        boxed(sheet, "A message for you", data.gift_message)
    _table(sheet, data)
    if data.note:
        sheet.y += 10
        sheet.paragraph(data.note, BODY)
    _codes(sheet, data)
    command_bars(sheet, data.commands)
    to_sign(sheet, (f"Packed by {data.packed_by}".strip(), "Checked by"))
    return sheet.pdf()


def _return_address(seller: Seller) -> Party:
    return Party(seller.name, seller.return_lines or seller.lines)


def _facts(data: PackingSlip) -> list[tuple[str, str]]:
    return [
        ("Order", data.order_number),
        ("Ordered", day_text(data.order_date)),
        ("Your ref.", data.customer_reference),
        ("Shipment", data.shipment_number),
        ("In place of", data.replaces),
        ("Shipped", day_text(data.ship_date)),
        ("Method", data.service),
        ("Tracking no.", data.tracking),
        ("Weight", shown_weight(data.weight) if data.weight else ""),
    ]


def _table(sheet: PaperSheet, data: PackingSlip) -> None:
    spread = any(line.other_boxes for line in data.lines)
    table = PaperTable(sheet, _columns(spread, data.show_prices))
    table.head()
    for line in data.lines:
        rest = shown_quantity(line.to_come) if line.to_come else "–"
        due = day_text(line.due) if line.to_come else ""
        price = shown_price(line.price, data.currency) if line.price is not None else ""
        table.row([
            Words(((line.description, STRONG), (line.apart, SMALL_STRONG), (line.sku, SMALL))),
            *([plain(price)] if data.show_prices else []),
            plain(_count(line.ordered, line.unit)),
            plain(_count(line.in_box, ""), _HERE),
            *([plain(_count(line.other_boxes, ""))] if spread else []),
            plain(_count(line.shipped_before, "")),
            Words(((rest, BODY), (due, SMALL))),
        ])  # fmt: skip


def _count(quantity: Quantity, unit: str) -> str:
    number = shown_quantity(quantity) if quantity else "–"
    return f"{number} {unit}" if quantity and unit and unit != "each" else number


def _columns(spread: bool, prices: bool) -> list[TableColumn]:
    return [
        TableColumn("Item"),
        *([TableColumn("Unit price", 52, "right")] if prices else []),
        TableColumn("Ordered", 50, "right"),
        TableColumn("In this box", 56, "right"),
        *([TableColumn("Other boxes", 50, "right")] if spread else []),
        TableColumn("Shipped before", 52, "right"),
        TableColumn("Still to come", 66, "right"),
    ]


def _codes(sheet: PaperSheet, data: PackingSlip) -> None:
    """How to send something back, and where to follow the parcel, each with its code."""
    contact = " · ".join(part for part in (data.seller.phone, data.seller.email) if part)
    back = data.return_instructions or f"Ask us for a return number before you send anything back: {contact}".rstrip(
        ": "
    )
    blocks = [("Sending something back", back, data.return_url)]
    if data.tracking_url:
        blocks.append(("Follow your parcel", "Scan the code to see where it is.", data.tracking_url))
    room = sheet.width / len(blocks)
    words = [wrap(text, SMALL, room - (_QR + 16 if code else 12)) for _, text, code in blocks]
    height = max(_QR, STRONG.leading + max(map(len, words)) * SMALL.leading) + 18
    sheet.need(height)
    for place, ((heading, _, code), lines) in enumerate(zip(blocks, words, strict=True)):
        x, y = sheet.left + place * room, sheet.y + 14
        if code:
            sheet.ink.square_code(x - 6, y, code, _QR)
            x += _QR + 2
        sheet.ink.lines(x, sheet.ink.lines(x, y + 6, [heading], STRONG) + 1, lines, SMALL)
    sheet.y += height
