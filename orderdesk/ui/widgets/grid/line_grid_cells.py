"""Paints the cells of a line grid and gives each its editor, whose keys the grid decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from orderdesk.ui.theme.fonts import font
from orderdesk.ui.theme.icons import pixmap
from orderdesk.ui.theme.look import colour, px
from orderdesk.ui.widgets.forms.text_input import LineField
from orderdesk.ui.widgets.grid.line_grid_model import REMOVE
from orderdesk.ui.widgets.lists.row_painter import paint_cell, paint_ground
from orderdesk.ui.widgets.lists.table_model import RIGHT, Cell

if TYPE_CHECKING:
    from orderdesk.ui.widgets.grid.line_grid import LineGrid

Index = QModelIndex | QPersistentModelIndex
EDITOR_KEYS = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
)


class LineGridCells(QStyledItemDelegate):
    """The delegate of a LineGrid."""

    def __init__(self, grid: LineGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    # Painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        grid, model = self._grid, self._grid.lines_model
        row, number = index.row(), index.column()
        rect: QRect = option.rect
        paint_ground(painter, rect, "row_hover" if row == grid.hovered else "surface")
        if row == model.new_row:
            self._paint_new(painter, rect)
            return
        column, cell = model.columns[number], model.cell(row, number)
        if column.id == REMOVE:
            bin_ = pixmap("trash-2", "text3", 16, grid.devicePixelRatioF())
            painter.drawPixmap(rect.center().x() - px(8), rect.center().y() - px(8), bin_)
            return
        inside = rect.adjusted(px(12), 0, -px(12), 0)
        if column.editable:
            self._paint_box(painter, rect, row, number)
        shown = Cell(cell.text, cell.tone, cell.strong, cell.pill, "", cell.second)
        paint_cell(painter, inside, shown, column.align, grid.devicePixelRatioF())
        if grid.current_place() == (row, number) and grid.hasFocus() and not column.editable:
            painter.setPen(QPen(colour("focus"), 1))
            painter.drawRect(rect.adjusted(1, 1, -2, -3))

    def _paint_box(self, painter: QPainter, rect: QRect, row: int, number: int) -> None:
        current = self._grid.current_place() == (row, number) and self._grid.hasFocus()
        locked = not self._grid.lines_model.can_edit(row, number)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("focus" if current else "border"), 2 if current else 1))
        painter.setBrush(colour("surface2" if locked else "surface"))
        painter.drawRoundedRect(QRectF(box_of(rect)).adjusted(0.5, 0.5, -0.5, -0.5), px(6), px(6))
        painter.restore()

    def _paint_new(self, painter: QPainter, rect: QRect) -> None:
        left = self._grid.item_left() + px(12)
        middle = rect.center().y()
        painter.drawPixmap(left, middle - px(8), pixmap("scan-barcode", "text3", 16, self._grid.devicePixelRatioF()))
        words = self._grid.lines_model.pending or self._grid.placeholder
        painter.setFont(font())
        painter.setPen(colour("text3"))
        room = QRect(left + px(26), rect.top(), rect.right() - left, rect.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        if self._grid.current_place()[0] == self._grid.lines_model.new_row and self._grid.hasFocus():
            painter.setPen(QPen(colour("focus"), 1))
            painter.drawRect(rect.adjusted(1, 1, -2, -3))

    # Editing

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = LineField(parent)
        editor.setProperty("cell", True)
        editor.setFont(font(tabular=True))
        row, model = index.row(), self._grid.lines_model
        if row == model.new_row:
            editor.setPlaceholderText(self._grid.placeholder)
            editor.setAccessibleName("Item, new line")
            self._grid.bind_type_ahead(editor)
        else:
            column = model.columns[index.column()]
            editor.setAccessibleName(f"{column.title}, line {row + 1}")
            if column.align == RIGHT:
                editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        field = cast(QLineEdit, editor)
        if not field.isModified():
            field.setText(index.data(Qt.ItemDataRole.EditRole))
            field.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        # Reached when the focus leaves; the keys below go through the grid before the editor closes.
        self._grid.left_editor(cast(QLineEdit, editor), index)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        if index.row() == self._grid.lines_model.new_row:
            rect.setLeft(self._grid.item_left())
            rect.setWidth(min(px(420), self._grid.viewport().width() - rect.left() - px(12)))
        editor.setGeometry(box_of(rect))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QLineEdit):
            if self._grid.offers_open():
                return False
            if event.key() in EDITOR_KEYS:
                # With Ctrl it is for the form; Qt would commit the cell a moment later, when the form has taken it.
                if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                    return False
                self._grid.editor_key(watched, Qt.Key(event.key()))
                return True
        return super().eventFilter(watched, event)


def box_of(rect: QRect) -> QRect:
    """The box inside a cell, where its editor stands."""
    height = min(px(32), rect.height() - px(6))
    top = rect.top() + (rect.height() - height) // 2
    return QRect(rect.left() + px(5), top, rect.width() - px(10), height)
