"""What an address must hold, how its postcode is written, and the order of its lines, country by country."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from orderdesk.domain.values.addresses import (
    example_of,
    faults_of,
    name_comes_last,
    one_line,
    postcode_word,
    region_word,
    settled,
    town_line,
    wanted,
    warnings_of,
    with_lost_zeros,
    written_lines,
    written_postcode,
)
from orderdesk.domain.values.countries import countries
from orderdesk.domain.values.written.local import LocalForm, using


@dataclass(frozen=True, slots=True)
class At:
    line1: str = "12 Quay Street"
    line2: str = ""
    city: str = "Whitby"
    region: str = ""
    postcode: str = "YO21 3PU"
    country: str = "GB"


KIEL = At("Kaistraße 5", "", "Kiel", "Schleswig-Holstein", "24103", "DE")
TOKYO = At("南青山1-2-3", "青山ビル5階", "港区", "東京都", "1070062", "JP")
MINATO = At("1-2-3 Minami-Aoyama", "", "Minato-ku", "Tokyo", "107-0062", "JP")


@pytest.mark.parametrize(
    ("place", "lines"),
    [
        (
            At("1 High St", "Flat 2", "Whitby", "", "yo213pu", "GB"),
            ("1 High St", "Flat 2", "Whitby", "YO21 3PU"),
        ),
        (KIEL, ("Kaistraße 5", "24103 Kiel")),
        (At("1 Oak St", "Apt 3", "Portland", "Oregon", "97201", "US"), ("1 Oak St", "Apt 3", "Portland, OR 97201")),
        (At("5 rue de Rivoli", "", "Paris", "", "75001", "FR"), ("5 rue de Rivoli", "75001 Paris")),
        (TOKYO, ("〒107-0062", "東京都港区", "南青山1-2-3", "青山ビル5階")),
        (MINATO, ("1-2-3 Minami-Aoyama", "Minato-ku, Tokyo 107-0062")),
        (At("Block 3, Street 5", "", "Kuwait City", "", "54541", "KW"), ("Block 3, Street 5", "54541 Kuwait City")),
        (At("Block 3", "", "Hawalli", "Hawalli Governorate", "", "KW"), ("Block 3", "Hawalli, Hawalli Governorate")),
        (At("100 Queen St", "", "Toronto", "Ontario", "m5v3l9", "CA"), ("100 Queen St", "Toronto ON M5V 3L9")),
        (At("1 Pitt St", "", "Sydney", "nsw", "2000", "AU"), ("1 Pitt St", "Sydney NSW 2000")),
        (At("Via Appia 1", "", "Roma", "Roma", "00144", "IT"), ("Via Appia 1", "00144 Roma RM")),
        (At("Calle 1", "", "Madrid", "Madrid", "28039", "ES"), ("Calle 1", "28039 Madrid")),
        (At("Bahnhofstrasse 1", "", "Zürich", "", "CH-8001", "CH"), ("Bahnhofstrasse 1", "8001 Zürich")),
        (At("Rua 1", "", "São Paulo", "SP", "01310100", "BR"), ("Rua 1", "São Paulo-SP", "01310-100")),
        (At("Fő utca 1", "", "Budapest", "", "1037", "HU"), ("Budapest", "Fő utca 1", "1037")),
        (At("Sheikh Zayed Road", "", "Dubai", "Dubai", "", "AE"), ("Sheikh Zayed Road", "Dubai")),
        (At("Sheikh Zayed Road", "", "Dubai", "", "", "AE"), ("Sheikh Zayed Road", "Dubai")),
        (At("1 Raffles Place", "", "Singapore", "", "048616", "SG"), ("1 Raffles Place", "SINGAPORE 048616")),
        (At("서초대로 1", "", "서초구", "서울특별시", "06621", "KR"), ("서울특별시 서초구", "서초대로 1", "06621")),
        (At("1 Road", "", "Town", "", "", ""), ("1 Road", "Town")),
    ],
)
def test_an_address_is_written_as_its_country_writes_it(place: At, lines: tuple[str, ...]) -> None:
    assert written_lines(place, place.country) == lines
    assert one_line(place, place.country) == ", ".join(lines)


def test_an_address_abroad_ends_with_its_country_and_at_home_does_not_name_it() -> None:
    assert written_lines(KIEL, "GB")[-2:] == ("24103 Kiel", "GERMANY")
    assert written_lines(KIEL, "FR")[-1] == "ALLEMAGNE"
    assert written_lines(replace(KIEL, country=""), "DE") == ("Kaistraße 5", "24103 Kiel")
    assert written_lines(At("Bahnhofstrasse 1", "", "Zürich", "", "8001", "CH"), "DE")[1:] == (
        "CH-8001 Zürich",
        "SCHWEIZ",
    )


def test_no_part_of_an_address_that_says_anything_is_lost() -> None:
    for country in countries():
        code = example_of(country)
        lines = " ".join(written_lines(At("Streetwise 7", "Flat Q", "Cityplace", "", code, country), country))
        assert all(part in lines for part in ("Streetwise 7", "Flat Q", "Cityplace", code)), (country, lines)
        bare = " ".join(written_lines(At("Streetwise 7", "", "Cityplace", "Regional", "", country), country))
        assert all(part in bare for part in ("Regional", "Cityplace")), (country, bare)


def test_a_name_stands_last_where_the_largest_comes_first() -> None:
    assert name_comes_last(TOKYO, "JP")
    assert name_comes_last(TOKYO, "GB")
    assert not name_comes_last(MINATO, "JP")
    assert not name_comes_last(KIEL, "DE")


@pytest.mark.parametrize(
    ("country", "postcode", "good"),
    [
        ("GB", "yo21 3pu", True),
        ("GB", "YO213PU", True),
        ("GB", "YO21 3P", False),
        ("US", "10001-1234", True),
        ("US", "1000", False),
        ("DE", "10115", True),
        ("DE", "1011", False),
        ("NL", "1234 AB", True),
        ("NL", "0234 AB", False),
        ("CA", "H3Z 2Y7", True),
        ("CA", "H3Z 2D", False),
        ("JP", "154-0023", True),
        ("PL", "00950", True),
        ("PL", "0950", False),
        ("LU", "L-4750", True),
        ("AE", "anything", True),
    ],
)
def test_a_postcode_is_read_as_its_country_writes_it(country: str, postcode: str, good: bool) -> None:
    region = "Ontario" if "region" in wanted(country) else ""
    assert (faults_of(At(region=region, postcode=postcode, country=country)) == ()) is good


@pytest.mark.parametrize(
    ("country", "typed", "kept"),
    [
        ("GB", " yo213pu", "YO21 3PU"),
        ("GB", "m1 1ae", "M1 1AE"),
        ("GB", "nonsense", "nonsense"),
        ("CA", "h3z2y7", "H3Z 2Y7"),
        ("NL", "1234ab", "1234 AB"),
        ("PL", "00-950", "00-950"),
        ("PL", "00950", "00-950"),
        ("US", "10001-1234", "10001-1234"),
        ("SE", "11455", "114 55"),
        ("DE", "10115", "10115"),
        ("LV", "1073", "LV-1073"),
        ("JP", "1540023", "154-0023"),
        ("IE", "a65f4e2", "A65 F4E2"),
        ("AE", "as it is", "as it is"),
    ],
)
def test_a_postcode_is_kept_as_its_country_writes_it(country: str, typed: str, kept: str) -> None:
    assert written_postcode(country, typed) == kept
    assert written_postcode(country, kept) == kept


def test_every_example_of_the_data_passes_and_is_written_as_it_is() -> None:
    for country in countries():
        example = example_of(country)
        region = "Somewhere" if "region" in wanted(country) else ""
        assert faults_of(At(region=region, postcode=example, country=country)) == (), country
        assert written_postcode(country, example) == example, country


def test_what_lacks_is_named_together() -> None:
    bare = At("", "", "", "", "", "US")
    assert faults_of(bare) == ("The address has no street, city, state or postcode.",)
    assert faults_of(At("1", "", "北京市", "", "100000", "CN")) == ()
    assert faults_of(At("1", "", "Madrid", "", "28039", "ES")) == ()


def test_a_postcode_of_another_region_is_told_and_holds_nothing() -> None:
    place = At("1 Oak St", "", "Portland", "CA", "97201", "US")
    assert faults_of(place) == ()
    assert warnings_of(place) == ("The postcode 97201 is in Oregon, not in CA.",)
    assert warnings_of(replace(place, region="or")) == ()


def test_a_region_is_kept_by_its_letters_and_told_by_the_postcode() -> None:
    assert settled("US", "Oregon", "97201") == ("OR", "97201")
    assert settled("US", "", "97201") == ("OR", "97201")
    assert settled("US", "Somewhere", "nonsense") == ("Somewhere", "nonsense")
    assert settled("DE", "Bayern", "80331") == ("Bayern", "80331")


@pytest.mark.parametrize(
    ("country", "cut", "whole"),
    [
        ("US", "2138", "02138"),
        ("US", "501", "00501"),
        ("DE", "1067", "01067"),
        ("FR", "1000", "01000"),
        ("US", "97201", None),
        ("US", "7", None),
        ("JP", "600001", "060-0001"),
        ("CH", "801", None),
        ("GB", "123", None),
        ("NL", "1234", None),
        ("AE", "12", None),
    ],
)
def test_zeros_that_a_spreadsheet_took_come_back_where_only_one_reading_fits(
    country: str, cut: str, whole: str | None
) -> None:
    assert with_lost_zeros(country, cut) == whole


@pytest.mark.parametrize(
    ("country", "postcode", "region"),
    [
        ("US", "ZIP code", "state"), ("GB", "postcode", "region"), ("IE", "Eircode", "county"),
        ("IN", "PIN code", "state"), ("CA", "postal code", "province"), ("JP", "postcode", "prefecture"),
        ("", "postcode", "region"), ("XX", "postcode", "region"),
    ],
)  # fmt: skip
def test_parts_of_an_address_are_called_as_the_shops_country_calls_them(
    country: str, postcode: str, region: str
) -> None:
    with using(LocalForm(country=country)):
        assert (postcode_word(), region_word()) == (postcode, region)


def test_a_refusal_names_the_postcode_as_the_shop_does_and_the_region_as_its_country_does() -> None:
    with using(LocalForm(country="US")):
        assert faults_of(At("1 Elm St", "", "Dayton", "", "", "US")) == ("The address has no state or ZIP code.",)
        assert faults_of(At("1 Ginza", "", "Chuo-ku", "", "", "JP")) == ("The address has no ZIP code.",)
        assert faults_of(At("", "", "", "", "1", "JP")) == (
            "The address has no street or prefecture.",
            "1 is not a ZIP code of Japan; one is 154-0023.",
        )
    with using(LocalForm(country="IE")):
        assert faults_of(At("1 Quay St", "", "Galway", "", "1", "IE"))[-1].startswith("1 is not an Eircode of Ireland")


@pytest.mark.parametrize(
    ("city", "postcode", "country", "written"),
    [
        ("Bonn", "53111", "DE", "53111 Bonn"),
        ("Sacramento", "95814", "US", "Sacramento, CA 95814"),
        ("Whitby", "yo211aa", "GB", "Whitby, YO21 1AA"),
        ("Brest", "29200", "FR", "29200 Brest"),
        ("Kiel", "", "DE", "Kiel"),
        ("", "", "DE", ""),
    ],
)
def test_town_and_postcode_stand_in_lists_as_their_country_writes_them(
    city: str, postcode: str, country: str, written: str
) -> None:
    assert town_line(city, postcode, country) == written
