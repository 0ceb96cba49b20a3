"""Paints the cells of a list: ground of the whole row, mark, icon, pill, one or two lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QStaticText
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from orderdesk.ui.theme.fonts import MEDIUM, REGULAR, STRONG, font
from orderdesk.ui.theme.icons import pixmap
from orderdesk.ui.theme.look import LOOK, colour, px
from orderdesk.ui.widgets.pill import paint_glyph, paint_pill
from orderdesk.ui.widgets.table_model import CENTRE, RIGHT, Cell, TableModel

if TYPE_CHECKING:
    from orderdesk.ui.widgets.table import Table

Index = QModelIndex | QPersistentModelIndex
PAD = 12
MARK = 26
"""Room that the mark takes before the first column while any row is marked, in design pixels."""
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


class RowPainter(QStyledItemDelegate):
    """The delegate of a Table; one hovered row, the current row with a bar at its left, marked rows tinted."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._table = table
        self._current, self._first, self._last, self._ratio, self._focus = -1, 0, 0, 1.0, False

    def begin(self) -> None:
        """Take note of what stays the same for all cells of one painting."""
        table = self._table
        self._current, self._focus = table.current_number(), table.hasFocus()
        self._first, self._last = table.first_column(), table.last_column()
        self._ratio = table.devicePixelRatioF()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(60), self._table.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model: TableModel = self._table.rows_model
        number, column = index.row(), index.column()
        rect: QRect = option.rect
        current = number == self._current
        marked = bool(model.marked) and model.is_marked(number)
        tint = "row_sel" if current or marked else "row_hover" if number == self._table.hovered else "surface"
        paint_ground(painter, rect, tint)
        inside = rect.adjusted(px(PAD), 0, -px(PAD), 0)
        if column == self._first:
            if current:
                painter.fillRect(rect.left(), rect.top(), px(3), rect.height(), colour("accent_text"))
            if model.marked:
                paint_mark(painter, inside.left(), rect.center().y(), marked)
                inside.adjust(px(MARK), 0, 0, 0)
        paint_cell(painter, inside, model.cell(number, column), model.columns[column].align, self._ratio)
        if current and self._focus and column == self._last:
            self._paint_focus(painter, rect)

    def _paint_focus(self, painter: QPainter, rect: QRect) -> None:
        # One ring around the whole row, drawn with its last cell so that no cell paints over it.
        whole = QRect(0, rect.top(), rect.right() + 1, rect.height()).adjusted(1, 1, -1, -2)
        painter.save()
        painter.setClipping(False)
        painter.setPen(QPen(colour("focus"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(whole.adjusted(px(2), 0, 0, 0))
        painter.restore()
