"""The places that tax is filed for: a country, or a part of it that has its own tax, as one short word.

"DE" is Germany, "US-CA" is California, "GB-Northern Ireland" is the part of the United Kingdom that is taxed as within
the EU: the country's two letters and, behind a hyphen, the region as addresses of that country write it.
"""

from __future__ import annotations

from orderdesk.domain.values.addresses import regions
from orderdesk.domain.values.countries import country_in_words, country_name
from orderdesk.domain.values.money import Rate, with_percent


def tax_place(country: str, region: str = "") -> str:
    """The word for a country by two letters and a region of it as addresses write it; empty for no country."""
    return f"{country}-{region}" if country and region else country


def parts_of(place: str) -> tuple[str, str]:
    """The country and the region of a place; the region is empty where it is the whole country."""
    country, _, region = place.partition("-")
    return country, region


def region_name(place: str) -> str:
    """The region of a place by its name: "California" of "US-CA"; empty for a whole country."""
    country, region = parts_of(place)
    return next((each.names[0] for each in regions(country) if each.code == region), region) if region else ""


def place_name(place: str, home: str = "") -> str:
    """A place by its name: "France", "California" seen from a place in the United States, else "California, United
    States"."""
    country, region = parts_of(place)
    if not region:
        return country_name(country)
    return region_name(place) if country == parts_of(home)[0] else f"{region_name(place)}, {country_name(country)}"


def elsewhere(place: str, home: str) -> str:
    """The name of a place that is not the shop's own `home`; empty at home, where no paper and no list names it."""
    return "" if place in ("", home) else place_name(place, home)


def taxed_at(rate: Rate, place: str, home: str) -> str:
    """A rate as sums and accounts name it, in its place unless that is the shop's own: "19%", "21% in Spain"."""
    return with_percent(rate) if place in ("", home) else rate_in(rate, place, home)


def rate_in(rate: Rate, place: str, home: str) -> str:
    """A rate with its place, also at home: "19% in Germany"."""
    name = place_name(place, home) if parts_of(place)[1] else country_in_words(place)
    return f"{with_percent(rate)} in {name}" if name else with_percent(rate)
