"""A program at its start, on a data folder of the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from orderdesk import app as door
from orderdesk.settings import Settings
from orderdesk.ui.shell.window import Program
from orderdesk.ui.welcome.shops import Shops
from tests.ui.orders.conftest import stop

Begin = Callable[[Settings], Program]


@pytest.fixture
def begin(dressed: QApplication, qtbot: QtBot) -> Iterator[Begin]:
    """Opens the real window on the settings, as the program's own start does."""
    begun: list[Program] = []

    def open_window(settings: Settings) -> Program:
        shops = Shops(settings, door.doors_to)
        program = Program(dressed, shops.doors(shops.first()), shops=shops)
        begun.append(program)
        with qtbot.waitActive(program.window):
            program.window.show()
            program.window.activateWindow()
        qtbot.waitUntil(lambda: program.window.page is not None or program.window._instead is not None)
        return program

    yield open_window
    for program in begun:
        leave(program)


def leave(program: Program) -> None:
    """Close the window and let everything of it go; a second call does nothing."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    if isValid(program.window):
        stop(program, app)
