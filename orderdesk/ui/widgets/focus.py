"""The focus comes back to where it was before something lay over the window, if that is still there."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


def refocus(before: QWidget | None) -> None:
    """Give the focus back to a widget that had it; one that has gone meanwhile, as a cell's editor may, is let go."""
    if before is not None and isValid(before):
        before.setFocus()
