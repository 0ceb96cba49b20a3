"""The boxes a shipment is to be packed in: a row each with the bars of its carton, and its layers drawn from above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from orderdesk.documents.kit.blocks import heading
from orderdesk.documents.kit.code128 import QUIET, modules
from orderdesk.documents.kit.ink import Ink
from orderdesk.documents.kit.letters import fonts
from orderdesk.documents.kit.sheet import PaperSheet
from orderdesk.documents.kit.sizes import MM
from orderdesk.documents.kit.styles import BODY, SMALL, STRONG, Style
from orderdesk.documents.kit.text import cut, wrap
from orderdesk.domain.values.sizes import Size

_TILE, _HIGH, _GAP = 40 * MM, 27 * MM, 4 * MM
_BAR, _BARS = 0.3 * MM, 7 * MM
_PLACED = 6.0
"""Points of the letters in a piece."""


@dataclass(frozen=True, slots=True)
class DrawnPiece:
    """A piece from above, in millimetres from the corner of the carton; one that begins `below` the layer is grey."""

    name: str
    x: int
    y: int
    dx: int
    dy: int
    below: bool = False


@dataclass(frozen=True, slots=True)
class PlannedBox:
    """A box as it is to be packed: "T2 · SH-1001, box 1 of 2", its carton with the code of its bars, what goes in
    ("2 × MUG, 1 × TEE"), what there is to know, and its layers from the bottom up. `inside` is that of the carton; a
    box without a carton goes by weight alone."""

    title: str
    carton: str
    code: str
    contents: str
    notes: tuple[str, ...] = ()
    inside: Size = (0, 0, 0)
    layers: tuple[tuple[DrawnPiece, ...], ...] = ()


def planned_boxes(sheet: PaperSheet, boxes: Sequence[PlannedBox]) -> None:
    """The boxes one below the other, each kept together; none where there are none."""
    if not boxes:
        return
    sheet.y += 10
    heading(sheet, "Boxes")
    for box in boxes:
        _box(sheet, box)


def _box(sheet: PaperSheet, box: PlannedBox) -> None:
    across = max(1, int((sheet.width + _GAP) // (_TILE + _GAP)))
    rows = [box.layers[at : at + across] for at in range(0, len(box.layers), across)]
    wide = (modules(box.code) + 2 * QUIET) * _BAR if box.code else 0.0
    words = [line for text in (box.contents, *box.notes) if text for line in wrap(text, BODY, sheet.width - wide - 8)]
    head = max(STRONG.leading + len(words) * BODY.leading, _BARS + 4 if box.code else 0.0) + 4
    sheet.need(head + (SMALL.leading + _HIGH + 6 if rows else 0.0))
    top = sheet.y
    title = " · ".join(filter(None, (box.title, box.carton)))
    y = sheet.ink.lines(sheet.left, top, [cut(title, STRONG, sheet.width - wide - 8)], STRONG)
    sheet.ink.lines(sheet.left, y, words, BODY)
    if box.code:
        sheet.ink.code(sheet.right - wide + QUIET * _BAR, top, box.code, _BAR, _BARS)
    sheet.y = top + head
    number = 0
    for row in rows:
        sheet.need(SMALL.leading + _HIGH + 6)
        for place, layer in enumerate(row):
            number += 1
            x = sheet.left + place * (_TILE + _GAP)
            y = sheet.ink.lines(x, sheet.y, [f"Layer {number}"], SMALL)
            _layer(sheet.ink, x, y, box.inside, layer)
        sheet.y += SMALL.leading + _HIGH + 6
    sheet.y += 6


def _layer(ink: Ink, x: float, y: float, inside: Size, layer: Sequence[DrawnPiece]) -> None:
    """A layer to scale."""
    length, width, _ = inside
    scale = min(_TILE / length, _HIGH / width)
    ink.panel(x, y, length * scale, width * scale, line=1.0)
    for each in layer:
        left, top = x + each.x * scale, y + each.y * scale
        across, down = each.dx * scale, each.dy * scale
        fill = 0.88 if each.below else 1.0
        ink.panel(left + 0.6, top + 0.6, across - 1.2, down - 1.2, fill=fill, line=0.5, grey=0.45)
        _name(ink, each.name, left, top, across, down)


def _name(ink: Ink, name: str, left: float, top: float, across: float, down: float) -> None:
    """The SKU in its piece; its end where the whole has no room, as twins differ there."""
    style = Style(STRONG.face, _PLACED, 0.1)
    while name and fonts.width(name, style.face, style.size) > across - 3:
        name = name[1:].lstrip("-./ ")
    if len(name) > 1 and down >= _PLACED + 2:
        ink.text(left + across / 2, top + down / 2 + _PLACED * 0.35, name, style, "middle")
