"""What stands around the digits of a typed figure: its sign, a currency, spaces; and digits of other scripts."""

from __future__ import annotations

import re
import unicodedata

from orderdesk.domain.values.currencies import currencies_meant
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.written.number_form import MINUS, NumberForm

_SAME = str.maketrans(
    {
        **dict.fromkeys(f"{MINUS}\N{EN DASH}\N{FULLWIDTH HYPHEN-MINUS}\N{HYPHEN}\N{NON-BREAKING HYPHEN}", "-"),
        **dict.fromkeys("\N{FULLWIDTH COMMA}\N{ARABIC COMMA}", ","),
        **dict.fromkeys("\N{FULLWIDTH FULL STOP}", "."),
        **dict.fromkeys(
            "\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}\N{ARABIC THOUSANDS SEPARATOR}", "'"
        ),
        "\N{FULLWIDTH PLUS SIGN}": "+",
        "\N{FULLWIDTH YEN SIGN}": "¥",
        "\N{FULLWIDTH DOLLAR SIGN}": "$",
        "\N{FULLWIDTH PERCENT SIGN}": "%",
        # Marks of the direction of writing, which a copied figure may carry.
        **dict.fromkeys("\u200e\u200f\u061c\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e\ufeff", ""),
    }
)
_SPACES = re.compile(r"\s+")
ARABIC_DECIMAL = "\N{ARABIC DECIMAL SEPARATOR}"
"""It has one meaning only, so it stays what it is."""
_PARTS = re.compile(
    rf"(?P<before>\D*?)(?P<digits>(?:(?<!\w)[.,{ARABIC_DECIMAL}])?\d(?:[\d.,{ARABIC_DECIMAL}' ]*\d)?"
    # "12." and, as price tags have it, "12.-", "12,--" and "12:-": nothing behind the decimal sign.
    r"(?:[.,](?=-{0,2}(?:\s|$)))?)(?:(?<=[.,])-{1,2}|:-)?(?P<after>\D*)"
)


def quoted(text: str) -> str:
    """What somebody typed, in the quotation marks of a sentence, at most forty letters of it."""
    return f"\N{LEFT DOUBLE QUOTATION MARK}{text.strip()[:40]}\N{RIGHT DOUBLE QUOTATION MARK}"


def plain_signs(text: str) -> str:
    """The text with western digits and signs, single spaces, and no marks of the direction of writing."""
    if not text.isascii():
        text = "".join(map(_western, text.translate(_SAME)))
    return _SPACES.sub(" ", text).strip()


def _western(sign: str) -> str:
    digit = unicodedata.decimal(sign, None)
    return sign if digit is None else str(digit)


def bare_figure(text: str, field: str, money: str | None, form: NumberForm) -> tuple[bool, str]:
    """Whether a figure is below nothing, and its digits with the signs between them; see `figures.read_decimal`."""
    clean = plain_signs(text)
    below = clean.startswith("(") and clean.endswith(")")
    found = _PARTS.fullmatch(clean[1:-1] if below else clean)
    if found is None:
        raise no_figure(text, field, form)
    minus, before = _signed(found["before"])
    for word in filter(None, (before, found["after"].strip())):
        _check_currency(word, text, field, money, form)
    return below != minus, found["digits"]


def no_figure(text: str, field: str, form: NumberForm) -> Refused:
    """The refusal of what is no figure, with an example in the shop's form."""
    return Refused(f"Enter a number such as {form.written('12.50')}, not {quoted(text)}.", field=field)


def _signed(before: str) -> tuple[bool, str]:
    """Whether a minus stands before or behind the currency that comes first, and the currency without it."""
    word = before.strip()
    if word[:1] in ("+", "-"):
        return word[0] == "-", word[1:].strip()
    if word[-1:] in ("+", "-"):
        return word[-1] == "-", word[:-1].strip()
    return False, word


def _check_currency(word: str, text: str, field: str, money: str | None, form: NumberForm) -> None:
    meant = currencies_meant(word)
    if money is None or not meant:
        raise no_figure(text, field, form)
    if money and money not in meant:
        raise Refused(f"{quoted(text)} is not in {money}; enter what it is in {money}.", field=field)
