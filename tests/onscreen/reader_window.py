"""A window with a field, a note and a button, and the product's scanner; prints what is read and what stays typed."""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from orderdesk.ui.bench.reader import Reader
from orderdesk.ui.shell.reader.scanner import Scanner


def main(where: str, end: str = "") -> None:
    """Show it with the focus `where`: field, note or button."""
    app = QApplication([])
    scanner = Scanner(app, Reader(end=end))
    scanner.listen()
    window = QWidget()
    body = QVBoxLayout(window)
    field, note, button = QLineEdit(), QPlainTextEdit(), QPushButton("Go")
    parts: dict[str, QWidget] = {"field": field, "note": note, "button": button}
    pressed: list[bool] = []
    button.clicked.connect(pressed.append)
    for part in parts.values():
        body.addWidget(part)

    def told(code: str) -> None:
        typed = field.text() + note.toPlainText()
        print(json.dumps({"code": code, "typed": typed, "pressed": len(pressed)}))

    scanner.scanned.connect(told)
    window.show()
    parts[where].setFocus()
    # No window manager gives the keys to anybody here, so the window asks for them until it has them.
    asking = QTimer(app)

    def ask() -> None:
        if window.isActiveWindow():
            asking.stop()
            print(json.dumps({"ready": True}))
        else:
            window.activateWindow()

    asking.timeout.connect(ask)
    asking.start(50)
    app.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
