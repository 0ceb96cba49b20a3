"""The soft shadow under what stands over the window: painted once, and left alone while one types above it."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

_REACH, _DROP, _CORNER = 22, 6, 8
"""How far it reaches, how much lower it lies, and how round it is, in pixels."""
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
        self._painted: QPixmap | None = None
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
        if self._painted is None or self._painted.size() != self.size() * scale:
            self._painted = _painted(self.size(), scale)
        QPainter(self).drawPixmap(0, 0, self._painted)


def _painted(size: QSize, scale: float) -> QPixmap:
    """Rings around where the overlay lies, each fainter than the one within."""
    picture = QPixmap(size * scale)
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inner = QRectF(_REACH, _REACH, size.width() - 2 * _REACH, size.height() - 2 * _REACH)
    for far in range(-_DROP - _CORNER, _REACH):
        dark = round(_DARKEST * math.exp(-((max(far, 0) / _SOFTNESS) ** 2)))
        painter.setPen(QPen(QColor(0, 0, 0, dark), 1.2))
        edge = far + 0.5
        round_by = max(2.0, _CORNER + edge)
        painter.drawRoundedRect(inner.adjusted(-edge, -edge, edge, edge), round_by, round_by)
    painter.end()
    return picture
