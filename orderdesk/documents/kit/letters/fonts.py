"""Typefaces of the papers: Inter, and what stands in for the letters that Inter does not have.

Stand-ins, in this order: Noto Emoji; a Noto Sans for each script whose letters change with their neighbours (Arabic,
those of India, Ethiopic, Khmer, Myanmar, Thai …); DejaVu Sans (Hebrew, Armenian, Georgian, signs); Droid Sans Fallback
(Chinese, Japanese, Korean). A letter that none of them has is never left out: `missing` names it, a paper with it is
refused, and a sign is shown as U+FFFD. Read from disk at first use, once in the life of the program.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from threading import Lock
from typing import Any

from orderdesk.documents.kit.letters.bidi import levels, mirrored, ordered
from orderdesk.documents.kit.letters.shaping import JOINERS, Run, shaped
from orderdesk.documents.kit.letters.tabular import tabular_glyphs
from orderdesk.resources import resource

REGULAR = "Inter-Regular"
SEMIBOLD = "Inter-SemiBold"
BOLD = "Inter-Bold"
UNKNOWN = "\N{REPLACEMENT CHARACTER}"

_SCRIPTS = {
    "Arabic": "؀-ۿݐ-ݿࡰ-ࣿﭐ-﷿ﹰ-﻾", "Bengali": "ঀ-৿", "Devanagari": "ऀ-ॿ꣠-ꣿ", "Ethiopic": "ሀ-፼ᎀ-᎙ⶀ-ⷞꬁ-ꬮ", "Gujarati": "઀-૿",
    "Gurmukhi": "਀-੿", "Kannada": "ಀ-೿", "Khmer": "ក-៹᧠-᧿", "Lao": "຀-໿", "Malayalam": "ഀ-ൿ", "Myanmar": "က-႟ꧠ-ꧾꩠ-ꩿ",
    "Oriya": "଀-୿", "Sinhala": "඀-෿", "Tamil": "஀-௿", "Telugu": "ఀ-౿", "Thai": "฀-๿",
}  # fmt: skip
"""The letters of each script that has a Noto Sans, as spans of code points."""
_SHAPED = frozenset({*(f"NotoSans{name}-Regular" for name in _SCRIPTS), "DejaVuSans", "DejaVuSans-Bold"})
_STAND_INS = ("NotoEmoji-Regular", "DejaVuSans", "DroidSansFallback")
_HEAVY = {"DejaVuSans": "DejaVuSans-Bold"}
ONE_WEIGHT = ("NotoEmoji-Regular", "DroidSansFallback", *(f"NotoSans{name}-Regular" for name in _SCRIPTS))
"""Fonts without a bold: heavy text in them is drawn with an outline."""
_PRIVATE = range(0xE000, 0xF8FF)
_reading = Lock()
_known: dict[str, Any] = {}


@lru_cache(maxsize=16384)
def width(text: str, face: str, size: float) -> float:
    """Width in points of `text` as `runs` sets it."""
    wide: float
    if text.isascii() and text.isprintable():
        wide = font(face).stringWidth(text, size)
    else:
        wide = sum(_width(run, size) for run in laid(text, face))
    return wide


def runs(text: str, face: str) -> tuple[tuple[str, str], ...]:
    """`text` cut into (font, letters) in the order in which they stand on paper."""
    return tuple((run.font, run.letters) for run in laid(text, face))


def laid(text: str, face: str) -> tuple[Run, ...]:
    """`text` as it stands on paper, from left to right."""
    return (Run(face, text),) if text.isascii() and text.isprintable() else _laid(text, face)


@lru_cache(maxsize=4096)
def missing(text: str, *, signs: bool = True) -> str:
    """The letters of `text` that no font of ours has, each once, in order; without `signs` only letters and digits."""
    unknown = dict.fromkeys(letter for letter in clean(text) if _owner(letter, REGULAR) is None)
    return "".join(each for each in unknown if signs or unicodedata.category(each)[0] in "LMN")


def clean(text: str) -> str:
    """`text` composed (NFC), with control signs as blanks and invisible formatting dropped."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(_kept(composed))


def font(name: str) -> Any:
    """The font `name`, read from resources/fonts and known to ReportLab."""
    found = _known.get(name)
    if found is None:
        with _reading:
            # Two papers drawn at once must not know one font twice.
            found = _known.get(name) or _known.setdefault(name, _read(name))
    return found


