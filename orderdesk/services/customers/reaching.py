"""Telephone numbers and tax ids, read as their country writes them; everything is checked on this PC."""

from __future__ import annotations

import re

from orderdesk.domain.values.countries import countries, country_in_words
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.texts import clean

_DIGITS = re.compile(r"\D")
_DIALLED = re.compile(r"[\d\s()+./#*,;x\-]*")
# Countries that write another prefix before their tax id than their own two letters.
_TAX_PREFIXES = {"EL": "GR", "XI": "GB"}


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


def tax_id_of(text: str, country: str, field: str = "tax_id") -> str:
    """A tax id as kept; refuse one that its country's own rules say is mistyped. Unknown countries check nothing."""
    typed = clean(text, field, longest=40)
    if not typed:
        return ""
    from stdnum import get_cc_module  # here, as only a saved tax id needs it
    from stdnum.exceptions import InvalidChecksum, InvalidComponent, ValidationError

    prefix = typed[:2].upper()
    named = _TAX_PREFIXES.get(prefix, prefix)
    home = named if named in countries() and get_cc_module(named.lower(), "vat") else country
    module = get_cc_module(home.lower(), "vat") if home else None
    if module is None:
        return typed
    try:
        module.validate(typed)
    except (InvalidChecksum, InvalidComponent):
        sentence = f"The tax id {typed} is mistyped: its check digit is wrong for {country_in_words(home)}."
        raise Refused(sentence, field=field) from None
    except ValidationError:
        sentence = f"{typed} is no tax id of {country_in_words(home)}: it has not their length or form."
        raise Refused(sentence, field=field) from None
    return typed


def _as_typed(typed: str, field: str) -> str:
    digits = _DIGITS.sub("", typed)
    if len(digits) < 3 or not _DIALLED.fullmatch(typed.lower().replace("ext", "x")):
        raise Refused(f"{typed[:40]} is not a valid phone number.", field=field)
    return digits
