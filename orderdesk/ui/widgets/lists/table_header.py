"""The head of a list: titles, and an arrow at the column that sorts it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from orderdesk.ui.theme.fonts import font_of
from orderdesk.ui.theme.icons import pixmap
from orderdesk.ui.theme.look import colour, px

HEIGHT = 36


class TableHeader(QHeaderView):
    """Tells `asked(section)` when a person clicks a title; the owner decides what that sorts."""

    asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.sorted_section = -1
        self.descending = False
        self.indent = 0
        self._pressed = -1
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(px(40))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_sort(self, section: int, descending: bool) -> None:
        """Draw the arrow at `section` (-1: at none)."""
        self.sorted_section, self.descending = section, descending
        self.viewport().update()

    def sizeHint(self) -> QSize:
        # Qt's own hint would measure every title each time the page is laid out.
        return QSize(self.length(), px(HEIGHT))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # Near an edge the click takes hold of the edge to change a width.
        edge = self.cursor().shape() == Qt.CursorShape.SplitHCursor
        self._pressed = -1 if edge else self.logicalIndexAt(event.position().toPoint())
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._pressed >= 0 and self.logicalIndexAt(event.position().toPoint()) == self._pressed:
            self.asked.emit(self._pressed)
        self._pressed = -1

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.fillRect(rect, colour("surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colour("border"))
        model = self.model()
        spot = model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        title = model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole)
        inside = rect.adjusted(px(12), 0, -px(12), 0)
        if self.visualIndex(section) == 0:
            inside.adjust(self.indent, 0, 0, 0)
        painter.setFont(font_of("label"))
        painter.setPen(colour("text2"))
        if section == self.sorted_section:
            inside = self._paint_arrow(painter, inside, bool(spot & Qt.AlignmentFlag.AlignRight))
        # The columns are as wide as their titles in this font, which is not the header's own.
        metrics = painter.fontMetrics()
        painter.drawText(inside, spot, metrics.elidedText(title or "", Qt.TextElideMode.ElideRight, inside.width()))

    def _paint_arrow(self, painter: QPainter, inside: QRect, at_left: bool) -> QRect:
        arrow = pixmap("arrow-down" if self.descending else "arrow-up", "text2", 14, self.devicePixelRatioF())
        top = inside.center().y() - px(7) + 1
        if at_left:
            words = painter.fontMetrics().horizontalAdvance(
                str(self.model().headerData(self.sorted_section, Qt.Orientation.Horizontal))
            )
            painter.drawPixmap(max(inside.right() - words - px(20), inside.left() - px(10)), top, arrow)
            return inside
        painter.drawPixmap(inside.right() - px(12), top, arrow)
        return inside.adjusted(0, 0, -px(16), 0)
