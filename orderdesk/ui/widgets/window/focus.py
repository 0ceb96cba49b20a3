"""Where the focus goes when something comes over the window or leaves it."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


def refocus(before: QWidget | None) -> None:
    """Give the focus back to a widget that had it; one that has gone meanwhile, as a cell's editor may, is let go."""
    if before is not None and isValid(before):
        before.setFocus()


def let_go(part: QWidget) -> None:
    """Take the focus out of a part that is about to be hidden, and that the caller gives to another one.

    Else Qt looks through the whole window for a next stop, only to leave it again.
    """
    focused = QApplication.focusWidget()
    if focused is not None and part.isAncestorOf(focused):
        focused.clearFocus()
