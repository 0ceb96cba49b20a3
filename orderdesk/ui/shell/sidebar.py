"""The way from tab to tab: a real tab bar down the left side, with counts of what waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from orderdesk.ui.shell.tab_spec import TabSpec
from orderdesk.ui.theme.fonts import MEDIUM, STRONG, font, font_of
from orderdesk.ui.theme.icons import pixmap
from orderdesk.ui.theme.look import colour, follow, px
from orderdesk.ui.widgets.button import IconButton, is_enter
from orderdesk.ui.widgets.key_cap import paint_cap
from orderdesk.ui.widgets.plain import plain_tip, set_tip

if TYPE_CHECKING:
    from orderdesk.ui.shell.starting.step_list import StepList

WIDTH, NARROW_WIDTH, ITEM = 208, 56, 36


class TabColumn(QTabBar):
    """The tabs themselves, painted as a column; still a tab bar to assistive programs and to Ctrl+Tab."""

    def __init__(self, tabs: Sequence[TabSpec]) -> None:
        super().__init__()
        self._tabs = tuple(tabs)
        self._badges: dict[str, tuple[str, bool]] = {}
        self._narrow, self._hovered = False, -1
        self.away = False
        self.setShape(QTabBar.Shape.RoundedWest)
        self.setAccessibleName("Screens")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for number, tab in enumerate(self._tabs):
            self.addTab(tab.title)
            self.setTabToolTip(number, plain_tip(f"{tab.title} (Alt+{number + 1})"))
        follow(self._restyle)

    def _restyle(self) -> None:
        self.setFont(font(13, MEDIUM))
        self.updateGeometry()

    def set_narrow(self, narrow: bool) -> None:
        """Show icons only."""
        self._narrow = narrow
        # Setting a text makes the bar measure its tabs again.
        self.setTabText(0, self.tabText(0) + " ")
        self.setTabText(0, self._tabs[0].title)
        self.updateGeometry()

    def set_badge(self, tab: str, text: str, problem: bool = False) -> None:
        """Write `text` at the right of a tab ("" for nothing), red when it is a `problem`."""
        self._badges[tab] = (text, problem)
        number = [one.id for one in self._tabs].index(tab)
        self.setAccessibleTabName(number, f"{self._tabs[number].title} {text}".strip())
        self.update()

    def tabSizeHint(self, index: int) -> QSize:
        return QSize(px(NARROW_WIDTH - 1 if self._narrow else WIDTH - 1), px(ITEM))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hovered = self.tabAt(event.position().toPoint())
        self.update()

    def leaveEvent(self, event: object) -> None:
        super().leaveEvent(event)  # type: ignore[arg-type]
        self._hovered = -1
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, tab in enumerate(self._tabs):
            self._paint_tab(painter, self.tabRect(index), index, tab)

    def _paint_tab(self, painter: QPainter, rect: QRect, index: int, tab: TabSpec) -> None:
        chosen = index == self.currentIndex() and not self.away
        box = QRectF(rect).adjusted(px(9) + 0.5, 1.5, -px(9) - 0.5, -1.5)
        if chosen or index == self._hovered:
            painter.setPen(QPen(colour("border"), 1) if chosen else Qt.PenStyle.NoPen)
            painter.setBrush(colour("surface" if chosen else "surface2"))
            painter.drawRoundedRect(box, px(6), px(6))
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent_text"))
            painter.drawRoundedRect(QRectF(px(8), rect.center().y() - px(8), px(3), px(17)), 1.5, 1.5)
            if self.hasFocus():
                painter.setPen(QPen(colour("focus"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(box, px(6), px(6))
        icon = pixmap(tab.icon, "accent_text" if chosen else "text2", 18, self.devicePixelRatioF())
        middle = rect.center().y()
        left = (rect.width() - px(18)) // 2 if self._narrow else px(18)
        painter.drawPixmap(left, middle - px(9) + 1, icon)
        text, problem = self._badges.get(tab.id, ("", False))
        if self._narrow:
            if problem and text:
                self._paint_dot(painter, QPointF(left + px(18), middle - px(8)))
            return
        painter.setFont(font(13, STRONG if chosen else MEDIUM))
        painter.setPen(colour("text" if chosen else "text2"))
        painter.drawText(QRect(px(46), rect.top(), px(120), rect.height()), Qt.AlignmentFlag.AlignVCenter, tab.title)
        if text:
            self._paint_badge(painter, rect.width() - px(16), middle, text, problem)
        elif tab.keys:
            painter.setFont(font_of("small"))
            painter.setPen(colour("text2"))
            room = QRect(rect.width() - px(60), rect.top(), px(42), rect.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, tab.keys)

    def _paint_badge(self, painter: QPainter, right: int, middle: int, text: str, problem: bool) -> None:
        face = font(12, STRONG, tabular=True)
        width = max(QFontMetrics(face).horizontalAdvance(text) + px(12), px(20))
        box = QRectF(right - width, middle - px(9), width, px(19))
        tone = "danger" if problem else "neutral"
        outlined = colour(f"{tone}_bg") == colour("sidebar")
        painter.setPen(QPen(colour(f"{tone}_fg"), 1) if outlined else Qt.PenStyle.NoPen)
        painter.setBrush(colour(f"{tone}_bg"))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setFont(face)
        painter.setPen(colour(f"{tone}_fg"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_dot(self, painter: QPainter, spot: QPointF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("danger"))
        painter.drawEllipse(spot, px(4), px(4))


class _Brand(QWidget):
    """The program's mark and name."""

    def __init__(self) -> None:
        super().__init__()
        self.narrow = False
        follow(self._restyle)

    def _restyle(self) -> None:
        self.setFixedHeight(px(48))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = px(26)
        left = (self.width() - side) // 2 if self.narrow else px(14)
        top = (self.height() - side) // 2 + px(1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent"))
        painter.drawRoundedRect(QRect(left, top, side, side), px(7), px(7))
        mark = pixmap("package", "on_accent", 16, self.devicePixelRatioF())
        painter.drawPixmap(left + (side - px(16)) // 2, top + (side - px(16)) // 2, mark)
        if not self.narrow:
            painter.setFont(font_of("heading"))
            painter.setPen(colour("text"))
            room = QRect(left + side + px(9), top, px(140), side)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, "OrderDesk")


