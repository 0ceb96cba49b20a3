"""Telephone numbers, read as their country writes them; everything is checked on this PC."""

from __future__ import annotations

import re

from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.texts import clean

_DIGITS = re.compile(r"\D")
_DIALLED = re.compile(r"[\d\s()+./#*,;x\-]*")


def phone_of(text: str, country: str, field: str = "phone") -> tuple[str, str]:
    """A number as it is shown, and its digits as dialled from abroad and at home; two empty texts for none.

    A number that its country does not know is kept as typed: a caller may know better than a table.
    """
    typed = clean(text, field, longest=60)
    if not typed:
        return "", ""
    import phonenumbers  # here, as it takes 0.07 s and only a saved number needs it

    try:
        number = phonenumbers.parse(typed, country or None)
    except phonenumbers.NumberParseException:
        return typed, _as_typed(typed, field)
    if not phonenumbers.is_valid_number(number):
        return typed, _as_typed(typed, field)
    shown = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    home = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    abroad = f"{number.country_code}{phonenumbers.national_significant_number(number)}"
    forms = (abroad, _DIGITS.sub("", home.partition(" ext")[0]))
    return shown, " ".join(dict.fromkeys(forms))


def _as_typed(typed: str, field: str) -> str:
    digits = _DIGITS.sub("", typed)
    if len(digits) < 3 or not _DIALLED.fullmatch(typed.lower().replace("ext", "x")):
        raise Refused(f"{typed[:40]} is not a valid phone number.", field=field)
    return digits
