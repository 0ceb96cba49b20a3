"""The commands that every window has, whatever its tabs do."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from orderdesk.ui.bench.commands import GO_TO, Command
from orderdesk.ui.widgets.forms.search_field import SearchField

if TYPE_CHECKING:
    from orderdesk.ui.shell.main_window import MainWindow


def own_commands(window: MainWindow) -> list[Command]:
    """Go to each tab, search everything, the keys, undo, search in the list."""

    def why_not() -> str | None:
        return window.closed_because

    going = [
        Command(GO_TO + tab.id, tab.title, partial(window.go_to, tab.id), why_not, f"Alt+{number}", tab.icon)
        for number, tab in enumerate(window.tabs, start=1)
    ]
    return [
        *going,
        Command("window.palette", "Search everything", window.open_palette, None, "Ctrl+K", "search"),
        Command("window.shortcuts", "Keyboard shortcuts", window.show_shortcuts, None, "F1", "keyboard"),
        Command("window.undo", "Undo", partial(undo, window), None, "Ctrl+Z", "undo-2"),
        Command("window.leave", "Leave OrderDesk", window.close, None, "Ctrl+Q", "x"),
        Command("window.search", "Search in this list", partial(search, window), None, "Ctrl+F", "search", more=("/",)),
    ]


def undo(window: MainWindow) -> None:
    """Take back what the toast in sight offers to, else the last change on a page that keeps its own."""
    on_page = getattr(window.page, "undo", lambda: False)
    if not window.messages.undo() and not on_page():
        window.messages.refused("There is nothing to undo now.")


def search(window: MainWindow) -> None:
    """Put the focus into the search field of the page shown."""
    fields = window.page.findChildren(SearchField) if window.page else []
    field = next((one for one in fields if one.isVisible()), None)
    if field is None:
        window.messages.refused("This screen has no list to search.")
        return
    field.setFocus()
    field.selectAll()
