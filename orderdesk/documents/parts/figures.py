"""The money end of an invoice or credit note: the tax table on the left, the totals on the right, kept together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from orderdesk.documents.kit.sheet import PaperSheet
from orderdesk.documents.kit.sizes import MM
from orderdesk.documents.kit.styles import BODY, LABEL, SMALL, STRONG, TOTAL, Style
from orderdesk.documents.kit.text import largest, wrap
from orderdesk.documents.kit.wording import rate_text
from orderdesk.documents.parts.rows import PrintedTax
from orderdesk.domain.values.money import Amount, money, shown

TOTALS_WIDTH = 74 * MM
_AMOUNT_WIDTH = 26 * MM
_TAX_COLUMN = 23 * MM
_ROW = 15.0
_STRONG_ROW = 21.0


@dataclass(frozen=True, slots=True)
class Sum:
    """A row of the totals; `strong` rows are set apart by a line above them."""

    label: str
    amount: Amount
    strong: bool = False


def money_end(
    sheet: PaperSheet,
    currency: str,
    taxes: Sequence[PrintedTax],
    tax: Amount,
    sums: Sequence[Sum],
    word: str = "",
    *,
    tax_word: str = "Tax",
) -> None:
    """Draw both blocks side by side; `tax_word` is what the tax is called, `word` stands large below the taxes."""
    sheet.need(max(_totals_height(sums), _taxes_height(sheet, taxes) + (48 if word else 0)) + 14)
    top = sheet.y + 12
    below = _tax_table(sheet, top, currency, taxes, tax, tax_word)
    if word:
        below = sheet.ink.lines(sheet.left, below + 16, [word], Style(TOTAL.face, 24, 0.0))
    sheet.y = max(below, _totals(sheet, top, currency, sums)) + 14


def _tax_width(sheet: PaperSheet) -> float:
    return sheet.width - TOTALS_WIDTH - 12 * MM


def _taxes_height(sheet: PaperSheet, taxes: Sequence[PrintedTax]) -> float:
    reasons = sum(len(wrap(row.below, SMALL, _tax_width(sheet))) for row in taxes)
    return 18 + _ROW * (len(taxes) + 1) + SMALL.leading * reasons


def _tax_table(
    sheet: PaperSheet, y: float, currency: str, taxes: Sequence[PrintedTax], tax: Amount, tax_word: str
) -> float:
    ink, left, wide = sheet.ink, sheet.left, _tax_width(sheet)
    edges = (left + wide - 2 * _TAX_COLUMN, left + wide - _TAX_COLUMN, left + wide)
    ink.text(left, y + LABEL.ascent, tax_word, LABEL)
    for edge, title in zip(edges, ("Rate", "Base", tax_word), strict=True):
        ink.text(edge, y + LABEL.ascent, title, largest(title, LABEL, _TAX_COLUMN - 6, (7.5, 6.5, 5.5)), "right")
    y += LABEL.leading + 3
    ink.rule(left, y, wide, 0.5)
    for row in taxes:
        figures = (rate_text(row.rate), shown(row.base, currency), shown(row.tax, currency))
        ink.text(left, y + _ROW - 4, row.named(tax_word), BODY)
        for edge, figure in zip(edges, figures, strict=True):
            ink.text(edge, y + _ROW - 4, figure, _fitted(figure, BODY), "right")
        y += _ROW
        y = ink.lines(left, y - 1, wrap(row.below, SMALL, wide), SMALL) + 1 if row.below else y
    ink.rule(left, y, wide, 0.5, 0.8)
    ink.text(left, y + _ROW - 4, "All taxes", STRONG)
    base = shown(sum(row.base for row in taxes), currency)
    for edge, figure in zip(edges[1:], (base, shown(tax, currency)), strict=True):
        ink.text(edge, y + _ROW - 4, figure, _fitted(figure, STRONG), "right")
    return y + _ROW


def _fitted(figure: str, style: Style) -> Style:
    """Amounts of eight digits and more shrink rather than run into their neighbours."""
    return largest(figure, style, _TAX_COLUMN - 6, (style.size, 8, 7, 6))


def _totals_height(sums: Sequence[Sum]) -> float:
    room = TOTALS_WIDTH - _AMOUNT_WIDTH
    more = sum(max(0, len(wrap(each.label, _style(each), room)) - 1) for each in sums)
    return sum(_STRONG_ROW if each.strong else _ROW for each in sums) + more * TOTAL.leading


def _totals(sheet: PaperSheet, y: float, currency: str, sums: Sequence[Sum]) -> float:
    ink, left = sheet.ink, sheet.right - TOTALS_WIDTH
    for each in sums:
        style = _style(each)
        if each.strong:
            ink.rule(left, y + 1.5, TOTALS_WIDTH, 0.9)
        y += _STRONG_ROW if each.strong else _ROW
        figure = money(each.amount, currency) if each.strong else shown(each.amount, currency)
        ink.text(sheet.right, y - 4, figure, style, "right")
        lines = wrap(each.label, style, TOTALS_WIDTH - _AMOUNT_WIDTH)
        ink.lines(left, y - 4 - style.ascent, lines, style)
        y += style.leading * max(0, len(lines) - 1) + (3 if each.strong else 0)
    return y


def _style(each: Sum) -> Style:
    return TOTAL if each.strong else BODY
