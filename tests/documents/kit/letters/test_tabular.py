"""Finding the digits of equal width in a font."""

from __future__ import annotations

from struct import pack

import pytest

from orderdesk.documents.kit.letters.tabular import tabular_glyphs


def gsub(lookup_kind: int, subtable: bytes, feature: bytes = b"tnum") -> bytes:
    """A GSUB table with one feature and one lookup of one subtable."""
    features = pack(">H4sH", 1, feature, 8) + pack(">HHH", 0, 1, 0)
    lookups = pack(">HH", 1, 4) + pack(">HHHH", lookup_kind, 0, 1, 8) + subtable
    return pack(">HHHHH", 1, 0, 0, 10, 10 + len(features)) + features + lookups


SHIFTED = pack(">HHh", 1, 6, 100) + pack(">HHHH", 1, 2, 20, 25)
LISTED = pack(">HHHHH", 2, 10, 2, 71, 72) + pack(">HHHHH", 2, 1, 7, 8, 0)
EXTENSION = pack(">HHL", 1, 1, 8) + SHIFTED
PAIR = pack(">HHH", 1, 6, 0) + pack(">HHH", 1, 1, 20)


@pytest.mark.parametrize(
    ("kind", "subtable", "swaps"),
    [
        (1, SHIFTED, {20: 120, 25: 125}),
        (1, LISTED, {7: 71, 8: 72}),
        (7, EXTENSION, {20: 120, 25: 125}),
        (2, PAIR, {}),
    ],
)
def test_all_forms_of_single_substitution_are_read(kind: int, subtable: bytes, swaps: dict[int, int]) -> None:
    assert tabular_glyphs(gsub(kind, subtable)) == swaps


def test_a_font_without_the_feature_has_none() -> None:
    assert tabular_glyphs(gsub(1, SHIFTED, b"liga")) == {}
