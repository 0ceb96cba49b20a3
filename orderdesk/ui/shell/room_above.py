"""The room above the pages: banners for what lasts, and the strips of work under way; no higher than what it shows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from orderdesk.ui.bench.jobs import Job
from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.widgets.progress_strip import ProgressStrip

PATIENCE = 300
"""Milliseconds that work may take before its progress is shown."""


class RoomAbove(QWidget):
    """Holds banners and strips, each hidden until it has something to say."""

    def __init__(self) -> None:
        super().__init__()
        self._body = QVBoxLayout(self)
        follow(self._fit)

    def put(self, part: QWidget) -> None:
        """Give a banner or a strip its place, hidden until it shows itself."""
        part.hide()
        part.installEventFilter(self)
        self._body.addWidget(part)

    def show_job(self, job: Job) -> None:
        """Show the progress of work that takes longer than a moment, with a way to stop it."""
        strip = ProgressStrip(job.title, job.cancel)
        self.put(strip)
        job.progressed.connect(strip.show_progress)
        job.finished.connect(strip.hide)
        job.finished.connect(strip.deleteLater)
        wait = QTimer(strip)
        wait.setSingleShot(True)
        wait.timeout.connect(strip.show)
        job.finished.connect(wait.stop)
        wait.start(PATIENCE)

    def _fit(self) -> None:
        shown = any(not part.isHidden() for part in self.children() if isinstance(part, QWidget))
        self._body.setContentsMargins(px(20), px(12) if shown else 0, px(20), 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The banner or a strip came or went; the room follows.
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._fit()
        return super().eventFilter(watched, event)
