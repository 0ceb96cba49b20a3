"""The form of a country from CLDR, through babel: asked once when a shop is set up or changed, and kept with it."""

from __future__ import annotations

import re
import unicodedata

from babel import Locale, UnknownLocaleError
from babel.numbers import get_currency_symbol

from orderdesk.domain.values.countries import measures_in_inches
from orderdesk.domain.values.written.day_form import DayForm
from orderdesk.domain.values.written.local import LocalForm
from orderdesk.domain.values.written.number_form import NumberForm

_DIGITS = "latn"
_ENGLISH = "en"
_FIGURE = re.compile(r"[#,0.]+")
_DAY_PARTS = {"d": "d", "M": "m", "L": "m", "y": "y"}


def local_form(country: str, currency: str, numbers: str = "") -> LocalForm:
    """How a shop in a country writes; `numbers` is the decimal sign it chose itself, "" for that of the country.

    Digits are the western ones everywhere, as the program's own words are English.
    """
    place = _place(country)
    form = LocalForm(
        numbers=_numbers(place),
        days=_days(place),
        money=_pattern(place.currency_formats["standard"].pattern),
        percent=_pattern(place.percent_formats[None].pattern),
        currency=currency,
        sign=_sign(place, currency),
        length="in" if measures_in_inches(country) else "cm",
        country=country.upper(),
    )
    return form.with_numbers(numbers)


def _place(country: str) -> Locale:
    """The usual language of a country; British English for one that CLDR does not know."""
    try:
        return Locale.parse(f"und_{country}")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")


def _numbers(place: Locale) -> NumberForm:
    symbols = place.number_symbols.get(_DIGITS) or Locale.parse(_ENGLISH).number_symbols[_DIGITS]
    small = place.decimal_formats[None].grouping[1]
    return NumberForm(_bare(symbols["decimal"]), _bare(symbols["group"]), small)


def _days(place: Locale) -> DayForm:
    pattern = _bare(place.date_formats["short"].pattern)
    order = "".join(dict.fromkeys(_DAY_PARTS[letter] for letter in pattern if letter in _DAY_PARTS))
    sign = next(letter for letter in pattern if letter in "./-")
    return DayForm(order, sign, "dd" in pattern or "MM" in pattern)


def _pattern(pattern: str) -> str:
    return _FIGURE.sub("#", _bare(pattern).partition(";")[0], count=1)


def _sign(place: Locale, currency: str) -> str:
    """The sign of the country where it can be read among English words, else the English one: "kr", "€", "KWD"."""
    sign = _bare(get_currency_symbol(currency, place))
    return sign if all(map(_is_western, sign)) else get_currency_symbol(currency, _ENGLISH)


def _is_western(letter: str) -> bool:
    name = unicodedata.name(letter, "")
    return (
        name.startswith("LATIN") or letter == "." or (unicodedata.category(letter) == "Sc" and "FULLWIDTH" not in name)
    )


def _bare(text: str) -> str:
    """A pattern without marks of the direction of writing."""
    return "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