class PersonButton(QAbstractButton):
    """Who works here and at which till, with their initials in a circle; a click lets another person sit down."""

    def __init__(self, run: Callable[[], object]) -> None:
        super().__init__()
        self.narrow = False
        self._name = self._where = ""
        self.setAccessibleName("Switch user")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(lambda: run())
        follow(self._restyle)

    def _restyle(self) -> None:
        self.setFixedHeight(px(38))
        self.setMinimumWidth(px(38))

    def show_person(self, name: str, where: str) -> None:
        """Show another person, or another state of the till."""
        self._name, self._where = name, where
        self.setAccessibleName(f"Switch user: {name}, {where}" if name else "Switch user")
        set_tip(self, f"{name} · {where}. Switch user (Ctrl+U)" if name else "")
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(px(38 if self.narrow else 160), px(38))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.underMouse() or self.hasFocus():
            painter.setPen(QPen(colour("focus"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(colour("surface2") if self.underMouse() else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, px(6), px(6))
        if self._name:
            self._paint_initials(painter)
        if not self.narrow:
            self._paint_words(painter)

    def _paint_initials(self, painter: QPainter) -> None:
        side = px(28)
        circle = QRect((self.width() - side) // 2 if self.narrow else px(5), (self.height() - side) // 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("purple_bg"))
        painter.drawEllipse(circle)
        painter.setFont(font(11, STRONG))
        painter.setPen(colour("purple_fg"))
        initials = "".join(word[0] for word in self._name.split()[:2]).upper()
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, initials)

    def _paint_words(self, painter: QPainter) -> None:
        left, half = px(41), self.height() // 2
        for top, text, kind, tone in ((0, self._name, "strong", "text"), (half, self._where, "small", "text2")):
            painter.setFont(font_of(kind))
            painter.setPen(colour(tone))
            fitted = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, self.width() - left - px(4))
            at = Qt.AlignmentFlag.AlignBottom if top == 0 else Qt.AlignmentFlag.AlignTop
            painter.drawText(QRect(left, top, self.width() - left, half), at | Qt.AlignmentFlag.AlignLeft, fitted)


class _SearchButton(IconButton):
    """Looks like a field and opens the palette."""

    def __init__(self, run: Callable[[], object]) -> None:
        super().__init__("search", "Search everything", run, role="search", keys="Ctrl+K")
        self.narrow = False

    def _restyle(self) -> None:
        self.setMinimumHeight(px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        middle = self.height() // 2
        left = (self.width() - px(16)) // 2 if self.narrow else px(10)
        painter.drawPixmap(left, middle - px(8), pixmap("search", "text2", 16, self.devicePixelRatioF()))
        if not self.narrow:
            painter.setFont(font(13, MEDIUM))
            painter.setPen(colour("text2"))
            painter.drawText(px(42), 0, px(90), self.height(), Qt.AlignmentFlag.AlignVCenter, "Search...")
            paint_cap(painter, self.width() - px(6), middle, "Ctrl K")


class Sidebar(QFrame):
    """Brand, search, tabs, and at the foot who works at which till, which `person()` changes.

    `chosen` tells the id of the tab picked.
    """

    chosen = Signal(str)

    def __init__(
        self,
        tabs: Sequence[TabSpec],
        search: Callable[[], object],
        settings: Callable[[], object],
        person: Callable[[], object] = bool,
    ) -> None:
        super().__init__()
        self.setProperty("kind", "sidebar")
        self._tabs, self._narrow = tuple(tabs), False
        self._steps: StepList | None = None
        self._brand = _Brand()
        self._search = _SearchButton(search)
        self.column = TabColumn(tabs)
        self._person = PersonButton(person)
        self._settings = IconButton("settings", "Settings", settings, width=30)
        self._build()
        self.column.currentChanged.connect(lambda number: self.chosen.emit(self._tabs[number].id))
        self.column.tabBarClicked.connect(self._clicked)
        follow(self._restyle)

    def _clicked(self, number: int) -> None:
        # The tab below a page without one is still the current one, and a click on it leads back to it.
        if self.column.away and number >= 0:
            self.chosen.emit(self._tabs[number].id)

    def _build(self) -> None:
        self._body = QVBoxLayout(self)
        self._body.setSpacing(0)
        self._body.addWidget(self._brand)
        self._search_room = QHBoxLayout()
        self._search_room.addWidget(self._search)
        self._body.addLayout(self._search_room)
        self._body.addWidget(self.column)
        self._body.addStretch()
        self._steps_room = QVBoxLayout()
        self._body.addLayout(self._steps_room)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self._person, 1)
        self._foot.addWidget(self._settings)
        self._body.addLayout(self._foot)

    def _restyle(self) -> None:
        self._body.setContentsMargins(0, px(4), 1, px(10))
        self._search_room.setContentsMargins(px(10), px(4), px(10), px(10))
        self._foot.setContentsMargins(px(9), 0, px(8), 0)
        self._foot.setSpacing(px(8))
        self.set_narrow(self._narrow)

    def set_narrow(self, narrow: bool) -> None:
        """Icons only, in a narrow window; names are in the tooltips."""
        self._narrow = self._brand.narrow = self._search.narrow = narrow
        self.setFixedWidth(px(NARROW_WIDTH if narrow else WIDTH))
        self.column.set_narrow(narrow)
        if self._steps is not None and isValid(self._steps):
            self._steps.set_narrow(narrow)
        self._search.updateGeometry()
        self._search.update()
        self._person.narrow = narrow
        self._person.updateGeometry()
        # Where there are icons only, both stand one above the other.
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._foot.setDirection(way)
        self._foot.setAlignment(self._settings, Qt.AlignmentFlag.AlignHCenter)

    def put_steps(self, steps: StepList) -> None:
        """Show what is still to be set up above who works here."""
        self._steps = steps
        self._steps_room.addWidget(steps)
        steps.set_narrow(self._narrow)

    def set_person(self, name: str, where: str) -> None:
        """Who works here, and where: "Till 1 · open"."""
        self._person.show_person(name, where)

    def forget(self) -> None:
        """Show nobody and no counts: the shop is closed, or nobody has signed in."""
        self.set_person("", "")
        for tab in self._tabs:
            self.column.set_badge(tab.id, "")

    def choose(self, tab: str) -> None:
        """Go to the tab with this id; for a place that has none no tab is drawn as chosen."""
        known = [one.id for one in self._tabs]
        away = tab not in known
        if not away:
            self.column.setCurrentIndex(known.index(tab))
        if away != self.column.away:
            self.column.away = away
            self.column.update()
