"""Files of any shape, by their mapping: products, customers, orders (a row per line) and stock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time

from orderdesk.domain.errors import Refused
from orderdesk.domain.money import price_of_amount
from orderdesk.domain.quantity import ONE
from orderdesk.integrations.imports import values
from orderdesk.integrations.imports.mapping import guess
from orderdesk.integrations.imports.protocol import Options, Reading, Sheet
from orderdesk.integrations.imports.records import (
    AddressRecord,
    CustomerRecord,
    LineRecord,
    OrderRecord,
    ProductRecord,
    StockRecord,
    VendorRecord,
)
from orderdesk.integrations.imports.rows import Row, each_row, rows_of

_ADDRESS = ("line1", "line2", "city", "region", "postcode", "country")


class Generic:
    """What the shapes without a name of their own have in common."""

    name = "generic"
    kind: str

    def recognises(self, headers: Sequence[str]) -> bool:
        return False

    def columns(self, headers: Sequence[str]) -> Mapping[str, str]:
        return guess(self.kind, headers)


class GenericProducts(Generic):
    """One product a row."""

    kind = "products"
    title = "Products, any table"

    def read(self, sheets: Sequence[Sheet], columns: Mapping[str, str], options: Options) -> Reading:
        reading = Reading()
        seen: dict[str, int] = {}
        for sheet in sheets:
            for row, record in each_row(reading, sheet, columns, options, product):
                if first_of_its_kind(reading, seen, record.sku, row):
                    reading.records.append(record)
        return reading


class GenericCustomers(Generic):
    """One customer a row; without an id the e-mail address, else name and postcode, tell them apart."""

    kind = "customers"
    title = "Customers, any table"

    def read(self, sheets: Sequence[Sheet], columns: Mapping[str, str], options: Options) -> Reading:
        reading = Reading()
        seen: dict[str, int] = {}
        for sheet in sheets:
            for row, record in each_row(reading, sheet, columns, options, customer):
                if first_of_its_kind(reading, seen, record.remote_id, row):
                    reading.records.append(record)
        return reading


class GenericStock(Generic):
    """One count a row."""

    kind = "stock"
    title = "Stock levels, any table"

    def read(self, sheets: Sequence[Sheet], columns: Mapping[str, str], options: Options) -> Reading:
        reading = Reading()
        seen: dict[str, int] = {}
        for sheet in sheets:
            for row, record in each_row(reading, sheet, columns, options, _stock):
                if first_of_its_kind(reading, seen, f"{record.sku} in {record.bin}" if record.bin else record.sku, row):
                    reading.records.append(record)
        return reading


class GenericOrders(Generic):
    """One order line a row; the order's own columns may stand on its first row only."""

    kind = "orders"
    title = "Orders, a row per line"

    def read(self, sheets: Sequence[Sheet], columns: Mapping[str, str], options: Options) -> Reading:
        reading = Reading()
        wrong: set[str] = set()
        groups: dict[str, list[tuple[Row, LineRecord]]] = {}
        for sheet in sheets:
            order = date_order(sheet, columns, "date")
            for row in rows_of(reading, sheet, columns, options):
                self._collect(reading, groups, wrong, row)
            for remote_id, group in groups.items():
                if remote_id in wrong:
                    _refuse_rest(reading, group, f"Another row of order {remote_id} can not be read.")
                    continue
                try:
                    reading.records.append(_order(remote_id, group, options, order))
                except Refused as error:
                    _refuse_rest(reading, group, str(error), error.field or "")
            groups = {}
        return reading

    def _collect(
        self, reading: Reading, groups: dict[str, list[tuple[Row, LineRecord]]], wrong: set[str], row: Row
    ) -> None:
        remote_id = ""
        try:
            remote_id = row.needed("remote_id", values.key)
            groups.setdefault(remote_id, []).append((row, _line(row)))
        except Refused as error:
            wrong.add(remote_id)
            reading.refuse(row.number, error.field or "", str(error), tuple(row.cells.values()))


def product(row: Row) -> ProductRecord:
    """A product of one row."""
    active = row.maybe("active", values.flag)
    gone = row.maybe("discontinued", values.flag)
    vendor = row.text("vendor")
    grams = row.maybe("weight_g", values.quantity)
    kilos = row.maybe("weight_kg", values.quantity)
    return ProductRecord(
        row.number,
        row.needed("sku", values.code),
        name=row.text("name") or None,
        price=row.maybe("price", values.price),
        cost=row.maybe("cost", values.price),
        barcode=row.maybe("barcode", values.code),
        tax_class=row.text("tax_class").casefold() or None,
        unit=row.text("unit") or None,
        weight_g=grams // ONE if grams is not None else kilos,
        reorder_point=_not_negative(row, "reorder_point"),
        active=not gone if gone is not None else active,
        vendor=VendorRecord(vendor) if vendor else None,
        on_hand=_not_negative(row, "stock"),
        incoming=_not_negative(row, "incoming"),
    )


