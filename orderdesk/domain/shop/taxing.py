"""Which tax an order bears: the customer's exemption, then the rate of where it goes, then the shop's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from orderdesk.domain.prices.destinations import DestinationRate, is_business, rate_to, taxed_in
from orderdesk.domain.prices.tax import LineTax
from orderdesk.domain.shop.records import Shop
from orderdesk.domain.values.addresses import Place


@dataclass(frozen=True, slots=True)
class Taxing:
    """How one order is taxed: the tax of a tax class, whose tax it would be, and why there is none on all of it."""

    tax_of: Callable[[str], LineTax]
    place_of: Callable[[str], str]
    exemption: str = ""

    def waived(self, why: str) -> Taxing:
        """No tax at all, for this reason; whose tax it would have been is kept."""
        return Taxing(lambda tax_class: LineTax(0, self.place_of(tax_class)), self.place_of, why)


def taxing_to(rates: Sequence[DestinationRate], shop: Shop, day: date, place: Place | None, tax_id: str = "") -> Taxing:
    """The tax of goods sent to a place on a day, by the rates of destinations and the shop's own."""
    home, profile = shop.tax_home, shop.tax_profile
    business = is_business(tax_id, home)

    def there(among: Sequence[DestinationRate], tax_class: str) -> DestinationRate | None:
        return rate_to(among, place, tax_class, day, home, business=business)

    @cache
    def found(tax_class: str) -> DestinationRate | None:
        return there(rates, tax_class)

    def place_of(tax_class: str) -> str:
        return taxed_in(found(tax_class), place, home)

    @cache
    def tax_of(tax_class: str) -> LineTax:
        if (destination := found(tax_class)) is not None:
            return LineTax(destination.rate, place_of(tax_class))
        own = profile.rate_on(tax_class, day)
        return LineTax(own.rate, home.place, "" if own.rate else own.exemption)

    export = there([each for each in rates if each.exemption], "")
    whole = there([each for each in rates if not each.tax_class], "")
    return Taxing(tax_of, place_of, export.exemption if export is not None and export == whole else "")
