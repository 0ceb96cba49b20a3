"""Commands: one key for one thing, and a refused one says why."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from orderdesk.ui.bench.commands import Command, Commands, clashes
from orderdesk.ui.shell.commands.shortcut_sheet import ShortcutSheet, grouped
from orderdesk.ui.widgets.button import ActionButton


class Book:
    """Counts what ran."""

    def __init__(self) -> None:
        self.ran: list[str] = []
        self.said: list[str] = []
        self.why: str | None = None

    def command(self, name: str, keys: str, context: str = "") -> Command:
        return Command(name, name.title(), lambda: self.ran.append(name), lambda: self.why, keys, "printer", context)


@pytest.fixture
def book() -> Book:
    return Book()


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(300, 200)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_two_commands_of_one_context_may_not_share_a_key(book: Book) -> None:
    assert clashes([book.command("print", "Ctrl+P", "orders"), book.command("pick", "Ctrl+P", "stock")]) == []
    assert clashes([book.command("print", "Ctrl+P"), book.command("pick", "Ctrl+P", "stock")]) == [
        "Ctrl+P means both print and pick in stock"
    ]


def test_other_keys_of_a_command_clash_too(book: Book) -> None:
    search = Command("search", "Search", lambda: None, shortcut="Ctrl+F", more=("/",))
    assert clashes([search, book.command("divide", "/")]) == ["/ means both search and divide in every screen"]


def test_a_clash_is_refused_when_it_is_bound(book: Book, window: QWidget) -> None:
    commands = Commands(window)
    commands.add([book.command("print", "Ctrl+P")], window)
    with pytest.raises(ValueError, match="Ctrl\\+P means both print and pick"):
        commands.add([book.command("pick", "Ctrl+P", "stock")], window)


def test_a_key_runs_its_command(book: Book, window: QWidget) -> None:
    Commands(window).add([book.command("print", "Ctrl+P")], window)
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert book.ran == ["print"]


def test_a_refused_command_is_grey_with_its_sentence_and_its_key_says_it(book: Book, window: QWidget) -> None:
    commands = Commands(window, book.said.append)
    commands.add([book.command("print", "Ctrl+P")], window)
    assert commands.action("print").toolTip() == "Print (Ctrl+P)"
    book.why = "OD-1 is a draft; confirm it first."
    commands.refresh()
    assert not commands.action("print").isEnabled()
    assert commands.action("print").toolTip() == "OD-1 is a draft; confirm it first."
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert book.ran == []
    assert book.said == ["OD-1 is a draft; confirm it first."]


def test_hidden_pages_keep_their_keys_to_themselves(qtbot: QtBot, book: Book, dressed: QApplication) -> None:
    stack = QStackedWidget()
    qtbot.addWidget(stack)
    commands = Commands(stack)
    for name in ("orders", "stock"):
        page = QWidget()
        stack.addWidget(page)
        commands.add([book.command(name, "Ctrl+N", name)], page)
    with qtbot.waitActive(stack):
        stack.show()
        stack.activateWindow()
    QTest.keyClick(stack, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    stack.setCurrentIndex(1)
    QTest.keyClick(stack, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert book.ran == ["orders", "stock"]


def test_buttons_and_menus_follow_the_command(qtbot: QtBot, book: Book, window: QWidget) -> None:
    commands = Commands(window)
    commands.add([book.command("print", "Ctrl+P"), book.command("hold", "F5")], window)
    button = ActionButton(commands.action("print"))
    menu = QMenu(window)
    commands.fill(menu, ["print", "", "hold"])
    qtbot.addWidget(button)
    button.click()
    assert book.ran == ["print"]
    book.why = "The printer is off."
    commands.refresh()
    assert (button.isEnabled(), button.toolTip()) == (False, "The printer is off.")
    assert [action.isSeparator() for action in menu.actions()] == [False, True, False]
    commands.retitle("print", "Print picklist for OD-1")
    assert button.accessibleName() == "Print picklist for OD-1"


def test_the_sheet_shows_every_key(qtbot: QtBot, book: Book, window: QWidget) -> None:
    listed = [book.command("print", "Ctrl+P", "orders"), book.command("help", "F1"), book.command("quiet", "")]
    groups = grouped(listed, "Orders")
    assert groups["Orders"] == [("Ctrl+P", "Print")]
    assert groups["Everywhere"] == [("F1", "Help")]
    sheet = ShortcutSheet(window, listed, "Orders")
    qtbot.addWidget(sheet)
    sheet.show()
    assert sheet.grab().width() > 0
