"""Where the focus goes when something comes over the window or leaves it."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


@runtime_checkable
class TakesFocusBack(Protocol):
    """A page that knows by itself where the focus was on it, be that a field or a cell that is no longer open."""

    def take_focus_back(self) -> None: ...


class FocusMark:
    """Remembers who has the focus now: `give_back` returns it, to the page around where the widget has gone meanwhile,
    as the editor of a cell goes."""

    def __init__(self, window: QWidget | None = None) -> None:
        at = window.focusWidget() if window is not None else None
        self._chain: list[QWidget] = []
        while at is not None:
            self._chain.append(at)
            at = at.parentWidget()

    def give_back(self) -> None:
        """Put the focus back."""
        if not self._chain:
            return
        first, *around = self._chain
        if isValid(first) and first.isVisible():
            first.setFocus()
            return
        for each in around:
            if isValid(each) and isinstance(each, TakesFocusBack):
                each.take_focus_back()
                return


def let_go(part: QWidget) -> None:
    """Take the focus out of a part that is about to be hidden, and that the caller gives to another one.

    Else Qt looks through the whole window for a next stop, only to leave it again.
    """
    focused = QApplication.focusWidget()
    if focused is not None and part.isAncestorOf(focused):
        focused.clearFocus()
