"""UCI "Online Retail": every invoice line of a gift-ware shop, brought in as the history of a shop that moves in.

A `C` invoice is a credit; a negative quantity at no price is a stock correction, as is an invoice at no price to
nobody; codes that are no product (postage, fees, discounts, vouchers) are charges. Every line is booked or counted
under the reason why it is not.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from sys import intern

from orderdesk.domain.values.addresses import PostalAddress
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import Quantity
from orderdesk.integrations.imports.protocol import Options, Reading, Sheet, one_row
from orderdesk.integrations.imports.reading import values
from orderdesk.integrations.imports.records import CorrectionRecord, CreditRecord, LineRecord, OrderRecord, Record

_HEADINGS = (
    "InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country",
)  # fmt: skip
_PRODUCT = re.compile(r"\d{5,}[A-Za-z]*")
_STEP = 5_000
NOTHING = "neither goods nor money: a charge at no price, corrected in stock"
NO_QUANTITY = "the quantity is 0"


@dataclass(frozen=True, slots=True)
class _Line:
    row: int
    file: str
    code: str
    label: str
    quantity: Quantity
    at: datetime
    price: int
    customer: str
    country: str


class UciOnlineRetail:
    """The seven files, or any month of them."""

    name = "uci-online-retail"
    kind = "orders"
    title = "UCI Online Retail, as the history of a shop"

    def recognises(self, headers: Sequence[str]) -> bool:
        return set(_HEADINGS) <= set(headers)

    def columns(self, headers: Sequence[str], sample: Sequence[Sequence[str]] = ()) -> Mapping[str, str]:
        return {heading: heading for heading in _HEADINGS}

    def read(self, sheets: Sequence[Sheet], columns: Mapping[str, str], options: Options) -> Reading:
        reading = Reading(makes_items=True)
        groups: dict[str, list[_Line]] = {}
        for sheet in sheets:
            places = [sheet.headers.index(heading) for heading in _HEADINGS]
            for row, cells in sheet.rows():
                reading.lines += 1
                if reading.lines % _STEP == 0:
                    options.step(reading.lines)
                _collect(reading, groups, sheet, row, cells, places)
        names = reading.names = _names(groups)
        while groups:
            number, lines = next(iter(groups.items()))
            del groups[number]
            reading.records += _records(reading, number, lines, names)
        return reading


def _collect(
    reading: Reading, groups: dict[str, list[_Line]], sheet: Sheet, row: int, cells: list[str], places: list[int]
) -> None:
    if not one_row(reading, row, cells, sheet.headers):
        return
    number, code, label, quantity, at, price, customer, country = (cells[place] for place in places)
    try:
        pieces, each = _quantity(quantity), _price(price)
        moment = values.moment(at)
        if not number.strip() or not code.strip() or moment is None or pieces is None:
            raise Refused("The invoice number, the stock code, the quantity and the date must not be empty.")
        line = _Line(row, sheet.name, _key(code), _text(label), pieces, moment, each, _key(customer), _text(country))
    except Refused as error:
        reading.refuse(row, error.field or "", str(error), cells, sheet.name)
        return
    groups.setdefault(_key(number), []).append(line)


_key = lru_cache(maxsize=50_000)(lambda cell: intern(values.key(cell)))
_text = lru_cache(maxsize=50_000)(lambda cell: intern(values.text(cell)))
_quantity = lru_cache(maxsize=10_000)(values.quantity)


@lru_cache(maxsize=10_000)
def _price(cell: str) -> int:
    """A price in ten-thousandths; a bad debt is written with a negative one."""
    found = values.price(cell.strip().removeprefix("-"))
    if found is None:
        raise Refused("The price is empty.", field="UnitPrice")
    return -found if cell.strip().startswith("-") else found


def is_product(code: str) -> bool:
    """A product's code is five digits, with letters for its colour; all else is a charge."""
    return _PRODUCT.fullmatch(code) is not None


def _names(groups: Mapping[str, list[_Line]]) -> dict[str, str]:
    """The name of each code: its commonest description in capitals; the others are staff notes."""
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for lines in groups.values():
        for line in lines:
            if line.label:
                counted[line.code][line.label] += 1 if line.label.isupper() else 0
    return {code: max(labels, key=lambda each: (labels[each], each)) for code, labels in counted.items()}


def _records(reading: Reading, number: str, lines: list[_Line], names: Mapping[str, str]) -> Iterator[Record]:
    """What one invoice number comes to."""
    at = min(line.at for line in lines)
    nobody = not any(line.customer or line.price for line in lines)
    sold: list[LineRecord] = []
    credited: list[LineRecord] = []
    for line in lines:
        goods = is_product(line.code)
        label = line.label or names.get(line.code) or line.code
        worth = line.quantity * line.price
        if not line.quantity:
            _count(reading, NO_QUANTITY)
        elif not line.price and (nobody or line.quantity < 0) and not number.startswith("C"):
            if goods:
                name = names.get(line.code) or line.code
                yield CorrectionRecord(line.row, line.code, name, line.quantity, line.at, number, line.label)
            else:
                _count(reading, NOTHING)
        elif worth < 0 or line.quantity < 0:
            if line.price < 0 < -line.quantity:
                reading.refuse(line.row, "UnitPrice", "Quantity and price are both negative.", file=line.file)
                continue
            credited.append(LineRecord(line.row, line.code, label, abs(line.quantity), abs(line.price), 0, goods))
        elif number.startswith("C"):
            reading.refuse(line.row, "Quantity", "A credit has a quantity below zero.", file=line.file)
        else:
            sold.append(LineRecord(line.row, line.code, label, line.quantity, line.price, 0, goods))
    first = lines[0]
    if sold:
        place = _country(first.country)
        yield OrderRecord(
            first.row, number, f"UCI-{number}", at, tuple(sold), customer=first.customer, ship_to=place, shipped_on=at
        )
    if credited:
        own = number if not sold else f"{number}-credit"
        yield CreditRecord(first.row, own, f"UCI-{own}", at, first.customer, tuple(credited), first.country)


@lru_cache(maxsize=1_000)
def _country(name: str) -> PostalAddress:
    return PostalAddress(country=name)


def _count(reading: Reading, reason: str) -> None:
    reading.unbooked[reason] = reading.unbooked.get(reason, 0) + 1
