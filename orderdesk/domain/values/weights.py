"""Weights of items and boxes: kept in whole grams, typed and shown in the shop's unit of weight."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from orderdesk.domain.values.errors import BadInput, Refused
from orderdesk.domain.values.money import divide, grouped, scaled_text
from orderdesk.domain.values.quantity import ONE, Quantity
from orderdesk.domain.values.written import local
from orderdesk.domain.values.written.figures import read_decimal

HEAVIEST_G = 1_000_000
_OUNCES = 16
# An ounce is exactly 28.349523125 g.
_OUNCE_IN = 28_349_523_125
_OUNCE_SCALE = 1_000_000_000
_UNITS = {
    "g": Decimal(1),
    "kg": Decimal(1_000),
    "oz": Decimal("28.349523125"),
    "lb": Decimal("453.59237"),
}
_WORDS = {
    "gram": "g", "grams": "g", "gr": "g", "kilo": "kg", "kilos": "kg", "kilogram": "kg", "kilograms": "kg", "lbs": "lb",
    "pound": "lb", "pounds": "lb", "ounce": "oz", "ounces": "oz",
}  # fmt: skip
_UNIT = "|".join(sorted([*_UNITS, *_WORDS], key=len, reverse=True))
_PART = re.compile(rf"\s*(?P<figure>[^a-z]+?)\s*(?P<unit>{_UNIT})\.?(?=[\s\d,]|$),?", re.IGNORECASE)


def weight_unit() -> str:
    """The unit of weight of the shop that is open: "kg" or "lb"."""
    return "lb" if local.current().length == "in" else "kg"


def item_unit() -> str:
    """The unit that single items are weighed in: "g" or "oz"."""
    return "oz" if weight_unit() == "lb" else "g"


def parse_weight(text: str, unit_given: str = "", *, field: str = "weight") -> int:
    """Grams of "350 g", "2.15 kg" or "1 lb 4 oz"; a figure alone is in `unit_given`, else in the shop's `weight_unit`.

    Refuses nothing at all, what is finer than a gram in metric units, below zero, and above a tonne.
    """
    bare, name = text.strip(), unit_given or weight_unit()
    parts = [(bare, name)]
    if bare[-1:].isalpha() or bare.endswith("."):
        found = list(_PART.finditer(bare))
        if "".join(match[0] for match in found) != bare or len({_named(match["unit"]) for match in found}) < len(found):
            raise BadInput(f"Write a weight as {weight_examples()}, not {bare[:40]}.", field=field)
        parts = [(match["figure"], _named(match["unit"])) for match in found]
    exact = [read_decimal(figure, field=field) * _UNITS[each] for figure, each in parts]
    grams = sum(exact, Decimal(0))
    if grams != grams.to_integral_value() and not {each for _, each in parts} & {"oz", "lb"}:
        raise BadInput(f"A weight is in whole grams, not {bare[:40]}.", field=field)
    rounded = int(grams.to_integral_value(ROUND_HALF_UP))
    if min(exact) < 0 or not 0 < rounded <= HEAVIEST_G:
        raise Refused(f"Enter a weight above zero, up to {shown_weight(HEAVIEST_G)}, not {bare[:40]}.", field=field)
    return rounded


def parse_item_weight(text: str) -> int:
    """Grams of what is typed for a single item; a figure alone is in the unit that those are weighed in."""
    return parse_weight(text, item_unit(), field="weight_g")


def shown_weight(grams: int) -> str:
    """A weight for the eye: "350 g", "2.15 kg"; "12.3 oz", "4 lb 11.8 oz" where goods are weighed in pounds.

    Ounces to the tenth: a gram is a third of that, so that the figure never tells more than was weighed.
    """
    if weight_unit() == "kg":
        return f"{grams} g" if 0 < grams < 1000 else f"{grouped(scaled_text(grams, 3, keep=0))} kg"
    return _pounds(divide(grams * 10 * _OUNCE_SCALE, _OUNCE_IN), 1)


def typed_weight(grams: int) -> str:
    """A weight as a field shows it, which `parse_weight` reads back to the same gram: "350 g", "12.35 oz"."""
    return shown_weight(grams) if weight_unit() == "kg" else _pounds(*_as_typed(grams))


def together(goods: Iterable[tuple[int, Quantity]]) -> int:
    """Grams of so many units of so many grams each, rounded once.

    What is kept in whole grams was typed in ounces where goods are weighed in pounds, and ten times 0.8 oz are 8 oz;
    what is no tenth of an ounce was weighed in grams.
    """
    grams = tenths = 0
    for each, quantity in goods:
        ounces, decimals = _as_typed(each) if weight_unit() == "lb" else (0, 2)
        if decimals < 2:
            tenths += ounces * 10 ** (1 - decimals) * quantity
        else:
            grams += each * quantity
    return divide(grams * 10 * _OUNCE_SCALE + tenths * _OUNCE_IN, ONE * 10 * _OUNCE_SCALE)


def _as_typed(grams: int) -> tuple[int, int]:
    """The shortest figure in ounces that is read as the same grams, and its decimals."""
    for decimals in (0, 1, 2):
        ounces = divide(grams * 10**decimals * _OUNCE_SCALE, _OUNCE_IN)
        if divide(ounces * _OUNCE_IN, 10**decimals * _OUNCE_SCALE) == grams:
            break
    return ounces, decimals


def figure_in(grams: int, name: str) -> str:
    """The shortest plain figure in "kg" or "lb" that is read as the same grams."""
    if name == "kg":
        return scaled_text(grams, 3, keep=0)
    for decimals in (0, 1, 2, 3):
        pounds = divide(grams * 10**decimals * _OUNCE_SCALE, _OUNCE_IN * _OUNCES)
        if divide(pounds * _OUNCE_IN * _OUNCES, 10**decimals * _OUNCE_SCALE) == grams:
            break
    return scaled_text(pounds, decimals, keep=0)


def _pounds(ounces: int, decimals: int) -> str:
    """Ounces of so many decimals as pounds and ounces; "0 oz" for nothing."""
    whole, rest = divmod(ounces, _OUNCES * 10**decimals)
    pounds = f"{grouped(str(whole))} lb" if whole else ""
    small = f"{grouped(scaled_text(rest, decimals, keep=0))} oz" if rest or not whole else ""
    return " ".join(filter(None, (pounds, small)))


def _named(word: str) -> str:
    small = word.lower()
    return _WORDS.get(small, small)


def weight_examples() -> str:
    """How weights may be typed here."""
    return f"1 lb 4 oz or {grouped('12.5')} oz" if weight_unit() == "lb" else f"350 g or {grouped('2.15')} kg"
