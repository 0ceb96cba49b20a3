"""Typefaces of the papers: Inter, and what stands in for the letters that Inter does not have.

Stand-ins, in this order: Noto Emoji; DejaVu Sans (Hebrew, Arabic, Armenian, Georgian, signs); Noto Sans Thai; Droid
Sans Fallback (Chinese, Japanese, Korean). A letter that none of them has is shown as U+FFFD, never left out, and a
paper that must be exact asks `missing` first. Read from disk at first use, once in the life of the program.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from threading import Lock
from typing import Any

from orderdesk.documents.kit.bidi import is_right_to_left, visual
from orderdesk.documents.kit.tabular import tabular_glyphs
from orderdesk.resources import resource

REGULAR = "Inter-Regular"
SEMIBOLD = "Inter-SemiBold"
BOLD = "Inter-Bold"
UNKNOWN = "\N{REPLACEMENT CHARACTER}"

_STAND_INS = ("NotoEmoji-Regular", "DejaVuSans", "NotoSansThai-Regular", "DroidSansFallback")
_HEAVY = {"DejaVuSans": "DejaVuSans-Bold"}
ONE_WEIGHT = ("NotoEmoji-Regular", "NotoSansThai-Regular", "DroidSansFallback")
"""Fonts without a bold: heavy text in them is drawn with an outline."""
_PRIVATE = range(0xE000, 0xF8FF)
_reading = Lock()


@lru_cache(maxsize=16384)
def width(text: str, face: str, size: float) -> float:
    """Width in points of `text` as `runs` sets it."""
    wide: float
    if text.isascii() and text.isprintable():
        wide = font(face).stringWidth(text, size)
    else:
        wide = sum(font(name).stringWidth(piece, size) for name, piece in _mixed(text, face))
    return wide


def runs(text: str, face: str) -> tuple[tuple[str, str], ...]:
    """`text` cut into (font, piece) in the order in which they stand on paper."""
    if text.isascii() and text.isprintable():
        return ((face, text),)
    return _mixed(text, face)


def missing(text: str) -> str:
    """The letters of `text` that no font of ours has, each once, in order."""
    return "".join(dict.fromkeys(letter for letter in clean(text) if _owner(letter, REGULAR) is None))


def clean(text: str) -> str:
    """`text` composed (NFC), with control signs as blanks and invisible formatting dropped."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(_kept(composed))


@cache
def font(name: str) -> Any:
    """The font `name`, read from resources/fonts and known to ReportLab."""
    with _reading:
        return _read(name)


def _kept(text: str) -> Iterator[str]:
    for letter in text:
        kind = unicodedata.category(letter)
        if kind in ("Cc", "Zs"):
            yield " "
        elif kind != "Cf" and not 0xFE00 <= ord(letter) <= 0xFE0F:
            yield letter


@lru_cache(maxsize=4096)
def _mixed(text: str, face: str) -> tuple[tuple[str, str], ...]:
    shown = clean(text)
    if is_right_to_left(shown):
        shown = visual(shown)
    pieces: list[tuple[str, str]] = []
    for letter in shown:
        owner = _owner(letter, face)
        name, letter = (owner, _alias(letter, owner)) if owner else ("DejaVuSans", UNKNOWN)
        if pieces and pieces[-1][0] == name:
            pieces[-1] = (name, pieces[-1][1] + letter)
        else:
            pieces.append((name, letter))
    return tuple(pieces)


def _owner(letter: str, face: str) -> str | None:
    """The font that has `letter`, Inter first; None when none has."""
    code = ord(letter)
    if code in font(face).face.charToGlyph:
        return face
    found = next((name for name in _STAND_INS if code in font(name).face.charToGlyph), None)
    heavy = _HEAVY.get(found or "") if face != REGULAR else None
    return heavy if heavy and code in font(heavy).face.charToGlyph else found


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
