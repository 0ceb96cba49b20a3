"""What the shop gives to other programs: orders, stock, customers and the journal, as tables for a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Select

from orderdesk.domain.values.errors import NotFound
from orderdesk.domain.values.money import amount_text, percent_text, price_text
from orderdesk.domain.values.quantity import quantity_text
from orderdesk.persistence.reports import exports
from orderdesk.persistence.shop.records import shop_head
from orderdesk.services.desk import Desk
from orderdesk.services.reports.tables import ColumnHead, ReportTable

_PLACE = ("Address 1", "Address 2", "City", "Region", "Postcode", "Country")


@dataclass(frozen=True, slots=True)
class Export:
    """One kind of export: its name, its title, where its rows come from, and the titles of its columns by what they
    hold: texts, unit prices, percentages, quantities and amounts, in this order.

    Each heading is one that an import reads.
    """

    id: str
    title: str
    query: Callable[[], Select[Any]]
    texts: tuple[str, ...]
    prices: tuple[str, ...] = ()
    percentages: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()

    @property
    def figures(self) -> tuple[str, ...]:
        """The titles of the columns that hold figures."""
        return (*self.prices, *self.percentages, *self.quantities, *self.amounts)

    def writers(self, currency: str) -> Iterator[Callable[[int], str]]:
        """How each figure is written."""
        yield from [partial(price_text, currency=currency)] * len(self.prices)
        yield from [percent_text] * len(self.percentages)
        yield from [quantity_text] * len(self.quantities)
        yield from [partial(amount_text, currency=currency)] * len(self.amounts)


_SIDES = ("Length (mm)", "Width (mm)", "Height (mm)")
_LYING = ("This side up", "Fragile")
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
            *("SKU", "Description", "Tracking"),
        ),
        ("Price",),
        ("Discount in percent",),
        ("Quantity", "Shipped"),
        ("Share of discount", "Net", "Tax"),
    ),
    Export(
        "products",
        "Products",
        exports.items_out,
        (
            *("SKU", "Name", "Tax class", "Unit", "Barcode", "Vendor", "Sold", "Kept in stock", "Taken on back order"),
            *("Bin", "Warning", "Instructions", "Weight (g)", *_SIDES, *_LYING),
        ),
        ("Price", "Cost"),
        (),
        ("Reorder point", "Safety stock"),
    ),
    Export("stock", "Stock", exports.stock_out, ("SKU", "Name", "Bin"), quantities=("On hand", "Reserved", "Free")),
    Export(
        "customers",
        "Customers",
        exports.customers_out,
        (
            *("Number", "Name", "Company", "Phone", "E-mail", "Tax number", *_PLACE),
            *("Terms in days", "When not all is there", "Orders are invoiced", "Tax exemption reason"),
            "Standing instructions",
        ),
        (),
        ("Discount",),
        (),
        ("Credit limit",),
    ),
    Export(
        "journal",
        "Journal",
        exports.journal_out,
        ("Day", "Kind", "Number", "Order", "Customer", "Tender"),
        amounts=("Net", "Tax", "Amount"),
    ),
)


def export_table(desk: Desk, export_id: str) -> ReportTable:
    """All rows of one kind from one snapshot, days in the shop's own time zone."""
    found = next((each for each in EXPORTS if each.id == export_id), None)
    if found is None:
        known = ", ".join(each.id for each in EXPORTS)
        raise NotFound(f"There is no export {export_id[:40]}; there is {known}.", field="kind")
    heads = (
        *(ColumnHead(title) for title in found.texts),
        *(ColumnHead(title, figure=True) for title in found.figures),
    )
    desk.noting("export data", "exported", found.id)
    with desk.reading() as connection:
        _, currency = shop_head(connection)
        rows = tuple(_cells(row, found, desk, currency) for row in exports.rows_out(connection, found.query()))
    return ReportTable(found.id, found.title, desk.today.isoformat(), heads, rows)


def _cells(row: tuple[Any, ...], export: Export, desk: Desk, currency: str) -> tuple[str, ...]:
    count = len(export.texts)
    texts = (desk.day_of(cell).isoformat() if isinstance(cell, datetime) else str(cell) for cell in row[:count])
    figures = zip(export.writers(currency), row[count:], strict=True)
    return (*texts, *("" if cell is None else write(cell) for write, cell in figures))
