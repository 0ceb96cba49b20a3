"""Paints the rows of a list: ground of the whole row, mark, icon, pill, one or two lines of text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPixmap, QStaticText

from orderdesk.ui.theme.fonts import MEDIUM, REGULAR, STRONG, font
from orderdesk.ui.theme.icons import pixmap
from orderdesk.ui.theme.look import LOOK, colour, px
from orderdesk.ui.widgets.lists.table_model import CENTRE, LEFT, RIGHT, Cell, GroupHead, TableModel
from orderdesk.ui.widgets.pill import paint_glyph, paint_pill, pill_width

if TYPE_CHECKING:
    from orderdesk.ui.widgets.lists.table import Table

PAD = 12
_WIDE = 640
"""From so many design pixels on, a row that heads others says all."""
MARK = 26
"""Room that the mark takes before the first column while any row is marked, in design pixels."""
MOST_ROWS = 90
"""Pictures of rows that a list keeps: more than a large screen shows, some ten megabytes at most."""
MOST_KEPT = 5_000
"""Laid-out texts that are kept for the next painting."""
_kept: dict[tuple[str, int, int, int, float], tuple[QStaticText, float, float]] = {}


def paint_ground(painter: QPainter, rect: QRect, token: str) -> None:
    """Fill a cell and draw the thin line under its row."""
    painter.fillRect(rect, colour(token))
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colour("divider"))


def paint_cell(painter: QPainter, rect: QRect, cell: Cell, align: str, ratio: float) -> None:
    """Paint what a cell says into `rect`, paddings taken off already."""
    left, width, middle = rect.left(), rect.width(), rect.center().y()
    if cell.pill is not None:
        paint_pill(painter, left - px(2), middle + 1, cell.pill, ratio)
        return
    if cell.icon:
        painter.drawPixmap(left, middle - px(8) + 1, pixmap(cell.icon, "text3", 16, ratio))
        left, width = left + px(24), width - px(24)
    if cell.second:
        paint_text(painter, left, width, middle - px(9), cell.text, STRONG if cell.strong else MEDIUM, cell.tone, align)
        paint_text(painter, left, width, middle + px(8), cell.second, REGULAR, "text2", align, size=12)
    else:
        weight = STRONG if cell.strong else REGULAR
        paint_text(painter, left, width, middle + 1, cell.text, weight, cell.tone, align)


def needed_width(cell: Cell) -> int:
    """Pixels that a cell needs to show its figure, words or pill whole, paddings included."""
    if cell.pill is not None:
        return pill_width(cell.pill) + 2 * px(PAD)
    first = (MEDIUM if not cell.strong else STRONG) if cell.second else STRONG if cell.strong else REGULAR
    width = text_width(cell.text, 13, first, LOOK.scale)
    if cell.second:
        width = max(width, text_width(cell.second, 12, REGULAR, LOOK.scale))
    return width + 2 * px(PAD) + (px(24) if cell.icon else 0)


@lru_cache(maxsize=MOST_KEPT)
def text_width(text: str, size: int, weight: int, _scale: float) -> int:
    """Pixels that a text takes in figures of one width."""
    return ceil(QFontMetrics(font(size, weight, tabular=True)).horizontalAdvance(text)) + 1 if text else 0


def paint_text(
    painter: QPainter,
    left: int,
    room: int,
    middle: float,
    text: str,
    weight: int,
    tone: str,
    align: str,
    *,
    size: int = 13,
) -> None:
    """One line of text around y `middle`, cut with … where it is wider than `room`; laid out once and kept."""
    if not text:
        return
    laid, width, height = _laid_out(text, size, weight, 0)
    if width > room:
        laid, width, height = _laid_out(text, size, weight, max(room, 1))
    slack = room - width if align == RIGHT else (room - width) / 2 if align == CENTRE else 0
    painter.setPen(colour(tone))
    painter.setFont(font(size, weight, tabular=True))
    painter.drawStaticText(QPointF(left + slack, middle - height / 2), laid)


def _laid_out(text: str, size: int, weight: int, room: int) -> tuple[QStaticText, float, float]:
    key = (text, size, weight, room, LOOK.scale)
    kept = _kept.get(key)
    if kept is None:
        if len(_kept) > MOST_KEPT:
            _kept.clear()
        face = font(size, weight, tabular=True)
        shown = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, room) if room else text
        laid = QStaticText(shown)
        laid.setTextFormat(Qt.TextFormat.PlainText)
        laid.prepare(font=face)
        kept = _kept[key] = (laid, laid.size().width(), laid.size().height())
    return kept


def paint_mark(painter: QPainter, left: int, middle: int, marked: bool) -> None:
    """The box before a row that shows whether it is marked."""
    box = QRectF(left + 0.5, middle - px(8) + 0.5, px(16) - 1, px(16) - 1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour("accent" if marked else "border_strong"), 1))
    painter.setBrush(colour("accent" if marked else "surface"))
    painter.drawRoundedRect(box, px(4), px(4))
    if marked:
        paint_glyph(painter, QPointF(box.center()), px(9), "check", colour("on_accent"))
    painter.restore()


def paint_share(painter: QPainter, box: QRectF, done: int, total: int) -> None:
    """A bar of which as much is filled as is done."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for token, width in (("border", box.width()), ("accent", box.width() * done / total if total else 0)):
        painter.setBrush(colour(token))
        if width:
            painter.drawRoundedRect(QRectF(box.left(), box.top(), width, box.height()), px(3), px(3))
    painter.restore()


