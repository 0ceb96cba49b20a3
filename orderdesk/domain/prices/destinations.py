"""The tax of where the goods go: rates by country, region and day that stand before the shop's own.

A destination is a country, or one of `AREAS`: all that is outside of the shop's tax area (`EXPORTS`), the other states
of the EU (`UNION`), businesses in them (`BUSINESSES`), and the other states of the shop's own country (`STATES`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from orderdesk.domain.prices.tax_categories import EU, NORTHERN_IRELAND
from orderdesk.domain.prices.tax_places import tax_place
from orderdesk.domain.values.addresses import Place, written_region
from orderdesk.domain.values.countries import country_name, country_of
from orderdesk.domain.values.money import Rate

EXPORTS, UNION, BUSINESSES, STATES = "EXPORTS", "EU", "EU-BUSINESS", "STATES"
AREAS = {EXPORTS: "Exports", UNION: "EU", BUSINESSES: "EU businesses", STATES: "Other states"}
"""The areas a rate can be set for, by the word that people write."""
_HOME, _RANKS = "home", {EXPORTS: 1, UNION: 1, STATES: 1, BUSINESSES: 3}
_COUNTRY_RANK = 2
_SAME_AREA = {"IM": "GB", "MC": "FR"}
"""Countries that are taxed as part of another one."""
_OUTSIDE = {
    "ES": ("35", "38", "51", "52"),
    "DE": ("27498", "78266"),
    "IT": ("23041", "22061"),
    "GR": ("63086", "63087"),
}
"""How the postcodes begin of the parts of EU states where their VAT does not hold: the Canaries, Helgoland, Livigno."""
_BY_STATE = frozenset({"US"})
NORTH = "Northern Ireland"
"""The part of the United Kingdom whose goods are taxed as those of a state of the EU are (its VAT ids begin with XI):
a supply from the EU to there is one within it. At home in the United Kingdom it is a place like any other."""
_VAT_ID = re.compile(r"(?P<state>[A-Z]{2})[0-9A-Z+*]{2,12}")


@dataclass(frozen=True, slots=True)
class DestinationRate:
    """The rate for goods sent to a country, or area, from a day on; an empty region or tax class stands for all.

    With an `exemption` nothing sent there is taxed, and the reason is printed: "Export, no VAT".
    """

    country: str
    region: str
    tax_class: str
    rate: Rate
    valid_from: date
    exemption: str = ""

    @property
    def where(self) -> str:
        """The country or area by its name."""
        return AREAS.get(self.country) or country_name(self.country)


@dataclass(frozen=True, slots=True)
class TaxHome:
    """Where the shop is taxed: its country by two letters, and its state where taxes are those of states."""

    country: str
    region: str = ""

    @property
    def place(self) -> str:
        """The place that the shop's own rates are the tax of."""
        return tax_place(self.country, written_region(self.country, self.region) if self.country in _BY_STATE else "")


def destination_of(text: str) -> str:
    """The country or area as typed: "Norway", "exports", "EU businesses"; refuse what is neither."""
    typed = " ".join(text.replace("-", " ").split()).casefold()
    for code, word in AREAS.items():
        if typed in (code.replace("-", " ").casefold(), word.casefold()):
            return code
    return country_of(text)


def is_business(tax_id: str, home: TaxHome) -> bool:
    """Whether a tax id is a VAT id of another state of the EU than the shop's, as a supply without VAT asks for."""
    match = _VAT_ID.fullmatch(re.sub(r"[\s.-]", "", tax_id).upper())
    if match is None or home.country not in EU:
        return False
    state = "GR" if match["state"] == "EL" else match["state"]
    return (state in EU or state == NORTHERN_IRELAND) and state != home.country


def rate_to(
    rates: Sequence[DestinationRate],
    place: Place | None,
    tax_class: str,
    day: date,
    home: TaxHome | None = None,
    *,
    business: bool = False,
) -> DestinationRate | None:
    """The rate in force for goods of a class sent to a place; None where the shop's own counts.

    A business in the EU goes before a country, that before an area, a region before its country, a class before all
    classes, a later day before an earlier one.
    """
    if place is None:
        return None
    region = _region(place).casefold()
    area = _area(place, home)
    fitting = [
        (rank, each)
        for each in rates
        if (rank := _rank(each, place, area, business=business))
        and each.region.casefold() in ("", region)
        and each.tax_class in ("", tax_class)
        and each.valid_from <= day
    ]
    order = [(rank, bool(each.region), bool(each.tax_class), each.valid_from, each) for rank, each in fitting]
    return max(order, key=lambda row: row[:4])[4] if order else None


def taxed_in(rate: DestinationRate | None, place: Place | None, home: TaxHome) -> str:
    """The place whose tax a rate for goods sent to `place` is; None is the shop's own rate.

    Exports and supplies to businesses in the EU are told to the shop's own tax office, which lets them go untaxed; what
    a country, its region or a state takes, or would take, is told there.
    """
    if rate is None or place is None or rate.country in (EXPORTS, BUSINESSES):
        return home.place
    country = (place.country or home.country) if rate.country in AREAS else rate.country
    apart = country in _BY_STATE or (rate.country == UNION and is_northern_ireland(place))
    return tax_place(country, rate.region or (_region(place) if apart else ""))


def _rank(rate: DestinationRate, place: Place, area: str, *, business: bool) -> int:
    if rate.country not in AREAS:
        # The rates of a country do not hold in its parts that are taxed otherwise, unless they name the part.
        apart = _is_outside(place) or (is_northern_ireland(place) and area == UNION)
        return _COUNTRY_RANK if rate.country == place.country and not (apart and not rate.region) else 0
    wanted = UNION if rate.country == BUSINESSES else rate.country
    return _RANKS[rate.country] if wanted == area and (business or rate.country != BUSINESSES) else 0


def _area(place: Place, home: TaxHome | None) -> str:
    """The area that a place lies in, seen from home."""
    if home is None:
        return _HOME
    there, here = (_SAME_AREA.get(each, each) for each in (place.country or home.country, home.country))
    if _is_outside(place):
        return EXPORTS
    if there == here:
        known = here in _BY_STATE and home.region and place.region
        other = known and written_region(there, place.region) != written_region(here, home.region)
        return STATES if other else _HOME
    if here in EU and is_northern_ireland(place):
        return UNION
    return UNION if {there, here} <= EU else EXPORTS


def _region(place: Place) -> str:
    return NORTH if is_northern_ireland(place) else written_region(place.country, place.region)


def is_northern_ireland(place: Place) -> bool:
    """Whether a place is there, by its postcode, or where it has none by its region."""
    named = place.region.strip().casefold() == NORTH.casefold() and not place.postcode.strip()
    return place.country == "GB" and (named or place.postcode.strip().upper().startswith("BT"))


def _is_outside(place: Place) -> bool:
    return place.postcode.replace(" ", "").startswith(_OUTSIDE.get(place.country, ("\0",)))
