"""The look in use now: one theme and one scale for the whole program, and who wants to hear of a change."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor

from orderdesk.ui.theme.tokens import LEAST_HEIGHT, LEAST_WIDTH, THEMES

SMALLEST, LARGEST = 0.9, 1.5
_FRAME = 40
"""Pixels that the title bar of a window takes."""


class Look(QObject):
    """Holds the theme's name and the scale; `changed` follows a switch of either."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name = "light"
        self.scale = 1.0
        self._colours: dict[str, QColor] = {}

    def take(self, name: str, scale: float) -> None:
        """Switch to theme `name` (light, dark, contrast) at `scale` (0.9 to 1.5); says nothing yet."""
        if name not in THEMES:
            raise KeyError(f"no theme is called {name}")
        self.name = name
        self.scale = min(max(scale, SMALLEST), LARGEST)
        self._colours = {token: QColor(value) for token, value in THEMES[name].items()}

    def colour(self, token: str) -> QColor:
        """The colour of `token` now; shared, so never change it."""
        if not self._colours:
            self.take(self.name, self.scale)
        return self._colours[token]


LOOK = Look()


def px(length: float) -> int:
    """A length of the design in pixels at the scale in use; every fixed size of the window passes through here."""
    return int(length * LOOK.scale + 0.5)


def fitting(scale: float, width: int, height: int) -> float:
    """The scale that was asked for, or the largest at which the least window fits on a screen of this many pixels."""
    return min(scale, max(min(width / LEAST_WIDTH, (height - _FRAME) / LEAST_HEIGHT), 1.0))


def colour(token: str) -> QColor:
    """The colour of `token` in the theme in use."""
    return LOOK.colour(token)


def hex_of(token: str) -> str:
    """The same as "#RRGGBB", for rich text and stylesheets."""
    return THEMES[LOOK.name][token]


def follow(restyle: Callable[[], None]) -> None:
    """Call `restyle` now and after each change of theme or scale.

    `restyle` must be a method of a QObject: Qt forgets it when that object is gone.
    """
    restyle()
    LOOK.changed.connect(restyle)
