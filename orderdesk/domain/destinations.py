"""The tax of where the goods go: rates by country, region and day that stand before the shop's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from orderdesk.domain.addresses import Place, written_region
from orderdesk.domain.money import Rate


@dataclass(frozen=True, slots=True)
class DestinationRate:
    """The rate for goods sent to a country from a day on; an empty region or tax class stands for all.

    With an `exemption` nothing sent there is taxed, and the reason is printed: "Export, no VAT".
    """

    country: str
    region: str
    tax_class: str
    rate: Rate
    valid_from: date
    exemption: str = ""


def rate_to(rates: Sequence[DestinationRate], place: Place | None, tax_class: str, day: date) -> DestinationRate | None:
    """The rate in force for goods of a class sent to a place; None where the shop's own counts.

    A region goes before its country, a class before all classes, a later day before an earlier one.
    """
    if place is None:
        return None
    region = written_region(place.country, place.region).casefold()
    fitting = [
        each
        for each in rates
        if each.country == place.country
        and each.region.casefold() in ("", region)
        and each.tax_class in ("", tax_class)
        and each.valid_from <= day
    ]
    return max(fitting, key=lambda each: (bool(each.region), bool(each.tax_class), each.valid_from), default=None)
