"""The reports an owner asks for: sales by day, channel, item and customer, and what is late; as tables and files."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from sqlalchemy import Connection

from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.money import amount_text
from orderdesk.domain.values.quantity import quantity_text
from orderdesk.persistence.reports import reports as queries
from orderdesk.persistence.reports.reports import Late, Sales
from orderdesk.persistence.shop.records import shop_of
from orderdesk.services.desk import Desk

# A cell that begins so would be run as a formula by a spreadsheet; the quote makes it text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")
_LONGEST_CELL = 32_767
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_MADE = datetime(1980, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """The head of a column: its title, and whether it holds a figure."""

    title: str
    figure: bool = False


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


@dataclass(frozen=True, slots=True)
class Report:
    """One report on offer."""

    id: str
    title: str
    make: Callable[[Connection, date, date, str], Made]


_MONEY = (ColumnHead("Net", True), ColumnHead("Tax", True), ColumnHead("Total", True))


def _money(row: Sales, currency: str) -> tuple[str, str, str]:
    return amount_text(row.net, currency), amount_text(row.tax, currency), amount_text(row.total, currency)


def _sum(rows: Sequence[Sales], currency: str) -> tuple[str, str, str]:
    net, tax = sum(row.net for row in rows), sum(row.tax for row in rows)
    return amount_text(net, currency), amount_text(tax, currency), amount_text(net + tax, currency)


def _days(connection: Connection, first: date, last: date, currency: str) -> Made:
    rows = queries.sales_by_day(connection, first, last)
    heads = (ColumnHead("Day"), ColumnHead("Invoices", True), *_MONEY)
    body = [(row.key, str(row.papers), *_money(row, currency)) for row in rows]
    return heads, body, ("Total", str(sum(row.papers for row in rows)), *_sum(rows, currency))


def _channels(connection: Connection, first: date, last: date, currency: str) -> Made:
    rows = queries.sales_by_channel(connection, first, last)
    heads = (ColumnHead("Channel"), ColumnHead("Invoices", True), *_MONEY)
    body = [(row.key.capitalize(), str(row.papers), *_money(row, currency)) for row in rows]
    return heads, body, ("Total", str(sum(row.papers for row in rows)), *_sum(rows, currency))


def _items(connection: Connection, first: date, last: date, currency: str) -> Made:
    rows = queries.sales_by_item(connection, first, last)
    heads = (ColumnHead("SKU"), ColumnHead("Item"), ColumnHead("Units", True), *_MONEY)
    body = [(row.key, row.name, quantity_text(row.units), *_money(row, currency)) for row in rows]
    return heads, body, ("Total", "", "", *_sum(rows, currency))


def _customers(connection: Connection, first: date, last: date, currency: str) -> Made:
    rows = queries.sales_by_customer(connection, first, last)
    heads = (ColumnHead("Number"), ColumnHead("Customer"), ColumnHead("Invoices", True), *_MONEY)
    body = [(row.key, row.name, str(row.papers), *_money(row, currency)) for row in rows]
    return heads, body, ("Total", "", str(sum(row.papers for row in rows)), *_sum(rows, currency))


def _late(connection: Connection, _first: date, last: date, _currency: str) -> Made:
    heads = (
        ColumnHead("Order"),
        ColumnHead("Customer"),
        ColumnHead("Ship by"),
        ColumnHead("Days late", True),
        ColumnHead("Waits for"),
        ColumnHead("Total", True),
    )
    rows = queries.late_orders(connection, last)
    body = [
        (
            row.number,
            row.customer,
            row.ship_by.isoformat(),
            str((last - row.ship_by).days),
            _waits_for(row),
            amount_text(row.total, row.currency),
        )
        for row in rows
    ]
    return heads, body, ()


def _waits_for(row: Late) -> str:
    """The cause in one word: a hold, stock, or the desk's own work."""
    if row.hold:
        return f"hold: {row.hold}"
    if row.fulfilment in ("unallocated", "part-allocated", "part-shipped"):
        return "stock"
    return {"allocated": "picking", "picking": "packing", "packed": "the carrier"}.get(row.fulfilment, row.fulfilment)


REPORTS = (
    Report("sales-by-day", "Sales by day", _days),
    Report("sales-by-channel", "Sales by channel", _channels),
    Report("sales-by-item", "Sales by item", _items),
    Report("sales-by-customer", "Sales by customer", _customers),
    Report("late-orders", "Late orders", _late),
)


def report_table(desk: Desk, report_id: str, first: date, last: date) -> ReportTable:
    """Make a report for the days from `first` to `last`; lateness is as of `last`."""
    report = next((each for each in REPORTS if each.id == report_id), None)
    if report is None:
        known = ", ".join(each.id for each in REPORTS)
        raise NotFound(f"There is no report {report_id[:40]}; there is {known}.", field="report")
    if last < first:
        raise Refused(f"The report ends on {last}, before it begins on {first}.", field="to")
    with desk.reading(right="see figures") as connection:
        heads, rows, totals = report.make(connection, first, last, shop_of(connection).currency)
    return ReportTable(report.id, report.title, f"{first} to {last}", heads, tuple(rows), totals)


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
