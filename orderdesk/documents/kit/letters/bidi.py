"""Right-to-left writing: which letters of a line run from right to left, and the order in which its pieces stand.

The levels are those of the Unicode bidirectional algorithm (UAX 9), worked out by python-bidi; the direction of a line
is that of its first strong letter.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

_RIGHT = ("R", "AL")
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_Piece = TypeVar("_Piece")


def is_right_to_left(text: str) -> bool:
    """Whether any letter of `text` is written from right to left."""
    return any(unicodedata.bidirectional(letter) in _RIGHT for letter in text)


def levels(text: str) -> list[int]:
    """The level of each letter: even runs to the right, odd to the left; a level more is a run within another."""
    if not is_right_to_left(text):
        return [0] * len(text)
    engine = _engine()
    base = engine.get_base_level(text)
    storage = engine.get_empty_storage() | {"base_level": base, "base_dir": "LR"[base]}
    engine.get_embedding_levels(text, storage)
    for step in ("explicit_embed_and_overrides", "resolve_weak_types", "resolve_neutral_types"):
        getattr(engine, step)(storage, False)
    engine.resolve_implicit_levels(storage, False)
    # The algorithm leaves out what has no width: it stays with the letter before it.
    found = iter([(each["ch"], each["level"]) for each in storage["chars"]])
    known, heights = next(found, None), []
    for letter in text:
        if known is not None and known[0] == letter:
            heights.append(known[1])
            known = next(found, None)
        else:
            heights.append(heights[-1] if heights else base)
    return _end_at(base, text, heights)


def ordered(pieces: Sequence[_Piece], heights: Sequence[int]) -> list[_Piece]:
    """Pieces of a line as they stand from left to right (rule L2)."""
    standing = list(zip(heights, pieces, strict=True))
    for level in range(max(heights, default=0), 0, -1):
        place = 0
        while place < len(standing):
            end = place
            while end < len(standing) and standing[end][0] >= level:
                end += 1
            standing[place:end] = standing[place:end][::-1]
            place = max(end, place + 1)
    return [piece for _, piece in standing]


def mirrored(text: str) -> str:
    """Brackets as they look in text that runs to the left, its letters turned around, marks behind their letters."""
    letters: list[str] = []
    for letter in text:
        if letters and unicodedata.combining(letter):
            letters[-1] += letter
        else:
            letters.append(letter.translate(_MIRRORED))
    return "".join(reversed(letters))


def _end_at(base: int, text: str, heights: list[int]) -> list[int]:
    """Blanks at the end of a line have the level of the line (rule L1)."""
    end = len(text.rstrip())
    return [*heights[:end], *([base] * (len(text) - end))]


@cache
def _engine() -> Any:
    from bidi import algorithm  # here, as most papers have no letter that needs it

    return algorithm
