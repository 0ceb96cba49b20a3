"""Bars with their names and figures written on them; no colour needs explaining."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from orderdesk.ui.theme.fonts import font, font_of
from orderdesk.ui.theme.look import colour, px

ROW = 28
"""Height of one lying bar in design pixels."""


@dataclass(frozen=True, slots=True)
class Bar:
    """`name`, `size` (any whole number; its share of the largest is drawn) and the `figure` written at its end."""

    name: str
    size: int
    figure: str
    tone: str = ""


class BarChart(QWidget):
    """Lying bars under each other, or standing ones side by side (`upright`) for days and hours."""

    def __init__(self, name: str, bars: Sequence[Bar] = (), *, upright: bool = False) -> None:
        super().__init__()
        self._name, self._upright = name, upright
        self._bars: tuple[Bar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_bars(bars)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Draw other bars."""
        self._bars = tuple(bars)
        self.setAccessibleName(f"{self._name}: " + "; ".join(f"{bar.name} {bar.figure}" for bar in self._bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(320), px(180) if self._upright else px(ROW) * max(len(self._bars), 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._bars:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        largest = max(max(bar.size for bar in self._bars), 1)
        (self._standing if self._upright else self._lying)(painter, largest)

    def _lying(self, painter: QPainter, largest: int) -> None:
        names = QFontMetrics(font())
        figures = QFontMetrics(font(13, 600, tabular=True))
        left = min(max(names.horizontalAdvance(bar.name) for bar in self._bars), self.width() // 3) + px(12)
        right = max(figures.horizontalAdvance(bar.figure) for bar in self._bars) + px(8)
        room = max(self.width() - left - right, 1)
        for number, bar in enumerate(self._bars):
            top, height = number * px(ROW), px(ROW)
            painter.setFont(font())
            painter.setPen(colour("text2"))
            name = names.elidedText(bar.name, Qt.TextElideMode.ElideRight, left - px(10))
            painter.drawText(QRect(0, top, left, height), Qt.AlignmentFlag.AlignVCenter, name)
            length = max(room * max(bar.size, 0) / largest, 2)
            self._bar(painter, QRectF(left, top + px(6), length, height - px(12)), bar)
            painter.setFont(font(13, 600, tabular=True))
            painter.setPen(colour("text"))
            painter.drawText(
                QRectF(left + length + px(8), top, right, height), Qt.AlignmentFlag.AlignVCenter, bar.figure
            )

    def _standing(self, painter: QPainter, largest: int) -> None:
        slot = self.width() / len(self._bars)
        room = self.height() - px(44)
        metrics = QFontMetrics(font_of("small", tabular=True))
        each_name = _every(slot, max(metrics.horizontalAdvance(bar.name) for bar in self._bars))
        crowded = max(metrics.horizontalAdvance(bar.figure) for bar in self._bars) > slot
        best = max(self._bars, key=lambda bar: bar.size)
        for number, bar in enumerate(self._bars):
            left = number * slot
            height = max(room * max(bar.size, 0) / largest, 2 if bar.size else 1)
            top = px(20) + room - height
            width = min(slot * 0.64, px(56))
            self._bar(painter, QRectF(left + (slot - width) / 2, top, width, height), bar)
            painter.setFont(font_of("small", tabular=True))
            painter.setPen(colour("text"))
            if not crowded or bar is best:
                self._written(painter, left + slot / 2, top - px(18), bar.figure)
            painter.setPen(colour("text2"))
            # Counted from the last day, which is the one that is looked for.
            if (len(self._bars) - 1 - number) % each_name == 0:
                self._written(painter, left + slot / 2, self.height() - px(22), bar.name)

    def _written(self, painter: QPainter, middle: float, top: float, text: str) -> None:
        """A text around a bar's middle, kept inside the chart."""
        wide = painter.fontMetrics().horizontalAdvance(text) + 2
        left = min(max(middle - wide / 2, 0), self.width() - wide)
        painter.drawText(QRectF(left, top, wide, px(18)), Qt.AlignmentFlag.AlignCenter, text)

    def _bar(self, painter: QPainter, box: QRectF, bar: Bar) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(f"{bar.tone}_fg" if bar.tone else "accent"))
        painter.drawRoundedRect(box, px(3), px(3))


def _every(slot: float, widest: int) -> int:
    """Of how many bars one gets its name, so that no two names touch."""
    return max(1, -(-(widest + px(8)) // max(int(slot), 1)))
