"""The picklist, A4 or Letter: what to fetch from where for one shipment or a wave, in the order of the walk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from orderdesk.documents.kit.blocks import band, boxed, code_at, command_bars, to_sign
from orderdesk.documents.kit.letters.fonts import BOLD, SEMIBOLD
from orderdesk.documents.kit.sheet import PaperSheet
from orderdesk.documents.kit.sizes import MM
from orderdesk.documents.kit.styles import BODY, INK, SMALL, SMALL_STRONG, SOFT_BODY, STRONG, TITLE, Style
from orderdesk.documents.kit.tables import Bars, PaperTable, Picture, TableCell, TableColumn, TickBox, Words, plain
from orderdesk.documents.kit.wording import printed_text, weekday_text
from orderdesk.documents.parts.boxes import PlannedBox, planned_boxes
from orderdesk.documents.parts.rows import written_by
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import Quantity, shown_quantity, shown_units
from orderdesk.domain.values.texts import count_word
from orderdesk.domain.values.weights import shown_weight, weight_unit
from orderdesk.domain.values.written.local import BRITISH, LocalForm

_BIN = Style(BOLD, 13, INK)
_PRODUCT = Style(SEMIBOLD, 10, INK)
_APART = Style(BOLD, 10, 0.0)
_QUANTITY = Style(BOLD, 18, 0.0)
_TICK, _SHORT = TickBox(), TickBox(side=7 * MM)
_TOTES = Style(BOLD, 10, 0.0)

_figure = lru_cache(maxsize=1024)(shown_quantity)
"""A quantity as words: the same few come on most rows of a list."""


@dataclass(frozen=True, slots=True)
class Tote:
    """One shipment of the list and the letters of the tote it goes into; a single shipment may have none. `code` is
    what a reader reads off its row."""

    letters: str
    shipment: str
    order: str
    customer: str = ""
    service: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Pick:
    """A stop of the walk: how much of which item from which bin.

    `totes` says how much of it goes where: (("T1", 3_000), ("T2", 2_000)); each is printed with its order.
    `balance_after` is what the bin then holds.
    `code` is what the scanner reads, the SKU when empty. `marks` are words such as fragile, hazard, 18+;
    `apart` is what tells the item apart from one that is easily taken for it: "blue, not red".
    """

    bin: str
    sku: str
    description: str
    quantity: Quantity
    balance_after: Quantity | None = None
    totes: tuple[tuple[str, Quantity], ...] = ()
    unit: str = ""
    lot: str = ""
    code: str = ""
    marks: tuple[str, ...] = ()
    picture: bytes | None = None
    apart: str = ""


@dataclass(frozen=True, slots=True)
class Instruction:
    """What the packer must know; `tote` names the shipment it is for in a wave."""

    text: str
    tote: str = ""


@dataclass(frozen=True, slots=True)
class Picklist:
    """One picklist or wave; rows stand in the order of the walk. `weight` is in grams, 0 when not known. `commands` are
    those of the packing station, (words, code) each; `boxes` what each shipment is to be packed in."""

    number: str
    rows: tuple[Pick, ...]
    totes: tuple[Tote, ...]
    ship_by: date | None = None
    cutoff: str = ""
    carrier: str = ""
    instructions: tuple[Instruction, ...] = ()
    weight: int = 0
    copy: int = 1
    shop: str = ""
    printed_at: datetime | None = None
    printed_by: str = ""
    commands: tuple[tuple[str, str], ...] = ()
    boxes: tuple[PlannedBox, ...] = ()
    form: LocalForm = BRITISH


def check(data: Picklist) -> None:
    """Refuse a list whose totes do not take up what is picked, or that names a tote it does not have."""
    known = {tote.letters for tote in data.totes}
    for number, row in enumerate(data.rows, start=1):
        if row.totes and sum(part for _, part in row.totes) != row.quantity:
            raise Refused(
                f"Picklist {data.number} does not add up: the totes of {row.sku} are not its quantity.", line=number
            )
        if unknown := next((letters for letters, _ in row.totes if letters not in known), ""):
            raise Refused(f"Picklist {data.number} has no tote {unknown}.", line=number)


@written_by(lambda data: data.form)
def build(data: Picklist, paper: str = "a4") -> bytes:
    """The picklist as PDF; `paper` is "a4" or "letter"."""
    check(data)
    copy = f" · COPY {data.copy}" if data.copy > 1 else ""
    foot = printed_text(data.printed_at, data.printed_by) + copy
    sheet = PaperSheet(paper, f"{_title(data)} {data.number}{copy}", data.shop, foot)
    _head(sheet, data)
    band(sheet, _facts(data))
    if _is_wave(data):
        _totes(sheet, data)
    for each in data.instructions:
        boxed(sheet, f"Instructions{f' for {each.tote}' if each.tote else ''}", each.text)
    sheet.y += 4
    _rows(sheet, data)
    _totals(sheet, data)
    planned_boxes(sheet, data.boxes)
    command_bars(sheet, data.commands)
    to_sign(sheet, ("Picked by", "Checked by", "Box", f"Weight, {weight_unit()}"))
    return sheet.pdf()


def _is_wave(data: Picklist) -> bool:
    return len(data.totes) > 1


def _title(data: Picklist) -> str:
    return "Wave picklist" if _is_wave(data) else "Picklist"


def _head(sheet: PaperSheet, data: Picklist) -> None:
    top = sheet.y
    y = sheet.ink.lines(sheet.left, top, [_title(data)], TITLE)
    below = [
        data.number,
        *([f"{tote.order} · {tote.shipment}" for tote in data.totes[:1]] if not _is_wave(data) else []),
    ]
    y = sheet.ink.lines(sheet.left, y, [" · ".join(part for part in (*below, data.shop) if part)], BODY)
    if data.copy > 1:
        mark = f"COPY {data.copy}"
        wide = sheet.ink.text(sheet.left + 6, y + 14, mark, SMALL_STRONG)
        sheet.ink.panel(sheet.left, y + 4, wide + 12, 14, radius=2, line=0.8)
        y += 20
    sheet.y = max(y, code_at(sheet.ink, sheet.right, top, data.number, 12 * MM)) + 10


def _facts(data: Picklist) -> list[tuple[str, str]]:
    first = data.totes[0] if data.totes else Tote("", "", "")
    customer = f"{len(data.totes)} shipments" if _is_wave(data) else first.customer
    services = dict.fromkeys(tote.service for tote in data.totes if tote.service)
    return [
        ("Ship by", weekday_text(data.ship_by)),
        ("Cutoff", data.cutoff),
        ("Method", " · ".join(part for part in (data.carrier, ", ".join(services)) if part)),
        ("Shipments" if _is_wave(data) else "Customer", customer),
        ("Lines / units", f"{len(data.rows)} / {_units(data)}"),
    ]


def _totes(sheet: PaperSheet, data: Picklist) -> None:
    scanned = any(tote.code for tote in data.totes)
    table = PaperTable(
        sheet,
        (
            TableColumn("Tote", 34),
            TableColumn("Shipment", 66 if scanned else 80),
            TableColumn("Order", 66 if scanned else 80),
            TableColumn("Customer"),
            TableColumn("Service", 90),
            *([TableColumn("Scan", 132, "right")] if scanned else []),
        ),
        padding=5 if scanned else 2.5,
    )
    table.head()
    for tote in data.totes:
        cells = (
            plain(tote.letters, _TOTES),
            plain(tote.shipment),
            plain(tote.order),
            plain(tote.customer),
            plain(tote.service, SOFT_BODY),
            *([Bars(tote.code, height=6 * MM) if tote.code else None] if scanned else []),
        )
        table.row(cells)
    sheet.y += 10


def _rows(sheet: PaperSheet, data: Picklist) -> None:
    pictured = any(row.picture for row in data.rows)
    table = PaperTable(sheet, _columns(pictured), middle=True)
    table.head()
    scan = table.places[-1][1]
    orders = {tote.letters: tote.order for tote in data.totes}
    for row in data.rows:
        bars = Bars(row.code or row.sku)
        beside = bars.fits(scan)
        table.row(_cells(row, orders, pictured, bars if beside else None), under=None if beside else bars)


def _columns(pictured: bool) -> list[TableColumn]:
    return [
        TableColumn("", 6 * MM + 1),
        TableColumn("Bin", 62),
        *([TableColumn("", 30)] if pictured else []),
        TableColumn("SKU and product"),
        TableColumn("Qty", 46, "right"),
        TableColumn("Left", 32, "right"),
        TableColumn("Short", 34),
        TableColumn("Scan", 116, "right"),
    ]


def _cells(row: Pick, orders: dict[str, str], pictured: bool, bars: Bars | None) -> list[TableCell | None]:
    below = " · ".join(part for part in (row.sku, f"Lot {row.lot}" if row.lot else "") if part)
    totes = " · ".join(f"{letters}:{_figure(part)} {orders[letters]}" for letters, part in row.totes)
    left = "" if row.balance_after is None else _figure(row.balance_after)
    return [
        _TICK,
        plain(row.bin, _BIN),
        *([Picture(row.picture) if row.picture else None] if pictured else []),
        Words(((row.description, _PRODUCT), (row.apart, _APART), (below, BODY), (totes, _TOTES)), row.marks),
        Words(((_figure(row.quantity), _QUANTITY), (row.unit, SMALL))),
        plain(left, SOFT_BODY),
        _SHORT,
        bars,
    ]


def _units(data: Picklist) -> str:
    return shown_quantity(sum(row.quantity for row in data.rows))


def _totals(sheet: PaperSheet, data: Picklist) -> None:
    lines = len(data.rows)
    parts = [count_word(lines, "line"), shown_units(sum(row.quantity for row in data.rows))]
    parts += [shown_weight(data.weight)] if data.weight else []
    sheet.need(60)
    sheet.y = sheet.ink.lines(sheet.left, sheet.y + 8, [f"Total  {' · '.join(parts)}"], STRONG)
