"""Digits of equal width: the glyphs a font keeps for its OpenType feature "tnum", so that columns of money line up."""

from __future__ import annotations

from struct import unpack_from

_EXTENSION = 7


def tabular_glyphs(gsub: bytes, feature: bytes = b"tnum") -> dict[int, int]:
    """Read a GSUB table; return {ordinary glyph: its tabular glyph}, empty when the font has no such feature."""
    features, lookups = unpack_from(">HH", gsub, 6)
    swaps: dict[int, int] = {}
    for index in _lookups_of(gsub, features, feature):
        lookup = lookups + unpack_from(">H", gsub, lookups + 2 + 2 * index)[0]
        kind, _, count = unpack_from(">HHH", gsub, lookup)
        for place in unpack_from(f">{count}H", gsub, lookup + 6):
            swaps.update(_single(gsub, lookup + place, kind))
    return swaps


def _lookups_of(gsub: bytes, features: int, feature: bytes) -> list[int]:
    (count,) = unpack_from(">H", gsub, features)
    found: list[int] = []
    for record in range(count):
        tag, offset = unpack_from(">4sH", gsub, features + 2 + 6 * record)
        if tag == feature:
            (number,) = unpack_from(">H", gsub, features + offset + 2)
            found.extend(unpack_from(f">{number}H", gsub, features + offset + 4))
    return sorted(set(found))


def _single(gsub: bytes, place: int, kind: int) -> dict[int, int]:
    """The swaps of one subtable of single substitutions; other kinds have none."""
    if kind == _EXTENSION:
        _, kind, offset = unpack_from(">HHL", gsub, place)
        place += offset
    if kind != 1:
        return {}
    form, coverage, last = unpack_from(">HHH", gsub, place)
    glyphs = _covered(gsub, place + coverage)
    if form == 1:
        return {glyph: (glyph + last) % 0x10000 for glyph in glyphs}
    return dict(zip(glyphs, unpack_from(f">{last}H", gsub, place + 6), strict=True))


def _covered(gsub: bytes, place: int) -> list[int]:
    form, count = unpack_from(">HH", gsub, place)
    if form == 1:
        return list(unpack_from(f">{count}H", gsub, place + 4))
    ranges = [unpack_from(">HHH", gsub, place + 4 + 6 * each) for each in range(count)]
    return [glyph for first, last, _ in ranges for glyph in range(first, last + 1)]
