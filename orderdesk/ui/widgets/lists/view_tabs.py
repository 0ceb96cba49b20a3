"""The saved views over a list, each with how many it holds; those without room stand in a menu at the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QTabBar

from orderdesk.ui.theme.fonts import MEDIUM, STRONG, font
from orderdesk.ui.theme.look import colour, follow, px
from orderdesk.ui.widgets.button import MenuButton

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class ViewTabs(QTabBar):
    """`views` are (id, title); `picked` tells the id that a person chose; `set_counts` writes the figures.

    As many as there is room for stand in the row, the chosen one always. The arrow keys go through all of them.
    """

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
        self.more = MenuButton("More", name=f"More {name[:1].lower()}{name[1:]}", fill=self._fill)
        self.more.setProperty("role", "ghost")
        self.more.setParent(self)
        self.currentChanged.connect(self._changed)
        follow(self._restyle)

    def _restyle(self) -> None:
        self.setFont(font(13, MEDIUM))
        self.updateGeometry()
        self._fit()

    @property
    def current(self) -> str:
        """The id of the chosen view."""
        return self._views[self.currentIndex()][0]

    def choose(self, view: str) -> None:
        """Choose by id, silently."""
        self._silent = True
        self._go([key for key, _ in self._views].index(view))
        self._silent = False

    def _go(self, index: int) -> None:
        # In sight first, as the current one is never hidden.
        self.setTabVisible(index, True)
        self.setCurrentIndex(index)
        self._fit()

    def set_counts(self, counts: dict[str, int]) -> None:
        """Write how many each view holds; a view not named shows no figure."""
        self._counts = dict(counts)
        for index, (key, title) in enumerate(self._views):
            # The text is what assistive programs read; setting it also renews the widths.
            self.setTabText(index, f"{title} {counts[key]}" if key in counts else title)
        self._fit()

    # Room

    def _fit(self) -> None:
        """Show the views that have room, with the chosen one among them."""
        chosen = self.currentIndex()
        widths = [self.tabSizeHint(index).width() for index in range(self.count())]
        room, shown = self.width(), set(range(self.count()))
        if sum(widths) > room:
            room -= self.more.sizeHint().width() + widths[chosen]
            shown = {chosen}
            for index in (each for each in range(self.count()) if each != chosen):
                room -= widths[index]
                if room < 0:
                    break
                shown.add(index)
        # Those that go go first: a row that is too long for a moment would scroll, and stay so.
        for index in sorted(range(self.count()), key=shown.__contains__):
            if self.isTabVisible(index) != (index in shown):
                self.setTabVisible(index, index in shown)
        self._scroll_back(min(shown, default=0))
        self.more.setVisible(len(shown) < self.count())
        self.more.resize(self.more.sizeHint())
        self.more.move(self.width() - self.more.width(), (px(38) - self.more.height()) // 2)

    def _scroll_back(self, first: int) -> None:
        """Begin the row at its left again after it had less room; Qt itself only goes as far as it needs."""
        current = self.currentIndex()
        if self.tabRect(first).left() < 0:
            self.blockSignals(True)
            self.setCurrentIndex(first)
            self.setCurrentIndex(current)
            self.blockSignals(False)

    def hidden_views(self) -> tuple[str, ...]:
        """The ids of the views that stand in the menu."""
        return tuple(key for index, (key, _) in enumerate(self._views) if not self.isTabVisible(index))

    def _fill(self, menu: QMenu) -> None:
        for index in range(self.count()):
            if not self.isTabVisible(index):
                words = " ".join(filter(None, self._parts(index))).replace("&", "&&")
                menu.addAction(words, partial(self._go, index))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        elif 0 <= (index := self.currentIndex() + step) < self.count():
            self._go(index)

    # Choosing and drawing

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
            if self.isTabVisible(index):
                self._paint_tab(painter, index)

    def _paint_tab(self, painter: QPainter, index: int) -> None:
        chosen = index == self.currentIndex()
        title, count = self._parts(index)
        box = self.tabRect(index).adjusted(px(2), 0, -px(16), 0)
        painter.setFont(font(13, STRONG if chosen else MEDIUM, tabular=True))
        painter.setPen(colour("accent_text" if chosen else "text2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count)
        if chosen:
            painter.fillRect(QRect(box.left(), self.height() - 2, box.width(), 2), colour("accent_text"))
            if self.hasFocus():
                painter.setPen(colour("focus"))
                painter.drawRect(box.adjusted(-px(4), px(6), px(3), -px(7)))
