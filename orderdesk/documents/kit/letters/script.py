"""The letters of one paper as the codes of its embedded fonts, each letter asked for once."""

from __future__ import annotations

from typing import Any

from orderdesk.documents.kit.letters import fonts
from orderdesk.documents.kit.letters.bidi import is_right_to_left
from orderdesk.documents.kit.letters.shaping import Run

Piece = tuple[str, str, bool, int]
"""Name of the font in the PDF, the operator that shows the letters, whether they are drawn with an outline, and how far
they are raised in thousandths of their size. Without a font: an operator that stands around others."""


class Script:
    """What has been written on a paper so far: lines and letters that come again are not encoded again."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._lines: dict[tuple[str, str], list[Piece]] = {}
        self._codes: dict[str, dict[str, str]] = {}
        self._names: dict[str, str] = {}

    def pieces(self, words: str, face: str) -> list[Piece]:
        """The pieces of a line in the order in which they stand on paper."""
        found = self._lines.get((words, face))
        if found is None:
            plain = self._plain(words, face) if words.isascii() and words.isprintable() else None
            found = self._lines[words, face] = plain or self._mixed(words, face)
        return found

    def _plain(self, words: str, face: str) -> list[Piece] | None:
        """Plain letters in one piece; None when others took so many codes that some lie in a further subset."""
        codes = self._codes.setdefault(face, {})
        if not codes.keys() >= set(words):
            self._learn(words, face)
        try:
            return [(self._names[face], f"<{''.join([codes[letter] for letter in words])}> Tj", False, 0)]
        except KeyError:
            return None

    def _learn(self, words: str, face: str) -> None:
        font, known = fonts.font(face), self._codes[face]
        for letter in (each for each in words if each not in known):
            [(subset, code)] = font.splitString(letter, self._document)
            if subset == 0:
                known[letter] = code.hex()
                self._names[face] = font.getSubsetInternalName(0, self._document)

    def _mixed(self, words: str, face: str) -> list[Piece]:
        laid = fonts.laid(words, face)
        found = [piece for run in laid for piece in self._run(run, face)]
        shown = "".join(run.letters for run in laid)
        if shown == words or is_right_to_left(words):
            return found  # readers turn what runs from right to left themselves
        # The glyphs that are shown are not the letters that are said: readers are told these.
        said = ("\ufeff" + words).encode("utf-16-be").hex()
        return [("", f"/Span <</ActualText <{said}>>> BDC", False, 0), *found, ("", "EMC", False, 0)]

    def _run(self, run: Run, face: str) -> list[Piece]:
        font, thick = fonts.font(run.font), face != fonts.REGULAR and run.font in fonts.ONE_WEIGHT
        if run.places:
            return [
                (font.getSubsetInternalName(subset, self._document), operator, thick, rise)
                for subset, rise, operator in self._placed(run, font)
            ]
        return [
            (font.getSubsetInternalName(subset, self._document), f"<{codes.hex()}> Tj", thick, 0)
            for subset, codes in font.splitString(run.letters, self._document)
        ]

    def _placed(self, run: Run, font: Any) -> list[tuple[int, int, str]]:
        """The letters of a shaped run, each where it stands: subset, rise, and the operator that shows them."""
        shown: list[tuple[int, int, list[str]]] = []
        for letter, (right, up, wide) in zip(run.letters, run.places, strict=True):
            [(subset, code)] = font.splitString(letter, self._document)
            natural = round(font.face.charWidths.get(ord(letter), font.face.defaultWidth))
            if not shown or shown[-1][:2] != (subset, up):
                shown.append((subset, up, []))
            shown[-1][2].append(f"{-right} <{code.hex()}> {natural + right - wide}")
        return [(subset, up, f"[{' '.join(each)}] TJ") for subset, up, each in shown]