def customer(row: Row) -> CustomerRecord:
    """A customer of one row."""
    name = row.needed("name", values.text)
    address = AddressRecord(name, *(row.text(each) for each in _ADDRESS))
    email = row.text("email").casefold()
    remote_id = row.get("remote_id", values.key) or email or f"{name} {address.postcode}".strip().casefold()
    return CustomerRecord(
        row.number,
        remote_id,
        name,
        company=row.text("company") or None,
        phone=row.text("phone") or None,
        email=email or None,
        tax_id=row.text("tax_id") or None,
        terms_days=row.maybe("terms_days", values.count, 365),
        discount=row.maybe("discount", values.discount),
        contact=row.text("contact"),
        contact_job=row.text("contact_job"),
        address=address if any(row.text(each) for each in _ADDRESS) else None,
    )


def _stock(row: Row) -> StockRecord:
    quantity = _not_negative(row, "quantity")
    if quantity is None:
        raise Refused("This must not be empty.", field=row.titles["quantity"])
    return StockRecord(
        row.number, row.needed("sku", values.code), quantity, row.text("bin"), row.text("reason")
    )


def _not_negative(row: Row, name: str) -> int | None:
    found = row.maybe(name, values.quantity)
    if found is not None and found < 0:
        raise Refused("This can not be negative.", field=row.titles[name])
    return found


def _line(row: Row) -> LineRecord:
    quantity = row.needed("quantity", values.quantity)
    if quantity is None or quantity <= 0:
        raise Refused("A quantity is above zero; credits are not imported this way.", field=row.titles["quantity"])
    return LineRecord(
        row.number,
        row.needed("sku", values.code),
        row.text("label"),
        quantity,
        row.maybe("price", values.price),
        row.get("discount", values.discount),
    )


def _order(remote_id: str, group: Sequence[tuple[Row, LineRecord]], options: Options, order: str) -> OrderRecord:
    first = group[0][0]
    shipped = first.maybe("shipped", values.moment, order)
    freight = first.maybe("freight", values.amount, options.currency)
    lines = [line for _, line in group]
    if freight:
        postage = price_of_amount(freight, options.currency)
        lines.append(LineRecord(first.number, "", "Postage", ONE, postage, goods=False))
    placed = first.needed("date", values.moment, order)
    assert placed is not None
    return OrderRecord(
        first.number,
        remote_id,
        f"{options.channel.upper()}-{remote_id}",
        placed,
        tuple(lines),
        customer=first.get("customer", values.key) or first.text("customer_name").casefold(),
        customer_name=first.text("customer_name"),
        ship_to=_ship_to(first),
        shipped_on=_after(placed, shipped),
        ship_by=first.maybe("ship_by", values.day, order),
        reference=first.text("reference"),
        instructions=first.text("instructions"),
        total=first.maybe("total", values.amount, options.currency),
    )


def _after(placed: datetime, shipped: datetime | None) -> datetime | None:
    """A shipping date without a time is at noon, and never before the order itself."""
    if shipped is None:
        return None
    noon = datetime.combine(shipped.date(), time(12)) if shipped.time() == time() and not shipped.tzinfo else shipped
    return noon if noon.date() > placed.date() else placed


def _ship_to(row: Row) -> AddressRecord | None:
    found = AddressRecord(row.text("ship_name"), *(row.text(f"ship_{each}") for each in _ADDRESS))
    return found if found != AddressRecord() else None


def date_order(sheet: Sheet, columns: Mapping[str, str], *names: str) -> str:
    """How the columns of these fields write 3/4/2026: "dmy" or "mdy"."""
    places = [sheet.headers.index(each) for each, name in columns.items() if name in names]
    if not places:
        return "dmy"
    found = values.date_order([cells[place] for _, cells in sheet.rows() for place in places if len(cells) > place])
    if found == "mdy":
        sheet.notes.append("Dates are read as month/day/year.")
    return found


def first_of_its_kind(reading: Reading, seen: dict[str, int], key: str, row: Row) -> bool:
    """Whether nothing of that name stood in a row before; a second one is noted as wrong."""
    if key in seen:
        reading.refuse(row.number, "", f"{key} stands in row {seen[key]} already.", tuple(row.cells.values()))
        return False
    seen[key] = row.number
    return True


def _refuse_rest(reading: Reading, group: Sequence[tuple[Row, LineRecord]], reason: str, column: str = "") -> None:
    for row, _ in group:
        reading.refuse(row.number, column, reason, tuple(row.cells.values()))