def paint_band(painter: QPainter, rect: QRect, band: GroupHead, ratio: float) -> None:
    """Paint a row that heads others; where room is short without its note and with a short bar."""
    wide, middle = rect.width() >= px(_WIDE), rect.center().y() + 1
    left, right = rect.left() + px(PAD), rect.right() - px(PAD)
    title = left + max(px(84), text_width(band.lead, 20, STRONG, LOOK.scale) + px(14))
    bar = max(rect.left() + rect.width() * (39 if wide else 45) // 100, title + px(60))
    paint_text(painter, left, title - left, middle, band.lead, STRONG, band.tone, LEFT, size=20)
    paint_text(painter, title, bar - title - px(10), middle - px(9), band.title, STRONG, "text", LEFT)
    paint_text(painter, title, bar - title - px(10), middle + px(8), band.second, REGULAR, "text2", LEFT, size=12)
    right -= pill_width(band.pill)
    paint_pill(painter, right, middle, band.pill, ratio)
    room = right - bar - px(12)
    length = min(px(190 if wide else 84), room)
    paint_share(painter, QRectF(bar, middle - px(12), length, px(6)), band.done, band.total)
    paint_text(painter, bar, room, middle + px(8), band.words, MEDIUM, "accent_text", LEFT, size=12)
    if wide:
        paint_text(painter, bar + length, room - length, middle, band.note, REGULAR, "text2", RIGHT)


@dataclass(frozen=True, slots=True)
class _Place:
    """A column in sight: its number, and where it lies."""

    column: int
    left: int
    width: int
    align: str


@dataclass(frozen=True, slots=True)
class _Look:
    """What makes one row look as it does; rows that look alike share a picture."""

    cells: tuple[Cell, ...]
    tint: str
    barred: bool
    marked: bool | None
    height: int
    band: GroupHead | None = None


class RowPainter:
    """Paints the rows of a Table: one hovered row, the current one with a bar at its left as what is proposed, marked
    ones tinted.

    A row is drawn once and kept as a picture: a key that moves the current row draws two rows, and not all in sight.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self._kept: dict[_Look, QPixmap] = {}
        self._for: object = None
        self._places: tuple[_Place, ...] = ()

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Paint the rows that lie in `area` of the list's viewport."""
        table = self._table
        self._settle()
        if not self._places:
            return
        model, current, focus = table.rows_model, table.current_number(), table.hasFocus()
        first, last = table.rowAt(area.top()), table.rowAt(area.bottom())
        for number in range(max(first, 0), (last if last >= 0 else model.rowCount() - 1) + 1):
            top = table.rowViewportPosition(number)
            look = self._look(model, number, current)
            painter.drawPixmap(self._places[0].left, top, self._picture(look))
            if number == current and focus:
                self._paint_focus(painter, top, look.height)

    def _settle(self) -> None:
        """Forget the pictures when columns, theme or screen are others than before."""
        table = self._table
        columns = table.rows_model.columns
        shown = [number for number in range(len(columns)) if not table.isColumnHidden(number)]
        lie = sorted((table.columnViewportPosition(number), table.columnWidth(number), number) for number in shown)
        now = (tuple(lie), table.first_column(), table.devicePixelRatioF(), LOOK.name, LOOK.scale)
        if now != self._for:
            self._for = now
            self._kept.clear()
            self._places = tuple(_Place(number, left, width, columns[number].align) for left, width, number in lie)

    def _look(self, model: TableModel, number: int, current: int) -> _Look:
        band, marked = model.band(number), model.is_marked(number) if model.marked else None
        barred = number == current or (band is None and self._table.tinted(model.row(number)))
        tint = "row_sel" if barred or marked else "row_hover" if number == self._table.hovered else "surface"
        if band is not None:
            tint, marked = "row_sel" if barred else band.ground, None
        cells = tuple(model.cell(number, place.column) for place in self._places)
        return _Look(cells, tint, barred, marked, self._table.rowHeight(number), band)

    def _picture(self, look: _Look) -> QPixmap:
        kept = self._kept.pop(look, None)
        if kept is None:
            kept = self._draw(look)
            if len(self._kept) >= MOST_ROWS:
                del self._kept[next(iter(self._kept))]
        # What was painted last goes last.
        self._kept[look] = kept
        return kept

    def _draw(self, look: _Look) -> QPixmap:
        ratio, start = self._table.devicePixelRatioF(), self._places[0].left
        width = sum(place.width for place in self._places)
        picture = QPixmap(round(width * ratio), round(look.height * ratio))
        picture.setDevicePixelRatio(ratio)
        painter = QPainter(picture)
        paint_ground(painter, QRect(0, 0, width, look.height), look.tint)
        if look.band is not None:
            paint_band(painter, QRect(0, 0, width, look.height), look.band, ratio)
        for place, cell in zip(self._places, look.cells, strict=True):
            self._draw_cell(painter, QRect(place.left - start, 0, place.width, look.height), place, cell, look)
        painter.end()
        return picture

    def _draw_cell(self, painter: QPainter, rect: QRect, place: _Place, cell: Cell, look: _Look) -> None:
        inside = rect.adjusted(px(PAD), 0, -px(PAD), 0)
        if place.column == self._table.first_column():
            if look.barred:
                painter.fillRect(rect.left(), rect.top(), px(3), rect.height(), colour("accent_text"))
            if look.marked is not None:
                paint_mark(painter, inside.left(), rect.center().y(), look.marked)
                inside.adjust(px(MARK), 0, 0, 0)
        painter.setClipRect(rect)
        paint_cell(painter, inside, cell, place.align, self._table.devicePixelRatioF())
        painter.setClipping(False)

    def _paint_focus(self, painter: QPainter, top: int, height: int) -> None:
        last = self._places[-1]
        whole = QRect(0, top, last.left + last.width, height).adjusted(1, 1, -1, -2)
        painter.setPen(QPen(colour("focus"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(whole.adjusted(px(2), 0, 0, 0))
