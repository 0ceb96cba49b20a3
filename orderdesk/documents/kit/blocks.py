"""Blocks that papers share: the grey band of facts, a boxed text, lines to sign on, a bar code with its text."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from orderdesk.documents.kit import code128
from orderdesk.documents.kit.ink import Ink
from orderdesk.documents.kit.sheet import PaperSheet
from orderdesk.documents.kit.sizes import MM
from orderdesk.documents.kit.styles import BODY, HEADING, SMALL, STRONG, TOTAL
from orderdesk.documents.kit.text import cut, largest, wrap

Row = tuple[str, str, bool]
"""Label, figure, and whether it is a sum with a line above it."""

_INSET = 10.0
_BAR, _BARS = 0.3 * MM, 7.5 * MM
_ROW = 14.5
_TILE = TOTAL.at(16)


def band(sheet: PaperSheet, facts: Sequence[tuple[str, str]]) -> None:
    """Label and value side by side on grey; empty ones are left out."""
    given = [(label, value) for label, value in facts if value]
    if not given:
        return
    room = (sheet.width - 2 * _INSET) / len(given)
    values = [wrap(value, STRONG, room - 8) for _, value in given]
    height = 2 * 8 + SMALL.leading + 1 + max(map(len, values)) * STRONG.leading
    sheet.need(height)
    sheet.ink.panel(sheet.left, sheet.y, sheet.width, height, radius=5, fill=0.93)
    for place, ((label, _), lines) in enumerate(zip(given, values, strict=True)):
        x = sheet.left + _INSET + place * room
        y = sheet.ink.lines(x, sheet.y + 8, [label], SMALL) + 1
        sheet.ink.lines(x, y, lines, STRONG)
    sheet.y += height + 10


def boxed(sheet: PaperSheet, heading: str, text: str) -> None:
    """A text that must not be overlooked, in a heavy frame; over a page long it goes on in another frame."""
    lines = wrap(text, BODY, sheet.width - 2 * _INSET)
    while lines:
        left = int((sheet.bottom - sheet.y - 2 * 8 - STRONG.leading) / BODY.leading)
        if left < min(3, len(lines)):
            sheet.turn()
            continue
        _frame(sheet, heading, lines[:left])
        lines = lines[left:]
        heading = f"{heading} (continued)" if lines and "(continued)" not in heading else heading


def _frame(sheet: PaperSheet, heading: str, lines: Sequence[str]) -> None:
    height = 2 * 8 + STRONG.leading + len(lines) * BODY.leading
    sheet.ink.panel(sheet.left + 0.7, sheet.y, sheet.width - 1.4, height, radius=4, line=1.3)
    y = sheet.ink.lines(sheet.left + _INSET, sheet.y + 8, [heading], STRONG)
    sheet.ink.lines(sheet.left + _INSET, y, list(lines), BODY)
    sheet.y += height + 10


def to_sign(sheet: PaperSheet, labels: Sequence[str]) -> None:
    """Lines to write on, kept together at the end of what they close."""
    room = sheet.width / len(labels)
    sheet.need(36)
    y = sheet.y + 26
    for place, label in enumerate(labels):
        x = sheet.left + place * room
        wide = sheet.ink.text(x, y, label, SMALL)
        gap = 12 if place < len(labels) - 1 else 0
        sheet.ink.rule(x + wide + 5, y + 1, room - wide - 5 - gap, 0.6)
    sheet.y = y + 10


def code_at(ink: Ink, right: float, y: float, text: str, height: float, room: float = 80 * MM) -> float:
    """A Code 128 that ends at `right` with its text below; the text alone when it cannot be scanned in `room`.

    Returns the y below it.
    """
    scannable = bool(text) and text.isascii() and text.isprintable()
    module = code128.module_for(text, room, 0.36 * MM) if scannable else None
    if module:
        wide = ink.code(right - module * code128.modules(text), y, text, module, height)
        ink.text(right - wide / 2, y + height + SMALL.leading, text, SMALL, "middle")
        return y + height + SMALL.leading + 4
    ink.text(right, y + STRONG.ascent, text, STRONG, "right")
    return y + STRONG.leading


def command_bars(sheet: PaperSheet, commands: Sequence[tuple[str, str]]) -> None:
    """Bars of (words, code) side by side, as many in a row as can be scanned, kept together."""
    if not commands:
        return
    wide = (max(code128.modules(code) for _, code in commands) + 2 * code128.QUIET) * _BAR
    count = min(len(commands), max(1, int(sheet.width / wide)))
    rows = [commands[at : at + count] for at in range(0, len(commands), count)]
    high = _BARS + SMALL.leading + 8
    sheet.need(high * len(rows) + 6)
    for row in rows:
        for place, (words, code) in enumerate(row):
            x = sheet.left + place * (sheet.width / count)
            sheet.ink.code(x, sheet.y + 4, code, _BAR, _BARS)
            sheet.ink.text(x, sheet.y + 4 + _BARS + SMALL.leading, words, SMALL)
        sheet.y += high
    sheet.y += 6


def tiles(sheet: PaperSheet, figures: Sequence[tuple[str, str, str]]) -> None:
    """The figures of a day at a glance: label, value, and a word below."""
    gap = 8.0
    wide = (sheet.width - gap * (len(figures) - 1)) / len(figures)
    height = 52.0
    sheet.need(height)
    for place, (label, value, below) in enumerate(figures):
        x = sheet.left + place * (wide + gap)
        sheet.ink.panel(x, sheet.y, wide, height, radius=5, fill=0.95)
        sheet.ink.text(x + 9, sheet.y + 15, label, SMALL)
        style = largest(value, _TILE, wide - 18, (16, 14, 12, 10, 8))
        sheet.ink.text(x + 9, sheet.y + 34, value, style)
        sheet.ink.text(x + 9, sheet.y + 45, cut(below, SMALL, wide - 18), SMALL)
    sheet.y += height + 12


def heading(sheet: PaperSheet, text: str, needed: float = 60) -> None:
    """The title of a part of the page, never alone at its foot."""
    sheet.need(needed)
    sheet.y = sheet.ink.lines(sheet.left, sheet.y, [text], HEADING) + 4


def side_by_side(sheet: PaperSheet, parts: Sequence[tuple[str, Sequence[Row]]]) -> None:
    """Lists of labelled figures in columns of equal width, each under its title, kept together."""
    gap = 22.0
    wide = (sheet.width - gap * (len(parts) - 1)) / len(parts)
    height = HEADING.leading + 8 + max(len(rows) for _, rows in parts) * _ROW
    sheet.need(height)
    for place, (title, rows) in enumerate(parts):
        x = sheet.left + place * (wide + gap)
        y = sheet.ink.lines(x, sheet.y, [title], HEADING) + 3
        sheet.ink.rule(x, y, wide, 0.9)
        for row in rows:
            y = _figure(sheet.ink, x, y, wide, row)
    sheet.y += height + 8


def _figure(ink: Ink, x: float, y: float, wide: float, row: Row) -> float:
    label, value, strong = row
    style = STRONG if strong else BODY
    if strong:
        ink.rule(x, y + 0.5, wide, 0.5, 0.5)
    taken = ink.text(x + wide, y + _ROW - 4, value, style, "right")
    ink.text(x, y + _ROW - 4, cut(label, style, wide - taken - 6), style)
    return y + _ROW


def logo(ink: Ink, x: float, y: float, picture: bytes, room: tuple[float, float], *, middle: bool = False) -> float:
    """A picture as large as fits into `room`, width and height, with its left edge (or its middle) at `x`; returns its
    height."""
    from reportlab.lib.utils import ImageReader

    image = ImageReader(BytesIO(picture))
    across, down = image.getSize()
    scale: float = min(room[0] / across, room[1] / down)
    wide, high = float(across) * scale, float(down) * scale
    ink.picture(x - wide / 2 if middle else x, y, image, wide, high)
    return high
