"""A key of the keyboard, as a hint beside what it does."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from orderdesk.ui.theme.fonts import font_of
from orderdesk.ui.theme.look import colour, follow, px
from orderdesk.ui.widgets.label import Label


def cap_width(keys: str) -> int:
    """Width of the cap that says `keys`, in pixels."""
    return max(QFontMetrics(font_of("key")).horizontalAdvance(keys) + px(14), px(22))


def paint_cap(painter: QPainter, right: int, middle: int, keys: str) -> int:
    """Draw a cap that ends at x `right` around y `middle`; return where it begins."""
    width, height = cap_width(keys), px(18)
    box = QRectF(right - width + 0.5, middle - height // 2 + 0.5, width - 1, height - 1)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour("border"), 1))
    painter.setBrush(colour("surface2"))
    painter.drawRoundedRect(box, px(4), px(4))
    painter.setFont(font_of("key"))
    painter.setPen(colour("text2"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, keys)
    return right - width


class KeyCap(QWidget):
    """One cap such as "Ctrl+K"; read to nobody, since the command beside it names its key."""

    def __init__(self, keys: str) -> None:
        super().__init__()
        self.keys = keys
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        follow(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(cap_width(self.keys), px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_cap(painter, self.width(), self.height() // 2, self.keys)


class KeyHints(QWidget):
    """A row of caps and what they do: `KeyHints([("Enter", "next cell"), ("Ins", "new line")])`."""

    def __init__(self, hints: list[tuple[str, str]]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for keys, does in hints:
            row.addWidget(KeyCap(keys))
            row.addWidget(Label(does, "small", "text2"))
            row.addSpacing(8)
        row.addStretch()
