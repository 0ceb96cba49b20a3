"""Work that takes longer than a moment, done beside the window, with progress and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThread, QThreadPool, Signal

Result = TypeVar("Result")


class Cancelled(Exception):
    """The person stopped the work; nobody is told of a failure."""


class Job(QObject):
    """One piece of work under way; the work is handed this and calls `progress` now and then.

    Signals reach the window's thread: `progressed(done, total, note)` and `finished()`.
    """

    progressed = Signal(int, int, str)
    finished = Signal()
    _ended = Signal(object, object)

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self._stop = Event()

    @property
    def cancelled(self) -> bool:
        """Whether the person asked to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop at its next `progress`."""
        self._stop.set()

    def progress(self, done: int, total: int = 0, note: str = "") -> None:
        """Tell how far it is (total 0: not known); raises Cancelled when the person asked to stop."""
        if self._stop.is_set():
            raise Cancelled
        self.progressed.emit(done, total, note)


class _Run(QRunnable):
    def __init__(self, job: Job, work: Callable[[Job], Any]) -> None:
        super().__init__()
        self._job, self._work = job, work

    def run(self) -> None:
        try:
            result, failure = self._work(self._job), None
        # Whatever went wrong over here is told over there: this thread has nobody to tell.
        except BaseException as error:
            result, failure = None, error
        self._job._ended.emit(result, failure)


class JobRunner(QObject):
    """Runs work on other threads and comes back to the window's own with what came of it.

    `started(job)` lets the window show its progress.
    """

    started = Signal(object)

    def __init__(self, parent: QObject | None = None, *, threads: int = 2, gently: bool = False) -> None:
        """`gently` lets the work wait for everything else that the PC does."""
        super().__init__(parent)
        self._pool = QThreadPool(self)
        if gently:
            self._pool.setThreadPriority(QThread.Priority.LowestPriority)
        self._pool.setMaxThreadCount(threads)
        self._jobs: set[Job] = set()

    def run(
        self,
        title: str,
        work: Callable[[Job], Result],
        done: Callable[[Result], object],
        failed: Callable[[BaseException], object],
    ) -> Job:
        """Do `work(job)` aside, then `done(result)` or `failed(error)` here; neither when it was cancelled.

        `work` must touch no widget. `failed` sees refusals and bugs alike; pass bugs on by raising them.
        """
        job = Job(title)
        self._jobs.add(job)

        def ended(result: Result, failure: BaseException | None) -> None:
            self._jobs.discard(job)
            job.finished.emit()
            if failure is None and not job.cancelled:
                done(result)
            elif failure is not None and not isinstance(failure, Cancelled):
                failed(failure)

        # Bound to this object, so Qt brings the call to its thread.
        self._keep(job, ended)
        self.started.emit(job)
        self._pool.start(_Run(job, work))
        return job

    def _keep(self, job: Job, ended: Callable[[Any, BaseException | None], None]) -> None:
        relay = _Relay(self, ended)
        job._ended.connect(relay.take)

    @property
    def busy(self) -> int:
        """How many pieces of work are under way."""
        return len(self._jobs)

    def stop(self, patience: int = 5_000) -> bool:
        """Cancel everything and wait up to `patience` milliseconds; True when all work has ended."""
        for job in tuple(self._jobs):
            job.cancel()
        return self._pool.waitForDone(patience)


class _Relay(QObject):
    """Lives in the window's thread, so that what a job emits from its own arrives there."""

    def __init__(self, parent: QObject, ended: Callable[[Any, BaseException | None], None]) -> None:
        super().__init__(parent)
        self._do = ended

    def take(self, result: object, failure: object) -> None:
        self.deleteLater()
        self._do(result, failure if isinstance(failure, BaseException) else None)
