"""The letters of one paper as the codes of its embedded fonts, each letter asked for once."""

from __future__ import annotations

from typing import Any

from orderdesk.documents.kit import fonts

Piece = tuple[str, str, bool]
"""Name of the font in the PDF, the operator that shows the letters, and whether they are drawn with an outline."""


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
            return [(self._names[face], f"<{''.join([codes[letter] for letter in words])}> Tj", False)]
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
        found = []
        for name, piece in fonts.runs(words, face):
            font = fonts.font(name)
            thick = face != fonts.REGULAR and name in fonts.ONE_WEIGHT
            for subset, codes in font.splitString(piece, self._document):
                found.append((font.getSubsetInternalName(subset, self._document), f"<{codes.hex()}> Tj", thick))
        return found
