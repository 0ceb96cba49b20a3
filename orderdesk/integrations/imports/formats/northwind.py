"""The Northwind files: customers, products with their suppliers, and orders with their lines in a file beside them.

Their fields are not quoted, NULL is the word, discounts are fractions, and an order without a shipping date is open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time
from functools import partial
from typing import ClassVar

from orderdesk.domain.values.addresses import PostalAddress
from orderdesk.domain.values.errors import BadInput, Refused
from orderdesk.domain.values.money import price_of_amount
from orderdesk.domain.values.quantity import ONE
from orderdesk.integrations.imports.formats.generic import customer, product
from orderdesk.integrations.imports.protocol import Options, Reading, Sheet
from orderdesk.integrations.imports.reading import values
from orderdesk.integrations.imports.reading.opening import open_sheet
from orderdesk.integrations.imports.reading.rows import Row, each_row
from orderdesk.integrations.imports.records import LineRecord, OrderRecord, ProductRecord, VendorRecord

_SUPPLIER = ("address", "city", "region", "postalCode", "country")


class _Northwind:
    """Headings that are always the same."""

    name: str
    kind: str
    marks: frozenset[str]
    fixed: ClassVar[Mapping[str, str]]

    def recognises(self, headers: Sequence[str]) -> bool:
        return self.marks <= set(headers)

    def columns(self, headers: Sequence[str], sample: Sequence[Sequence[str]] = ()) -> Mapping[str, str]:
        return {heading: name for heading, name in self.fixed.items() if heading in headers}


class NorthwindCustomers(_Northwind):
    """Customers with their contact and address."""

    name = "northwind-customers"
    kind = "customers"
    title = "Northwind customers"
    marks = frozenset({"customerID", "companyName", "contactTitle"})
    fixed: ClassVar[Mapping[str, str]] = {
        "customerID": "remote_id", "companyName": "name", "contactName": "contact", "contactTitle": "contact_job",
        "address": "line1", "city": "city", "region": "region", "postalCode": "postcode", "country": "country",
        "phone": "phone",
    }  # fmt: skip

    def read(self, sheets: Sequence[Sheet], columns: Mapping[str, str], options: Options) -> Reading:
        reading = Reading()
        for sheet in sheets:
            found = each_row(reading, sheet, columns, options, partial(customer, currency=options.currency))
            reading.records += [replace(record, company=record.name) for _, record in found]
        return reading


class NorthwindProducts(_Northwind):
    """products.csv, with the suppliers from suppliers.csv beside it."""

    name = "northwind-products"
    kind = "products"
    title = "Northwind products with their suppliers"
    marks = frozenset({"productID", "productName", "supplierID", "unitsInStock"})
    fixed: ClassVar[Mapping[str, str]] = {
        "productID": "sku", "productName": "name", "quantityPerUnit": "unit", "unitPrice": "price",
        "unitsInStock": "stock", "unitsOnOrder": "incoming", "reorderLevel": "reorder_point",
        "supplierID": "vendor", "discontinued": "discontinued",
    }  # fmt: skip

    def read(self, sheets: Sequence[Sheet], columns: Mapping[str, str], options: Options) -> Reading:
        reading = Reading()
        for sheet in sheets:
            vendors = _suppliers(_beside(sheet, "suppliers.csv"), reading, options)
            lines = reading.lines
            found = each_row(reading, sheet, columns, options, partial(_product, vendors=vendors))
            reading.records += [record for _, record in found]
            reading.lines -= lines
        return reading


class NorthwindOrders(_Northwind):
    """orders.csv, with the lines from order-details.csv beside it."""

    name = "northwind-orders"
    kind = "orders"
    title = "Northwind orders with their lines"
    marks = frozenset({"orderID", "customerID", "freight", "shipVia"})
    fixed: ClassVar[Mapping[str, str]] = {
        "orderID": "remote_id", "customerID": "customer", "orderDate": "date", "requiredDate": "ship_by",
        "shippedDate": "shipped", "freight": "freight", "shipName": "ship_name", "shipAddress": "ship_line1",
        "shipCity": "ship_city", "shipRegion": "ship_region", "shipPostalCode": "ship_postcode",
        "shipCountry": "ship_country",
    }  # fmt: skip

    def read(self, sheets: Sequence[Sheet], columns: Mapping[str, str], options: Options) -> Reading:
        reading = Reading()
        for sheet in sheets:
            lines = _details(_beside(sheet, "order-details.csv"), reading, options)
            found = each_row(reading, sheet, columns, options, partial(_order, lines=lines, options=options))
            reading.records += [record for _, record in found]
            for remote_id, left in lines.items():
                for line in left:
                    reading.refuse(line.row, "orderID", f"There is no order {remote_id}.", file="order-details.csv")
        return reading


def _beside(sheet: Sheet, name: str) -> Sheet:
    """A file of the set, in the same folder."""
    for path in (sheet.path.with_name(name), sheet.path.with_name(f"{name}.gz")):
        if path.is_file():
            found = open_sheet(path)
            found.notes = sheet.notes
            return found
    raise BadInput(f"{name} must be in the same folder as {sheet.name}.")


def _suppliers(sheet: Sheet, reading: Reading, options: Options) -> dict[str, VendorRecord]:
    columns = {heading: heading for heading in sheet.headers}
    found = each_row(reading, sheet, columns, options, _supplier)
    return {record.remote_id: record for _, record in found}


def _supplier(row: Row) -> VendorRecord:
    return VendorRecord(
        row.needed("companyName", values.text),
        contact=row.text("contactName"),
        phone=row.text("phone"),
        address=", ".join(part for name in _SUPPLIER if (part := row.text(name))),
        remote_id=row.needed("supplierID", values.key),
    )


def _product(row: Row, vendors: Mapping[str, VendorRecord]) -> ProductRecord:
    record = product(row)
    if record.vendor is None:
        return record
    vendor = vendors.get(record.vendor.name)
    if vendor is None:
        raise Refused(f"There is no supplier {record.vendor.name}.", field="supplierID")
    return replace(record, vendor=vendor)


def _details(sheet: Sheet, reading: Reading, options: Options) -> dict[str, list[LineRecord]]:
    columns = {heading: heading for heading in sheet.headers}
    found: dict[str, list[LineRecord]] = {}
    for row, record in each_row(reading, sheet, columns, options, _line):
        found.setdefault(row.get("orderID", values.key), []).append(record)
    return found


def _line(row: Row) -> LineRecord:
    quantity = row.needed("quantity", values.quantity)
    if quantity is None or quantity <= 0:
        raise Refused("A quantity is above zero.", field="quantity")
    return LineRecord(
        row.number,
        row.needed("productID", values.key),
        "",
        quantity,
        row.needed("unitPrice", values.price),
        row.get("discount", values.fraction),
    )


def _order(row: Row, lines: dict[str, list[LineRecord]], options: Options) -> OrderRecord:
    remote_id = row.needed("remote_id", values.key)
    here = lines.pop(remote_id, [])
    if not here:
        raise Refused("The order has no lines.", field="orderID")
    freight = row.maybe("freight", values.amount, options.currency)
    if freight:
        here = [*here, LineRecord(row.number, "", "Freight", ONE, price_of_amount(freight, options.currency), 0, False)]
    placed = row.needed("date", values.moment)
    shipped = row.get("shipped", values.moment)
    assert placed is not None
    return OrderRecord(
        row.number,
        remote_id,
        f"NW-{remote_id}",
        placed,
        tuple(here),
        customer=row.get("customer", values.key),
        ship_to=PostalAddress(
            row.text("ship_name"),
            row.text("ship_line1"),
            "",
            *(row.text(f"ship_{name}") for name in ("city", "region", "postcode", "country")),
        ),
        shipped_on=datetime.combine(shipped.date(), time(12)) if shipped else None,
        ship_by=row.get("ship_by", values.day),
    )
