"""The program's own window on a shop; prints what has the focus, what was said and how many lines an order in sight
has, whenever that changes."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from orderdesk.app import run_window
from orderdesk.settings import Settings
from orderdesk.ui.shell.main_window import MainWindow
from orderdesk.ui.shell.reader import scanner
from orderdesk.ui.widgets.grid.line_grid import LineGrid


def focus_of(app: QApplication) -> str:
    """What a screen reader would call the place where keys go."""
    widget: QWidget | None = app.focusWidget()
    while widget is not None and not widget.accessibleName():
        widget = widget.parentWidget()
    return widget.accessibleName() if widget is not None else ""


def main_window(app: QApplication) -> MainWindow | None:
    """The program's window, once it is there."""
    return next((each for each in app.topLevelWidgets() if isinstance(each, MainWindow)), None)


def said(window: MainWindow | None) -> str:
    """The last message of the window."""
    messages = getattr(window, "messages", None)
    return str(messages.log[-1][1]) if messages is not None and messages.log else ""


def lines(window: MainWindow | None) -> int:
    """How many lines the order in sight has."""
    grids = window.findChildren(LineGrid) if window is not None else []
    return sum(len(grid.lines_model.lines) for grid in grids if grid.isVisible())


def main(folder: str) -> int:
    """Run the window on the shop in `folder` until it is left."""
    # A machine at its limit sends the keys of a reader as slowly as a person types; these tests type slower still.
    scanner.GAP = 200
    app = QApplication([])
    told: list[dict[str, object]] = [{}]

    def tell() -> None:
        window = main_window(app)
        # No window manager gives the keys to anybody here.
        if app.activeWindow() is None and (shown := app.activeModalWidget() or window):
            shown.activateWindow()
        now = {"focus": focus_of(app), "said": said(window), "lines": lines(window)}
        if now != told[0]:
            told[0] = now
            print(json.dumps(now))

    looking = QTimer(app)
    looking.timeout.connect(tell)
    looking.start(20)
    return run_window(Settings(data_dir=Path(folder)))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
