"""Text of people is shown as they typed it: Qt takes what looks like markup for markup wherever it is not told not to.

A tooltip cannot be told; what could be read as markup is escaped for it. Labels are `widgets.label.Label`.
"""

from __future__ import annotations

from html import escape

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget


def plain_tip(text: str) -> str:
    """A text as a tooltip shows it literally."""
    if "<" not in text:
        return text
    return f"<qt>{escape(text)}</qt>".replace("\n", "<br>")


def set_tip(thing: QWidget | QAction, text: str) -> None:
    """Give a widget or an action a tooltip that is plain text."""
    thing.setToolTip(plain_tip(text))
