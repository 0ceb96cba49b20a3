"""A report or an export as a table of texts, and the table as a file: CSV or a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

# A cell that begins so would be run as a formula by a spreadsheet; the quote makes it text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")
_LONGEST_CELL = 32_767
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_MADE = datetime(1980, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """The head of a column: its title, whether it holds a figure, and whether it takes what width is left."""

    title: str
    figure: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A report as text: figures plain ("1234.50"), with the sums below where they mean something."""

    id: str
    title: str
    period: str
    heads: tuple[ColumnHead, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[str, ...] = ()


Made = tuple[tuple[ColumnHead, ...], Sequence[tuple[str, ...]], tuple[str, ...]]
"""Heads, rows and totals."""


def as_csv(table: ReportTable) -> str:
    """The report as CSV text; a text that a spreadsheet would run as a formula gets a quote before it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([head.title for head in table.heads])
    for row in _all_rows(table):
        writer.writerow([text if head.figure else harmless(text) for head, text in zip(table.heads, row, strict=True)])
    return out.getvalue()


def as_xlsx(table: ReportTable) -> bytes:
    """The report as a spreadsheet: figures as numbers, everything else as text and never as a formula or link.

    The same report is the same file, so the moment that a workbook tells it was made is always the same.
    """
    import xlsxwriter

    out = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": table.title, "created": _MADE})
        sheet = book.add_worksheet(table.title.translate(_NOT_IN_NAMES)[:31])
        sheet.freeze_panes(1, 0)
        bold = book.add_format({"bold": True})
        shapes = {digits: book.add_format({"num_format": _shape(digits)}) for digits in range(5)}
        for column, head in enumerate(table.heads):
            sheet.set_column(column, column, 14 if head.figure else 24)
        for column, head in enumerate(table.heads):
            sheet.write_string(0, column, head.title, bold)
        for line, row in enumerate(_all_rows(table), start=1):
            for column, (head, text) in enumerate(zip(table.heads, row, strict=True)):
                if head.figure and text:
                    sheet.write_number(line, column, Decimal(text), shapes[len(text.partition(".")[2])])
                else:
                    sheet.write_string(line, column, text[:_LONGEST_CELL])
    return out.getvalue()


def _shape(digits: int) -> str:
    """How a spreadsheet shows a figure of so many decimals."""
    return "#,##0" + ("." + "0" * digits if digits else "")


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula, and without the one sign that no file may hold."""
    clean = text.replace("\0", "")
    return f"'{clean}" if text.startswith(_FORMULA) else clean


def _all_rows(table: ReportTable) -> list[tuple[str, ...]]:
    return [*table.rows, *([table.totals] if table.totals else [])]
