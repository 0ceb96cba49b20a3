"""How wide the columns of a list are: as wide as what they show, and the least needed ones go where room is short."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from PySide6.QtGui import QFontMetricsF

from orderdesk.ui.theme.fonts import font_of
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.lists.row_painter import PAD, needed_width
from orderdesk.ui.widgets.lists.table_model import RIGHT, Column, TableModel

GOOD_STRETCH, LEAST_STRETCH, MOST_TEXT = 170, 120, 190
"""Design pixels: what the column that takes what is left has before others go, its least, and the most that a text may
widen its column to."""
MOST_MEASURED = 100
"""Rows whose cells are measured; those after them are seen by who scrolls, and their columns are wide by then."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a column asks for, in pixels: `liked` as designed or dragged, `needed` for what it shows, `least` when its
    words end in three dots; `leaves` is its place among those that may be left out, 0 for one that always stays."""

    liked: int
    needed: int
    least: int
    leaves: int = 0


def shared_out(wishes: Sequence[Wish], room: int) -> list[int]:
    """The width of each column in `room` pixels, 0 for one that is left out.

    Columns give up what they do not need first; then those that may leave go, in their order; then words are cut, and
    figures never. Where even that is too wide, the list scrolls.
    """
    widths = [max(wish.liked, wish.needed) for wish in wishes]
    if sum(widths) <= room:
        return widths
    widths = [wish.needed for wish in wishes]
    going = sorted((wish.leaves, number) for number, wish in enumerate(wishes) if wish.leaves)
    for _, number in going:
        if sum(widths) <= room:
            break
        widths[number] = 0
    for number, wish in enumerate(wishes):
        over = max(sum(widths) - room, 0)
        widths[number] -= min(over, wish.needed - wish.least) if widths[number] else 0
    for number, wish in enumerate(wishes):
        spare = max(room - sum(widths), 0)
        widths[number] += min(spare, max(wish.liked - widths[number], 0)) if widths[number] else 0
    return widths


def wishes_of(model: TableModel, liked: Sequence[int], needs: Sequence[int]) -> list[Wish]:
    """What the columns of `model` ask for: `liked` in design pixels, `needs` in pixels for the rows that it shows."""
    found = []
    for column, design, need in zip(model.columns, liked, needs, strict=True):
        title = _title_width(column)
        if column.width == 0:
            found.append(Wish(px(GOOD_STRETCH), px(GOOD_STRETCH), px(LEAST_STRETCH), column.wide))
            continue
        needed = max(need, title)
        least = needed if _is_whole(column) else min(needed, max(px(column.width), title))
        found.append(Wish(px(design), needed, least, column.wide))
    return found


def _is_whole(column: Column[Any]) -> bool:
    """Whether what the column says is read whole: figures and states are, a long name may end in three dots."""
    return column.align == RIGHT or column.pill is not None


def _title_width(column: Column[Any]) -> int:
    # Room for the arrow at the column that sorts.
    arrow = px(16) if column.sort_key else 0
    # A part of a pixel too few, and the title would end in three dots.
    return ceil(QFontMetricsF(font_of("label")).horizontalAdvance(column.title)) + 2 * px(PAD) + arrow


def content_needs(model: TableModel, first: int = 0) -> list[int]:
    """Pixels that the cells of each column need, from row `first` on; the column that takes what is left needs none."""
    rows = range(first, min(model.rowCount(), first + MOST_MEASURED))
    return [
        0 if column.width == 0 else max((_need(model, row, number) for row in rows), default=0)
        for number, column in enumerate(model.columns)
    ]


def _need(model: TableModel, row: int, number: int) -> int:
    column, need = model.columns[number], needed_width(model.cell(row, number))
    return need if _is_whole(column) else min(need, px(max(MOST_TEXT, column.width)))
