"""Right-to-left writing: letters put in the order in which they stand on paper, Arabic ones in their joined forms.

A small part of the Unicode bidirectional algorithm: the direction of the text is that of its first strong letter, runs
of the other direction are turned, numbers keep their order, brackets are mirrored. Explicit embeddings are dropped.
"""

from __future__ import annotations

import unicodedata
from functools import cache

_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_RIGHT = ("R", "AL")
_NUMBERS = ("EN", "AN")
_ISOLATED, _FINAL, _INITIAL, _MEDIAL = range(4)


def is_right_to_left(text: str) -> bool:
    """Whether any letter of `text` is written from right to left."""
    return any(unicodedata.bidirectional(letter) in _RIGHT for letter in text)


def visual(text: str) -> str:
    """`text` as it is read from left to right on paper."""
    kinds = _kinds(joined := _joined(text))
    base = next((kind for kind in kinds if kind in "LR"), "L")
    levels = _levels(kinds, base)
    letters: list[str] = []
    heights: list[int] = []
    for letter, level in zip(joined, levels, strict=True):
        if letters and unicodedata.combining(letter):
            letters[-1] += letter  # a mark stays behind the letter that carries it
            continue
        letters.append(letter.translate(_MIRRORED) if level % 2 else letter)
        heights.append(level)
    for level in range(max(heights, default=0), 0, -1):
        _turn(letters, heights, level)
    return "".join(letters)


def _kinds(text: str) -> list[str]:
    """L, R, N(umber) or blank for each letter; marks go with the letter before, signs inside a number with it."""
    kinds: list[str] = []
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind == "NSM" and kinds:
            kinds.append(kinds[-1])
        elif kind in _RIGHT:
            kinds.append("R")
        elif kind in _NUMBERS:
            kinds.append("N")
        else:
            kinds.append("L" if kind == "L" else " ")
    for place in range(1, len(kinds) - 1):
        if text[place] in ".,:/-" and kinds[place - 1] == kinds[place + 1] == "N":
            kinds[place] = "N"
    return kinds


def _levels(kinds: list[str], base: str) -> list[int]:
    """Embedding levels: even is left to right. A number beside left-to-right text belongs to that text."""
    strong = base
    sides = []
    for kind in kinds:
        strong = kind if kind in "LR" else strong
        sides.append("L" if kind == "N" and strong == "L" else kind)
    odd = base == "R"
    level = {"L": 2 if odd else 0, "R": 1, "N": 2}
    found = [level[side] if side != " " else -1 for side in sides]
    return [_blank(sides, place, base, level) if each < 0 else each for place, each in enumerate(found)]


def _blank(sides: list[str], place: int, base: str, level: dict[str, int]) -> int:
    """A blank between two of one direction takes it; else it takes that of the text."""
    before = next((side for side in reversed(sides[:place]) if side != " "), base)
    after = next((side for side in sides[place:] if side != " "), base)
    before, after = (side.replace("N", "R") for side in (before, after))
    side = before if before == after else base
    return level[side]


def _turn(letters: list[str], levels: list[int], level: int) -> None:
    """Turn every run of at least `level` around."""
    place = 0
    while place < len(letters):
        end = place
        while end < len(letters) and levels[end] >= level:
            end += 1
        if end > place:
            letters[place:end] = letters[place:end][::-1]
        place = max(end, place + 1)


def _joined(text: str) -> str:
    """Arabic letters in the form that their neighbours ask for; lam with alef as one letter."""
    forms = _forms()
    shaped = []
    for place, letter in enumerate(text):
        shapes = forms.get(letter)
        if shapes is None:
            shaped.append(letter)
            continue
        before = forms.get(_neighbour(text, place, -1))
        after = _neighbour(text, place, 1) in forms
        linked = before is not None and bool(before[_INITIAL])
        onward = after and bool(shapes[_INITIAL])
        wanted = _MEDIAL if linked and onward else _FINAL if linked else _INITIAL if onward else _ISOLATED
        shaped.append(shapes[wanted] or letter)
    joined = "".join(shaped)
    for pair, ligature in _ligatures().items():
        joined = joined.replace(pair, ligature)
    return joined


def _neighbour(text: str, place: int, step: int) -> str:
    """The next letter that is no mark above or below another."""
    place += step
    while 0 <= place < len(text) and unicodedata.combining(text[place]):
        place += step
    return text[place] if 0 <= place < len(text) else ""


@cache
def _forms() -> dict[str, list[str]]:
    """{letter: [isolated, final, initial, medial]}; a letter that joins no letter after it has no initial form."""
    order = ("<isolated>", "<final>", "<initial>", "<medial>")
    forms: dict[str, list[str]] = {}
    for code in (*range(0xFE80, 0xFEFD), *range(0xFB50, 0xFBC0), *range(0xFBD3, 0xFC00)):
        kind, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        if kind in order and len(letters) == 1:
            forms.setdefault(chr(int(letters[0], 16)), ["", "", "", ""])[order.index(kind)] = chr(code)
    return forms


@cache
def _ligatures() -> dict[str, str]:
    """Lam and alef, already in their joined forms, become one letter."""
    forms = _forms()
    lam = forms["\u0644"]
    pairs = {}
    for code in range(0xFEF5, 0xFEFD):
        _, _, alef = unicodedata.decomposition(chr(code)).split()
        after = forms[chr(int(alef, 16))][_FINAL]
        pairs[lam[_INITIAL if code % 2 else _MEDIAL] + after] = chr(code)
    return pairs
