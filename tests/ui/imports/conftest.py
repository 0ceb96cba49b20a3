"""A desk without a shop's history, and the window on it at the import page."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from orderdesk.services.desk import Desk
from orderdesk.settings import Settings
from orderdesk.ui.imports.page import ImportPage
from orderdesk.ui.shell.window import Program
from orderdesk.ui.welcome.shops import Doors
from tests.factories import northside

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier


@dataclass
class Hands:
    """A person at the import page who has no mouse."""

    program: Program
    desk: Desk
    qtbot: QtBot

    @property
    def page(self) -> ImportPage:
        page = self.program.window.page
        assert isinstance(page, ImportPage)
        return page

    @property
    def focus(self) -> str:
        """The accessible name of what has the focus."""
        widget = QApplication.focusWidget()
        return widget.accessibleName() if widget else ""

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
        """Press a key and wait until work that it began has ended."""
        QTest.keyClick(QApplication.focusWidget() or self.program.window, key, held)
        self.settle()

    def settle(self) -> None:
        # What a key begins may begin a moment later.
        for _ in range(3):
            QTest.qWait(5)
            if self.program.window.tab == "import":
                self.qtbot.waitUntil(lambda: not self.page.acts.work.busy)

    def next(self) -> None:
        self.press(Qt.Key.Key_Return, CTRL)

    def open(self, path: Path) -> None:
        """Take up a file as other screens ask for it."""
        assert self.program.bench is not None
        self.program.bench.go.emit("import", str(path))
        self.settle()


@pytest.fixture
def desk(tmp_path: Path, sqlite_template: Path) -> Iterator[Desk]:
    shutil.copyfile(sqlite_template, tmp_path / "shop.db")
    made = northside(f"sqlite:///{tmp_path / 'shop.db'}")
    yield made
    made.database.close()


@pytest.fixture
def hands(desk: Desk, tmp_path: Path, dressed: QApplication, qtbot: QtBot) -> Iterator[Hands]:
    program = Program(dressed, Doors(Settings(data_dir=tmp_path), lambda: desk))
    program.window.resize(1440, 900)
    with qtbot.waitActive(program.window):
        program.window.show()
        program.window.activateWindow()
    qtbot.waitUntil(lambda: program.window.page is not None)
    assert program.scanner is not None
    program.scanner.paused = True
    made = Hands(program, desk, qtbot)
    QTest.keyClick(program.window, Qt.Key.Key_M, CTRL | SHIFT)
    QApplication.processEvents()
    yield made
    program.window.jobs.stop()
    program.close()
    program.window.close()
    program.window.deleteLater()
    dressed.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def wares(tmp_path: Path) -> Path:
    """Five products: one with a price that is none, one whose SKU comes twice."""
    path = tmp_path / "wares.csv"
    path.write_text(
        "Code,Product name,Unit price,Colour\n"
        "W-1,Wool hat,12.50,red\nW-2,Wool scarf,18.00,blue\nW-3,Wool sock,cheap,grey\n"
        "W-4,Wool glove,9.75,red\nW-1,Wool hat again,1.00,red\n",
        encoding="utf-8",
    )
    return path
