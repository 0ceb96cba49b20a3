"""Paints the cells of a list: ground of the whole row, mark, icon, pill, one or two lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from orderdesk.ui.theme.fonts import MEDIUM, REGULAR, STRONG, font, font_of
from orderdesk.ui.theme.icons import pixmap
from orderdesk.ui.theme.look import colour, px
from orderdesk.ui.widgets.pill import paint_glyph, paint_pill
from orderdesk.ui.widgets.table_model import CENTRE, RIGHT, Cell, TableModel

if TYPE_CHECKING:
    from orderdesk.ui.widgets.table import Table

Index = QModelIndex | QPersistentModelIndex
PAD = 12
MARK = 26
"""Room that the mark takes before the first column while any row is marked, in design pixels."""
_SPOT = {RIGHT: Qt.AlignmentFlag.AlignRight, CENTRE: Qt.AlignmentFlag.AlignHCenter}


def paint_ground(painter: QPainter, rect: QRect, token: str) -> None:
    """Fill a cell and draw the thin line under its row."""
    painter.fillRect(rect, colour(token))
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colour("divider"))


def paint_cell(painter: QPainter, rect: QRect, cell: Cell, align: str, ratio: float) -> None:
    """Paint what a cell says into `rect`, paddings taken off already."""
    middle = rect.center().y()
    if cell.pill is not None:
        paint_pill(painter, rect.left() - px(2), middle + 1, cell.pill, ratio)
        return
    if cell.icon:
        painter.drawPixmap(rect.left(), middle - px(8) + 1, pixmap(cell.icon, "text3", 16, ratio))
        rect = rect.adjusted(px(24), 0, 0, 0)
    spot = _SPOT.get(align, Qt.AlignmentFlag.AlignLeft)
    if cell.second:
        half = QRect(rect.left(), middle - px(18), rect.width(), px(18))
        text_line(painter, half, cell.text, MEDIUM if not cell.strong else STRONG, cell.tone, spot)
        below = QRect(rect.left(), middle, rect.width(), px(17))
        painter.setFont(font_of("small", tabular=True))
        painter.setPen(colour("text2"))
        painter.drawText(below, spot | Qt.AlignmentFlag.AlignVCenter, fitted(cell.second, below.width(), True))
    else:
        text_line(painter, rect, cell.text, STRONG if cell.strong else REGULAR, cell.tone, spot)


def text_line(
    painter: QPainter, rect: QRect, text: str, weight: int, tone: str, spot: Qt.AlignmentFlag
) -> None:
    """One line of body text in `rect`, cut with … where it does not fit."""
    face = font(13, weight, tabular=True)
    painter.setFont(face)
    painter.setPen(colour(tone))
    metrics = QFontMetrics(face)
    # Asking for the width is cheaper than eliding, and most texts fit.
    if len(text) * px(10) > rect.width() and metrics.horizontalAdvance(text) > rect.width():
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, spot | Qt.AlignmentFlag.AlignVCenter, text)


def fitted(text: str, width: int, small: bool = False) -> str:
    """`text`, cut with … to `width` pixels."""
    face = font_of("small", tabular=True) if small else font(tabular=True)
    return QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, width)


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

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(60), self._table.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        table = self._table
        model: TableModel = table.rows_model
        number, column = index.row(), index.column()
        rect: QRect = option.rect
        current = number == table.current_number()
        marked = model.is_marked(number)
        tint = "row_sel" if current or marked else "row_hover" if number == table.hovered else "surface"
        paint_ground(painter, rect, tint)
        inside = rect.adjusted(px(PAD), 0, -px(PAD), 0)
        if column == table.first_column():
            if current:
                painter.fillRect(rect.left(), rect.top(), px(3), rect.height(), colour("accent_text"))
            if model.marked:
                paint_mark(painter, inside.left(), rect.center().y(), marked)
                inside.adjust(px(MARK), 0, 0, 0)
        align = model.columns[column].align
        paint_cell(painter, inside, model.cell(number, column), align, table.devicePixelRatioF())
        if current and table.hasFocus() and column == table.last_column():
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
