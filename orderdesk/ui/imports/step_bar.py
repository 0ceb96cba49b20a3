"""The steps of the import in one line: done, here, still to come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from orderdesk.ui.theme.fonts import MEDIUM, STRONG, font
from orderdesk.ui.theme.look import colour, follow, px
from orderdesk.ui.widgets.pill import paint_glyph

DISC, GAP, RULE = 22, 8, 36
"""Design pixels: the numbered disc, the space beside it, the line to the next step."""


class StepBar(QWidget):
    """`steps` are (id, title); `show_step` says where the person is."""

    def __init__(self, steps: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._steps, self._here = tuple(steps), 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        follow(self._restyle)
        self.show_step(self._steps[0][0])

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def show_step(self, step: str) -> None:
        """Mark the step `step` as the one the person is at."""
        self._here = [key for key, _ in self._steps].index(step)
        self.setAccessibleName(f"Step {self._here + 1} of {len(self._steps)}: {self._steps[self._here][1]}")
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(font(13, STRONG))
        words = sum(metrics.horizontalAdvance(title) for _, title in self._steps)
        count = len(self._steps)
        return QSize(words + count * px(DISC + GAP) + (count - 1) * px(RULE + 2 * GAP + 4), px(DISC + 6))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, middle = 0.0, self.height() / 2
        for number, (_, title) in enumerate(self._steps):
            left = self._paint_step(painter, left, middle, number, title)
            if number + 1 < len(self._steps):
                painter.setPen(QPen(colour("accent" if number < self._here else "border"), px(2)))
                left += px(GAP + 2)
                painter.drawLine(QPointF(left, middle), QPointF(left + px(RULE), middle))
                left += px(RULE + GAP + 2)

    def _paint_step(self, painter: QPainter, left: float, middle: float, number: int, title: str) -> float:
        here, passed = number == self._here, number < self._here
        disc = QRectF(left + 1, middle - px(DISC) / 2 + 1, px(DISC) - 2, px(DISC) - 2)
        filled = here or passed
        painter.setPen(QPen(colour("accent" if filled else "border_strong"), 1.5))
        painter.setBrush(colour("accent" if filled else "surface"))
        painter.drawEllipse(disc)
        ink = colour("on_accent" if filled else "text2")
        if passed:
            paint_glyph(painter, disc.center(), px(10), "check", ink)
        else:
            painter.setPen(ink)
            painter.setFont(font(12, STRONG, tabular=True))
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(number + 1))
        face = font(13, STRONG if here else MEDIUM)
        painter.setFont(face)
        painter.setPen(colour("text" if here else "text2"))
        left += px(DISC + GAP)
        width = QFontMetrics(face).horizontalAdvance(title)
        painter.drawText(
            QRectF(left, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title
        )
        return left + width
