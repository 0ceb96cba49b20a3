"""The shipping label, exactly 4 × 6 inches: pure black, the postcode largest, nothing cut, a code that scans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from orderdesk.documents.kit import code128
from orderdesk.documents.kit.ink import Ink
from orderdesk.documents.kit.letters.fonts import BOLD, REGULAR, SEMIBOLD
from orderdesk.documents.kit.press import pressed
from orderdesk.documents.kit.sizes import LABEL, MM
from orderdesk.documents.kit.styles import Style
from orderdesk.documents.kit.text import largest, wrap
from orderdesk.documents.kit.wording import day_text
from orderdesk.documents.parts.rows import Party, written_by
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Amount, money
from orderdesk.domain.values.weights import shown_weight
from orderdesk.domain.values.written.local import BRITISH, LocalForm

MOST_REFERENCES = 3
LONGEST_REFERENCE = 26
_WISHED = 0.375 * MM
"""Three dots of a 203 dpi printer: every bar is as wide as it should be."""
_BARS, _TALL_BARS = 54.0, 70.0
"""Height of the bars: three quarters of an inch at least, more where the address leaves room."""
_NUMBER = Style(BOLD, 10)
_TIGHT = 1.18
"""Leading of the address, which must be read from afar rather than line by line."""
_LEFT, _RIGHT = LABEL.side, LABEL.width - LABEL.side
_WIDTH = LABEL.inner
_TINY = Style(BOLD, 6.5)
_SMALL = Style(REGULAR, 8)
_SMALL_BOLD = Style(BOLD, 8)
_FACT = Style(BOLD, 11)
# Sizes of name, address lines and postcode, from what a driver likes best down to the smallest still legible.
_STEPS = (
    (17, 14, 22),
    (16, 13, 21),
    (15, 12, 20),
    (14, 11, 18),
    (12, 10.5, 16),
    (11, 10, 14),
    (10, 9.5, 12),
    (9, 9, 11),
)


@dataclass(frozen=True, slots=True)
class LabelPaper:
    """The label of one box. The line of `ship_to.lines` that has the `postcode` in it is written largest; where none
    has, the postcode stands below them. `country` is named last, where the parcel goes abroad.

    `box` tells which of the boxes it is on ("2 of 3"). `cod` is what the driver collects, in minor units of `currency`;
    None when nothing is. `weight` in grams. `copy` 1 is the first print.
    """

    sender: Party
    ship_to: Party
    postcode: str
    service: str
    tracking_number: str
    order_number: str
    country: str = ""
    ship_date: date | None = None
    weight: int = 0
    box: str = "1 of 1"
    routing_code: str = ""
    references: tuple[str, ...] = ()
    instruction: str = ""
    cod: Amount | None = None
    currency: str = ""
    voided: bool = False
    copy: int = 1
    form: LocalForm = BRITISH


def check(data: LabelPaper) -> None:
    """Refuse a voided label, one that names no receiver or number, or more than fits its fields."""
    if data.voided:
        raise Refused(
            f"The label {data.tracking_number} is void; note a new tracking number, or pack it anew, to print another."
        )
    if not data.ship_to.name or not (data.ship_to.lines or data.postcode):
        raise Refused("A label needs a name and an address.", field="ship_to")
    if len(data.references) > MOST_REFERENCES or any(len(each) > LONGEST_REFERENCE for each in data.references):
        raise Refused(f"A label takes {MOST_REFERENCES} references of {LONGEST_REFERENCE} letters.", field="references")
    if data.cod is not None and data.cod <= 0:
        raise Refused("The amount to collect must be above zero.", field="cod")


@written_by(lambda data: data.form)
def build(data: LabelPaper, paper: str = "4x6") -> bytes:
    """The label as PDF of 288 × 432 points. Refuses what would not be read: an address, letter or code that cannot be
    printed whole."""
    if paper != "4x6":
        raise Refused(f"A label prints on 4x6, not on {paper}.", field="paper")
    check(data)
    ink = Ink(LABEL, exact=True)
    y = _sender(ink, data)
    roomy = LABEL.height - LABEL.bottom - _foot_height(data) - (_TALL_BARS - _BARS)
    fits = y + 10 + _tall(_address(data, *_STEPS[0])) <= roomy
    foot = roomy if fits else roomy + _TALL_BARS - _BARS
    _receiver(ink, data, y, foot)
    y = _rule(ink, foot)
    if data.instruction:
        y = _rule(ink, ink.lines(_LEFT, y, _instruction(data), _SMALL_BOLD) + 3)
    y = _facts(ink, data, y)
    if data.cod is not None:
        y = _collect(ink, data, y)
    _tracking(ink, data, y)
    return pressed([ink], f"Label {data.tracking_number}", data.sender.name)


def _rule(ink: Ink, y: float) -> float:
    ink.rule(_LEFT, y, _WIDTH, 1.0, 0.0)
    return y + 5


def _sender(ink: Ink, data: LabelPaper) -> float:
    """Who sends it and where it goes back to; the service in white on black beside it."""
    banner = _banner(ink, data)
    room = _WIDTH - banner - 8
    y = ink.lines(_LEFT, LABEL.top, ["FROM"], _TINY) + 1
    lines = (data.sender.name, *data.sender.lines, data.sender.phone)
    y = ink.lines(_LEFT, y, [part for line in lines for part in wrap(line, _SMALL, room)], _SMALL)
    return _rule(ink, max(y + 2, LABEL.top + 38))


def _banner(ink: Ink, data: LabelPaper) -> float:
    wide = 96.0
    style = largest(data.service.upper(), Style(BOLD, 15, 1.0), wide - 10, (15, 13, 11, 9, 8))
    lines = wrap(data.service.upper(), style, wide - 10)[:3]
    routing = Style(BOLD, 9, 1.0)
    routes = wrap(data.routing_code, routing, wide - 10)
    height = max(32.0, 8 + len(lines) * style.leading + len(routes) * routing.leading)
    ink.panel(_RIGHT - wide, LABEL.top, wide, height, radius=3, fill=0.0)
    used = len(lines) * style.leading + len(routes) * routing.leading
    y = ink.lines(_RIGHT - wide / 2, LABEL.top + (height - used) / 2, lines, style, "middle")
    ink.lines(_RIGHT - wide / 2, y, routes, routing, "middle")
    return wide


def _receiver(ink: Ink, data: LabelPaper, y: float, foot: float) -> None:
    """Name and address at the largest step that leaves the rest its room; below the last step it is refused."""
    y = ink.lines(_LEFT, y, ["DELIVER TO"], _TINY) + 2
    for name, line, postcode in _STEPS:
        rows = _address(data, name, line, postcode)
        if y + _tall(rows) <= foot:
            break
    else:
        raise Refused("The address is too long for a 4 × 6 label: shorten it.", field="ship_to")
    for words, style in rows:
        ink.text(_LEFT, y + style.ascent, words, style)
        y += _TIGHT * style.size


def _address(data: LabelPaper, name: float, line: float, postcode: float) -> list[tuple[str, Style]]:
    phone = f"Tel. {data.ship_to.phone}" if data.ship_to.phone else ""
    lines = data.ship_to.lines
    town = next((each for each in reversed(lines) if data.postcode and data.postcode in each), "")
    address = [(each, _largest(each, postcode) if each == town else Style(SEMIBOLD, line)) for each in lines]
    names = [(data.ship_to.name, Style(BOLD, name)), (data.ship_to.beside, Style(SEMIBOLD, line))]
    parts = chain(
        [*address, *names] if data.ship_to.name_last else [*names, *address],
        [("" if town else data.postcode, _largest(data.postcode, postcode))],
        [
            ((data.country or data.ship_to.country).upper(), Style(BOLD, line)),
            (phone, Style(REGULAR, max(9.0, line - 3))),
        ],
    )
    return [(row, style) for words, style in parts for row in wrap(words, style, _WIDTH)]


def _tall(rows: list[tuple[str, Style]]) -> float:
    return sum(_TIGHT * style.size for _, style in rows) + 3


def _largest(text: str, size: float) -> Style:
    """The line with the postcode: on one line where it can be, and never smaller than the name."""
    return largest(text, Style(BOLD, size), _WIDTH, (size, size * 0.9, size * 0.8))


def _instruction(data: LabelPaper) -> list[str]:
    return wrap(data.instruction, _SMALL_BOLD, _WIDTH)


def _foot_height(data: LabelPaper) -> float:
    """What the blocks below the address take."""
    instruction = len(_instruction(data)) * _SMALL_BOLD.leading + 8 if data.instruction else 0
    collect = 31 if data.cod is not None else 0
    return 5 + instruction + _facts_height(data) + collect + 8 + _BARS + _NUMBER.leading


def _facts_height(data: LabelPaper) -> float:
    return 62 + len(_references(data)) * _SMALL.leading + 7


def _references(data: LabelPaper) -> list[str]:
    together = wrap("  ·  ".join(data.references), _SMALL, _WIDTH)
    return together if len(together) == 1 else list(data.references)


def _facts(ink: Ink, data: LabelPaper, y: float) -> float:
    ink.square_code(_LEFT - 4, y - 2, data.order_number, 66)
    facts = list(_pairs(data))
    for place, (label, value) in enumerate(facts):
        right = place % 2 == 1
        x = _RIGHT if right else _LEFT + 76
        align = "right" if right else "left"
        top = y + 2 + place // 2 * 29
        ink.text(x, top + _TINY.ascent, label, Style(REGULAR, 7), align)
        ink.text(x, top + 20, value, largest(value, _FACT, 104 if not right else 74, (13, 12, 11, 9, 8)), align)
    y += 62
    y = ink.lines(_LEFT, y, _references(data), _SMALL) + 2
    return _rule(ink, y)


def _pairs(data: LabelPaper) -> Iterator[tuple[str, str]]:
    yield "Order", data.order_number
    yield "Ship date", day_text(data.ship_date) or "–"
    copy = f", copy {data.copy}" if data.copy > 1 else ""
    yield "Box", f"{data.box}{copy}"
    yield "Weight", shown_weight(data.weight) if data.weight else "–"


def _collect(ink: Ink, data: LabelPaper, y: float) -> float:
    """Cash on delivery: what the driver must ask for."""
    ink.panel(_LEFT + 0.75, y, _WIDTH - 1.5, 27, radius=2, line=1.5)
    ink.panel(_LEFT, y, 52, 27, fill=0.0)
    ink.text(_LEFT + 26, y + 18.5, "COD", Style(BOLD, 14, 1.0), "middle")
    amount = money(data.cod or 0, data.currency)
    ink.text(_LEFT + 60, y + 17.5, "Collect on delivery", _SMALL_BOLD)
    ink.text(_RIGHT - 7, y + 19, amount, largest(amount, Style(BOLD, 16), 116, (16, 14, 12, 10)), "right")
    return y + 31


def _tracking(ink: Ink, data: LabelPaper, y: float) -> None:
    """The bars reach into the side margins where they must, but always keep their quiet zones on the label."""
    text = data.tracking_number
    module = code128.module_for(text, LABEL.width - 8, _WISHED)
    if module is None:
        raise Refused(f"The tracking number {text[:40]} is too long for a label's bar code.", field="tracking_number")
    wide = module * code128.modules(text)
    bottom = LABEL.height - LABEL.bottom - _NUMBER.leading
    ink.code((LABEL.width - wide) / 2, y + 2, text, module, max(_BARS, bottom - y - 4))
    style = largest(text, _NUMBER, _WIDTH, (10, 9, 8, 7))
    ink.text(LABEL.width / 2, LABEL.height - LABEL.bottom, text, style, "middle")
