"""The reports an owner asks for: sales by day, channel, item and customer, what is late, and the books; as tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.money import Amount, amount_text, price_text
from orderdesk.domain.values.quantity import quantity_text
from orderdesk.persistence.reports import books
from orderdesk.persistence.reports import reports as queries
from orderdesk.persistence.reports.reports import Late, Sales
from orderdesk.persistence.shop.records import shop_of
from orderdesk.persistence.shop.set_up import calendar_of
from orderdesk.persistence.stock.as_of import levels_then
from orderdesk.services.desk import Desk
from orderdesk.services.reports.packing import packing
from orderdesk.services.reports.tables import ColumnHead, Made, ReportTable
from orderdesk.services.reports.taxes import papers_by_tax, taxes


@dataclass(frozen=True, slots=True)
class Report:
    """One report on offer; one that is `as_of` tells how things were at the end of its last day. `behind` is the report
    whose rows it tells in single papers: it is looked at from there."""

    id: str
    title: str
    make: Callable[[Connection, date, date, str], Made]
    as_of: bool = False
    behind: str = ""


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


def _stock_value(connection: Connection, _first: date, last: date, currency: str) -> Made:
    """What lay in the bins when the day was over, at its last cost until then."""
    over = calendar_of(connection).bounds(last)[1]
    heads = (
        ColumnHead("SKU"),
        ColumnHead("Item"),
        ColumnHead("On hand", True),
        ColumnHead("Reserved", True),
        ColumnHead("Unit cost", True),
        ColumnHead("Value", True),
    )
    rows = levels_then(connection, over - timedelta(milliseconds=1))
    body = [
        (
            each.sku,
            each.name,
            quantity_text(each.on_hand),
            quantity_text(each.reserved),
            price_text(each.unit_cost, currency),
            amount_text(each.value(currency), currency),
        )
        for each in rows
    ]
    return heads, body, ("Total", "", "", "", "", amount_text(sum(each.value(currency) for each in rows), currency))


def _waits_for(row: Late) -> str:
    """The cause in one word: a hold, stock, or the desk's own work."""
    if row.hold:
        return f"hold: {row.hold}"
    if row.fulfilment in ("unallocated", "part-allocated", "part-shipped"):
        return "stock"
    return {"allocated": "picking", "picking": "packing", "packed": "the carrier"}.get(row.fulfilment, row.fulfilment)


def _journal(connection: Connection, first: date, last: date, currency: str) -> Made:
    heads = (
        ColumnHead("Day"),
        ColumnHead("Document"),
        ColumnHead("Number"),
        ColumnHead("About"),
        ColumnHead("Code"),
        ColumnHead("Account", wide=True),
        ColumnHead("Debit", True),
        ColumnHead("Credit", True),
    )
    rows = books.journal(connection, first, last)
    body = [
        (
            row.day.isoformat(),
            row.document.capitalize(),
            row.number,
            row.text,
            row.account.code,
            row.account.name,
            _side(row.debit, currency),
            _side(row.credit, currency),
        )
        for row in rows
    ]
    sums = (sum(row.debit for row in rows), sum(row.credit for row in rows))
    return heads, body, ("Total", "", "", "", "", "", *(amount_text(each, currency) for each in sums))


def _side(amount: Amount, currency: str) -> str:
    return amount_text(amount, currency) if amount else ""


def _accounts(connection: Connection, first: date, last: date, currency: str) -> Made:
    heads = (
        ColumnHead("Code"),
        ColumnHead("Account"),
        ColumnHead("Before", True),
        ColumnHead("Debit", True),
        ColumnHead("Credit", True),
        ColumnHead("Balance", True),
    )
    rows = books.balances(connection, first, last)
    figures = [(row.before, row.debit, row.credit, row.after) for row in rows]
    body = [
        (row.account.code, row.account.name, *(amount_text(each, currency) for each in own))
        for row, own in zip(rows, figures, strict=True)
    ]
    sums = [sum(column) for column in zip(*figures, strict=True)] or [0] * 4
    return heads, body, ("", "Total", *(amount_text(each, currency) for each in sums))


REPORTS = (
    Report("sales-by-day", "Sales by day", _days),
    Report("sales-by-channel", "Sales by channel", _channels),
    Report("sales-by-item", "Sales by item", _items),
    Report("sales-by-customer", "Sales by customer", _customers),
    Report("tax", "Tax by place", taxes),
    Report("tax-papers", "Tax by place, by paper", papers_by_tax, behind="tax"),
    Report("late-orders", "Late orders", _late),
    Report("journal", "Journal", _journal),
    Report("accounts", "Accounts", _accounts),
    Report("stock-value", "Stock value as of", _stock_value, as_of=True),
    Report("packing", "Packing accuracy", packing),
)


def report_table(desk: Desk, report_id: str, first: date, last: date) -> ReportTable:
    """Make a report for the days from `first` to `last`; lateness and stock are as of `last`."""
    report = next((each for each in REPORTS if each.id == report_id), None)
    if report is None:
        known = ", ".join(each.id for each in REPORTS)
        raise NotFound(f"There is no report {report_id[:40]}; there is {known}.", field="report")
    if report.as_of and last > desk.today:
        raise Refused(f"{last} is still to come.", field="to")
    if last < first and not report.as_of:
        raise Refused(f"The report ends on {last}, before it begins on {first}.", field="to")
    with desk.reading(right="see figures") as connection:
        heads, rows, totals = report.make(connection, first, last, shop_of(connection).currency)
    period = f"the end of {last}" if report.as_of else f"{first} to {last}"
    return ReportTable(report.id, report.title, period, heads, tuple(rows), totals)
