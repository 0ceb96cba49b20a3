"""A run of A4 or Letter pages that is filled from the top down, with a running head and a foot on each."""

from __future__ import annotations

from orderdesk.documents.kit.ink import Ink
from orderdesk.documents.kit.press import pressed
from orderdesk.documents.kit.sizes import sheet_size
from orderdesk.documents.kit.styles import SMALL, STRONG, Style
from orderdesk.documents.kit.text import cut, wrap

_RUNNING_HEAD = 26


class PaperSheet:
    """`y` is where the next thing goes. Widths follow from the paper, so A4 and Letter share one layout."""

    def __init__(self, paper: str, title: str, author: str, foot: str = "") -> None:
        self.size = sheet_size(paper)
        self.title = title
        self.author = author
        self.foot = foot
        self.left = self.size.side
        self.right = self.size.width - self.size.side
        self.width = self.size.inner
        self.bottom = self.size.height - self.size.bottom
        self.pages = [Ink(self.size)]
        self.y = self.size.top

    @property
    def ink(self) -> Ink:
        """The page being filled."""
        return self.pages[-1]

    @property
    def fresh(self) -> bool:
        """Whether nothing stands on this page below its running head."""
        return len(self.pages) > 1 and self.y == self.size.top + _RUNNING_HEAD

    def turn(self) -> None:
        """Go on on a new page, under the title of the paper."""
        self.pages.append(Ink(self.size))
        self.ink.text(self.left, self.size.top + STRONG.ascent, cut(self.title, STRONG, self.width * 0.7), STRONG)
        self.ink.text(self.right, self.size.top + STRONG.ascent, "continued", SMALL, "right")
        self.y = self.size.top + _RUNNING_HEAD

    def need(self, height: float) -> None:
        """Turn the page when less than `height` is left on it."""
        if self.y + height > self.bottom and not self.fresh:
            self.turn()

    def paragraph(self, text: str, style: Style, *, gap: float = 0) -> None:
        """Text over the full width, on as many pages as it takes."""
        for line in wrap(text, style, self.width):
            self.need(style.leading)
            self.y = self.ink.lines(self.left, self.y, [line], style)
        self.y += gap

    def pdf(self) -> bytes:
        """The finished paper: foot and page numbers are written last, when their count is known."""
        y = self.size.height - 11 * 2.8346
        for number, page in enumerate(self.pages, start=1):
            page.rule(self.left, y - 11, self.width, 0.5, 0.75)
            count = f"Page {number} of {len(self.pages)}"
            page.text(self.left, y, cut(self.foot, SMALL, self.width - 80), SMALL)
            page.text(self.right, y, count, SMALL, "right")
        return pressed(self.pages, self.title, self.author)
