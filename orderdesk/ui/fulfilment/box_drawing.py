"""How a box is filled, drawn to scale from above: one layer at the station, all of them in the packing form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from orderdesk.domain.fulfilment.cartons.fitting import FittedBox, layer_words
from orderdesk.domain.fulfilment.cartons.placing import Placed
from orderdesk.ui.theme.fonts import MEDIUM, STRONG, font
from orderdesk.ui.theme.look import colour, follow, px

_LEAST, _WORDS = 64, 22
"""Pixels below which nothing is drawn, and those of the words above a drawing."""


class LayerDrawing(QWidget):
    """One layer of a box: what is in is green, what is to come dashed, what stands up from below grey."""

    def __init__(self) -> None:
        super().__init__()
        self._box: FittedBox | None = None
        self._layer = 0
        self._inside: Mapping[str, int] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("How the box is filled")

    def show_box(self, box: FittedBox | None, inside: Mapping[str, int], layer: int | None = None) -> None:
        """Show a box with so many of each item in it; without a `layer` the first that is not full."""
        self._box, self._inside = box, inside
        layers = box.layers if box else ()
        self._layer = min(_first_open(box, inside) if box and layer is None else layer or 0, max(0, len(layers) - 1))
        self.setAccessibleDescription(f"{self._title()}: {layer_words(layers[self._layer])}" if layers else "")
        self.update()

    @property
    def layer(self) -> int:
        """The layer that is shown, from 0."""
        return self._layer

    @property
    def layers(self) -> int:
        """How many there are."""
        return len(self._box.layers) if self._box else 0

    def sizeHint(self) -> QSize:
        return QSize(px(300), px(200))

    def _title(self) -> str:
        return f"Layer {self._layer + 1} of {self.layers}"

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._box is None or not self.layers or self.height() < px(_LEAST):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour("text2"))
        painter.setFont(font(15, MEDIUM))
        keys = "  ·  PgUp, PgDn" if self.layers > 1 else ""
        painter.drawText(QRectF(0, 0, self.width(), px(_WORDS)), Qt.AlignmentFlag.AlignVCenter, self._title() + keys)
        room = QRectF(self.rect()).adjusted(1, px(_WORDS), -1, -1)
        paint_layer(painter, room, self._box, self._layer, self._inside, letters=14)


class BoxesDrawing(QWidget):
    """All layers of the boxes of a plan, side by side in rows, as they are to be packed."""

    TILE, HIGH = 148, 118

    def __init__(self, boxes: tuple[FittedBox, ...]) -> None:
        super().__init__()
        self._tiles = [(place, box, layer) for place, box in enumerate(boxes) for layer in range(len(box.layers))]
        self._several = len(boxes) > 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("How the boxes are filled")
        self.setAccessibleDescription(
            ". ".join(
                f"{self._title(place, layer)}: {layer_words(box.layers[layer])}" for place, box, layer in self._tiles
            )
        )
        follow(self._fit)

    def _fit(self) -> None:
        self.setFixedHeight(px(self.HIGH) if self._tiles else 0)

    def sizeHint(self) -> QSize:
        return QSize(px(self.TILE * min(3, max(1, len(self._tiles)))), self.height())

    def _title(self, place: int, layer: int) -> str:
        box = f"Box {place + 1}, " if self._several else ""
        return f"{box}layer {layer + 1}".capitalize()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = max(1, self.width() // px(self.TILE))
        for at, (place, box, layer) in enumerate(self._tiles[:shown]):
            left = at * px(self.TILE)
            more = len(self._tiles) - shown
            title = self._title(place, layer) + (f"  (+{more})" if more > 0 and at == shown - 1 else "")
            painter.setPen(colour("text2"))
            painter.setFont(font(12, MEDIUM))
            painter.drawText(QRectF(left, 0, px(self.TILE), px(_WORDS)), Qt.AlignmentFlag.AlignVCenter, title)
            room = QRectF(left + 1, px(_WORDS), px(self.TILE - 12), self.height() - px(_WORDS) - 1)
            paint_layer(painter, room, box, layer, {}, letters=10)


def paint_layer(
    painter: QPainter, room: QRectF, box: FittedBox, layer: int, inside: Mapping[str, int], *, letters: int
) -> None:
    """Draw a layer of a box to scale into a rectangle, with the SKU in each piece that has room for it."""
    if box.carton is None:
        return
    length, width, _ = box.carton.inside
    scale = min(room.width() / length, room.height() / width)
    spot = QRectF(room.left(), room.top(), length * scale, width * scale)
    painter.setPen(QPen(colour("border_strong"), px(2)))
    painter.setBrush(colour("surface"))
    painter.drawRect(spot)
    height = box.layers[layer][0].z
    for each, is_in in _in_order(box, inside):
        if each.z <= height < each.z + each.dz:
            area = QRectF(each.x * scale, each.y * scale, each.dx * scale, each.dy * scale)
            area = area.translated(spot.topLeft()).adjusted(1, 1, -1, -1)
            _paint_piece(painter, area, each, is_in=is_in, below=each.z < height, letters=letters)


def _paint_piece(painter: QPainter, area: QRectF, each: Placed, *, is_in: bool, below: bool, letters: int) -> None:
    tone = "neutral" if below else "success" if is_in else "info"
    pen = QPen(colour("border" if below else f"{tone}_fg"), 1.5)
    pen.setStyle(Qt.PenStyle.SolidLine if is_in or below else Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(colour(f"{tone}_bg"))
    painter.drawRect(area)
    painter.setFont(font(letters, STRONG))
    painter.setPen(colour("text3" if below else f"{tone}_fg"))
    lines = painter.fontMetrics()
    if area.height() >= lines.height() and area.width() >= lines.horizontalAdvance("MM"):
        words = lines.elidedText(each.piece.sku, Qt.TextElideMode.ElideLeft, int(area.width()) - px(4))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)


def _in_order(box: FittedBox, inside: Mapping[str, int]) -> Iterator[tuple[Placed, bool]]:
    """The pieces from the bottom up, and whether each is in: of an item those that lie lowest are first."""
    left = dict(inside)
    for layer in box.layers:
        for each in layer:
            is_in = left.get(each.piece.sku, 0) > 0
            left[each.piece.sku] = left.get(each.piece.sku, 0) - 1
            yield each, is_in


def _first_open(box: FittedBox, inside: Mapping[str, int]) -> int:
    """The lowest layer of which something is to come, else the top one."""
    heights = [layer[0].z for layer in box.layers]
    lacking = (heights.index(each.z) for each, is_in in _in_order(box, inside) if not is_in)
    return next(lacking, len(heights) - 1)
