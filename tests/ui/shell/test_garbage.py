"""The window's garbage ends on the window's thread, however much memory another thread asks for."""

from __future__ import annotations

import gc
from threading import Event, Thread, current_thread, main_thread

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from orderdesk.ui.shell.starting.garbage import Collector


class Knot(QObject):
    """A part of the window that refers to itself, as a dialog and its buttons do."""

    ended: list[Thread]

    def __init__(self) -> None:
        super().__init__()
        self.self = self

    def __del__(self) -> None:
        Knot.ended.append(current_thread())


def test_only_the_window_collects(qtbot: QtBot) -> None:
    gc.collect()
    gc.enable()
    Knot.ended = []
    parent, stop = QObject(), Event()

    def ask_for_memory() -> None:
        while not stop.is_set():
            [[] for _ in range(2000)]

    collector = Collector(parent, lambda: False)
    greedy = Thread(target=ask_for_memory)
    greedy.start()
    try:
        for _ in range(20):
            Knot()
        qtbot.waitUntil(lambda: len(Knot.ended) == 20)
    finally:
        stop.set()
        greedy.join()
        collector.stop()
    assert set(Knot.ended) == {main_thread()}
    assert gc.isenabled()
    gc.disable()
