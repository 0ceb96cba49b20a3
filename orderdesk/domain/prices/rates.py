"""What a service costs: bands by billable weight, free from a net worth on, and what the carrier takes all the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from orderdesk.domain.values.countries import measures_in_inches
from orderdesk.domain.values.errors import BadInput, Refused
from orderdesk.domain.values.money import Amount, amount_text, divide, grouped, parse_amount, scaled_text, shown
from orderdesk.domain.values.quantity import ONE, Quantity
from orderdesk.domain.values.weights import figure_in, parse_weight, shown_weight, together, weight_unit
from orderdesk.domain.values.worths import about
from orderdesk.domain.values.written.figures import read_decimal
from orderdesk.domain.values.written.local import current

LARGEST_DIVISOR = 1_000_000
# A cubic inch is exactly 16.387064 cubic centimetres, a pound 0.45359237 kilograms.
_CUBIC_INCH, _POUND = 1_638_706_400, 45_359_237
Band = tuple[int, Amount]
"""Up to so many grams, for so much."""


@dataclass(frozen=True, slots=True)
class RateTable:
    """The price rules of one service; without bands the flat `price` holds for every box.

    `divisor` turns cubic centimetres into kilograms (5000 is usual); `free_over` is the net after discount from which
    the customer pays nothing.
    """

    price: Amount = 0
    bands: tuple[Band, ...] = ()
    divisor: int = 5_000
    free_over: Amount | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    """A box to be sent: grams and cubic millimetres; a volume of 0 means that only the weight counts."""

    weight_g: int
    volume_mm3: int = 0


class Measured(Protocol):
    """What has a weight in grams and sides in millimetres, 0 while nobody has measured them."""

    @property
    def weight_g(self) -> int: ...
    @property
    def length_mm(self) -> int: ...
    @property
    def width_mm(self) -> int: ...
    @property
    def height_mm(self) -> int: ...


def parcel_of(goods: Iterable[tuple[Measured, Quantity]]) -> Parcel:
    """Goods as the one box they would fill, before anybody has packed them."""
    known = list(goods)
    volume = sum(divide(volume_of(each) * quantity, ONE) for each, quantity in known)
    return Parcel(together((each.weight_g, quantity) for each, quantity in known), volume)


def volume_of(each: Measured) -> int:
    """Cubic millimetres; 0 unless all three sides are known."""
    return each.length_mm * each.width_mm * each.height_mm


@dataclass(frozen=True, slots=True)
class Postage:
    """What the customer is charged, and what the carrier takes, which the margin is reckoned from."""

    charge: Amount
    cost: Amount
    billable_g: int


def billable_weight(parcel: Parcel, divisor: int) -> int:
    """The greater of the weight and the weight its size stands for, in grams, rounded up."""
    by_size = -(-parcel.volume_mm3 // divisor) if divisor > 0 else 0
    return max(parcel.weight_g, by_size)


def postage(table: RateTable, parcels: Iterable[Parcel], net: Amount) -> Postage:
    """The postage of an order whose goods come to `net` after discount; refuse a box heavier than the service takes."""
    weights = [billable_weight(parcel, table.divisor) for parcel in parcels] or [0]
    cost = sum(_price(table, weight) for weight in weights)
    free = table.free_over is not None and net >= table.free_over
    return Postage(0 if free else cost, cost, sum(weights))


def heaviest(table: RateTable) -> int | None:
    """The most grams that a box may count as; None for no end."""
    return table.bands[-1][0] if table.bands else None


def _price(table: RateTable, weight_g: int) -> Amount:
    if not table.bands:
        return table.price
    for up_to, price in table.bands:
        if weight_g <= up_to:
            return price
    heaviest = table.bands[-1][0]
    raise Refused(
        f"{shown_weight(weight_g)} is more than this service takes ({shown_weight(heaviest)}); "
        "choose another one or pack more boxes.",
        field="service",
    )


def checked_bands(bands: Iterable[Band]) -> tuple[Band, ...]:
    """Bands in rising order; refuse two of one weight, and weights or prices below zero."""
    ordered = tuple(sorted(bands))
    weights = [up_to for up_to, _ in ordered]
    if any(up_to <= 0 or price < 0 for up_to, price in ordered) or len(set(weights)) != len(weights):
        raise Refused("Each rate band needs its own weight above zero and a price of zero or more.", field="bands")
    return ordered


def usual_divisor(country: str) -> int:
    """The volume divisor that is usual in a country, in cubic centimetres to the kilogram: 5000, or 139 cubic inches to
    the pound."""
    return _metric(Decimal(139)) if measures_in_inches(country) else 5_000


def parse_divisor(text: str) -> int:
    """A volume divisor as it is kept, of one in the shop's units: cubic centimetres to the kilogram, or cubic inches to
    the pound."""
    figure = read_decimal(text, field="divisor")
    kept = int(figure) if weight_unit() == "kg" else _metric(figure)
    if not 0 < kept <= LARGEST_DIVISOR or (weight_unit() == "kg" and figure != kept):
        usual = shown_divisor(usual_divisor(current().country))
        raise BadInput(f"Enter a whole number, such as {usual}.", field="divisor")
    return kept


def shown_divisor(divisor: int) -> str:
    """A volume divisor for the eye, as `parse_divisor` reads it: "5000", "139" where goods are weighed in pounds."""
    if weight_unit() == "kg":
        return str(divisor)
    for decimals in (0, 1, 2):
        figure = divide(divisor * 10**decimals * _POUND, _CUBIC_INCH)
        if divide(figure * _CUBIC_INCH, 10**decimals * _POUND) == divisor:
            break
    return grouped(scaled_text(figure, decimals, keep=0))


def _metric(figure: Decimal) -> int:
    """Cubic inches to the pound as cubic centimetres to the kilogram."""
    hundredths = int((figure * 100).to_integral_value(ROUND_HALF_UP))
    return divide(hundredths * _CUBIC_INCH, 100 * _POUND)


def parse_bands(text: str, currency: str) -> tuple[Band, ...]:
    """Read "1 4.90; 5 6.90", or one band a line: up to so many kilograms, for so much; no text is no bands.

    A weight may name its unit ("5 lb 6.90"); one that does not is in the shop's, kilograms or pounds.
    """
    bands = []
    for part in filter(None, (each.strip() for each in re.split(r"[;\n]", text))):
        # A blank parts the two; narrower ones may group the thousands of either.
        weight, _, price = re.sub(r"[ \t]+", " ", part).rpartition(" ")
        if not weight or (" " in weight and not weight[-1].isalpha()):
            example = f"5 {shown(about(690, currency), currency)}"
            raise BadInput(
                f"Write a band as {weight_unit()} and price, such as {example}, not {part[:40]}.", field="bands"
            )
        bands.append((parse_weight(weight, field="bands"), parse_amount(price, currency, field="bands")))
    return checked_bands(bands)


def bands_text(bands: Iterable[Band], currency: str) -> list[str]:
    """Each band as plain text for files: kilograms and price."""
    return [f"{figure_in(up_to, 'kg')} {amount_text(price, currency)}" for up_to, price in bands]


def shown_bands(bands: Iterable[Band], currency: str) -> list[str]:
    """Each band for the eye, as `parse_bands` reads it."""
    return [f"{grouped(figure_in(up_to, weight_unit()))} {shown(price, currency)}" for up_to, price in bands]
