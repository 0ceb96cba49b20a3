"""Paper sizes in points (1/72 inch) and their margins."""

from __future__ import annotations

from dataclasses import dataclass

from orderdesk.domain.values.errors import Refused

MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Size:
    """A sheet: width, height, side margin, and the room kept free above and below."""

    width: float
    height: float
    side: float
    top: float
    bottom: float

    @property
    def inner(self) -> float:
        """The width between the side margins."""
        return self.width - 2 * self.side


A4 = Size(210 * MM, 297 * MM, 16 * MM, 15 * MM, 18 * MM)
LETTER = Size(612, 792, 16 * MM, 15 * MM, 18 * MM)
LABEL = Size(288, 432, 12, 11, 10)
ROLL_WIDTH, ROLL_TEXT = 80 * MM, 72 * MM

SHEETS = {"a4": A4, "letter": LETTER}


def sheet_size(paper: str) -> Size:
    """The size named "a4" or "letter"; refuse any other."""
    if paper not in SHEETS:
        raise Refused(f"This paper prints on A4 or Letter, not on {paper}.", field="paper")
    return SHEETS[paper]


def roll(height: float) -> Size:
    """A piece of the 80 mm till roll, as long as what stands on it; 72 mm of its width can be printed."""
    return Size(ROLL_WIDTH, height, (ROLL_WIDTH - ROLL_TEXT) / 2, 10, 12)
