"""Tables: a head that repeats on every page, rows that are never split, cells that wrap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Protocol

from orderdesk.documents.kit import code128
from orderdesk.documents.kit.ink import Ink
from orderdesk.documents.kit.letters import fonts
from orderdesk.documents.kit.letters.fonts import BOLD
from orderdesk.documents.kit.sheet import PaperSheet
from orderdesk.documents.kit.sizes import MM
from orderdesk.documents.kit.styles import BODY, LABEL, Style
from orderdesk.documents.kit.text import ELLIPSIS, largest, wrap

GAP = 8
"""Between two columns."""
PADDING = 5
"""Above and below what stands in a row."""
_MARK = Style(BOLD, 7, 1.0)
MOST_LINES = 45
"""Of one text in a cell: a longer one ends in an ellipsis, as a row must fit a page."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column `width` points wide; width 0 takes what the others leave."""

    title: str
    width: float = 0.0
    align: str = "left"


class TableCell(Protocol):
    """What can stand in a cell; `measured` is called once, before `draw`."""

    def measured(self, width: float, align: str) -> tuple[float, object]: ...

    def draw(self, ink: Ink, x: float, y: float, width: float, align: str, plan: object) -> None: ...


@dataclass(slots=True)
class Words:
    """Texts one below the other, and marks in black boxes under them.

    Text on the left wraps; figures on the right stay whole and shrink instead.
    """

    parts: tuple[tuple[str, Style], ...]
    marks: tuple[str, ...] = ()

    def measured(self, width: float, align: str) -> tuple[float, object]:
        plan = [self._plan(text, style, width, align) for text, style in self.parts if text]
        height = sum([style.leading * len(lines) for lines, style in plan])
        return height + ((_MARK.leading + 5) * len(self._mark_lines(width)) if self.marks else 0.0), plan

    def draw(self, ink: Ink, x: float, y: float, width: float, align: str, plan: object) -> None:
        at = x if align == "left" else x + width if align == "right" else x + width / 2
        assert isinstance(plan, list)
        for lines, style in plan:
            y = ink.lines(at, y, lines, style, align)
        for line in self._mark_lines(width) if self.marks else ():
            ink.panel(x, y + 2, fonts.width(line, _MARK.face, _MARK.size) + 8, _MARK.leading + 2, radius=1.5, fill=0)
            ink.text(x + 4, y + 3 + _MARK.ascent, line, _MARK)
            y += _MARK.leading + 5

    def _mark_lines(self, width: float) -> list[str]:
        return wrap(" · ".join(mark.upper() for mark in self.marks), _MARK, width - 8)

    def _plan(self, text: str, style: Style, width: float, align: str) -> tuple[list[str], Style]:
        if align == "right":
            return [text], largest(text, style, width, (style.size, style.size * 0.85, style.size * 0.7, 5.5))
        lines = wrap(text, style, width)
        if len(lines) > MOST_LINES:
            lines = [*lines[: MOST_LINES - 1], lines[MOST_LINES - 1] + ELLIPSIS]
        return lines, style


@dataclass(frozen=True, slots=True)
class TickBox:
    """An empty square to tick."""

    side: float = 6 * MM

    def measured(self, width: float, align: str) -> tuple[float, object]:
        return self.side, None

    def draw(self, ink: Ink, x: float, y: float, width: float, align: str, plan: object) -> None:
        ink.panel(x + 0.5, y, self.side, self.side, radius=1.5, line=0.9)


