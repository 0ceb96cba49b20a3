"""A program at its start, on a data folder of the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from orderdesk import app as door
from orderdesk.settings import Settings
from orderdesk.ui.shell.window import Program

Begin = Callable[[Settings], Program]


@pytest.fixture
def begin(dressed: QApplication, qtbot: QtBot) -> Iterator[Begin]:
    """Opens the real window on the settings, as the program's own start does."""
    begun: list[Program] = []

    def open_window(settings: Settings) -> Program:
        program = Program(
            dressed,
            settings,
            lambda: door.open_for_window(settings),
            lambda: door.upgrade_shop(settings),
            lambda archive: door.restore_shop(settings, archive),
        )
        begun.append(program)
        with qtbot.waitActive(program.window):
            program.window.show()
            program.window.activateWindow()
        qtbot.waitUntil(lambda: program.window.page is not None or program.window._instead is not None)
        return program

    yield open_window
    for program in begun:
        program.close()
        dressed.processEvents()
        program.window.close()
        program.window.deleteLater()
    dressed.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
