"""What the shop gives to other programs: orders, stock, customers and the journal, as tables for a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select

from orderdesk.domain.errors import NotFound
from orderdesk.domain.money import amount_text
from orderdesk.domain.quantity import quantity_text
from orderdesk.persistence.queries import exports
from orderdesk.persistence.shop import shop_head
from orderdesk.services.desk import Desk
from orderdesk.services.reports import Head, ReportTable

_PLACE = ("Address 1", "Address 2", "City", "Region", "Postcode", "Country")


@dataclass(frozen=True, slots=True)
class Export:
    """One kind of export: its name, its title, where its rows come from, and the titles of its columns; the last ones
    are quantities and then amounts."""

    id: str
    title: str
    query: Callable[[], Select[Any]]
    texts: tuple[str, ...]
    quantities: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()


EXPORTS = (
    Export(
        "orders",
        "Orders",
        exports.order_lines_out,
        (
            *(
                "Order",
                "Day",
                "State",
                "Channel",
                "Channel's number",
                "Customer number",
                "Customer",
                "Ship to",
                *_PLACE,
            ),
            *("SKU", "Description"),
        ),
        ("Quantity", "Shipped"),
        ("Net", "Tax"),
    ),
    Export("stock", "Stock", exports.stock_out, ("SKU", "Name", "Bin"), ("On hand", "Reserved", "Free")),
    Export(
        "customers",
        "Customers",
        exports.customers_out,
        ("Number", "Name", "Company", "Phone", "E-mail", "Tax number", *_PLACE),
    ),
    Export(
        "journal",
        "Journal",
        exports.journal_out,
        ("Day", "Kind", "Number", "Order", "Customer", "Tender"),
        (),
        ("Net", "Tax", "Amount"),
    ),
)


def export_table(desk: Desk, export_id: str) -> ReportTable:
    """All rows of one kind from one snapshot, days in the shop's own time zone."""
    found = next((each for each in EXPORTS if each.id == export_id), None)
    if found is None:
        known = ", ".join(each.id for each in EXPORTS)
        raise NotFound(f"There is no export {export_id[:40]}; there is {known}.", field="kind")
    heads = (
        *(Head(title) for title in found.texts),
        *(Head(title, figure=True) for title in (*found.quantities, *found.amounts)),
    )
    with desk.reading() as connection:
        _, currency = shop_head(connection)
        rows = tuple(_cells(row, found, desk, currency) for row in exports.rows_out(connection, found.query()))
    return ReportTable(found.id, found.title, desk.today.isoformat(), heads, rows)


def _cells(row: tuple[Any, ...], export: Export, desk: Desk, currency: str) -> tuple[str, ...]:
    texts, after = len(export.texts), len(export.texts) + len(export.quantities)
    return (
        *(desk.day_of(cell).isoformat() if isinstance(cell, datetime) else cell for cell in row[:texts]),
        *(quantity_text(cell) for cell in row[texts:after]),
        *(amount_text(cell, currency) for cell in row[after:]),
    )
