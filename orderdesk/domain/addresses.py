"""What a parcel's address must hold in each country, and how its postcode is written there; checked on this PC.

Countries that are not in the table need a street and a city, and any postcode will do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from orderdesk.domain.countries import country_name

_WORDS = {"line1": "street", "city": "city", "region": "state or province", "postcode": "postcode"}
_DEFAULT = ("line1", "city")


class Place(Protocol):
    """The parts of an address that are checked."""

    @property
    def line1(self) -> str: ...
    @property
    def city(self) -> str: ...
    @property
    def region(self) -> str: ...
    @property
    def postcode(self) -> str: ...
    @property
    def country(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Custom:
    """How a country writes its postcodes, with one that could be, and whether an address names the region too."""

    postcode: str
    example: str
    region: bool = False


_FIVE, _FOUR, _SIX = r"\d{5}", r"\d{4}", r"\d{6}"
_CUSTOMS = {
    "AT": Custom(_FOUR, "1010"),
    "AU": Custom(_FOUR, "2060", region=True),
    "BE": Custom(_FOUR, "1000"),
    "BG": Custom(_FOUR, "1000"),
    "BR": Custom(r"\d{5}-?\d{3}", "40301-110", region=True),
    "CA": Custom(r"[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d", "H3Z 2Y7", region=True),
    "CH": Custom(_FOUR, "8001"),
    "CN": Custom(_SIX, "100000", region=True),
    "CZ": Custom(r"\d{3} ?\d{2}", "100 00"),
    "DE": Custom(_FIVE, "10115"),
    "DK": Custom(_FOUR, "2100"),
    "EE": Custom(_FIVE, "10111"),
    "ES": Custom(r"(0[1-9]|[1-4]\d|5[0-2])\d{3}", "28001"),
    "FI": Custom(_FIVE, "00550"),
    "FR": Custom(_FIVE, "75001"),
    "GB": Custom(r"(GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})", "YO21 3PU"),
    "GR": Custom(r"\d{3} ?\d{2}", "151 24"),
    "HR": Custom(_FIVE, "10000"),
    "HU": Custom(_FOUR, "1037"),
    "IN": Custom(r"[1-9]\d{2} ?\d{3}", "110 034", region=True),
    "IT": Custom(_FIVE, "00144"),
    "JP": Custom(r"\d{3}-?\d{4}", "154-0023", region=True),
    "LT": Custom(r"(LT-)?\d{5}", "01001"),
    "LU": Custom(r"(L-)?\d{4}", "4750"),
    "LV": Custom(r"(LV-)?\d{4}", "LV-1073"),
    "MX": Custom(_FIVE, "02860", region=True),
    "NL": Custom(r"[1-9]\d{3} ?[A-Z]{2}", "1234 AB"),
    "NO": Custom(_FOUR, "0025"),
    "NZ": Custom(_FOUR, "6001"),
    "PL": Custom(r"\d{2}-\d{3}", "00-950"),
    "PT": Custom(r"\d{4}-\d{3}", "2725-079"),
    "RO": Custom(_SIX, "060274"),
    "SE": Custom(r"\d{3} ?\d{2}", "114 55"),
    "SI": Custom(r"(SI-)?\d{4}", "4000"),
    "SK": Custom(r"\d{3} ?\d{2}", "010 01"),
    "TR": Custom(_FIVE, "01960"),
    "UA": Custom(_FIVE, "15432"),
    "US": Custom(r"\d{5}(-\d{4})?", "10001", region=True),
    "ZA": Custom(_FOUR, "0083"),
}


def wanted(country: str) -> tuple[str, ...]:
    """The parts that an address in this country can not do without: ("line1", "city", "postcode")."""
    custom = _CUSTOMS.get(country)
    if custom is None:
        return _DEFAULT
    return (*_DEFAULT, "region", "postcode") if custom.region else (*_DEFAULT, "postcode")


def faults_of(place: Place) -> tuple[str, ...]:
    """What is missing or mistyped, a sentence each; none when a parcel could be sent there."""
    missing = [_WORDS[name] for name in wanted(place.country) if not getattr(place, name).strip()]
    found = [f"The address has no {_listed(missing)}."] if missing else []
    custom = _CUSTOMS.get(place.country)
    typed = place.postcode.strip()
    if custom and typed and not re.fullmatch(custom.postcode, typed.upper()):
        found.append(f"{typed[:20]} is no postcode of {country_name(place.country)}; one is {custom.example}.")
    return tuple(found)


def written_postcode(country: str, typed: str) -> str:
    """A postcode as its country writes it: "yo213pu" in Britain is "YO21 3PU"; one that can not be stays as typed."""
    custom, code = _CUSTOMS.get(country), typed.strip().upper()
    if custom is None or not re.fullmatch(custom.postcode, code):
        return typed.strip()
    mark = next((letter for letter in custom.example if not letter.isalnum()), "")
    plain = re.sub(r"[^A-Z0-9]", "", code)
    if not mark or len(plain) > len(custom.example):
        return code
    after = len(custom.example) - custom.example.rindex(mark) - 1
    return f"{plain[:-after]}{mark}{plain[-after:]}" if len(plain) > after else code


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
