"""The walk over a screen that finds what assistive programs could not name."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit, QScrollArea, QWidget


def unnamed(screen: QWidget) -> list[str]:
    """Every focusable widget of `screen` that has neither an accessible name nor words of its own."""
    parts = [widget for widget in (screen, *screen.findChildren(QWidget)) if widget.isVisibleTo(screen)]
    return [_path(widget) for widget in parts if _needs_name(widget) and not _name(widget)]


def _needs_name(widget: QWidget) -> bool:
    if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or isinstance(widget, QScrollArea):
        return False
    parent = widget.parentWidget()
    inner = parent is not None and (
        (isinstance(parent, QAbstractScrollArea) and widget is parent.viewport())
        or (isinstance(widget, QLineEdit) and parent.focusProxy() is widget)
    )
    return not inner and widget.objectName() != "qt_spinbox_lineedit"


def _name(widget: QWidget) -> str:
    known = QAccessible.queryAccessibleInterface(widget)
    return widget.accessibleName() or (known.text(QAccessible.Text.Name) if known else "")


def _path(widget: QWidget) -> str:
    parent = widget.parentWidget()
    return f"{_path(parent)} > {type(widget).__name__}" if parent else type(widget).__name__


def assert_accessible(screen: QWidget) -> None:
    """Fail with the list of widgets of `screen` that the keyboard reaches and nobody could announce."""
    missing = unnamed(screen)
    assert not missing, "no accessible name: " + "; ".join(missing)
