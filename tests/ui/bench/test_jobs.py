"""Work beside the window: what came of it, and that nothing of the window ends on the thread of the work."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from threading import Event, Thread, current_thread, main_thread

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from orderdesk.ui.bench.jobs import Cancelled, Handle, JobRunner


@pytest.fixture
def runner() -> Iterator[JobRunner]:
    made = JobRunner()
    yield made
    assert made.stop()


@pytest.fixture
def restless() -> Iterator[None]:
    """Threads take turns as often as they can."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def test_a_job_brings_its_result_and_its_failure(qtbot: QtBot, runner: JobRunner) -> None:
    results: list[object] = []
    with qtbot.waitSignal(runner.run("Add", lambda _handle: 2 + 2, results.append, results.append).finished):
        pass
    qtbot.waitUntil(lambda: results == [4])

    def broken(_handle: Handle) -> None:
        raise OSError("disk full")

    runner.run("Break", broken, results.append, results.append)
    qtbot.waitUntil(lambda: len(results) == 2)
    assert isinstance(results[1], OSError)
    assert runner.busy == 0


def test_progress_is_told_here_and_cancelled_work_tells_nothing_more(qtbot: QtBot, runner: JobRunner) -> None:
    told: list[tuple[int, int, str]] = []
    came: list[object] = []
    go_on, ended = Event(), Event()

    def work(handle: Handle) -> None:
        handle.progress(3, 10, "Writing")
        go_on.wait()
        try:
            handle.progress(4, 10, "Writing")
        except Cancelled:
            ended.set()
            raise

    job = runner.run("Write", work, came.append, came.append)
    job.progressed.connect(lambda *said: told.append((*said, current_thread() is main_thread())))
    qtbot.waitUntil(lambda: bool(told))
    job.cancel()
    with qtbot.waitSignal(job.finished):
        go_on.set()
    assert ended.is_set()
    assert told == [(3, 10, "Writing", True)]
    assert came == []


class Page(QObject):
    """A part of the window that tells on which thread it ended."""

    def __init__(self, ended: Callable[[Thread], object]) -> None:
        super().__init__()
        self._ended = ended

    def work(self, _handle: Handle) -> None:
        """Work of a page that is let go of before the work is over."""

    def fail(self, _handle: Handle) -> None:
        raise OSError("disk full")

    def __del__(self) -> None:
        self._ended(current_thread())


@pytest.mark.usefixtures("restless")
def test_what_work_refers_to_ends_on_the_thread_of_the_window(qtbot: QtBot, runner: JobRunner) -> None:
    threads: list[Thread] = []
    for _ in range(200):
        for kind in ("work", "fail"):
            runner.run("Work", getattr(Page(threads.append), kind), lambda _done: None, lambda _error: None)
        qtbot.waitUntil(lambda: not runner.busy)
    assert len(threads) == 400
    assert set(threads) == {main_thread()}
