"""A state as colour, shape and word, so that nobody needs to tell colours apart."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from orderdesk.ui.theme.fonts import MEDIUM, font
from orderdesk.ui.theme.look import LOOK, colour, follow, px

GLYPHS = ("ring", "half", "four-fifths", "disc", "check", "triangle", "cross", "arrow", "")
HEIGHT = 22
_kept: dict[tuple[Pill, str, float, float], QPixmap] = {}


@dataclass(frozen=True, slots=True)
class Pill:
    """`word` in a `tone` (neutral, info, success, warning, danger, purple, teal) behind one of GLYPHS."""

    word: str
    tone: str = "neutral"
    glyph: str = "ring"


def pill_width(pill: Pill) -> int:
    """Width of the painted pill, in pixels."""
    text = QFontMetrics(font(12, MEDIUM)).horizontalAdvance(pill.word)
    return text + px(18) + (px(13) if pill.glyph else 0)


def paint_pill(painter: QPainter, x: int, middle: int, pill: Pill, ratio: float = 1.0) -> int:
    """Draw `pill` from x around y `middle` and return where it ends; drawn once, then kept as a picture."""
    key = (pill, LOOK.name, LOOK.scale, ratio)
    if key not in _kept:
        _kept[key] = _picture(pill, ratio)
    picture = _kept[key]
    painter.drawPixmap(QPointF(x, middle - px(HEIGHT) // 2), picture)
    return x + round(picture.width() / ratio)


def _picture(pill: Pill, ratio: float) -> QPixmap:
    width, height = pill_width(pill), px(HEIGHT)
    picture = QPixmap(round(width * ratio), round(height * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = colour(f"{pill.tone}_fg")
    outlined = LOOK.name == "contrast"
    painter.setPen(QPen(ink, 1.5) if outlined else Qt.PenStyle.NoPen)
    painter.setBrush(colour(f"{pill.tone}_bg"))
    inset = 1 if outlined else 0
    box = QRectF(inset, inset, width - 2 * inset, height - 2 * inset)
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    left = px(9)
    if pill.glyph:
        paint_glyph(painter, QPointF(left + px(8) / 2, height / 2), px(8), pill.glyph, ink)
        left += px(13)
    painter.setPen(ink)
    painter.setFont(font(12, MEDIUM))
    painter.drawText(QRectF(left, 0, width - left, height), Qt.AlignmentFlag.AlignVCenter, pill.word)
    painter.end()
    return picture


def paint_glyph(painter: QPainter, middle: QPointF, size: float, glyph: str, ink: QColor) -> None:
    """Draw one of GLYPHS, `size` wide, around `middle`."""
    half = size / 2
    box = QRectF(middle.x() - half, middle.y() - half, size, size)
    thin = QPen(ink, max(size / 5, 1.4), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(thin)
    if glyph in ("ring", "half", "four-fifths"):
        painter.drawEllipse(box.adjusted(0.6, 0.6, -0.6, -0.6))
        if glyph != "ring":
            painter.setBrush(ink)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawPie(box, 90 * 16, (180 if glyph == "half" else -288) * 16)
    elif glyph in ("disc", "triangle"):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        if glyph == "disc":
            painter.drawEllipse(box)
        else:
            painter.drawPolygon(_points(box, (0.5, 0.02), (1.04, 0.98), (-0.04, 0.98)))
    elif glyph == "check":
        painter.drawPolyline(_points(box, (0.06, 0.55), (0.38, 0.86), (0.96, 0.18)))
    elif glyph == "cross":
        painter.drawLine(*_points(box, (0.1, 0.1), (0.9, 0.9)).toList())
        painter.drawLine(*_points(box, (0.9, 0.1), (0.1, 0.9)).toList())
    elif glyph == "arrow":
        painter.drawLine(*_points(box, (0.05, 0.5), (1, 0.5)).toList())
        painter.drawPolyline(_points(box, (0.42, 0.12), (0.05, 0.5), (0.42, 0.88)))


def _points(box: QRectF, *parts: tuple[float, float]) -> QPolygonF:
    return QPolygonF([QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in parts])


class PillLabel(QWidget):
    """A pill as a widget; its word is its accessible name."""

    def __init__(self, pill: Pill) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.pill = pill
        self.show_pill(pill)
        follow(self.updateGeometry)

    def show_pill(self, pill: Pill) -> None:
        """Show another state."""
        self.pill = pill
        self.setAccessibleName(pill.word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(pill_width(self.pill), px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_pill(painter, 0, self.height() // 2, self.pill, self.devicePixelRatioF())


class PillRow(QWidget):
    """Pills side by side; `show_pills` replaces them."""

    def __init__(self, *pills: Pill) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self.show_pills(*pills)

    def show_pills(self, *pills: Pill) -> None:
        """Show exactly these pills."""
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for pill in pills:
            self._row.addWidget(PillLabel(pill))
        self.full_width = sum(map(pill_width, pills)) + self._row.spacing() * max(0, len(pills) - 1)
        """How wide they are side by side, known before Qt has laid them out."""
