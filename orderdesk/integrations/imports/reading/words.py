"""A heading as plain words, whatever a program writes between them."""

from __future__ import annotations

import re
import unicodedata

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_OTHER = re.compile(r"[\W_]+")


def words(heading: str) -> str:
    """ "shipPostalCode", "Ship_Postal Code" and "ship  postal-code:" are all "ship postal code"; accents are let go."""
    plain = _OTHER.sub(" ", _CAMEL.sub(" ", heading)).strip().casefold()
    if plain.isascii():
        return plain
    parts = unicodedata.normalize("NFKD", plain)
    return "".join(each for each in parts if not unicodedata.combining(each))
