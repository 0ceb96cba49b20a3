"""The soft shadow under what stands over the window: painted once for all of them, and stretched to each."""

from __future__ import annotations

import math
from functools import cache

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

_REACH, _DROP, _CORNER = 22, 6, 8
"""How far it reaches, how much lower it lies, and how round it is, in pixels."""
_END, _MIDDLE = _REACH + 2 * _CORNER + _DROP, 2
"""How much of its picture an end is, corner and all, and how much lies between two ends."""
_SIDE = 2 * _END + _MIDDLE
_DARKEST, _SOFTNESS = 46.0, 9.0
_FOLLOWED = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.ZOrderChange)


def give_shadow(over: QWidget) -> None:
    """A shadow under an overlay that is a child of its window.

    Qt's own shadow effect draws and blurs the whole overlay again for every letter typed in it.
    """
    _Shadow(over)


class _Shadow(QWidget):
    """Lies under its overlay, wherever that goes."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over.parentWidget())
        self._over = over
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        over.installEventFilter(self)
        over.destroyed.connect(self.deleteLater)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() in _FOLLOWED:
            self._follow(event.type() != QEvent.Type.Hide)
        return False

    def _follow(self, shown: bool) -> None:
        if not shown or self._over.isHidden():
            self.hide()
            return
        self.setGeometry(self._over.geometry().adjusted(-_REACH, _DROP - _REACH, _REACH, _DROP + _REACH))
        self.stackUnder(self._over)
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        scale = self.devicePixelRatioF()
        picture, painter = _painted(scale), QPainter(self)
        across, down = _cuts(self.width()), _cuts(self.height())
        for to_x, from_x, wide, part_x in across:
            for to_y, from_y, high, part_y in down:
                source = QRectF(from_x * scale, from_y * scale, part_x * scale, part_y * scale)
                painter.drawPixmap(QRectF(to_x, to_y, wide, high), picture, source)


def _cuts(length: int) -> tuple[tuple[int, int, int, int], ...]:
    """Both ends of the picture as they are and its middle stretched: where to, where from, how long there and here."""
    end = min(_END, length // 2)
    between = length - 2 * end
    return (0, 0, end, end), (end, _END, between, _MIDDLE), (length - end, _SIDE - end, end, end)


@cache
def _painted(scale: float) -> QPixmap:
    """Rings around where a small overlay lies, each fainter than the one within; painted once for all sizes."""
    side = round(_SIDE * scale)
    picture = QPixmap(side, side)
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inner = QRectF(_REACH, _REACH, _SIDE - 2 * _REACH, _SIDE - 2 * _REACH)
    for far in range(-_DROP - _CORNER, _REACH):
        dark = round(_DARKEST * math.exp(-((max(far, 0) / _SOFTNESS) ** 2)))
        painter.setPen(QPen(QColor(0, 0, 0, dark), 1.2))
        edge = far + 0.5
        round_by = max(2.0, _CORNER + edge)
        painter.drawRoundedRect(inner.adjusted(-edge, -edge, edge, edge), round_by, round_by)
    painter.end()
    return picture
