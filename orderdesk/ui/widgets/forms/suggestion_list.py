"""What the program offers while a person types: rows with a title, a second line, a pill and a key, in groups."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem

from orderdesk.ui.theme.fonts import MEDIUM, STRONG, font, font_of
from orderdesk.ui.theme.icons import pixmap
from orderdesk.ui.theme.look import colour, follow, px
from orderdesk.ui.widgets.key_cap import paint_cap
from orderdesk.ui.widgets.pill import Pill, paint_pill, pill_width

Index = QModelIndex | QPersistentModelIndex
ONE_LINE, TWO_LINES, HEADING = 34, 48, 26


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One offer: `key` names it, `data` is whatever the asker wants back; `group` puts it under that heading."""

    key: Any
    title: str
    second: str = ""
    icon: str = ""
    pill: Pill | None = None
    keys: str = ""
    group: str = ""
    data: Any = None


def highlighted(title: str, sought: str) -> list[tuple[str, bool]]:
    """Cut `title` into (part, was it sought) pieces; each word of `sought` counts, case aside."""
    words = [re.escape(word) for word in sought.split()]
    if not words:
        return [(title, False)]
    parts = re.split(f"({'|'.join(sorted(words, key=len, reverse=True))})", title, flags=re.IGNORECASE)
    return [(part, number % 2 == 1) for number, part in enumerate(parts) if part]


class SuggestionModel(QAbstractListModel):
    """Suggestions with a heading row before each group."""

    def __init__(self) -> None:
        super().__init__()
        self.sought = ""
        self.rows: list[Suggestion | str] = []

    def show(self, offers: Sequence[Suggestion], sought: str) -> None:
        """Show `offers`, with the words of `sought` set off in their titles."""
        self.beginResetModel()
        self.sought, self.rows, group = sought, [], ""
        for offer in offers:
            if offer.group and offer.group != group:
                group = offer.group
                self.rows.append(group)
            self.rows.append(offer)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default, never changed
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row if isinstance(row, str) else row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row if isinstance(row, str) else ". ".join(filter(None, (row.title, row.second, row.keys)))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.rows[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _Painter(QStyledItemDelegate):
    def __init__(self, view: SuggestionList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(100), self._view.height_of(index.row()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self._view.offers.rows[index.row()]
        rect: QRect = option.rect
        if isinstance(row, str):
            painter.setFont(font_of("label"))
            painter.setPen(colour("text2"))
            painter.drawText(rect.adjusted(px(10), px(4), 0, 0), Qt.AlignmentFlag.AlignVCenter, row)
            return
        if index.row() == self._view.currentIndex().row():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("row_sel"))
            painter.drawRoundedRect(QRectF(rect), px(6), px(6))
        self._paint_row(painter, rect.adjusted(px(10), 0, -px(10), 0), row)

    def _paint_row(self, painter: QPainter, rect: QRect, row: Suggestion) -> None:
        ratio, middle, right = self._view.devicePixelRatioF(), rect.center().y(), rect.right()
        keys = row.keys or ("Enter" if self._view.hints_enter and row is self._view.current() else "")
        if keys:
            right = paint_cap(painter, right, middle, keys) - px(8)
        if row.pill:
            right -= pill_width(row.pill)
            paint_pill(painter, right, middle, row.pill, ratio)
            right -= px(8)
        left = rect.left()
        if row.icon:
            painter.drawPixmap(left, middle - px(8), pixmap(row.icon, "text2", 16, ratio))
            left += px(26)
        if self._view.two_lines:
            above, below = middle - px(19), middle + px(1)
            self._paint_title(painter, QRect(left, above, right - left, px(20)), row.title)
            painter.setFont(font_of("small", tabular=True))
            painter.setPen(colour("text2"))
            second = QFontMetrics(painter.font()).elidedText(row.second, Qt.TextElideMode.ElideRight, right - left)
            painter.drawText(QRect(left, below, right - left, px(17)), Qt.AlignmentFlag.AlignVCenter, second)
        else:
            self._paint_title(painter, QRect(left, rect.top(), right - left, rect.height()), row.title)

    def _paint_title(self, painter: QPainter, rect: QRect, title: str) -> None:
        left = rect.left()
        for part, sought in highlighted(title, self._view.offers.sought):
            face = font(13, STRONG if sought else MEDIUM, tabular=True)
            painter.setFont(face)
            painter.setPen(colour("accent_text" if sought else "text"))
            room = rect.right() - left
            part = QFontMetrics(face).elidedText(part, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRect(left, rect.top(), room, rect.height()), Qt.AlignmentFlag.AlignVCenter, part)
            left += QFontMetrics(face).horizontalAdvance(part)
            if left >= rect.right():
                return


class SuggestionList(QListView):
    """The list itself; never takes the focus, the field above keeps it. `taken` tells the suggestion clicked."""

    taken = Signal(object)

    def __init__(self, name: str, *, two_lines: bool = True, hints_enter: bool = False) -> None:
        super().__init__()
        self.two_lines, self.hints_enter = two_lines, hints_enter
        self.offers = SuggestionModel()
        self.setModel(self.offers)
        self.setItemDelegate(_Painter(self))
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.entered.connect(self.setCurrentIndex)
        self.clicked.connect(lambda _index: self.taken.emit(self.current()) if self.current() else None)
        follow(self._restyle)

    def _restyle(self) -> None:
        self.scheduleDelayedItemsLayout()

    def height_of(self, number: int) -> int:
        """Height of one row in pixels."""
        if isinstance(self.offers.rows[number], str):
            return px(HEADING)
        return px(TWO_LINES if self.two_lines else ONE_LINE)

    def full_height(self) -> int:
        """Height of all rows in pixels."""
        return sum(self.height_of(number) for number in range(len(self.offers.rows)))

    def show_offers(self, offers: Sequence[Suggestion], sought: str) -> None:
        """Show `offers` and make the first one current."""
        self.offers.show(offers, sought)
        self.scrollToTop()
        self.step(1)

    def current(self) -> Suggestion | None:
        """The offer that Enter would take."""
        number = self.currentIndex().row()
        row = self.offers.rows[number] if 0 <= number < len(self.offers.rows) else None
        return row if isinstance(row, Suggestion) else None

    def step(self, by: int) -> None:
        """Move the current row, headings left out, round at the ends."""
        count = len(self.offers.rows)
        number = self.currentIndex().row()
        if number < 0 and by < 0:
            number = count
        for _ in range(count):
            number = (number + (1 if by > 0 else -1)) % count
            if isinstance(self.offers.rows[number], Suggestion):
                self.setCurrentIndex(self.offers.index(number))
                return
