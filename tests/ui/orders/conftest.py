"""The real window on shop Northside, worked with real keys that are counted."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from orderdesk.services.desk import Desk
from orderdesk.services.money.tills import open_till
from orderdesk.settings import Settings
from orderdesk.ui.orders.new_order.page import NewOrderPage
from orderdesk.ui.orders.page import OrdersPage
from orderdesk.ui.shell.window import Program
from orderdesk.ui.welcome.shops import Doors
from tests.factories import northside


@dataclass
class Hands:
    """A clerk without a mouse: `write` types data, `press` a control key, which is counted."""

    program: Program
    desk: Desk
    papers: list[tuple[str, str]] = field(default_factory=list)
    keys: int = 0

    @property
    def app(self) -> QApplication:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        return app

    @property
    def orders(self) -> OrdersPage:
        page = self.program.window.page
        assert isinstance(page, OrdersPage)
        return page

    @property
    def page(self) -> NewOrderPage:
        return self.orders.entry

    @property
    def said(self) -> str:
        """The last thing the window said."""
        return self.program.window.messages.log[-1][1] if self.program.window.messages.log else ""

    def press(self, *names: str) -> None:
        for name in names:
            key = QKeySequence(name)[0]
            QTest.keyClick(QApplication.focusWidget() or self.program.window, key.key(), key.keyboardModifiers())
            self.keys += 1
            # As the program's own loop does between two keys: what was closed goes.
            QApplication.processEvents()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def write(self, text: str) -> None:
        for sign in text:
            if sign.isascii():
                QTest.keyClicks(QApplication.focusWidget(), sign)
            else:
                # The test library knows only the keys of an English keyboard.
                event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, sign)
                QApplication.sendEvent(QApplication.focusWidget(), event)

    def line(self, what: str, count: str = "") -> None:
        """A line as the keys contract says: the item, Enter, its quantity, Enter."""
        self.write(what)
        self.press("Enter")
        if count:
            self.write(count)
        self.press("Enter")


def start(tmp_path: Path, qapp: QApplication, qtbot: QtBot, desk: Desk) -> Program:
    program = Program(qapp, Doors(Settings(data_dir=tmp_path), lambda: desk))
    program.window.resize(1440, 900)
    with qtbot.waitActive(program.window):
        program.window.show()
        program.window.activateWindow()
    qtbot.waitUntil(lambda: program.window.page is not None)
    assert program.scanner is not None
    program.scanner.paused = True
    return program


def stop(program: Program, qapp: QApplication) -> None:
    program.close()
    # What the watcher has told is still on its way to the window.
    qapp.processEvents()
    program.window.close()
    program.window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def shop(tmp_path: Path, sqlite_template: Path) -> Iterator[Desk]:
    shutil.copyfile(sqlite_template, tmp_path / "shop.db")
    desk = northside(f"sqlite:///{tmp_path / 'shop.db'}")
    open_till(desk)
    yield desk
    desk.database.close()


@pytest.fixture
def hands(shop: Desk, tmp_path: Path, dressed: QApplication, qtbot: QtBot) -> Iterator[Hands]:
    program = start(tmp_path, dressed, qtbot, shop)
    made = Hands(program, shop)
    assert program.bench is not None
    program.bench.paper.disconnect()
    program.bench.paper.connect(lambda paper, number: made.papers.append((paper, number)))
    yield made
    stop(program, dressed)
