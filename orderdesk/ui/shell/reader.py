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


@dataclass(frozen=True, slots=True)
class Reader:
    """`prefix` is typed before each code ("" for nothing), `end` one of ENDS."""

    prefix: str = ""
    end: str = ""


USUAL = Reader()
