"""Backups that make themselves: every half hour when something changed, and on close; a failure stays in sight."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from orderdesk.domain.values.errors import OrderDeskError
from orderdesk.services.desk import Desk
from orderdesk.ui.bench.jobs import Handle, JobRunner
from orderdesk.ui.widgets.banner import Banner

EVERY = timedelta(minutes=30)
_LOOK_MS = 60_000


class AutomaticBackups(QObject):
    """Backs `desk` up into `folder` beside the window; `banner` says why it fails until it works again.

    A change is told by `note_change`. The clock of the desk is looked at once a minute by `look`; `closing(again)`
    says whether the window may close now, and else makes the last backup and calls `again` when it is made. `made`
    follows each that succeeded.
    """

    made = Signal()

    def __init__(self, desk: Desk, folder: Path, banner: Banner, jobs: JobRunner) -> None:
        super().__init__()
        self._desk, self._folder, self.banner, self._jobs = desk, folder, banner, jobs
        # What changed before this window was opened counts as well: one look finds out, and keeps nothing twice.
        self._changed = True
        self._heard = False
        self._since: datetime = desk.clock()
        self._running = False
        self._leaving = False
        self._after: Callable[[], object] | None = None
        self.paused = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_LOOK_MS)

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
        self.paused = True

    def note_change(self, _topics: object = None) -> None:
        """Something was committed, here or on another PC."""
        self._changed = self._heard = True

    def look(self) -> None:
        """Make a backup if half an hour is over and something changed since the last one."""
        if not self.paused and self._changed and self._desk.clock() - self._since >= EVERY:
            self.make()

    def make(self) -> None:
        """Make a backup now unless one is under way; nothing is kept twice."""
        if self._running:
            return
        self._running, self._changed = True, False
        self._since = self._desk.clock()
        self._jobs.run("Backing up", self._work, self._done, self._failed).finished.connect(self._ended)

    def before(self, desk: Desk) -> None:
        """Make a backup at once, on any thread, because much is about to change; nothing is kept twice."""
        if not self.paused:
            _back_up(desk, self._folder)

    def _work(self, _handle: Handle) -> Path | None:
        return _back_up(self._desk, self._folder)

    def _ended(self) -> None:
        # Also after the person stopped it: then what changed is still to be kept.
        self._running = False
        QTimer.singleShot(0, self, self._go_on)

    def _done(self, _path: object) -> None:
        self._heard = False
        self.banner.clear()
        self.made.emit()

    def _failed(self, error: BaseException) -> None:
        self._changed = True
        if not isinstance(error, OrderDeskError):
            raise error
        leave = self._after
        remedies = [("Try again", self.make)]
        if leave is not None:
            remedies.append(("Close without a backup", lambda: self._leave(leave)))
        self.banner.say(f"The automatic backup failed. {error}", "danger", remedies)

    # The end of the day

    def closing(self, again: Callable[[], object]) -> bool:
        """Whether the window may close now; if not, a backup is under way and `again` is called after it."""
        if self.paused or self._leaving or not (self._heard or self._running):
            return True
        self._after = again
        self.banner.clear()
        self.make()
        return False

    def _go_on(self) -> None:
        """Close when the backup on close is made; a failed one leaves the window open, with its reason."""
        again = self._after
        if again is None:
            return
        self._after = None
        if not self.banner.text:
            self._leave(again)

    def _leave(self, again: Callable[[], object]) -> None:
        self._leaving = True
        again()


def _back_up(desk: Desk, folder: Path) -> Path | None:
    # Read with the first backup: all that proves one would make the window stand later.
    from orderdesk.services.care.keeping import back_up_if_changed

    return back_up_if_changed(desk, folder)
