"""Shows a paper as it will be printed, page by page."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.widgets.button import IconButton
from orderdesk.ui.widgets.label import Label

ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
SCREEN_DPI = 96


def page_images(pdf: bytes, dpi: float) -> list[QImage]:
    """Every page of `pdf` as a picture at `dpi`; raises what pypdfium2 raises for bytes that are no PDF."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page_image(document[number], dpi) for number in range(len(document))]
    finally:
        document.close()


def page_image(page: object, dpi: float) -> QImage:
    """One pypdfium2 page as a picture at `dpi`."""
    # A hair less than dpi / 72: sizes are rounded up, and 1,800.0000001 rows must not become 1,801.
    bitmap = page.render(scale=(dpi - 1e-6) / 72, rev_byteorder=True, prefer_bgrx=True)  # type: ignore[attr-defined]
    kind = QImage.Format.Format_RGBX8888 if bitmap.n_channels == 4 else QImage.Format.Format_RGB888
    if bitmap.n_channels == 1:
        kind = QImage.Format.Format_Grayscale8
    # The copy owns its pixels; the bitmap's are freed with it.
    picture = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, kind).copy()
    bitmap.close()
    return picture


class PdfPreview(QWidget):
    """`show_pdf(bytes)` shows a paper; Page Up and Down turn pages, + and - zoom, 0 fits the width."""

    page_changed = Signal(int)

    def __init__(self, name: str = "Preview") -> None:
        super().__init__()
        self._pdf, self._count, self._page, self._zoom, self._fit = b"", 0, 0, 1.0, True
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._area = QScrollArea()
        self._area.setWidget(self._picture)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._where = Label("", "small", "text2", figures=True)
        self._bar = QHBoxLayout()
        self._build()
        follow(self._restyle)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(4))
        parts = (
            IconButton("arrow-left", "Previous page", partial(self.turn, -1), keys="Page Up"),
            self._where,
            IconButton("arrow-right", "Next page", partial(self.turn, 1), keys="Page Down"),
            IconButton("zoom-out", "Zoom out", partial(self.zoom, -1), keys="-"),
            IconButton("zoom-in", "Zoom in", partial(self.zoom, 1), keys="+"),
        )
        self._bar.addStretch()
        for part in parts:
            self._bar.addWidget(part)
        self._bar.addStretch()
        outer.addLayout(self._bar)
        outer.addWidget(self._area, 1)

    def _restyle(self) -> None:
        self._bar.setSpacing(px(6))
        self._render()

    @property
    def page(self) -> int:
        """The page shown, from 1; 0 when there is no paper."""
        return self._page + 1 if self._count else 0

    @property
    def pages(self) -> int:
        """How many pages the paper has."""
        return self._count

    def show_pdf(self, pdf: bytes) -> None:
        """Show the first page of `pdf`."""
        import pypdfium2

        document = pypdfium2.PdfDocument(pdf)
        self._pdf, self._count, self._page = pdf, len(document), 0
        document.close()
        self._render()

    def turn(self, by: int) -> None:
        """Go `by` pages on."""
        page = min(max(self._page + by, 0), max(self._count - 1, 0))
        if page != self._page:
            self._page = page
            self._render()
            self._area.verticalScrollBar().setValue(0)
            self.page_changed.emit(self.page)

    def zoom(self, by: int) -> None:
        """One step nearer (1) or farther (-1)."""
        steps = [zoom for zoom in ZOOMS if (zoom > self._zoom + 0.01 if by > 0 else zoom < self._zoom - 0.01)]
        if steps:
            self._fit, self._zoom = False, steps[0] if by > 0 else steps[-1]
            self._render()

    def fit(self) -> None:
        """Show the page as wide as the room."""
        self._fit = True
        self._render()

    def _render(self) -> None:
        self._where.setText(f"Page {self.page} of {self._count}" if self._count else "No paper")
        if not self._count:
            return
        import pypdfium2

        document = pypdfium2.PdfDocument(self._pdf)
        page = document[self._page]
        if self._fit:
            room = max(self._area.viewport().width() - px(24), px(100))
            self._zoom = min(room / (page.get_width() * SCREEN_DPI / 72), 2.0)
        ratio = self.devicePixelRatioF()
        picture = QPixmap.fromImage(page_image(page, SCREEN_DPI * self._zoom * ratio))
        document.close()
        picture.setDevicePixelRatio(ratio)
        self._picture.setPixmap(picture)
        self._picture.setAccessibleName(self._where.text())

    def sizeHint(self) -> QSize:
        return QSize(px(640), px(720))

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        if self._fit and self._count:
            QTimer.singleShot(0, self, self._render)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.turn(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom(-1 if key == Qt.Key.Key_Minus else 1)
        elif key == Qt.Key.Key_0:
            self.fit()
        else:
            super().keyPressEvent(event)
