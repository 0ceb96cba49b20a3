"""Files of any shape, by their mapping: products, customers and stock, a thing a row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from orderdesk.domain.values.addresses import PostalAddress
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.sizes import Size, parse_length, parse_size, unit_of_heading
from orderdesk.integrations.imports.mapping import guess
from orderdesk.integrations.imports.protocol import Options, Reading, Sheet
from orderdesk.integrations.imports.reading import values
from orderdesk.integrations.imports.reading.forms import forms_of
from orderdesk.integrations.imports.reading.rows import Row, each_row
from orderdesk.integrations.imports.records import CustomerRecord, ProductRecord, StockRecord, VendorRecord

_OURS = re.compile(r"C-\d{1,9}")
ADDRESS = ("line1", "line2", "city", "region", "postcode", "country")


class Generic:
    """What the shapes without a name of their own have in common."""

    name = "generic"
    kind: str

    def recognises(self, headers: Sequence[str]) -> bool:
        return False

    def columns(self, headers: Sequence[str], sample: Sequence[Sequence[str]] = ()) -> Mapping[str, str]:
        return guess(self.kind, headers, sample)


class GenericProducts(Generic):
    """One product a row."""

    kind = "products"
    title = "Products, any table"

    def read(self, sheets: Sequence[Sheet], columns: Mapping[str, str], options: Options) -> Reading:
        reading, seen = Reading(), dict[str, int]()
        forms = forms_of(self.kind, sheets, columns)
        make = partial(product, inclusive=options.inclusive)
        for sheet in sheets:
            for row, record in each_row(reading, sheet, columns, options, make, forms):
                if first_of_its_kind(reading, seen, record.sku, row):
                    reading.records.append(record)
        if not {"price", *_PRICED[options.inclusive]} & set(columns.values()):
            reading.notes.append(_no_price(columns, inclusive=options.inclusive))
        return reading


class GenericCustomers(Generic):
    """One customer a row, or an address of one a row; without an id the e-mail address, else name and place, tell
    them apart."""

    kind = "customers"
    title = "Customers, any table"

    def read(self, sheets: Sequence[Sheet], columns: Mapping[str, str], options: Options) -> Reading:
        reading, found, phones = Reading(), dict[str, CustomerRecord](), dict[str, CustomerRecord]()
        forms = forms_of(self.kind, sheets, columns)
        make = partial(customer, source=options.source, currency=options.currency)
        for sheet in sheets:
            for row, record in each_row(reading, sheet, columns, options, make, forms):
                key = record.number or record.remote_id
                first = found.get(key)
                _tell_phone(reading, phones, record)
                if first is None or _same_person(reading, first, record, row):
                    found[key] = record if first is None else _with_address(first, record)
        reading.records += found.values()
        return reading


class GenericStock(Generic):
    """One count a row."""

    kind = "stock"
    title = "Stock levels, any table"

    def read(self, sheets: Sequence[Sheet], columns: Mapping[str, str], options: Options) -> Reading:
        reading, seen = Reading(), dict[str, int]()
        forms = forms_of(self.kind, sheets, columns)
        for sheet in sheets:
            for row, record in each_row(reading, sheet, columns, options, _stock, forms):
                if first_of_its_kind(reading, seen, f"{record.sku} in {record.bin}" if record.bin else record.sku, row):
                    reading.records.append(record)
        return reading


_POUND = Decimal("453.59237")
"""Grams."""
_PRICED = {True: ("price_with_tax",), False: ("price_without_tax",)}


def _no_price(columns: Mapping[str, str], *, inclusive: bool) -> str:
    other = next((heading for heading, name in columns.items() if name in _PRICED[not inclusive]), "")
    if not other:
        return "There is no price column: prices stay as they are, and new items have none yet."
    own, theirs = ("with", "without") if inclusive else ("without", "with")
    return (
        f"There is no price column: {other} holds prices {theirs} tax, and this shop's are {own} it. "
        "Prices stay as they are, and new items have none yet."
    )


def _weight(row: Row) -> int | None:
    """The weight in grams: a column of grams goes before one of kilograms, pounds and ounces are one weight."""
    metric = (row.figure("weight_g", values.grams, 1), row.figure("weight_kg", values.grams, 1_000))
    parts = (row.figure("weight_lb", values.grams, _POUND), row.figure("weight_oz", values.grams, _POUND / 16))
    given = [each for each in metric if each is not None]
    imperial = [each for each in parts if each is not None]
    return given[0] if given else sum(imperial) if imperial else None


def product(row: Row, *, inclusive: bool = False) -> ProductRecord:
    """A product of one row; its price is the one that contains tax as the shop's own do."""
    active = row.maybe("active", values.flag)
    gone = row.maybe("discontinued", values.flag)
    vendor = row.text("vendor")
    price = row.figure("price", values.price)
    return ProductRecord(
        row.number,
        row.needed("sku", values.code),
        name=row.text("name") or None,
        price=row.figure(_PRICED[inclusive][0], values.price) if price is None else price,
        cost=row.figure("cost", values.price),
        barcode=row.maybe("barcode", values.code),
        tax_class=row.text("tax_class") or None,
        unit=row.text("unit") or None,
        weight_g=_weight(row),
        size=_size(row),
        upright=row.maybe("upright", values.flag),
        fragile=row.maybe("fragile", values.flag),
        reorder_point=_not_negative(row, "reorder_point"),
        safety_stock=_not_negative(row, "safety_stock"),
        stocked=row.maybe("stocked", values.flag),
        oversell=row.maybe("oversell", values.flag),
        warning=row.text("warning") or None,
        instructions=row.maybe("instructions", values.note),
        active=not gone if gone is not None else active,
        vendor=VendorRecord(vendor) if vendor else None,
        on_hand=_not_negative(row, "stock"),
        incoming=_not_negative(row, "incoming"),
        bin=row.text("bin"),
    )


