"""How far a piece of background work is, with a way to stop it; the window stays usable all the while."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar

from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.label import ElidedLabel


class ProgressStrip(QFrame):
    """`title`, a bar and Stop; `show_progress(done, total)` moves the bar, total 0 means "not known"."""

    def __init__(self, title: str = "", stop: Callable[[], object] | None = None) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._title = title
        self._words = ElidedLabel(title)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._stop = Button("Stop", stop)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._words, 2)
        self._row.addWidget(self._bar, 1)
        self._row.addWidget(self._stop)
        follow(self._restyle)
        self.show_progress(0, 0)

    def _restyle(self) -> None:
        self._row.setContentsMargins(px(16), px(8), px(8), px(8))
        self._row.setSpacing(px(12))

    def show_progress(self, done: int, total: int, note: str = "") -> None:
        """Show `done` of `total` and what is being done now."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        figures = f" · {done:,} of {total:,}" if total else ""
        self._words.setText(f"{self._title}{figures}{' · ' + note if note else ''}")
        self._bar.setAccessibleName(self._words.text())
