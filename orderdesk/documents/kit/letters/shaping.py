"""Letters that change with their neighbours (Arabic, Devanagari, Khmer …) as the glyphs that stand for them on paper.

HarfBuzz chooses and places the glyphs. ReportLab asks a font for letters, not glyphs: a glyph that no letter stands for
gets a code of its own in the private area, the same one in every paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from orderdesk.resources import resource

JOINERS = "\u200c\u200d"
_PRIVATE = 0xE000


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line in one font, from left to right: `letters` are what the font is asked for.

    `places` has for each letter how far it is moved right and up and how wide it is, in thousandths of the size; empty
    where the letters stand as the font has them.
    """

    font: str
    letters: str
    places: tuple[tuple[int, int, int], ...] = ()


def shaped(text: str, name: str, font: Any, *, leftward: bool) -> Run:
    """`text` in the font `name`, which ReportLab knows as `font`; `leftward` text runs from right to left."""
    import uharfbuzz

    face = font.face
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if leftward else "ltr"
    uharfbuzz.shape(_typeface(name), buffer, {"kern": True, "liga": True})
    letters, places, scale = [], [], 1000 / face.unitsPerEm
    for info, where in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        if text[info.cluster] in JOINERS and not where.x_advance:
            continue
        letters.append(_code(name, face, text[info.cluster], info.codepoint))
        places.append((round(where.x_offset * scale), round(where.y_offset * scale), round(where.x_advance * scale)))
    return Run(name, "".join(letters), tuple(places))


def _code(name: str, face: Any, letter: str, glyph: int) -> str:
    """The letter by which a font is asked for a glyph: that which was typed where the glyph is its own."""
    if face.charToGlyph.get(ord(letter)) == glyph:
        return letter
    own = _letters(name, face)
    if glyph not in own:
        code = _PRIVATE + glyph
        face.charWidths[code] = face.hmetrics[glyph][0] * 1000 / face.unitsPerEm
        face.charToGlyph[code] = glyph
        own[glyph] = code
    return chr(own[glyph])


_known: dict[str, dict[int, int]] = {}


def _letters(name: str, face: Any) -> dict[int, int]:
    """The letter of each glyph of a font, as far as it has one."""
    if name not in _known:
        _known[name] = {glyph: code for code, glyph in sorted(face.charToGlyph.items(), reverse=True) if code <= 0xFFFF}
    return _known[name]


@cache
def _typeface(name: str) -> Any:
    import uharfbuzz

    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(resource(f"fonts/{name}.ttf")))))