@dataclass(slots=True)
class Bars:
    """A Code 128 to be scanned, flush with the right edge of its column; one too narrow to scan is left out.

    It stands in the last column: the quiet zones lie in the gap before it and in the margin of the page.
    """

    text: str
    height: float = 8.5 * MM
    wished: float = 0.33 * MM

    def fits(self, width: float) -> bool:
        """Whether a scanner can read it in a column of `width`."""
        return self._module(width) is not None

    def measured(self, width: float, align: str) -> tuple[float, object]:
        module = self._module(width)
        return (self.height if module else 0.0), module

    def draw(self, ink: Ink, x: float, y: float, width: float, align: str, plan: object) -> None:
        if isinstance(plan, float):
            ink.code(x + width - plan * code128.modules(self.text), y, self.text, plan, self.height)

    def _module(self, width: float) -> float | None:
        if not self.text or not self.text.isascii() or not self.text.isprintable():
            return None
        widest = (width + GAP) / (code128.modules(self.text) + code128.QUIET)
        return min(self.wished, widest) if widest >= code128.NARROWEST else None


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph of the goods, PNG or JPEG; what cannot be read as one is left out."""

    data: bytes
    side: float = 30.0

    def measured(self, width: float, align: str) -> tuple[float, object]:
        image = _image(self.data)
        return (self.side if image else 0.0), image

    def draw(self, ink: Ink, x: float, y: float, width: float, align: str, plan: object) -> None:
        if plan:
            ink.picture(x, y, plan, width, self.side)


def plain(text: str, style: Style = BODY) -> Words:
    """A cell with one text."""
    return Words(((text, style),))


class PaperTable:
    """Draws rows on a sheet; `middle` centres cells in their row, else their first lines are level."""

    def __init__(
        self, sheet: PaperSheet, columns: Sequence[TableColumn], *, middle: bool = False, padding: float = PADDING
    ) -> None:
        self.sheet = sheet
        self.columns = columns
        self.middle = middle
        self.padding = padding
        self.places = self._places()

    def head(self) -> None:
        """The titles with a line under them; titles wrap."""
        sheet = self.sheet
        titles = [wrap(column.title, LABEL, wide) for column, (_, wide) in zip(self.columns, self.places, strict=True)]
        height = max(map(len, titles)) * LABEL.leading
        for column, (x, wide), lines in zip(self.columns, self.places, titles, strict=True):
            at = x if column.align == "left" else x + wide if column.align == "right" else x + wide / 2
            sheet.ink.lines(at, sheet.y + height - len(lines) * LABEL.leading, lines, LABEL, column.align)
        sheet.y += height + 3
        sheet.ink.rule(sheet.left, sheet.y, sheet.width, 0.9)
        sheet.y += 0.5

    def row(self, cells: Sequence[TableCell | None], under: TableCell | None = None) -> None:
        """One row, on the next page when it does not fit; `under` stands below the cells over the full width."""
        plans = [
            cell.measured(wide, column.align) if cell else (0.0, None)
            for cell, column, (_, wide) in zip(cells, self.columns, self.places, strict=True)
        ]
        height = max(tall for tall, _ in plans)
        below, under_plan = under.measured(self.sheet.width, "right") if under else (0.0, None)
        self.open(height + below + 2 * self.padding)
        y = self.sheet.y + self.padding
        for cell, column, (x, wide), (tall, plan) in zip(cells, self.columns, self.places, plans, strict=True):
            if cell:
                down = (height - tall) / 2 if self.middle else 0.0
                cell.draw(self.sheet.ink, x, y + down, wide, column.align, plan)
        if under:
            under.draw(self.sheet.ink, self.sheet.left, y + height, self.sheet.width, "right", under_plan)
        self.sheet.y = y + height + below + self.padding
        self.line()

    def open(self, height: float) -> None:
        """Make sure that `height` is left on this page, else turn it and repeat the head."""
        if self.sheet.y + height > self.sheet.bottom and not self.sheet.fresh:
            self.sheet.turn()
            self.head()

    def line(self) -> None:
        """The thin line under a row."""
        self.sheet.ink.rule(self.sheet.left, self.sheet.y, self.sheet.width, 0.5, 0.8)

    def _places(self) -> list[tuple[float, float]]:
        """Left edge and width of each column."""
        fixed = sum(column.width for column in self.columns) + GAP * (len(self.columns) - 1)
        open_columns = sum(1 for column in self.columns if not column.width) or 1
        rest = (self.sheet.width - fixed) / open_columns
        places, x = [], self.sheet.left
        for column in self.columns:
            wide = column.width or rest
            places.append((x, wide))
            x += wide + GAP
        return places


def _image(data: bytes) -> Any:
    from reportlab.lib.utils import ImageReader

    try:
        image = ImageReader(BytesIO(data))
        image.getRGBData()
    except Exception:  # whatever a damaged picture raises, the goods can still be picked
        return None
    return image
