"""Work that takes longer than a moment, done beside the window, with progress and a way to stop it.

Work and window share nothing of Qt: an object of Qt that ends on another thread than its own takes the program with
it. The work is handed a plain `Handle`, and the window looks a hundred times a second for what came of it.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Event
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QThread, QTimer, Signal

Result = TypeVar("Result")
_LOOK_MS = 10


class Cancelled(Exception):
    """The person stopped the work; nobody is told of a failure."""


class Handle:
    """What a piece of work is handed: it says how far it is and hears whether to go on."""

    def __init__(self) -> None:
        self._stop = Event()
        self.said = (0, 0, "")

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
        self.said = (done, total, note)


class Job(QObject):
    """One piece of work under way, as the window sees it: `progressed(done, total, note)` and `finished()`."""

    progressed = Signal(int, int, str)
    finished = Signal()

    def __init__(self, title: str, handle: Handle) -> None:
        super().__init__()
        self.title = title
        self._handle, self._seen = handle, handle.said

    @property
    def cancelled(self) -> bool:
        """Whether the person asked to stop."""
        return self._handle.cancelled

    def cancel(self) -> None:
        """Ask the work to stop at its next `progress`."""
        self._handle.cancel()

    def look(self) -> None:
        """Pass on what the work has said last."""
        if (said := self._handle.said) != self._seen:
            self._seen = said
            self.progressed.emit(*said)


class _Task:
    """A piece of work and what came of it: all that it refers to ends where it is taken, on the window's thread."""

    def __init__(self, work: Callable[[Handle], Any]) -> None:
        self._work: Callable[[Handle], Any] | None = work
        self._result: Any = None
        self._failure: BaseException | None = None

    def do(self, handle: Handle) -> None:
        assert self._work is not None
        try:
            self._result = self._work(handle)
        # Whatever went wrong over here is told over there: this thread has nobody to tell.
        except BaseException as error:
            self._failure = error

    def take(self) -> tuple[Any, BaseException | None]:
        taken = self._result, self._failure
        self._work = self._result = self._failure = None
        return taken


class JobRunner(QObject):
    """Runs work on other threads and comes back to the window's own with what came of it.

    `started(job)` lets the window show its progress.
    """

    started = Signal(object)

    def __init__(self, parent: QObject | None = None, *, threads: int = 2, gently: bool = False) -> None:
        """`gently` lets the work wait for everything else that the PC does, where its system can tell threads apart."""
        super().__init__(parent)
        self._hands = ThreadPoolExecutor(threads, "work", _step_back if gently else None)
        self._jobs: dict[Future[None], tuple[Job, _Task, Callable[[Any, BaseException | None], None]]] = {}
        self._look = QTimer(self)
        self._look.timeout.connect(self._collect)

    def run(
        self,
        title: str,
        work: Callable[[Handle], Result],
        done: Callable[[Result], object],
        failed: Callable[[BaseException], object],
    ) -> Job:
        """Do `work(handle)` aside, then `done(result)` or `failed(error)` here; neither when it was cancelled.

        `work` must touch no widget. `failed` sees refusals and bugs alike; pass bugs on by raising them.
        """
        handle, task = Handle(), _Task(work)
        job = Job(title, handle)

        def ended(result: Result, failure: BaseException | None) -> None:
            job.finished.emit()
            if failure is None and not job.cancelled:
                done(result)
            elif failure is not None and not isinstance(failure, Cancelled):
                failed(failure)

        self.started.emit(job)
        self._jobs[self._hands.submit(task.do, handle)] = (job, task, ended)
        self._look.start(_LOOK_MS)
        return job

    @property
    def busy(self) -> int:
        """How many pieces of work are under way."""
        return len(self._jobs)

    def stop(self, patience: float = 5) -> bool:
        """Cancel everything and wait up to `patience` seconds; True when all work has ended."""
        for job, *_more in self._jobs.values():
            job.cancel()
        return not wait(self._jobs, patience).not_done

    def _collect(self) -> None:
        for future, (job, task, ended) in tuple(self._jobs.items()):
            job.look()
            # What is told here may hold the window in a dialog, and another look come in between.
            if future.done() and future in self._jobs:
                del self._jobs[future]
                ended(*task.take())
        if not self._jobs:
            self._look.stop()


def _step_back() -> None:
    QThread.currentThread().setPriority(QThread.Priority.LowestPriority)
