"""A clerk who goes to a section of the settings as a person does: Ctrl+, and down the list."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QApplication, QWidget

from orderdesk.ui.settings.page import SettingsPage
from orderdesk.ui.widgets.button import Button
from tests.ui.accessible import assert_accessible
from tests.ui.tabs.conftest import Clerk, clerk, shop

__all__ = ["clerk", "shop"]
Section = TypeVar("Section", bound=QWidget)


def turn_to(clerk: Clerk, title: str) -> None:
    """Go to the section of that title by keys alone."""
    clerk.press("Ctrl+,")
    page = clerk.program.window.page
    assert isinstance(page, SettingsPage)
    titles = [str(page.list.rows_model.index(row, 0).data()) for row in range(page.list.rows_model.rowCount())]
    clerk.press("Home", *["Down"] * titles.index(title))


def open_section(clerk: Clerk, title: str, kind: type[Section]) -> Section:
    """The section of that title, shown by keys alone; every part of it can be announced."""
    turn_to(clerk, title)
    (section,) = clerk.find(kind)
    assert_accessible(section)
    return section


def tab_to(clerk: Clerk, name: str) -> QWidget:
    """Press Tab until what is announced as `name` has the focus."""
    for _ in range(80):
        at = QApplication.focusWidget()
        if at is not None and at.accessibleName() == name:
            return at
        clerk.press("Tab")
    raise AssertionError(f"Tab does not reach {name}")


def push(clerk: Clerk, words: str) -> None:
    """Tab to a button and press it with Space; a form that opens gets the keys."""
    assert isinstance(tab_to(clerk, words), Button)
    clerk.press("Space")
    if QApplication.activeModalWidget() is not None:
        clerk.dialog.activateWindow()
        QApplication.processEvents()


def type_in(clerk: Clerk, name: str, text: str) -> None:
    """Tab to a field and type over what it holds."""
    tab_to(clerk, name)
    clerk.write(text)
