"""Every view over a list is in reach: in the row, or in the menu beside it, and by the arrow keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from orderdesk.ui.widgets.lists.view_tabs import ViewTabs
from tests.ui.accessible import assert_accessible

VIEWS = [(f"v{number}", f"View number {number}") for number in range(8)]


@pytest.fixture
def screen(qtbot: QtBot, dressed: QApplication) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    QVBoxLayout(made).setContentsMargins(0, 0, 0, 0)
    return made


@pytest.fixture
def tabs(screen: QWidget, qtbot: QtBot) -> ViewTabs:
    made = ViewTabs(VIEWS)
    body = screen.layout()
    assert body is not None
    body.addWidget(made)
    make_room(made, 3)
    with qtbot.waitExposed(screen):
        screen.show()
    return made


def make_room(tabs: ViewTabs, many: int) -> None:
    """Make the row as wide as so many views and the menu beside them."""
    wide = sum(tabs.tabSizeHint(number).width() for number in range(many))
    tabs.window().resize(wide + (tabs.more.sizeHint().width() if many < len(VIEWS) else 0), 60)
    QApplication.processEvents()


def in_row(tabs: ViewTabs) -> list[str]:
    """The views that are drawn, each of them whole."""
    shown = [number for number in range(tabs.count()) if tabs.isTabVisible(number)]
    room = tabs.more.x() if tabs.more.isVisible() else tabs.width()
    assert all(tabs.tabRect(number).left() >= 0 and tabs.tabRect(number).right() <= room for number in shown)
    return [VIEWS[number][0] for number in shown]


def in_menu(tabs: ViewTabs) -> list[str]:
    tabs.more.menu_shown.aboutToShow.emit()
    return [each.text() for each in tabs.more.menu_shown.actions()]


def test_what_has_no_room_stands_in_the_menu(tabs: ViewTabs) -> None:
    assert_accessible(tabs.window())
    shown = in_row(tabs)
    assert shown == ["v0", "v1", "v2"]
    assert in_menu(tabs) == [title for key, title in VIEWS if key not in shown]
    picked: list[str] = []
    tabs.picked.connect(picked.append)
    tabs.more.menu_shown.actions()[-1].trigger()
    assert picked == ["v7"]
    assert in_row(tabs) == ["v0", "v1", "v7"], "the chosen one is always in sight"


def test_all_come_back_with_the_room(tabs: ViewTabs) -> None:
    tabs.choose("v7")
    make_room(tabs, 8)
    assert in_row(tabs) == [key for key, _ in VIEWS]
    assert not tabs.more.isVisible()
    make_room(tabs, 2)
    assert in_row(tabs)[-1] == "v7"
    tabs.choose("v0")
    assert in_row(tabs)[0] == "v0"


def test_the_arrow_keys_go_through_all_of_them(tabs: ViewTabs) -> None:
    picked: list[str] = []
    tabs.picked.connect(picked.append)
    tabs.setFocus()
    for _ in range(9):
        QTest.keyClick(tabs, Qt.Key.Key_Right)
    assert picked == [f"v{number}" for number in range(1, 8)]
    QTest.keyClick(tabs, Qt.Key.Key_Left)
    assert tabs.current == "v6"
    assert "v6" in in_row(tabs)


def test_figures_take_room_too(tabs: ViewTabs) -> None:
    tabs.set_counts({key: 123_456 for key, _ in VIEWS})
    make_room(tabs, 2)
    assert in_row(tabs) == ["v0", "v1"]
    assert in_menu(tabs)[0] == "View number 2 123,456"
