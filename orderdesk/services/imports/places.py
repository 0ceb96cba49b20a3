"""Addresses of a file as they are kept: the country by two letters, the postcode as its country writes it."""

from __future__ import annotations

from typing import Any

from orderdesk.domain.addresses import settled, warnings_of, with_lost_zeros
from orderdesk.domain.countries import country_code, country_of
from orderdesk.domain.texts import clean
from orderdesk.integrations.imports.records import AddressRecord
from orderdesk.persistence.import_matching import ADDRESS_LINES


def address_values(record: AddressRecord, home: str, *, known_only: bool = True) -> dict[str, Any]:
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


def told_of(record: AddressRecord | None, home: str) -> str:
    """What was mended in an address, or has to be looked at again, in a few words; "" for nothing."""
    if record is None:
        return ""
    values = address_values(record, home)
    typed, kept = record.postcode.strip(), str(values["postcode"])
    if typed.isdecimal() and kept.replace(" ", "").replace("-", "") == typed.zfill(len(typed) + 1):
        return f"postcode {kept} for {typed}"
    faults = warnings_of(AddressRecord(**values))
    return next((each.rstrip(".") for each in faults if "postcode" in each and typed), "")
