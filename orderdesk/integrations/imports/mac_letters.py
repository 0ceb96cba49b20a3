"""Whether a short text of western letters is plainly Mac Roman, as Excel for Mac writes "CSV (Macintosh)".

Its letters lie where Windows and DOS have signs and letters of other languages, so that all three may make words of it:
"Käse" of a Mac is "KŠse" on Windows. How common each letter is where it stands tells them apart, or nothing does.
"""

from __future__ import annotations

_COMMON = dict.fromkeys("äöüßéèçàñåøóíáãõÄÖÜÉÅØÑÇ", 3) | dict.fromkeys("êâîôûëïúæòùœÀÈÓÍÁÆ", 2)
_LESS = dict.fromkeys("ìšžÿýðþłążśęćőűğışŠŽŒÊÂÎÔÛËÏÚÒÙ", 1)
_SIGNS = "’“”–—•€£©®™°…«»·"
_OTHERS = ("cp1252", "cp850", "cp437", "cp1250", "cp852")
_VOWELS = frozenset("aeiouyäöüéèàåøóíáãõêâîôûëïúæòùœì")
_CONSONANTS = frozenset("bcdfghjklmnpqrstvwxzßçñšž")
# These two stand between vowels as others do not.
_PARTING = frozenset("ïë")
_CLEAR = 2.0


def is_mac_roman(sample: bytes) -> bool:
    """Whether the letters of Mac Roman fit a text clearly better than those of Windows and DOS."""
    try:
        mine = _fitness(sample.decode("mac_roman"))
        others = [_fitness(text) for each in _OTHERS if (text := _read(sample, each))]
    except UnicodeDecodeError:
        return False
    return mine is not None and all(each is None or mine - each >= _CLEAR for each in others)


def _read(sample: bytes, encoding: str) -> str:
    try:
        return sample.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _fitness(text: str) -> float | None:
    """How common its foreign letters are where they stand, 0 to 3 on average; None for a text without any."""
    places = [place for place, letter in enumerate(text) if letter > "\x7f" and not _is_sign(text, place)]
    return sum(_points(text, place) for place in places) / len(places) if places else None


def _is_sign(text: str, place: int) -> bool:
    """Whether a sign stands where one may: not between two letters of which both are vowels, nor before a word."""
    before, after = _around(text, place)
    inside = before in _VOWELS and after in _VOWELS
    return text[place] in _SIGNS and not inside


def _points(text: str, place: int) -> int:
    letter = text[place]
    before, after = _around(text, place)
    small = letter.casefold()
    misplaced = (
        (letter.isupper() and before.isalpha() and (text[place - 1].islower() or text[place + 1 : place + 2].islower()))
        or (small in "šž" and before in _CONSONANTS and after in _CONSONANTS)
        or (small in _VOWELS - _PARTING and before in _VOWELS and after in _VOWELS)
        or (small == "ñ" and before in _CONSONANTS)
    )
    return 0 if misplaced else _COMMON.get(letter, _LESS.get(letter, 0))


def _around(text: str, place: int) -> tuple[str, str]:
    return text[place - 1 : place].casefold() or " ", text[place + 1 : place + 2].casefold() or " "
