"""The saved views over a list, each with how many it holds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar

from orderdesk.ui.theme.fonts import MEDIUM, STRONG, font
from orderdesk.ui.theme.look import colour, follow, px


class ViewTabs(QTabBar):
    """`views` are (id, title); `picked` tells the id that a person chose; `set_counts` writes the figures."""

    picked = Signal(str)

    def __init__(self, views: Sequence[tuple[str, str]], name: str = "Views") -> None:
        super().__init__()
        self._views = tuple(views)
        self._counts: dict[str, int] = {}
        self._silent = False
        self._hovered = -1
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        for _, title in self._views:
            self.addTab(title)
        self.currentChanged.connect(self._changed)
        follow(self._restyle)

    def _restyle(self) -> None:
        self.setFont(font(13, MEDIUM))
        self.updateGeometry()

    @property
    def current(self) -> str:
        """The id of the chosen view."""
        return self._views[self.currentIndex()][0]

    def choose(self, view: str) -> None:
        """Choose by id, silently."""
        self._silent = True
        self.setCurrentIndex([key for key, _ in self._views].index(view))
        self._silent = False

    def set_counts(self, counts: dict[str, int]) -> None:
        """Write how many each view holds; a view not named shows no figure."""
        self._counts = dict(counts)
        for index, (key, title) in enumerate(self._views):
            # The text is what assistive programs read; setting it also renews the widths.
            self.setTabText(index, f"{title} {counts[key]}" if key in counts else title)

    def _changed(self, index: int) -> None:
        if not self._silent and index >= 0:
            self.picked.emit(self._views[index][0])

    def _parts(self, index: int) -> tuple[str, str]:
        key, title = self._views[index]
        return title, f"{self._counts[key]:,}" if key in self._counts else ""

    def tabSizeHint(self, index: int) -> QSize:
        title, count = self._parts(index)
        metrics = QFontMetrics(font(13, STRONG, tabular=True))
        gap = px(8) if count else 0
        return QSize(metrics.horizontalAdvance(title) + gap + metrics.horizontalAdvance(count) + px(18), px(38))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for index in range(self.count()):
            self._paint_tab(painter, index)

    def _paint_tab(self, painter: QPainter, index: int) -> None:
        chosen = index == self.currentIndex()
        title, count = self._parts(index)
        # A tab that would be cut off is not drawn; its view is still reached with the arrow keys.
        box = self.tabRect(index).adjusted(px(2), 0, -px(16), 0)
        if box.right() > self.width():
            return
        painter.setFont(font(13, STRONG if chosen else MEDIUM, tabular=True))
        painter.setPen(colour("accent_text" if chosen else "text2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count)
        if chosen:
            painter.fillRect(QRect(box.left(), self.height() - 2, box.width(), 2), colour("accent_text"))
            if self.hasFocus():
                painter.setPen(colour("focus"))
                painter.drawRect(box.adjusted(-px(4), px(6), px(3), -px(7)))
