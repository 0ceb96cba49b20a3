"""What a service costs: bands by billable weight, free from a net worth on, and what the carrier takes all the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from orderdesk.domain.errors import Refused
from orderdesk.domain.money import Amount

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
    """A box to be sent: grams and millimetres; sizes of 0 mean that only the weight counts."""

    weight_g: int
    length_mm: int = 0
    width_mm: int = 0
    height_mm: int = 0


@dataclass(frozen=True, slots=True)
class Postage:
    """What the customer is charged, and what the carrier takes, which the margin is reckoned from."""

    charge: Amount
    cost: Amount
    billable_g: int


def billable_weight(parcel: Parcel, divisor: int) -> int:
    """The greater of the weight and the weight its size stands for, in grams, rounded up."""
    volume = parcel.length_mm * parcel.width_mm * parcel.height_mm
    by_size = -(-volume // divisor) if divisor > 0 else 0
    return max(parcel.weight_g, by_size)


def postage(table: RateTable, parcels: Iterable[Parcel], net: Amount) -> Postage:
    """The postage of an order whose goods come to `net` after discount; refuse a box heavier than the service takes."""
    weights = [billable_weight(parcel, table.divisor) for parcel in parcels] or [0]
    cost = sum(_price(table, weight) for weight in weights)
    free = table.free_over is not None and net >= table.free_over
    return Postage(0 if free else cost, cost, sum(weights))


def _price(table: RateTable, weight_g: int) -> Amount:
    if not table.bands:
        return table.price
    for up_to, price in table.bands:
        if weight_g <= up_to:
            return price
    heaviest = table.bands[-1][0]
    raise Refused(
        f"{_kilograms(weight_g)} kg is more than this service takes ({_kilograms(heaviest)} kg); choose another one "
        "or pack more boxes.",
        field="service",
    )


def checked_bands(bands: Iterable[Band]) -> tuple[Band, ...]:
    """Bands in rising order; refuse two of one weight, and weights or prices below zero."""
    ordered = tuple(sorted(bands))
    weights = [up_to for up_to, _ in ordered]
    if any(up_to <= 0 or price < 0 for up_to, price in ordered) or len(set(weights)) != len(weights):
        raise Refused("Each rate band needs its own weight above zero and a price of zero or more.", field="bands")
    return ordered


def _kilograms(grams: int) -> str:
    whole, rest = divmod(grams, 1_000)
    return f"{whole}.{rest:03d}".rstrip("0").rstrip(".")
