"""Where a delivery service goes: countries and beginnings of postcodes, with a price of their own where wanted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from orderdesk.domain.prices.rates import Band, RateTable, bands_text, parse_bands, shown_bands
from orderdesk.domain.prices.tax_categories import EU
from orderdesk.domain.values.addresses import postcode_word
from orderdesk.domain.values.countries import countries, country_of
from orderdesk.domain.values.errors import BadInput, Refused
from orderdesk.domain.values.money import Amount, amount_text, parse_amount, shown
from orderdesk.domain.values.worths import about

UNION, ABROAD = "EU", "ABROAD"
_GROUPS = {"eu": UNION, "european union": UNION, "abroad": ABROAD, "elsewhere": ABROAD}
_GROUP_WORDS = {UNION: "EU", ABROAD: "abroad"}
_BEGINNING = re.compile(r"[A-Z0-9][A-Z0-9 -]{0,9}")
_LINE = re.compile(r"(?P<areas>[^:()]+?)\s*(?:\((?P<postcodes>[^()]*)\))?\s*(?::\s*(?P<price>.*))?")


@dataclass(frozen=True, slots=True)
class Zone:
    """Countries by their two letters, `UNION` or `ABROAD`; of one country only where its postcodes begin so.

    Without a `price` or `bands` the service's own prices hold.
    """

    areas: tuple[str, ...]
    postcodes: tuple[str, ...] = ()
    price: Amount | None = None
    bands: tuple[Band, ...] = ()

    def table(self, own: RateTable) -> RateTable:
        """The prices to here. What is free from some worth on is so at the service's own prices alone."""
        if self.price is None and not self.bands:
            return own
        return replace(own, price=self.price or 0, bands=self.bands, free_over=None)


def zone_of(zones: Iterable[Zone], country: str, postcode: str, home: str) -> Zone | None:
    """The zone that a place lies in, the closest named first; None where the service does not go.

    A longer beginning of a postcode goes before a shorter, a country before the EU, that before abroad.
    """
    code = _plain(postcode)
    ranked = [(rank, each) for each in zones if (rank := _rank(each, country, code, home))]
    return max(ranked, key=lambda pair: pair[0])[1] if ranked else None


def _rank(zone: Zone, country: str, code: str, home: str) -> int:
    if zone.postcodes:
        fitting = [len(each) for each in zone.postcodes if code.startswith(_plain(each))]
        return 3 + max(fitting) if country in zone.areas and fitting else 0
    if country in zone.areas:
        return 3
    if UNION in zone.areas and country in EU:
        return 2
    return 1 if ABROAD in zone.areas and country != home else 0


def checked_zones(zones: Iterable[Zone]) -> tuple[Zone, ...]:
    """Zones as they are kept; refuse one without a place, postcodes of several countries, and a place named twice."""
    kept = tuple(zones)
    seen = set()
    for zone in kept:
        if not zone.areas:
            raise Refused("Each zone names a country.", field="zones")
        if zone.postcodes and (len(zone.areas) > 1 or zone.areas[0] in _GROUP_WORDS):
            said = f"A {postcode_word()} belongs to one country; give each country its own line."
            raise Refused(said, field="zones")
        if (zone.price or 0) < 0:
            raise Refused("A service costs zero or more.", field="zones")
        for area in zone.areas:
            for code in zone.postcodes or ("",):
                if (area, _plain(code)) in seen:
                    raise Refused(f"{_area_word(area)} {code}".strip() + " is in two zones.", field="zones")
                seen.add((area, _plain(code)))
    return kept


def parse_zones(text: str, currency: str) -> tuple[Zone, ...]:
    """Read a zone a line: "NO, SE: 14.90", "GB (BT, IM): 1 6.90; 5 9.90", "EU", "abroad"; no text is everywhere."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return checked_zones(_zone(line, currency) for line in lines)


def _zone(line: str, currency: str) -> Zone:
    match = _LINE.fullmatch(line)
    if match is None:
        example = f"NO, SE: {shown(about(1_490, currency), currency)}"
        raise BadInput(f"Write a zone as countries and price, such as {example}, not {line[:40]}.", field="zones")
    areas = tuple(_area(each) for each in match["areas"].split(",") if each.strip())
    postcodes = tuple(each.strip().upper() for each in (match["postcodes"] or "").split(",") if each.strip())
    for code in postcodes:
        if not _BEGINNING.fullmatch(code):
            raise BadInput(f"{code[:20]} is no beginning of a {postcode_word()}.", field="zones")
    if match["postcodes"] is not None and not postcodes:
        raise BadInput(f"Name how each {postcode_word()} begins between the brackets.", field="zones")
    price = (match["price"] or "").strip()
    if not price:
        return Zone(areas, postcodes)
    if re.search(r"[;\s]", re.sub(r"[\u00a0\u202f]", "", price)):
        return Zone(areas, postcodes, bands=parse_bands(price, currency))
    return Zone(areas, postcodes, parse_amount(price, currency, field="zones"))


def _area(text: str) -> str:
    return _GROUPS.get(text.strip().casefold()) or country_of(text, "zones")


def zone_lines(zones: Iterable[Zone], currency: str) -> list[str]:
    """Each zone as plain text for files."""
    return [
        _line_of(
            each, "" if each.price is None else amount_text(each.price, currency), bands_text(each.bands, currency)
        )
        for each in zones
    ]


def shown_zones(zones: Iterable[Zone], currency: str) -> list[str]:
    """Each zone for the eye, as `parse_zones` reads it."""
    return [
        _line_of(each, "" if each.price is None else shown(each.price, currency), shown_bands(each.bands, currency))
        for each in zones
    ]


def _line_of(zone: Zone, price: str, bands: Sequence[str]) -> str:
    where = ", ".join(_GROUP_WORDS.get(area, area) for area in zone.areas)
    codes = f" ({', '.join(zone.postcodes)})" if zone.postcodes else ""
    prices = "; ".join(bands) or price
    return f"{where}{codes}{f': {prices}' if prices else ''}"


def zones_text(zones: Iterable[Zone]) -> str:
    """Zones as they are kept with their service; "" for everywhere."""
    rows = [[each.areas, each.postcodes, each.price, each.bands] for each in zones]
    return json.dumps(rows) if rows else ""


def zones_from_text(text: str) -> tuple[Zone, ...]:
    """The zones that `zones_text` wrote."""
    return tuple(
        Zone(tuple(areas), tuple(postcodes), price, tuple((up_to, each) for up_to, each in bands))
        for areas, postcodes, price, bands in (json.loads(text) if text else ())
    )


def _area_word(area: str) -> str:
    return _GROUP_WORDS.get(area) or countries().get(area, area)


def _plain(postcode: str) -> str:
    return re.sub(r"[\s-]", "", postcode).upper()
