"""The place where a file is dropped or chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from orderdesk.ui.theme.look import colour, follow, px
from orderdesk.ui.widgets.banner import IconLabel
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.label import Label

HEADING = "Drop a file here"
SENTENCE = "CSV, TSV, XLSX or ODS. Every row is checked first; nothing changes until you say so."


def paths_of(data: QMimeData) -> list[Path]:
    """The files of this PC that are being dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class DropZone(QWidget):
    """A dashed frame with the button that chooses a file; says which file is chosen."""

    def __init__(self, choose: Callable[[], object]) -> None:
        super().__init__()
        self._over = False
        self._icon = IconLabel("upload", "text3", 32)
        self.heading = Label(HEADING, "heading")
        self.sentence = Label(SENTENCE, "body", "text2", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.button = Button("Choose a file…", choose, icon="folder-open", keys="Ctrl+O")
        self._body = QVBoxLayout(self)
        self._body.addStretch(1)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._body.addWidget(self._icon, 0, centre)
        self._body.addWidget(self.heading, 0, centre)
        self._body.addWidget(self.sentence)
        self._body.addSpacing(px(4))
        self._body.addWidget(self.button, 0, centre)
        self._body.addStretch(1)
        self.setFocusProxy(self.button)
        follow(self._restyle)

    def _restyle(self) -> None:
        self._body.setContentsMargins(px(20), px(16), px(20), px(16))
        self._body.setSpacing(px(6))
        self.setMinimumHeight(px(190))
        self.update()

    def show_file(self, name: str) -> None:
        """Say which file is chosen; "" for none."""
        self._icon.show_icon("file-spreadsheet" if name else "upload", "text3")
        self.heading.setText(name or HEADING)
        self.sentence.setText("Chosen. Read it again, or drop or choose another file." if name else SENTENCE)
        self.button.set_text("Choose another file…" if name else "Choose a file…")

    def show_over(self, over: bool) -> None:
        """Light up while a file is held over the page."""
        self._over = over
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colour("accent_text" if self._over else "border_strong"), 2 if self._over else 1.5)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(colour("row_sel" if self._over else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(8), px(8))
