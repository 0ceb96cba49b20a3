"""Long work of the import page beside the window: one piece at a time, its progress told now and then, its end once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Any

from PySide6.QtCore import QObject, Signal

from orderdesk.domain.values.errors import OrderDeskError, Refused
from orderdesk.domain.values.texts import count_word
from orderdesk.services.desk import Desk
from orderdesk.services.imports.importing import Cancelled, Progress
from orderdesk.ui.bench.jobs import Cancelled as Stopped
from orderdesk.ui.bench.jobs import Handle, Job, JobRunner

PAUSE = 0.05
"""Seconds between two words of progress; a row at a time would flood the window."""
Work = Callable[[Desk, Progress, Cancelled], Any]


@dataclass
class _Came:
    """What came of a piece of work, written over there and read here."""

    result: Any = None
    trouble: BaseException | None = None
    topics: set[str] = field(default_factory=set)


class _Teller:
    """Passes progress on, at most every PAUSE seconds unless something else is being done; `total` may be 0."""

    def __init__(self, handle: Handle, total: int) -> None:
        self._handle, self._total = handle, total
        self._said, self._note = 0.0, ""

    def __call__(self, done: int, _total: int, note: str) -> None:
        now = monotonic()
        if note == self._note and now - self._said < PAUSE:
            return
        self._said, self._note = now, note
        counting = bool(self._total) and note in ("Comparing", "Writing")
        if counting:
            self._handle.progress(min(done, self._total), self._total, note)
        else:
            self._handle.progress(0, 0, f"{note}, {count_word(done, 'line')}" if done else note)


class ImportWork(QObject):
    """Runs one piece of work aside. `changed(topics)` follows its commit, `busy_changed(bool)` start and end.

    What the person stopped too late, after the commit, has been done all the same and is told as done.
    """

    changed = Signal(object)
    busy_changed = Signal(bool)

    def __init__(self, jobs: JobRunner, desk: Desk) -> None:
        super().__init__()
        self._jobs, self._desk = jobs, desk
        self._job: Job | None = None

    @property
    def busy(self) -> bool:
        """Whether work is under way."""
        return self._job is not None

    def stop(self) -> None:
        """Ask the work to stop."""
        if self._job is not None:
            self._job.cancel()

    def start(
        self,
        title: str,
        work: Work,
        done: Callable[[Any], object],
        failed: Callable[[OrderDeskError], object],
        *,
        total: int = 0,
    ) -> None:
        """Do `work(desk, progress, cancelled)`, then `done(result)` or `failed(trouble)` here."""
        came = _Came()
        # Word of a commit must not reach the screens from another thread; it is passed on when the work has ended.
        desk = replace(self._desk, told=came.topics.update)

        def run(handle: Handle) -> None:
            try:
                came.result = work(desk, _Teller(handle, total), lambda: handle.cancelled)
            except Stopped:
                came.trouble = Refused("The work was stopped; nothing was changed.")
            except BaseException as error:
                came.trouble = error

        self._job = self._jobs.run(title, run, lambda _none: None, lambda _error: None)
        self._job.finished.connect(lambda: self._ended(came, done, failed))
        self.busy_changed.emit(True)

    def _ended(self, came: _Came, done: Callable[[Any], object], failed: Callable[[OrderDeskError], object]) -> None:
        self._job = None
        self.busy_changed.emit(False)
        if came.topics:
            self.changed.emit(frozenset(came.topics))
        if isinstance(came.trouble, OrderDeskError):
            failed(came.trouble)
        elif came.trouble is not None:
            raise came.trouble
        else:
            done(came.result)
