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


def holds_focus(part: QWidget) -> bool:
    """Whether the focus of the window is in a part, also while something stands over the window."""
    focused = part.window().focusWidget()
    return focused is not None and (focused is part or part.isAncestorOf(focused))


def take_out(part: QWidget) -> None:
    """Remove a part for good; the focus that was in it goes to the page around.

    Else Qt gives it to the next stop, which after the last one of the page is the first one of the window.
    """
    around = part.parentWidget() if holds_focus(part) else None
    while around is not None:
        proxy = around.focusProxy()
        if isinstance(around, TakesFocusBack):
            around.take_focus_back()
            break
        if proxy is not None and proxy.isVisible() and proxy is not part and not part.isAncestorOf(proxy):
            proxy.setFocus()
            break
        around = around.parentWidget()
    part.hide()
    part.deleteLater()


def let_go(part: QWidget) -> None:
    """Take the focus out of a part that is about to be hidden, and that the caller gives to another one.

    Else Qt looks through the whole window for a next stop, only to leave it again.
    """
    focused = QApplication.focusWidget()
    if focused is not None and part.isAncestorOf(focused):
        focused.clearFocus()
