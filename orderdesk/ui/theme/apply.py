"""Dress the program in a theme, at the start and again whenever the person picks another."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from orderdesk.ui.theme.fonts import font, load_fonts
from orderdesk.ui.theme.look import LOOK, fitting
from orderdesk.ui.theme.style import palette, stylesheet, write_images


def apply_theme(app: QApplication, name: str = "light", scale: float = 1.0) -> None:
    """Show everything in theme `name` (light, dark, contrast) at `scale` (0.9 to 1.5); windows follow at once.

    Dressing every widget anew takes a while, so what is shown so already is left alone.
    """
    if app.styleSheet() and (LOOK.name, LOOK.scale) == (name, scale):
        return
    LOOK.take(name, scale)
    if not app.styleSheet():
        # Below a stylesheet Qt names the style no more; it stays what it was.
        app.setStyle("fusion")
    load_fonts()
    app.setFont(font())
    app.setPalette(palette())
    app.setStyleSheet(stylesheet(write_images()))
    # Native title bars follow the colour scheme; setting it resets the palette, so ours is set again.
    app.styleHints().setColorScheme(Qt.ColorScheme.Light if name == "light" else Qt.ColorScheme.Dark)
    app.setPalette(palette())
    LOOK.changed.emit()


def wear(app: QApplication, theme: str, scale: float) -> None:
    """Show everything as a person chose it, no larger than there is room for; "" is the theme of the desktop."""
    apply_theme(app, theme or system_theme(app), fitting_here(app, scale))


def fitting_here(app: QApplication, scale: float) -> float:
    """The scale that was asked for, or the largest that this screen has room for."""
    room = app.primaryScreen().availableGeometry()
    return fitting(scale, room.width(), room.height())


def system_theme(app: QApplication) -> str:
    """The theme the desktop asks for: dark where it says so, else light."""
    return "dark" if app.styleHints().colorScheme() is Qt.ColorScheme.Dark else "light"
