"""A country is read by every code and usual name, and what is none is refused."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from babel.core import get_global
from babel.numbers import list_currencies

from orderdesk.domain.values.addresses import regions
from orderdesk.domain.values.countries import (
    _OTHER_ZONES,
    countries,
    country_code,
    country_line,
    country_of,
    custom_of,
    time_zone_of,
)
from orderdesk.domain.values.errors import Refused


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("DE", "DE"),
        (" de ", "DE"),
        ("DEU", "DE"),
        ("276", "DE"),
        ("Germany", "DE"),
        ("Deutschland", "DE"),
        ("Allemagne", "DE"),
        ("ドイツ", "DE"),
        ("U.K.", "GB"),
        ("Great Britain", "GB"),
        ("u.s.a.", "US"),
        ("United States of America", "US"),
        ("Korea, Republic of", "KR"),
        ("the Netherlands", "NL"),
        ("Osterreich", "AT"),
        ("Cote d’Ivoire", "CI"),
        ("St. Lucia", "LC"),
        ("日本", "JP"),
        ("الكويت", "KW"),
        ("KWT", "KW"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("EL", "GR"),
        ("Georgia", "GE"),
        ("Trinidad & Tobago", "TT"),
    ],
)
def test_a_country_is_known_by_code_and_name(typed: str, code: str) -> None:
    assert country_of(typed) == code


def test_every_country_is_known_by_its_name_and_its_three_letters() -> None:
    assert [name for code, name in countries().items() if country_code(name) != code] == []
    found = {
        codes[0]: country_code(old)
        for old, codes in get_global("territory_aliases").items()
        if len(old) == 3 and old.isalpha() and len(codes) == 1 and codes[0] in countries()
    }
    assert len(found) > 240
    assert {code: read for code, read in found.items() if read != code} == {}


@pytest.mark.parametrize("typed", ["", "  ", "Germny", "XX", "EU", "Unspecified", "12", "Schweiz oder Italien", "ZZZ"])
def test_what_is_no_country_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="not a recognised country; give its name or its two or three letters") as refused:
        country_of(typed, "ship_country")
    assert refused.value.field == "ship_country"


@pytest.mark.parametrize(
    ("code", "home", "line"),
    [
        ("DE", "DE", ""),
        ("FR", "DE", "FRANKREICH"),
        ("DE", "FR", "ALLEMAGNE"),
        ("DE", "GB", "GERMANY"),
        ("DE", "JP", "GERMANY"),
        ("DE", "KW", "GERMANY"),
        ("", "DE", ""),
        ("Atlantis", "DE", "ATLANTIS"),
        ("DE", "", "GERMANY"),
    ],
)
def test_the_country_stands_in_capitals_in_the_language_of_the_sender(code: str, home: str, line: str) -> None:
    assert country_line(code, home) == line


def test_a_shop_in_any_country_starts_with_its_currency_time_zone_and_paper() -> None:
    kuwait, america, germany = custom_of("KW"), custom_of("US"), custom_of("DE")
    assert (kuwait.currency, kuwait.time_zone, kuwait.paper) == ("KWD", "Asia/Kuwait", "a4")
    assert (america.currency, america.time_zone, america.paper) == ("USD", "America/New_York", "letter")
    assert (germany.currency, germany.time_zone, germany.paper) == ("EUR", "Europe/Berlin", "a4")
    assert {custom_of(code).currency for code in countries()} <= list_currencies()
    assert [code for code in countries() if custom_of(code).time_zone == "UTC"] == []


def test_the_time_zone_follows_the_state() -> None:
    assert (time_zone_of("US", "IL"), time_zone_of("US", "az"), time_zone_of("US", "NY"), time_zone_of("US")) == (
        "America/Chicago", "America/Phoenix", "America/New_York", "America/New_York"
    )  # fmt: skip
    assert (time_zone_of("CA", "BC"), time_zone_of("AU", "WA")) == ("America/Vancouver", "Australia/Perth")
    # Letters that are a state elsewhere tell nothing.
    assert time_zone_of("GB", "IL") == "Europe/London"


def test_every_time_zone_of_a_state_is_one_and_every_state_has_letters_of_its_country() -> None:
    for country, zones in _OTHER_ZONES.items():
        letters = [each for several in zones.values() for each in several.split()]
        assert len(letters) == len(set(letters))
        assert all(ZoneInfo(zone) for zone in zones)
        assert set(letters) <= {region.code for region in regions(country)}
