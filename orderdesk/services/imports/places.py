"""Addresses of a file as they are kept: the country by two letters, the postcode as its country writes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from orderdesk.domain.values.addresses import PostalAddress, postcode_word, settled, warnings_of, with_lost_zeros
from orderdesk.domain.values.countries import country_code, country_in_words, country_of
from orderdesk.domain.values.texts import clean, count_word
from orderdesk.integrations.imports.records import CustomerRecord, OrderRecord
from orderdesk.persistence.imports.matching import ADDRESS_LINES


def address_values(record: PostalAddress, home: str, *, known_only: bool = True) -> dict[str, Any]:
    """The columns of an address; one without a country is at home.

    Refuses a country that nobody knows, unless it is history's. Zeros that a spreadsheet took from the front of a
    postcode are put back where that can be done in one way.
    """
    values = {name: clean(getattr(record, name), name, longest=200) for name in ADDRESS_LINES}
    country = values["country"]
    if country or known_only:
        values["country"] = (
            (country_of(country) if known_only else country_code(country) or country) if country else home
        )
    filled = with_lost_zeros(values["country"], values["postcode"]) or values["postcode"]
    values["region"], values["postcode"] = settled(values["country"], values["region"], filled)
    return values


def told_of(record: PostalAddress | None, home: str) -> str:
    """What was mended in an address, or has to be looked at again, in a few words; "" for nothing."""
    if record is None:
        return ""
    values = address_values(record, home)
    typed, kept = record.postcode.strip(), str(values["postcode"])
    if typed.isdecimal() and kept.replace(" ", "").replace("-", "") == typed.zfill(len(typed) + 1):
        return f"{postcode_word()} {kept} for {typed}"
    faults = warnings_of(PostalAddress(**values))
    return next((each.rstrip(".") for each in faults if postcode_word() in each and typed), "")


def notes_on(records: Iterable[object], home: str) -> list[str]:
    """What was mended or taken for granted in the addresses of a whole file, a sentence each."""
    places = [each for record in records for each in _places_of(record) if each.line1 or each.city or each.postcode]
    mended = _mended(((each.country, each.postcode) for each in places), home)
    notes = []
    if mended:
        count, (typed, kept) = sum(mended.values()), next(iter(mended))
        notes.append(
            f"{count_word(count, postcode_word())} mended to the form of the country, such as {kept} for {typed}."
        )
    if lacking := sum(not each.country.strip() for each in places):
        who = "No address names" if lacking == len(places) else "1 address does not name"
        who = who if lacking in (1, len(places)) else f"{lacking:,} addresses do not name"
        notes.append(f"{who} a country; {country_in_words(home)} was taken, where the shop is.")
    return notes


def _places_of(record: object) -> tuple[PostalAddress, ...]:
    if isinstance(record, CustomerRecord):
        return tuple(filter(None, (record.address, *record.others)))
    return (record.ship_to,) if isinstance(record, OrderRecord) and record.ship_to else ()


def _mended(codes: Iterable[tuple[str, str]], home: str) -> dict[tuple[str, str], int]:
    """Each postcode as typed and as kept, by how often, where more than blanks and capitals differ."""
    found: dict[tuple[str, str], int] = {}
    for (country, typed), count in Counter(codes).items():
        there = country_code(country) if country.strip() else home
        kept = settled(there, "", with_lost_zeros(there, typed) or typed)[1] if there else typed
        if _bare(kept) != _bare(typed):
            found[typed.strip(), kept] = found.get((typed.strip(), kept), 0) + count
    return found


def _bare(postcode: str) -> str:
    return "".join(postcode.split()).casefold()
