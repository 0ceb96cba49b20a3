"""A quick look through the shop after the start, beside the window: a big file for damage, and the books."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from orderdesk.domain.values.errors import OrderDeskError
from orderdesk.persistence.database.failures import Damaged
from orderdesk.services.desk import Desk
from orderdesk.ui.bench.jobs import Handle, Job, JobRunner
from orderdesk.ui.widgets.banner import Banner

if TYPE_CHECKING:
    from orderdesk.domain.care.checking import Certificate

AFTER_MS = 5_000
"""When the person has their first page and the PC has calmed down."""


class QuickLook(QObject):
    """Looks once, a while after the start; `banner` says what was found, with a way to `verify()` it."""

    def __init__(self, desk: Desk, banner: Banner, verify: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self.banner, self._verify = desk, banner, verify
        # Runs with nobody waiting for it: without a strip, and after everything else.
        self._jobs = JobRunner(self, threads=1, gently=True)
        self._job: Job | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.begin)
        self._timer.start(AFTER_MS)

    @property
    def busy(self) -> bool:
        """Whether it is looking."""
        return bool(self._jobs.busy)

    def begin(self) -> None:
        """Look now."""
        self._timer.stop()
        self._job = self._jobs.run("Looking through the shop", self._look, self._seen, self._failed)

    def stop(self) -> None:
        """Look no more; what is under way ends soon."""
        self._timer.stop()
        self._jobs.stop()

    def _look(self, handle: Handle) -> Certificate:
        from orderdesk.services.care.checking import check

        if self._desk.database.is_big:
            self._desk.database.look_through(lambda: handle.cancelled)
        return check(self._desk, deep=False, cancelled=lambda: handle.cancelled)

    def _seen(self, certificate: Certificate) -> None:
        if certificate.ok:
            return
        more = len(certificate.findings) - 1
        others = f" and {more:,} more" if more else ""
        self._say(f"The books do not tie: {certificate.findings[0].sentence}{others}")

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, OrderDeskError):
            raise error
        # A server that is away, or the end of the program, says nothing about the books.
        if isinstance(error, Damaged):
            self._say(str(error))

    def _say(self, sentence: str) -> None:
        self.banner.say(sentence, "danger", [("Verify books", self._verify)])
