"""Which tax an order bears: the customer's exemption, then the rate of where it goes, then the shop's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from orderdesk.domain.prices.destinations import DestinationRate, TaxHome, is_business, rate_to
from orderdesk.domain.shop.records import Shop
from orderdesk.domain.values.addresses import Place
from orderdesk.domain.values.money import Rate


@dataclass(frozen=True, slots=True)
class Taxing:
    """How one order is taxed: the rate of a tax class, and the reason printed where there is no tax at all."""

    rate_of: Callable[[str], Rate]
    exemption: str = ""


def untaxed(why: str) -> Taxing:
    """No tax at all, for this reason."""
    return Taxing(lambda _: 0, why)


def taxing_to(rates: Sequence[DestinationRate], shop: Shop, day: date, place: Place | None, tax_id: str = "") -> Taxing:
    """The tax of goods sent to a place on a day, by the rates of destinations and the shop's own."""
    home, profile = TaxHome(shop.country, shop.region), shop.tax_profile
    business = is_business(tax_id, home)

    def there(among: Sequence[DestinationRate], tax_class: str) -> DestinationRate | None:
        return rate_to(among, place, tax_class, day, home, business=business)

    @cache
    def rate_of(tax_class: str) -> Rate:
        found = there(rates, tax_class)
        return profile.rate_on(tax_class, day).rate if found is None else found.rate

    export = there([each for each in rates if each.exemption], "")
    whole = there([each for each in rates if not each.tax_class], "")
    return Taxing(rate_of, export.exemption) if export is not None and export == whole else Taxing(rate_of)
