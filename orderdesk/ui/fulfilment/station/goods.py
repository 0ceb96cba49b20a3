"""The goods of the parcel, a row each that is read at arm's length and a half: how much is in, of how much."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollArea, QWidget

from orderdesk.domain.fulfilment.station.task import PackingTask, ParcelGoods
from orderdesk.domain.values.quantity import Quantity, shown_quantity
from orderdesk.ui.fulfilment.station.band import BOLD
from orderdesk.ui.theme.fonts import REGULAR, STRONG, font
from orderdesk.ui.theme.icons import pixmap
from orderdesk.ui.theme.look import colour, px

LOWEST, HIGHEST, GAP, SIDE = 56, 96, 8, 20
_NONE, _PART, _FULL = ("neutral", "package"), ("warning", "package-open"), ("success", "circle-check")
"""Tone and icon of a row of which nothing, something or all is in."""


class GoodsRows(QWidget):
    """Rows that never move under the hand; the one that is wanted next has a ring."""

    def __init__(self) -> None:
        super().__init__()
        self._task: PackingTask | None = None
        self.setAccessibleName("Goods of the parcel")

    def show_task(self, task: PackingTask | None) -> None:
        """Show what is in and what is to come."""
        self._task = task
        rows = [self._words(each) for each in task.goods] if task else []
        self.setAccessibleDescription(" ".join(rows))
        self.setMinimumHeight(px(LOWEST + GAP) * len(rows) + px(2 * GAP))
        self.update()

    def place_of(self, item_id: int) -> QRect:
        """Where the row of an item stands."""
        goods = self._task.goods if self._task else ()
        place = next((place for place, each in enumerate(goods) if each.item_id == item_id), 0)
        return self._row(place)

    def _inside(self, goods: ParcelGoods) -> Quantity:
        assert self._task is not None
        return goods.wanted if self._task.is_packed else self._task.counted(goods.item_id)

    def _words(self, goods: ParcelGoods) -> str:
        inside = shown_quantity(self._inside(goods))
        return f"{goods.name}, bin {goods.bins}: {inside} of {shown_quantity(goods.wanted)}."

    def _high(self) -> int:
        count = max(1, len(self._task.goods) if self._task else 1)
        shared = (self.height() - px(2 * GAP)) // count - px(GAP)
        return max(px(LOWEST), min(px(HIGHEST), shared))

    def _row(self, place: int) -> QRect:
        high = self._high()
        return QRect(px(SIDE), px(GAP) + place * (high + px(GAP)), self.width() - px(2 * SIDE), high)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._task is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        following = self._task.next_goods
        wanted = following[0].item_id if following and not self._task.is_packed else None
        for place, goods in enumerate(self._task.goods):
            row = self._row(place)
            if row.intersects(event.rect()):
                self._paint(painter, row, goods, ring=goods.item_id == wanted)

    def _paint(self, painter: QPainter, row: QRect, goods: ParcelGoods, *, ring: bool) -> None:
        inside = self._inside(goods)
        full = inside >= goods.wanted
        tone, icon = _FULL if full else _PART if inside else _NONE
        painter.setPen(QPen(colour("focus" if ring else "border"), px(3) if ring else 1))
        painter.setBrush(colour("surface"))
        painter.drawRoundedRect(QRectF(row).adjusted(1, 1, -1, -1), px(6), px(6))
        block = QRect(row.left() + px(4), row.top() + px(4), px(48), row.height() - px(8))
        painter.fillRect(block, colour(f"{tone}_bg"))
        drawn = pixmap(icon, f"{tone}_fg", 26, self.devicePixelRatioF())
        painter.drawPixmap(block.center().x() - px(13), block.center().y() - px(13), drawn)
        right = self._counts(painter, row, goods, inside, f"{tone}_fg")
        self._names(painter, QRect(row.left() + px(66), row.top(), right - row.left() - px(76), row.height()), goods,
                    quiet=full)  # fmt: skip

    def _counts(self, painter: QPainter, row: QRect, goods: ParcelGoods, inside: Quantity, tone: str) -> int:
        """The figures at the right; returns where they begin."""
        large, small = (44, 32) if row.height() >= px(72) else (36, 26)
        rest, edge = f"/{shown_quantity(goods.wanted)}", row.right() - px(16)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.setFont(font(small, BOLD, tabular=True))
        wide = painter.fontMetrics().horizontalAdvance(rest)
        painter.setPen(colour("text2"))
        painter.drawText(QRect(row.left(), row.top(), edge - row.left(), row.height()), middle, rest)
        painter.setFont(font(large, BOLD, tabular=True))
        figure = shown_quantity(inside)
        painter.setPen(colour("text2" if inside >= goods.wanted else "text"))
        painter.drawText(QRect(row.left(), row.top(), edge - wide - row.left(), row.height()), middle, figure)
        edge -= wide + painter.fontMetrics().horizontalAdvance(figure) + px(24)
        word = "Done" if inside >= goods.wanted else f"{shown_quantity(goods.wanted - inside)} to go"
        painter.setFont(font(20, STRONG, tabular=True))
        painter.setPen(colour(tone))
        painter.drawText(QRect(row.left(), row.top(), edge - row.left(), row.height()), middle, word)
        return edge - painter.fontMetrics().horizontalAdvance(word) - px(12)

    def _names(self, painter: QPainter, room: QRect, goods: ParcelGoods, *, quiet: bool) -> None:
        size = 26 if room.height() >= px(72) else 20
        first, second = font(size, STRONG), font(16 if size > 20 else 14, REGULAR, tabular=True)
        painter.setFont(first)
        tall = painter.fontMetrics().height()
        painter.setFont(second)
        both = tall + painter.fontMetrics().height()
        top = room.top() + (room.height() - both) // 2
        below = " · ".join(filter(None, (goods.sku, goods.bins, goods.warning)))
        for line, words, token, at, high in (
            (first, goods.name, "text2" if quiet else "text", top, tall),
            (second, below, "text2", top + tall, both - tall),
        ):
            painter.setFont(line)
            painter.setPen(colour(token))
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(QRect(room.left(), at, room.width(), high), Qt.AlignmentFlag.AlignVCenter, shown)


class GoodsList(QScrollArea):
    """The rows, scrolled so that the one that matters is in sight."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = GoodsRows()
        self.setWidget(self.rows)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Goods of the parcel")

    def show_task(self, task: PackingTask | None) -> None:
        """Show the parcel; what was scanned last is in sight, else what is wanted next."""
        self.rows.show_task(task)
        if task is None:
            return
        last = task.count.last.item_id if task.count.last else None
        wanted = last if last is not None else task.next_goods[0].item_id if task.next_goods else None
        if wanted is not None:
            spot = self.rows.place_of(wanted)
            self.ensureVisible(spot.center().x(), spot.center().y(), 0, spot.height())
