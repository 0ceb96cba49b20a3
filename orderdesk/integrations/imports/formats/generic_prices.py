"""Prices of any table: on a price list or of one customer, each from a quantity on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import ONE
from orderdesk.integrations.imports.formats.generic import Generic, first_of_its_kind
from orderdesk.integrations.imports.protocol import Options, Reading, Sheet
from orderdesk.integrations.imports.reading import values
from orderdesk.integrations.imports.reading.forms import forms_of
from orderdesk.integrations.imports.reading.rows import Row, each_row
from orderdesk.integrations.imports.records import PriceRecord


class GenericPrices(Generic):
    """One price a row."""

    kind = "prices"
    title = "Prices, any table"

    def read(self, sheets: Sequence[Sheet], columns: Mapping[str, str], options: Options) -> Reading:
        reading = Reading()
        seen: dict[str, int] = {}
        forms = forms_of(self.kind, sheets, columns)
        read = partial(_price, currency=options.currency)
        for sheet in sheets:
            for row, record in each_row(reading, sheet, columns, options, read, forms):
                start = "" if record.from_quantity == ONE else f" from {record.from_quantity / ONE:g}"
                if first_of_its_kind(reading, seen, f"{record.sku}{start} for {record.owner}", row):
                    reading.records.append(record)
        return reading


def _price(row: Row, currency: str) -> PriceRecord:
    list_name, customer = row.text("list"), row.get("customer", values.key)
    if bool(list_name) == bool(customer):
        said = "Name a price list or a customer, not both." if customer else "Name a price list or a customer."
        raise Refused(said, field=row.titles.get("list") or row.titles.get("customer", ""))
    price = row.figure("price", values.price)
    if price is None:
        raise Refused("This must not be empty.", field=row.title("price"))
    given = row.text("currency").upper()
    if customer and given not in ("", currency):
        said = f"A price of one customer is in {currency}, not in {given[:10]}."
        raise Refused(said, field=row.titles["currency"])
    start = row.figure("from_quantity", values.quantity)
    first, last = (row.day(name) for name in ("valid_from", "valid_to"))
    if start is not None and start <= 0:
        raise Refused("A price holds from a quantity above zero.", field=row.titles["from_quantity"])
    if first and last and last < first:
        raise Refused("The last day is before the first.", field=row.titles["valid_to"])
    return PriceRecord(
        row.number,
        row.needed("sku", values.code),
        price,
        ONE if start is None else start,
        list_name,
        row.text("group"),
        customer,
        first,
        last,
        given,
    )