def _size(row: Row) -> Size | None:
    """The size of one cell, or of three; None where one side is missing. A unit stands in the cell, in the heading, or
    is that of the shop."""
    whole = row.figure(
        "dimensions", lambda cell, form: parse_size(cell, unit_of_heading(row.title("dimensions")), form)
    )
    if whole is not None:
        return whole
    length, width, height = (
        row.figure(name, lambda cell, form, name=name: parse_length(cell, unit_of_heading(row.title(name)), form))
        for name in ("length", "width", "height")
    )
    return (length, width, height) if length and width and height else None


def customer(row: Row, *, source: str = "", currency: str) -> CustomerRecord:
    """A customer of one row; a firm without a person is called as the firm. Amounts are in the shop's `currency`."""
    company = row.text("company")
    name = person_name(row) or company
    if not name:
        raise Refused("This must not be empty.", field=row.title("name"))
    address = address_of(row, name)
    email = row.text("email").casefold()
    number = row.get("number", values.key)
    ours = number if _OURS.fullmatch(number) else ""
    return CustomerRecord(
        row.number,
        person_key(row.get("remote_id", values.key) or ("" if ours else number), source, email, name, row),
        name,
        company=company or None,
        phone=row.text("phone") or None,
        email=email or None,
        tax_id=row.text("tax_id") or None,
        terms_days=row.figure("terms_days", values.count),
        discount=row.figure("discount", values.percent),
        tax_exemption=row.text("tax_exemption") or None,
        credit_limit=row.figure("credit_limit", values.amount, currency),
        shipping=row.text("shipping").casefold() or None,
        invoicing=row.text("invoicing").casefold() or None,
        instructions=row.maybe("instructions", values.note),
        contact=row.text("contact"),
        contact_job=row.text("contact_job"),
        address=address if any(row.text(each) for each in ADDRESS) else None,
        number=ours,
    )


def address_of(row: Row, name: str, lead: str = "") -> PostalAddress:
    """An address of a row; a postcode that a spreadsheet took for a number has no point."""
    line1, line2, city, region, postcode, country = (f"{lead}{each}" for each in ADDRESS)
    return PostalAddress(
        name,
        row.text(line1),
        row.text(line2),
        row.text(city),
        row.text(region),
        row.get(postcode, values.key),
        row.text(country),
    )


def person_name(row: Row) -> str:
    """The name of a person in one column, or in two."""
    return row.text("name") or " ".join(filter(None, (row.text("first_name"), row.text("last_name"))))


def person_key(remote_id: str, source: str, email: str, name: str, row: Row, lead: str = "") -> str:
    """What a customer is known again by: the id in their own shop, else e-mail, else name with postcode, phone or
    town."""
    if remote_id:
        return f"{source}:{remote_id}" if source else remote_id
    place = row.text(f"{lead}postcode").replace(" ", "") or row.text("phone") or row.text(f"{lead}city")
    return email or f"{name} {place}".strip().casefold()


def _tell_phone(reading: Reading, phones: dict[str, CustomerRecord], record: CustomerRecord) -> None:
    """Two names with one telephone may be one customer, or two at one place: it is said, and both come in."""
    digits = re.sub(r"\D", "", record.phone or "")[-9:]
    first = phones.setdefault(digits, record)
    if len(digits) > 6 and first.remote_id != record.remote_id:
        reading.notes.append(
            f"Rows {first.row} and {record.row} have one phone: {first.name} and {record.name} may be one customer."
        )


def _same_person(reading: Reading, first: CustomerRecord, record: CustomerRecord, row: Row) -> bool:
    """Whether a row tells nothing else of a customer than the one before, but for the address; noted as wrong if so."""
    for name in ("name", "company", "email", "tax_id", "terms_days", "discount", "credit_limit"):
        one, other = getattr(first, name), getattr(record, name)
        if other is not None and one != other:
            said = f"Row {first.row} says {one or 'nothing'} of the same customer, this row {other}; make them alike."
            reading.refuse(row.number, row.title(name), said, tuple(row.cells.values()))
            return False
    return True


def _with_address(first: CustomerRecord, record: CustomerRecord) -> CustomerRecord:
    known = {first.address, *first.others, None}
    more = () if record.address in known or record.address is None else (record.address,)
    if first.address is None:
        return replace(first, address=record.address, rows=first.rows + 1)
    return replace(first, others=(*first.others, *more), rows=first.rows + 1)


def _stock(row: Row) -> StockRecord:
    quantity = _not_negative(row, "quantity")
    if quantity is None:
        raise Refused("This must not be empty.", field=row.title("quantity"))
    return StockRecord(row.number, row.needed("sku", values.code), quantity, row.text("bin"), row.text("reason"))


def _not_negative(row: Row, name: str) -> int | None:
    found = row.figure(name, values.quantity)
    if found is not None and found < 0:
        raise Refused("This cannot be negative.", field=row.title(name))
    return found


def first_of_its_kind(reading: Reading, seen: dict[str, int], key: str, row: Row) -> bool:
    """Whether nothing of that name stood in a row before; a second one is noted as wrong."""
    if key in seen:
        reading.refuse(row.number, "", f"{key} stands in row {seen[key]} already.", tuple(row.cells.values()))
        return False
    seen[key] = row.number
    return True
