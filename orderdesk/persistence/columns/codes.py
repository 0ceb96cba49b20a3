"""Words that are written a thousand times a day are kept as one letter each; everybody reads and asks for the words.

A table here only ever grows: the letter of a word that was written once stays that word's letter. A word without a
letter is kept as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import Text
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.types import TypeDecorator

CODES: dict[str, dict[str, str]] = {
    "subject": {
        "books": "b", "customer": "c", "import": "m", "invoice": "n", "item": "i", "order": "o", "picklist": "p",
        "return": "r", "service": "w", "shipment": "s", "shop": "h", "till": "t", "till-session": "z", "user": "u",
        "vendor": "v",
    },
    "what": {
        "added": "a", "cancelled": "n", "changed": "h", "closed": "x", "confirmed": "c", "counted": "u",
        "credited": "e", "delivered": "d", "held": "l", "imported": "j", "invoiced": "i", "issued": "1",
        "label printed": "v", "made": "m", "opened": "o", "packed": "b", "paid": "y", "picked": "k", "picking": "g",
        "placed": "p", "printed": "t", "quoted": "z", "refunded": "f", "released": "r", "return allowed": "w",
        "return settled": "q",
        "shipped": "s",
    },
    "policy": {"per-document": "d", "per-line": "l"},
    "invoicing": {"shipment": "s", "order": "o", "payment": "p"},
    "rounding": {"half-even": "e", "half-up": "u", "up": "p", "down": "d"},
    "message": {"acknowledgement": "a", "back-order": "b", "shipped": "s"},
    "tax class": {"standard": "s", "reduced": "r", "zero": "z"},
    "unit": {"each": "e"},
    "document": {"shipment": "s", "return": "r", "incoming": "i"},
    "reserved": {"allocated": "a", "shipped": "s", "released": "r", "short pick": "p", "allocated before": "b"},
    "posted": {
        "invoice": "i", "credit note": "c", "payment": "p", "refund": "r", "payment undone": "u",
        "till movement": "m", "till opened": "o", "till closed": "z", "brought along": "b",
    },
}  # fmt: skip
"""The letter of each word, by what the words are about."""
PHRASES: dict[str, str] = {
    "c": "Your order {} is on its way",
    "f": "Your order {}: the rest is here",
    "a": "Your order {}",
    "b": "Thank you. We have your order {} and will tell you when it is on its way.",
    "d": "Shipment {} left today.",
    "e": "Shipment {} left today. Tracking: {}.",
    "g": "What you were waiting for on order {} has arrived and will be sent to you.",
}
"""What we write to customers again and again; only what stands in the gaps is kept. The first that fits is taken."""
# Neither is ever typed: fields take no control characters.
_MARK, _GAP = "\x01", "\x1f"
_ASIS = "="
_WORDS = {about: {letter: word for word, letter in codes.items()} for about, codes in CODES.items()}
_SHAPES = {
    letter: re.compile("(.*?)".join(map(re.escape, phrase.split("{}"))), re.DOTALL)
    for letter, phrase in PHRASES.items()
}


def short(about: str, word: str) -> str:
    """A word as it is kept: its letter, or itself; what could be taken for a letter is marked."""
    letter = CODES[about].get(word)
    if letter is not None:
        return letter
    return _ASIS + word if word in _WORDS[about] or word.startswith(_ASIS) else word


def long(about: str, kept: str) -> str:
    """The word that is kept so."""
    return _WORDS[about].get(kept) or kept.removeprefix(_ASIS)


def short_phrase(text: str) -> str:
    """A text as it is kept: the letter of its phrase and what stands in the gaps, or itself."""
    for letter, shape in _SHAPES.items():
        found = shape.fullmatch(text)
        if found:
            kept = _GAP.join([_MARK + letter + found[1], *found.groups()[1:]])
            if long_phrase(kept) == text:
                return kept
    return _MARK + _ASIS + text if text.startswith(_MARK) else text


def long_phrase(kept: str) -> str:
    """The text that is kept so."""
    if not kept.startswith(_MARK):
        return kept
    letter, rest = kept[1:2], kept[2:]
    phrase = PHRASES.get(letter)
    if phrase is None:
        return rest if letter == _ASIS else kept
    gaps = phrase.count("{}")
    parts = rest.split(_GAP, gaps - 1)
    return phrase.format(*parts) if len(parts) == gaps else kept


def words_in_sql(column: str, about: str) -> str:
    """An expression of plain SQL that reads a kept column as words."""
    cases = " ".join(f"WHEN '{letter}' THEN '{word}'" for word, letter in CODES[about].items())
    return f"CASE {column} {cases} ELSE {column} END"


class Coded(TypeDecorator[str]):
    """Text of which the common words of `about` are kept as a letter."""

    impl = Text
    cache_ok = True

    def __init__(self, about: str) -> None:
        super().__init__()
        self.about = about

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else short(self.about, value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        # Read a hundred times a click, so without the steps between that every other type takes.
        words = _WORDS[self.about]
        return lambda kept: words.get(kept) or (kept.removeprefix(_ASIS) if isinstance(kept, str) else kept)


class Phrased(TypeDecorator[str]):
    """Text of which our own phrases are kept as a letter and what is said in them."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else short_phrase(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return long_phrase(value) if isinstance(value, str) else value
