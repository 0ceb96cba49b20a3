"""A clerk in a program of its own, who types an order and then stands still until the program is killed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from orderdesk.settings import Settings
from orderdesk.ui.shell.window import Program
from orderdesk.ui.welcome.shops import Doors
from tests.factories import northside


def main(folder: Path) -> None:
    """Take an order for Patel: a line of three mugs, then a half-typed quantity on the line of tees."""
    app = QApplication([])
    desk = northside(f"sqlite:///{folder / 'shop.db'}")
    program = Program(app, Doors(Settings(data_dir=folder), lambda: desk))
    program.window.show()
    program.window.activateWindow()
    while program.window.page is None:
        QTest.qWait(20)
    assert program.scanner is not None
    program.scanner.paused = True
    enter = Qt.Key.Key_Return
    QTest.keyClick(program.window, Qt.Key.Key_F2)
    for text, then in (("patel", enter), ("3*mug", enter), ("tee", enter)):
        for sign in text:
            QTest.keyClicks(QApplication.focusWidget(), sign)
        QTest.keyClick(QApplication.focusWidget(), then)
    QTest.keyClicks(QApplication.focusWidget(), "7")
    # Nothing more is done for the journal than to let its 400 milliseconds pass.
    QTest.qWait(400)
    print("typed", flush=True)
    QTest.qWait(60_000)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
