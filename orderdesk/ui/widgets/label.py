"""Text on the screen, in the few kinds the design knows."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from orderdesk.ui.theme.fonts import font_of
from orderdesk.ui.theme.look import follow
from orderdesk.ui.widgets.plain import set_tip


class Label(QLabel):
    """One piece of plain text.

    `kind` is its type (title, heading, body, strong, label, small, key, total, bin, count); `tone` its colour
    (text2, text3, accent, danger, warning, success, info; "" is the plain text colour); `figures` gives all digits
    one width; `right` aligns it to the right; `wrap` lets it take several lines. Markup is never read as such.
    """

    def __init__(
        self,
        text: str = "",
        kind: str = "body",
        tone: str = "",
        *,
        figures: bool = False,
        right: bool = False,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._kind, self._figures = kind, figures
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setAlignment(
            (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
        )
        self.setProperty("tone", tone)
        policy = self.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum if wrap else QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        follow(self._restyle)

    def _restyle(self) -> None:
        self.setFont(font_of(self._kind, tabular=self._figures))

    def set_tone(self, tone: str) -> None:
        """Change the colour."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().polish(self)


class ElidedLabel(Label):
    """One line that ends in … where it does not fit; the whole text is its tooltip."""

    def __init__(self, text: str = "", kind: str = "body", tone: str = "", *, figures: bool = False) -> None:
        super().__init__(text, kind, tone, figures=figures)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        set_tip(self, self.text() if self.fontMetrics().horizontalAdvance(self.text()) > self.width() else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), self.alignment(), shown)


class Divider(QFrame):
    """A thin line between parts; `strong` for the edge of a card, else that of a row."""

    def __init__(self, *, strong: bool = False) -> None:
        super().__init__()
        self.setProperty("kind", "rule" if strong else "divider")
