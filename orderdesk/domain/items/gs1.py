"""GS1 element strings: what a GS1-128, a GS1 DataMatrix or a GS1 Digital Link says beside the number of the goods.

An element is an application identifier of 2 to 4 digits and its data; one of open length ends with the separator FNC1,
which readers send as the control character GS (ASCII 29). Source: GS1 General Specifications, section 3.2 and figure
7.8.5-2 (identifiers of a fixed length).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from orderdesk.domain.items.barcodes import check_digit, is_digits, is_gtin
from orderdesk.domain.values.quantity import LARGEST_QUANTITY, ONE, Quantity

GS = "\x1d"
"""The separator as readers send it."""
# What a reader may send first to say that a GS1 code follows (ISO/IEC 15424).
_SYMBOLOGIES = ("]C1", "]e0", "]d2", "]Q3", "]J1")
_BRACKETED = re.compile(r"\((\d{2,4})\)([^(]+)")
_LINK = re.compile(r"https?://[^/\s]+(?:/[^/]+)*?((?:/\d{2,4}/[^/?#]+)+)/?(?:[?#].*)?", re.ASCII)
_PART = re.compile(r"/(\d{2,4})/([^/?#]+)")
# How many digits an identifier has, by its first two; then how long the data of those of a fixed length is.
_THREE = {"23", "24", "25", "40", "41", "42", "71"}
_FOUR = {"31", "32", "33", "34", "35", "36", "39", "43", "70", "72", "80", "81", "82"}
_FIXED = {
    "00": 18, "01": 14, "02": 14, "03": 14, "11": 6, "12": 6, "13": 6, "15": 6, "16": 6, "17": 6, "20": 2,
    "31": 6, "32": 6, "33": 6, "34": 6, "35": 6, "36": 6, "41": 13,
}  # fmt: skip
_TWO = {*_FIXED, "10", "21", "22", "30", "37", *(str(number) for number in range(90, 100))} - _THREE - _FOUR
_GRAMS_PER_POUND = Decimal("453.59237")


@dataclass(frozen=True, slots=True)
class Elements:
    """What a GS1 code says: `gtin` of the goods (14 digits), `parcel` (an SSCC of 18), the lot, the serial number, the
    last day of use, `count` (thousandths of a piece) and `weight` (thousandths of a kilogram), each empty where it
    says nothing."""

    gtin: str = ""
    parcel: str = ""
    lot: str = ""
    serial: str = ""
    expires: date | None = None
    count: Quantity | None = None
    weight: Quantity | None = None


def read_elements(code: str) -> Elements | None:
    """What a GS1 code says, in any of the ways readers send it; None for a code of another kind."""
    found = _found(code.strip())
    if not found:
        return None
    return Elements(
        gtin=found.get("01") or found.get("02", ""),
        parcel=found.get("00", ""),
        lot=found.get("10", ""),
        serial=found.get("21", ""),
        expires=_day(found.get("17") or found.get("15", "")),
        count=_count(found.get("37") or found.get("30", "")),
        weight=_weight(found),
    )


def _found(code: str) -> dict[str, str]:
    """The elements by their identifiers; none at all if one of them cannot be."""
    link = _LINK.fullmatch(code)
    if link:
        elements = _PART.findall(link[1])
    elif code.startswith("(") and _BRACKETED.sub("", code) == "":
        elements = _BRACKETED.findall(code)
    else:
        marked = code.startswith((*_SYMBOLOGIES, GS))
        plain = code[3:] if code.startswith(_SYMBOLOGIES) else code
        elements = list(_split(plain.strip(GS)))
        # Without mark or separator a code is GS1 only when it says all of a GS1 code: any long number could be.
        if not marked and GS not in code and not _speaks_for_itself(plain, elements):
            return {}
    found = dict(elements)
    goods = found.get("01") or found.get("02")
    if not found or (goods is not None and not is_gtin(goods.zfill(14))):
        return {}
    return found | ({"01": goods.zfill(14)} if goods else {})


def _speaks_for_itself(code: str, elements: list[tuple[str, str]]) -> bool:
    """Whether a code begins with the number of goods or of a parcel and can be read to its end."""
    whole = sum(len(name) + len(data) for name, data in elements) == len(code)
    if not whole or not elements:
        return False
    name, data = elements[0]
    return (name == "01" and is_gtin(data)) or (name == "00" and len(code) == 20 and _is_parcel(data))


def _is_parcel(data: str) -> bool:
    return is_digits(data) and data[-1] == check_digit(data[:-1])


def _split(text: str) -> Iterator[tuple[str, str]]:
    """Each identifier with its data; ends where something else begins."""
    while text:
        length = _identifier_length(text)
        name, rest = text[:length], text[length:]
        if not length or not is_digits(name):
            return
        fixed = _FIXED.get(name[:2])
        data, _, left = rest.partition(GS)
        if fixed is not None:
            data, left = rest[:fixed], rest[fixed:].removeprefix(GS)
            if len(data) < fixed or not is_digits(data):
                return
        if not data:
            return
        yield name, data
        text = left


def _identifier_length(text: str) -> int:
    begins = text[:2]
    return 3 if begins in _THREE else 4 if begins in _FOUR else 2 if begins in _TWO else 0


def _day(data: str) -> date | None:
    """YYMMDD as a day; day 00 means the last of the month; a year is the nearest one (within 50 years of 2026)."""
    if not (is_digits(data) and len(data) == 6):
        return None
    year, month, day = 2000 + int(data[:2]), int(data[2:4]), int(data[4:])
    if not 1 <= month <= 12 or day > monthrange(year, month)[1]:
        return None
    return date(year, month, day or monthrange(year, month)[1])


def _count(data: str) -> Quantity | None:
    wanted = int(data) * ONE if is_digits(data) else 0
    return wanted if 0 < wanted <= LARGEST_QUANTITY else None


def _weight(found: dict[str, str]) -> Quantity | None:
    """Net weight of 310n (kilograms) or 320n (pounds), n decimals, as thousandths of a kilogram."""
    for name, data in found.items():
        if name[:3] in ("310", "320") and is_digits(data) and name[3] in "012345":
            value = Decimal(data).scaleb(-int(name[3]))
            grams = value * (1000 if name[:3] == "310" else _GRAMS_PER_POUND)
            return int(grams.quantize(Decimal(1))) or None
    return None
