"""Line icons, drawn from SVG in a colour of the theme and kept by name, colour, size and pixel ratio."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from orderdesk.resources import resource
from orderdesk.ui.theme.look import hex_of, px

_drawn: dict[tuple[str, str, int, float], QPixmap] = {}


@cache
def _source(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text(encoding="utf-8")


def svg(name: str, tint: str) -> bytes:
    """The SVG file of icon `name` in the colour `tint` ("#RRGGBB")."""
    return _source(name).replace("currentColor", tint).encode()


def pixmap(name: str, token: str = "text2", size: float = 16, ratio: float = 1.0) -> QPixmap:
    """Icon `name` in the colour of `token`, `size` design pixels square, sharp at device pixel ratio `ratio`."""
    side = px(size)
    key = (name, hex_of(token), side, ratio)
    if key not in _drawn:
        _drawn[key] = _draw(name, hex_of(token), side, ratio)
    return _drawn[key]


def _draw(name: str, tint: str, side: int, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    drawn = QPixmap(round(side * ratio), round(side * ratio))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer = QSvgRenderer(QByteArray(svg(name, tint)))
    renderer.render(painter, QRectF(0, 0, drawn.width(), drawn.height()))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


def icon(name: str, token: str = "text2", size: float = 16, disabled: str = "text3") -> QIcon:
    """A QIcon of `name` for buttons and menus, with the disabled look; made anew when the theme changes."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(pixmap(name, token, size, ratio), QIcon.Mode.Normal)
        made.addPixmap(pixmap(name, disabled, size, ratio), QIcon.Mode.Disabled)
    return made