def _kept(text: str, joiners: str = "") -> Iterator[str]:
    for letter in text:
        kind = unicodedata.category(letter)
        if kind in ("Cc", "Zs"):
            yield " "
        elif letter in joiners or (kind != "Cf" and not 0xFE00 <= ord(letter) <= 0xFE0F):
            yield letter


@lru_cache(maxsize=4096)
def _laid(text: str, face: str) -> tuple[Run, ...]:
    shown = "".join(_kept(unicodedata.normalize("NFC", text), JOINERS))
    pieces: list[tuple[str, int, str]] = []
    for letter, level in zip(shown, levels(shown), strict=True):
        name = _font_of(letter, face, pieces[-1][0] if pieces else "")
        if pieces and pieces[-1][:2] == (name, level):
            pieces[-1] = (name, level, pieces[-1][2] + letter)
        else:
            pieces.append((name, level, letter))
    made = [_run(name, part, leftward=level % 2 == 1) for name, level, part in pieces]
    return tuple(ordered(made, [level for _, level, _ in pieces]))


def _font_of(letter: str, face: str, before: str) -> str:
    """The font of a letter; marks and joiners stay in that of the letter `before` them where it can."""
    if before and (letter in JOINERS or (unicodedata.category(letter)[0] == "M" and _has(before, letter))):
        return before
    return _owner(letter, face) or UNKNOWN


def _run(name: str, part: str, *, leftward: bool) -> Run:
    """A piece of one font and direction as it stands on paper."""
    if name in _SHAPED and not part.isascii():
        return shaped(part, name, font(name), leftward=leftward)
    part = "".join(each for each in part if each not in JOINERS)
    if name == UNKNOWN:
        return Run("DejaVuSans", UNKNOWN * len(part))
    letters = mirrored(part) if leftward else part
    return Run(name, "".join(_alias(letter, name) for letter in letters))


def _width(run: Run, size: float) -> float:
    if run.places:
        return sum(wide for _, _, wide in run.places) * size / 1000
    wide: float = font(run.font).stringWidth(run.letters, size)
    return wide


def _has(name: str, letter: str) -> bool:
    return name != UNKNOWN and ord(letter) in font(name).face.charToGlyph


@cache
def _script_of(letter: str) -> str | None:
    """The Noto Sans of the script that a letter belongs to."""
    for name, spans in _SCRIPTS.items():
        if any(low <= letter <= high for low, high in zip(spans[::3], spans[2::3], strict=True)):
            return f"NotoSans{name}-Regular"
    return None


def _owner(letter: str, face: str) -> str | None:
    """The font that has `letter`, Inter first; None when none has."""
    if _has(face, letter):
        return face
    own = _script_of(letter)
    if own and _has(own, letter):
        return own
    found = next((name for name in _STAND_INS if _has(name, letter)), None)
    heavy = _HEAVY.get(found or "") if face != REGULAR else None
    return heavy if heavy and _has(heavy, letter) else found


def _alias(letter: str, name: str) -> str:
    """ReportLab describes a letter above U+FFFF wrongly to readers, so it is drawn by a private code below that."""
    return chr(_aliases(name).get(ord(letter), ord(letter))) if ord(letter) > 0xFFFF else letter


@cache
def _aliases(name: str) -> dict[int, int]:
    face = font(name).face
    high = sorted(code for code in face.charToGlyph if code > 0xFFFF)
    free = (code for code in _PRIVATE if code not in face.charToGlyph)
    aliases = dict(zip(high, list(free), strict=False))
    for code, alias in aliases.items():
        face.charToGlyph[alias] = face.charToGlyph[code]
        face.charWidths[alias] = face.charWidths.get(code, face.defaultWidth)
    return aliases


def _read(name: str) -> Any:
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    made = TTFont(name, str(resource(f"fonts/{name}.ttf")), asciiReadable=False, shapable=False)
    if name.startswith("Inter"):
        _level_digits(made.face)
    registerFont(made)
    return made


def _level_digits(face: Any) -> None:
    """Let the ten digits be the font's tabular ones."""
    swaps = tabular_glyphs(face.get_table("GSUB"))
    advances = face.get_table("hmtx")
    for code in range(ord("0"), ord("9") + 1):
        glyph = swaps.get(face.charToGlyph[code], face.charToGlyph[code])
        face.charToGlyph[code] = glyph
        face.charWidths[code] = int.from_bytes(advances[4 * glyph : 4 * glyph + 2], "big") * 1000 / face.unitsPerEm
