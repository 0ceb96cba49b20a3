"""Sizes of items and boxes: kept in millimetres, typed and shown in the shop's unit of length."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import divide, grouped, scaled_text
from orderdesk.domain.values.written import local
from orderdesk.domain.values.written.figures import read_decimal
from orderdesk.domain.values.written.number_form import NumberForm

Size = tuple[int, int, int]
"""Length, width and height in millimetres; all 0 while nobody has measured."""

NO_SIZE: Size = (0, 0, 0)
LONGEST_MM = 100_000
_UNITS = {"mm": Decimal(1), "cm": Decimal(10), "in": Decimal("25.4"), "m": Decimal(1_000)}
_WORDS = {"inch": "in", "inches": "in", '"': "in", "″": "in", "zoll": "in"}
_UNIT = re.compile(r"\s*(mm|cm|in|inch|inches|zoll|m|\"|″)\.?\s*$", re.IGNORECASE)
_UNIT_IN_HEADING = re.compile(r"\b(mm|cm|in|inch|inches|zoll)\b")
_TIMES = re.compile(r"\s*[x×*]\s*|\s+by\s+", re.IGNORECASE)


def parse_length(text: str, unit: str = "", form: NumberForm | None = None, *, field: str = "size") -> int:
    """Millimetres of "30", "30 cm" or "11.8 in"; without a unit in the text or as `unit` it is the shop's.

    Refuses what is below zero or above 100 m; finer figures are rounded to the millimetre.
    """
    bare, found = _with_unit(text, unit)
    millimetres = read_decimal(bare, form, field=field) * _UNITS[found]
    if not 0 <= millimetres <= LONGEST_MM:
        raise Refused(f"A side is from 0 to 100 metres, not {text.strip()[:40]}.", field=field)
    return int(millimetres.to_integral_value(ROUND_HALF_UP))


def parse_size(text: str, unit: str = "", form: NumberForm | None = None, *, field: str = "size") -> Size:
    """The size of "30 x 25 x 20", in the unit at its end, else `unit`, else the shop's; no text is no size."""
    if not text.strip():
        return NO_SIZE
    bare, found = _with_unit(text, unit)
    sides = [_UNIT.sub("", part) for part in _TIMES.split(bare.strip())]
    if len(sides) != 3 or not all(sides):
        raise Refused(
            f"Write a size as length x width x height, such as 30 x 25 x 20, not {text.strip()[:40]}.", field=field
        )
    length, width, height = (parse_length(side, found, form, field=field) for side in sides)
    if 0 in (length, width, height):
        raise Refused("A size has three sides above zero.", field=field)
    return length, width, height


def shown_sides(size: Size) -> str:
    """The sides for the eye in the shop's unit, as `parse_size` reads them; "" while not measured."""
    return " x ".join(grouped(_in_unit(side, unit())) for side in size) if any(size) else ""


def shown_size(size: Size) -> str:
    """The same with its unit: "30 x 25 x 20 cm"."""
    return f"{shown_sides(size)} {unit()}" if any(size) else ""


def unit() -> str:
    """The unit of length of the shop that is open: "cm" or "in"."""
    return local.current().length


def unit_of_heading(heading: str) -> str:
    """The unit that a heading names: "cm" of "Length (cm)"; "" for none."""
    found = _UNIT_IN_HEADING.findall(heading.casefold())
    return _WORDS.get(found[-1], found[-1]) if found else ""


def _with_unit(text: str, unit_given: str) -> tuple[str, str]:
    match = _UNIT.search(text)
    if match is None:
        return text, unit_given or unit()
    word = match.group(1).lower()
    return text[: match.start()], _WORDS.get(word, word)


def _in_unit(millimetres: int, name: str) -> str:
    """The shortest figure that is read as the same millimetres."""
    hundredths = int(_UNITS[name] * 100)
    for decimals in (0, 1, 2):
        figure = divide(millimetres * 100 * 10**decimals, hundredths)
        if divide(figure * hundredths, 100 * 10**decimals) == millimetres:
            break
    return scaled_text(figure, decimals, keep=0)
