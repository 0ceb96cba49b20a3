"""A shop that is left in the evening and opened again the next morning, as often as a test likes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from orderdesk.app import open_desk
from orderdesk.services.desk import Desk
from orderdesk.settings import load
from orderdesk.ui.shell.window import Program
from orderdesk.ui.welcome.shops import Doors
from orderdesk.ui.welcome.sign_in_page import SignInPage
from tests.factories import northside
from tests.ui.orders.conftest import stop


class Shop:
    """One shop's folder; `open` starts the window on it as `orderdesk` does."""

    def __init__(self, folder: Path, app: QApplication, qtbot: QtBot) -> None:
        self.folder, self._app, self._qtbot = folder, app, qtbot
        self.now = datetime(2026, 11, 30, 9, tzinfo=UTC)

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """The desk without a window, as another PC has it."""
        desk = self._open()
        try:
            yield desk
        finally:
            desk.database.close()

    def _open(self) -> Desk:
        desk = open_desk(load(data_dir=str(self.folder), environ={}))
        desk.clock = lambda: self.now
        return desk

    @contextmanager
    def open(self) -> Iterator[Program]:
        """The window, until the person leaves it."""
        program = Program(self._app, Doors(load(data_dir=str(self.folder), environ={}), self._open))
        program.window.resize(1440, 900)
        with self._qtbot.waitActive(program.window):
            program.window.show()
            program.window.activateWindow()
        self.wait(lambda: program.window.page is not None or sign_in_page(program) is not None)
        try:
            yield program
        finally:
            stop(program, self._app)

    def wait(self, until: Callable[[], object]) -> None:
        """Wait as long as the slowest machine may take."""
        self._qtbot.waitUntil(lambda: bool(until()))


def sign_in_page(program: Program) -> SignInPage | None:
    """The sign-in in sight, if it is."""
    return next((each for each in program.window.findChildren(SignInPage) if each.isVisible()), None)


def sign_in(shop: Shop, program: Program, pin: str) -> None:
    """Type the PIN where the cursor is."""
    page = sign_in_page(program)
    assert page is not None
    shop.wait(page.pin.hasFocus)
    QTest.keyClicks(page.pin, pin)
    QTest.keyClick(page.pin, Qt.Key.Key_Return)
    shop.wait(lambda: program.window.page)


def walk_all(program: Program) -> None:
    """Open every tab and place, so that each reads what it shows."""
    for place in (*program.window.tabs, *program.window.places):
        program.window.go_to(place.id)
        QApplication.processEvents()


@pytest.fixture
def morning(tmp_path: Path, sqlite_template: Path, dressed: QApplication, qtbot: QtBot) -> Shop:
    """Shop Northside in a folder of its own."""
    folder = tmp_path / "shop"
    folder.mkdir()
    shutil.copyfile(sqlite_template, folder / "shop.db")
    northside(f"sqlite:///{folder / 'shop.db'}").database.close()
    return Shop(folder, dressed, qtbot)
