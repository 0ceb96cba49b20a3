"""What the bar code reader on this PC sends around a code."""

from __future__ import annotations

from dataclasses import dataclass

ENDS = (
    ("", "Enter or Tab"),
    ("enter", "Enter alone"),
    ("tab", "Tab alone"),
    ("silence", "Nothing: silence ends it"),
)
"""How a code ends, with the words for it."""
LONGEST_PREFIX = 4
KEYBOARDS = (
    ("", "The keyboard of this PC"),
    ("us", "An American keyboard, as readers come"),
)
"""On which keyboard the reader types, with the words for it."""


@dataclass(frozen=True, slots=True)
class Reader:
    """`prefix` is typed before each code ("" for nothing), `end` one of ENDS, `keyboard` one of KEYBOARDS."""

    prefix: str = ""
    end: str = ""
    keyboard: str = ""


USUAL = Reader()
