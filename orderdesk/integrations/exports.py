"""Tables as files for other programs: CSV and Excel, with nothing in them that a spreadsheet would run."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter

from orderdesk.domain.money import exponent
from orderdesk.domain.reports import Cell, Kind, ReportTable

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0")
"""Text that begins so would be run as a formula by a spreadsheet."""
_LONGEST_CELL = 32_767
# A workbook tells when it was made; one moment for all makes the same report the same file.
_MADE = datetime(1980, 1, 1, tzinfo=UTC)
_WIDTHS = {Kind.TEXT: 24, Kind.DATE: 12, Kind.COUNT: 10, Kind.AMOUNT: 14, Kind.QUANTITY: 12}
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def guarded(words: str) -> str:
    """Text as a spreadsheet may safely read it: a leading quote before what would be a formula, no NUL."""
    clean = words.replace("\0", "")
    return f"'{clean}" if words.startswith(FORMULA_STARTS) else clean


def csv_text(table: ReportTable) -> str:
    """The table as CSV: a title row, the rows, the totals; numbers stay numbers."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([guarded(column.title) for column in table.columns])
    for row in (*table.rows, table.totals):
        writer.writerow(
            [
                guarded(cell) if isinstance(cell, str) else table.plain(cell, column.kind)
                for cell, column in zip(row, table.columns, strict=True)
            ]
        )
    return out.getvalue()


def xlsx_bytes(table: ReportTable) -> bytes:
    """The table as a workbook of one sheet; text is never taken for a formula or a link."""
    out = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": table.title, "created": _MADE})
        sheet = book.add_worksheet(table.title.translate(_NOT_IN_NAMES)[:31])
        formats = _formats(book, table.currency)
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, _WIDTHS[column.kind])
        for place, column in enumerate(table.columns):
            sheet.write_string(0, place, column.title, formats["title"])
        for line, row in enumerate(table.rows, start=1):
            _write(sheet, table, line, row, formats, "")
        _write(sheet, table, len(table.rows) + 1, table.totals, formats, "total ")
    return out.getvalue()


def _formats(book: Any, currency: str) -> dict[str, Any]:
    digits = exponent(currency)
    numbers = {
        Kind.AMOUNT: "#,##0" + (f".{'0' * digits}" if digits else ""),
        Kind.QUANTITY: "#,##0.###",
        Kind.COUNT: "#,##0",
        Kind.DATE: "yyyy-mm-dd",
        Kind.TEXT: "@",
    }
    plain = {str(kind): book.add_format({"num_format": shape}) for kind, shape in numbers.items()}
    bold = {
        f"total {kind}": book.add_format({"num_format": shape, "bold": True, "top": 1})
        for kind, shape in numbers.items()
    }
    return plain | bold | {"title": book.add_format({"bold": True, "bottom": 1})}


def _write(
    sheet: Any, table: ReportTable, line: int, row: tuple[Cell, ...], formats: dict[str, Any], style: str
) -> None:
    for place, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
        look = formats[f"{style}{column.kind if not isinstance(cell, str) else Kind.TEXT}"]
        if cell is None:
            sheet.write_blank(line, place, None, look)
        elif isinstance(cell, str):
            sheet.write_string(line, place, cell[:_LONGEST_CELL], look)
        elif isinstance(cell, date):
            sheet.write_datetime(line, place, cell, look)
        else:
            sheet.write_number(line, place, Decimal(table.plain(cell, column.kind)), look)
