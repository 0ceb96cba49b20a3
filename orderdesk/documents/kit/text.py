"""Breaking text into lines, and choosing the largest size at which it fits."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from orderdesk.documents.kit.letters import fonts
from orderdesk.documents.kit.letters.shaping import JOINERS
from orderdesk.documents.kit.styles import Style

ELLIPSIS = "…"


def wrap(text: str, style: Style, room: float) -> list[str]:
    """`text` in lines of at most `room` points, broken at blanks; a longer word is broken where the room ends.

    Line breaks in the text are kept, blanks at line ends are not. Empty text has no lines.
    """
    if not text:
        return []
    if "\n" not in text and fonts.width(text, style.face, style.size) <= room:
        return [text.strip()]
    return [line for part in text.splitlines() for line in (_broken(part, style, room) or [""])]


def cut(text: str, style: Style, room: float) -> str:
    """`text` on one line, with an ellipsis where it does not fit; only for what is printed in full elsewhere."""
    line = " ".join(text.split())
    if fonts.width(line, style.face, style.size) <= room:
        return line
    while line and fonts.width(line + ELLIPSIS, style.face, style.size) > room:
        line = line[:-1]
    return line.rstrip() + ELLIPSIS


def largest(text: str, style: Style, room: float, sizes: Iterable[float]) -> Style:
    """`style` at the first of `sizes` (falling) at which `text` takes one line of `room`; the last when none does."""
    fitting = style
    for size in sizes:
        fitting = style if size == style.size else style.at(size)
        if fonts.width(text, style.face, size) <= room:
            break
    return fitting


def _broken(text: str, style: Style, room: float) -> list[str]:
    lines: list[str] = []
    line = ""
    filled = 0.0
    blank = fonts.width(" ", style.face, style.size)
    for word in _words(text, style, room):
        wide = fonts.width(word, style.face, style.size)
        if line and filled + blank + wide <= room:
            line, filled = f"{line} {word}", filled + blank + wide
            continue
        if line:
            lines.append(line)
        line, filled = word, wide
    return [*lines, line] if line else lines


def _words(text: str, style: Style, room: float) -> Iterator[str]:
    """The words of `text`, those wider than the room in pieces that fit, at a hyphen where there is one, and never
    between a letter and what belongs to it."""
    for word in text.split():
        while fonts.width(word, style.face, style.size) > room and len(word) > 1:
            count = _fitting(word, style, room)
            count = word.rfind("-", 1, count) + 1 or _whole(word, count)
            yield word[:count]
            word = word[count:]
        yield word


def _whole(word: str, count: int) -> int:
    """The last place up to `count` where a word may be parted: before no mark, and beside no sign that joins."""
    place = count
    while place > 0 and place < len(word) and (_clings(word[place]) or _holds(word[place - 1])):
        place -= 1
    return place or count


def _clings(letter: str) -> bool:
    return unicodedata.category(letter)[0] == "M" or letter in JOINERS or letter in "\u0e33\u0eb3"


def _holds(letter: str) -> bool:
    """Signs that draw the next letter to them: viramas and joiners, and vowels that are written before their letter."""
    before = "\u0e40" <= letter <= "\u0e44" or "\u0ec0" <= letter <= "\u0ec4"
    return unicodedata.combining(letter) == 9 or letter in JOINERS or letter == "\u17d2" or before


def _fitting(word: str, style: Style, room: float) -> int:
    """How many letters of `word` fit, at least one."""
    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        if fonts.width(word[:middle], style.face, style.size) <= room:
            low = middle
        else:
            high = middle - 1
    return low
