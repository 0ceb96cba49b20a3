"""Type styles of the papers: face, size and grey. Black ink first: every grey stays legible from a mono laser."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from orderdesk.documents.kit.letters.fonts import REGULAR, SEMIBOLD

LEADING = 1.28
ASCENT = 0.93


@dataclass(frozen=True, slots=True)
class Style:
    """How letters look; `grey` is 0 (black) to 1 (white)."""

    face: str
    size: float
    grey: float = 0.0
    leading: float = field(init=False, compare=False, repr=False)
    """Distance from one baseline to the next."""
    ascent: float = field(init=False, compare=False, repr=False)
    """From the top of a line to its baseline."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "leading", self.size * LEADING)
        object.__setattr__(self, "ascent", self.size * ASCENT)

    def at(self, size: float) -> Style:
        """The same look in another size."""
        return replace(self, size=size)


INK = 0.1
SOFT = 0.35
TITLE = Style(SEMIBOLD, 20, INK)
HEADING = Style(SEMIBOLD, 11, INK)
SHOP = Style(SEMIBOLD, 12.5, INK)
BODY = Style(REGULAR, 9, INK)
SOFT_BODY = Style(REGULAR, 9, SOFT)
STRONG = Style(SEMIBOLD, 9, INK)
SMALL = Style(REGULAR, 7.5, SOFT)
SMALL_STRONG = Style(SEMIBOLD, 7.5, INK)
LABEL = Style(SEMIBOLD, 7.5, SOFT)
TOTAL = Style(SEMIBOLD, 11, INK)
