"""Breaking text into lines, and choosing the largest size at which it fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from orderdesk.documents.kit import fonts
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
    """The words of `text`, those wider than the room in pieces that fit, at a hyphen where there is one."""
    for word in text.split():
        while fonts.width(word, style.face, style.size) > room and len(word) > 1:
            count = _fitting(word, style, room)
            count = word.rfind("-", 1, count) + 1 or count
            yield word[:count]
            word = word[count:]
        yield word


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
