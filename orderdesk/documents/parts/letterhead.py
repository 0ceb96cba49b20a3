"""The top of a business paper: who sells, what paper this is, for whom, and the facts in a column."""

from __future__ import annotations

from collections.abc import Sequence

from orderdesk.documents.kit.blocks import logo
from orderdesk.documents.kit.sheet import PaperSheet
from orderdesk.documents.kit.sizes import MM
from orderdesk.documents.kit.styles import BODY, LABEL, SHOP, SMALL, SMALL_STRONG, STRONG, TITLE
from orderdesk.documents.kit.text import largest, wrap
from orderdesk.documents.parts.rows import Party, Seller

Facts = Sequence[tuple[str, str]]
Blocks = Sequence[tuple[str, Party | None]]

_FACTS_WIDTH = 58 * MM
_TITLE_WIDTH = 62 * MM
_LOGO = (62 * MM, 20 * MM)
"""The most room that a logo takes, width and height."""


def masthead(sheet: PaperSheet, seller: Seller, title: str, marks: Sequence[str] = ()) -> None:
    """Seller on the left, the kind of paper on the right with its marks (a copy, a simplified form) below."""
    room = sheet.width - _TITLE_WIDTH - 12
    top = sheet.y + (logo(sheet.ink, sheet.left, sheet.y, seller.logo, _LOGO) + 8 if seller.logo else 0)
    y = sheet.ink.lines(sheet.left, top, wrap(seller.name, SHOP, room), SHOP) + 1
    for line in _seller_lines(seller):
        y = sheet.ink.lines(sheet.left, y, wrap(line, SMALL, room), SMALL)
    style = largest(title, TITLE, _TITLE_WIDTH, (20, 18, 16, 14, 12))
    sheet.ink.text(sheet.right, sheet.y + TITLE.ascent, title, style, "right")
    below = sheet.y + TITLE.leading + 2
    for mark in marks:
        wide = sheet.ink.text(sheet.right - 6, below + 10, mark, SMALL_STRONG, "right")
        sheet.ink.panel(sheet.right - wide - 12, below, wide + 12, 14, radius=2, line=0.8)
        below += 18
    sheet.y = max(y, below) + 20


def columns(sheet: PaperSheet, blocks: Blocks, facts: Facts) -> None:
    """Parties side by side on the left, facts as label and value on the right."""
    given = [(heading, party) for heading, party in blocks if party is not None]
    room = (sheet.width - _FACTS_WIDTH) / max(1, len(given)) - 14
    lowest = sheet.y
    for place, (heading, party) in enumerate(given):
        lowest = max(lowest, _party(sheet, sheet.left + place * (room + 14), room, heading, party))
    sheet.y = max(lowest, _facts(sheet, facts)) + 18


def _seller_lines(seller: Seller) -> list[str]:
    contact = [each for each in (seller.phone, seller.email, seller.website) if each]
    tax = f"{seller.tax_number} {seller.tax_id}" if seller.tax_id else ""
    lines = [", ".join(line for line in seller.lines if line), " · ".join(contact), tax]
    return [line for line in lines if line]


def _party(sheet: PaperSheet, x: float, room: float, heading: str, party: Party) -> float:
    y = sheet.ink.lines(x, sheet.y, [heading], LABEL) + 2
    for line, strong in party.rows:
        style = STRONG if strong else BODY
        y = sheet.ink.lines(x, y, wrap(line, style, room), style)
    for line in (party.phone, party.email, f"{party.tax_number} {party.tax_id}" if party.tax_id else ""):
        y = sheet.ink.lines(x, y, wrap(line, SMALL, room), SMALL)
    return y


def _facts(sheet: PaperSheet, facts: Facts) -> float:
    x, y = sheet.right - _FACTS_WIDTH, sheet.y
    for label, value in facts:
        if not value:
            continue
        room = _FACTS_WIDTH - 64
        sheet.ink.text(x, y + STRONG.ascent, label, SMALL)
        y = sheet.ink.lines(sheet.right, y, wrap(value, STRONG, room), STRONG, "right") + 1.5
    return y
