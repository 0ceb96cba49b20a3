"""Card numbers, which are never kept: neither in a form nor in a file, a note, a reference or a reason.

What counts as one: 13 to 19 digits of any script, alone or parted by spaces, dashes or other signs as on a card, with
the beginning and length of an issuer (ISO/IEC 7812) and the right check digit (Luhn). The 13 digits of old Visa cards
count only where they are parted as on a card, since every bar code of Germany begins alike. A number inside a word (an
IBAN, a hash) is none.
"""

from __future__ import annotations

import re
import unicodedata

from orderdesk.domain.values.errors import Refused

NUMBERS = frozenset({
    "tracking", "code", "codes", "barcode", "barcodes", "sku", "words", "phone_digits", "hash", "head", "remote_id",
    "sha256",
})  # fmt: skip
"""Fields that hold other long numbers, or several in a row as a telephone's digits are, of which one in ten looks like
a card's. What a person typed into them was looked at where it was typed."""
_DIGITS = re.compile(r"(?:\d\D{0,3}){12}\d")
_GAP = re.compile(r"(?<=\d{3})(?:\s{1,3}|\s?[-\u2010-\u2015\u2212._\u00b7\u2022*]\s?)(?=\d{3})")
"""What parts groups of digits, as on a card: any space, dash, dot or the like, with a space at each side or none."""
_RUN = re.compile(r"(?<![\w.,/])\d(?:[ -]?\d){12,18}(?![\w/]|[ -]\d|[.,]\d)")
_PARTED_13 = re.compile(r"\d{4}[ -]\d{3}[ -]\d{3}[ -]\d{3}")
_ISSUERS = (
    re.compile(r"4(?:\d{12}|\d{15}|\d{18})"),
    re.compile(r"(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}"),
    re.compile(r"3[47]\d{13}"),
    re.compile(r"3(?:0[0-5]|[689]\d)\d{11}"),
    re.compile(r"(?:6011|65\d\d|64[4-9]\d)\d{12}"),
    re.compile(r"35(?:2[89]|[3-8]\d)\d{12}"),
    re.compile(r"62\d{14,17}"),
    re.compile(r"(?:5018|5020|5038|5893|6304|6759|676[123])\d{12,15}"),
)


def holds_card(text: str) -> bool:
    """Whether a text holds something that is a card number as far as anybody can tell."""
    if len(text) < 13 or not _DIGITS.search(text):
        return False
    return any(_is_card(found[0]) for found in _RUN.finditer(_GAP.sub(" ", _plain(text))))


def refuse_card(text: str, field: str = "text") -> None:
    """Refuse a text with a card number in it, without repeating it."""
    if field not in NUMBERS and holds_card(text):
        raise Refused(
            f"The {field.replace('_', ' ')} holds what looks like a card number, which is never kept. Write its last "
            "four digits only.",
            field=field,
        )


def _plain(text: str) -> str:
    """The same with the digits of every script as 0 to 9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


def _is_card(written: str) -> bool:
    digits = written.replace(" ", "").replace("-", "")
    if len(digits) == 13 and not _PARTED_13.fullmatch(written):
        return False
    return any(issuer.fullmatch(digits) for issuer in _ISSUERS) and _luhn(digits)


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
