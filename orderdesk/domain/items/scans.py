"""What a bar code reader has read: by which codes the item is known, and how much of it is meant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from orderdesk.domain.items.barcodes import same_codes
from orderdesk.domain.items.gs1 import read_elements
from orderdesk.domain.items.scale_codes import read_weighed
from orderdesk.domain.values.money import PRICE_SCALE, Amount, Price, divide, exponent
from orderdesk.domain.values.quantity import ONE, Quantity

_BY_WEIGHT = {"kg": ONE, "kilo": ONE, "kilogram": ONE, "g": 1, "gram": 1}
"""Units sold by weight, with the grams that one of them has."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A code as it was read. `codes` name the item, the likeliest first; `grams` and `count` (thousandths) say how
    much, `price` (minor units) what it costs in all; `parcel` is an SSCC."""

    text: str
    codes: tuple[str, ...]
    grams: int | None = None
    count: Quantity | None = None
    price: Amount | None = None
    lot: str = ""
    serial: str = ""
    expires: date | None = None
    parcel: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """How much of an item a scan means, and at which unit price; None for one, and for the usual price."""

    quantity: Quantity | None = None
    price: Price | None = None


def item_codes(code: str) -> tuple[str, ...]:
    """What an item may be kept under that a person typed or a reader read as `code`, the likeliest first."""
    text = code.strip()
    elements = read_elements(text) if len(text) > len("01") + 14 - 1 else None
    return (text, *same_codes(elements.gtin)) if elements and elements.gtin else same_codes(text)


def read_scan(code: str, layouts: str = "") -> Scan:
    """What a code says; `layouts` are the shop's for the codes of its scales."""
    text = code.strip()
    weighed = read_weighed(text, layouts)
    if weighed is not None:
        number = weighed.item.lstrip("0") or weighed.item
        codes = tuple(dict.fromkeys([*same_codes(weighed.bare), weighed.item, number]))
        return Scan(text, codes, grams=weighed.grams, price=weighed.price)
    elements = read_elements(text)
    if elements is None:
        return Scan(text, item_codes(text))
    return Scan(
        text, item_codes(text), elements.weight, elements.count, None,
        elements.lot, elements.serial, elements.expires, elements.parcel,
    )  # fmt: skip


def measure_of(scan: Scan, unit: str, price: Price, currency: str) -> Measure:
    """How much of an item sold by `unit` at the unit `price` a scan means.

    A price on goods by weight is turned into the weight it pays for, at the unit price that comes to it to the cent.
    """
    grams = _BY_WEIGHT.get(unit.casefold().strip("."))
    if scan.price is not None:
        paid = divide(scan.price * PRICE_SCALE, 10 ** exponent(currency))
        quantity = divide(paid * ONE, price) if grams and price else ONE
        return Measure(max(quantity, 1), divide(paid * ONE, max(quantity, 1)))
    if scan.grams is not None and grams:
        return Measure(divide(scan.grams * ONE, grams) or None)
    return Measure(scan.count)
