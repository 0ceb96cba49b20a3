"""Shows and hides parts without flashing them up as windows of their own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def show_part(part: QWidget, shown: bool) -> None:
    """Show or hide `part`; one that lies in no window yet is shown together with it."""
    if shown and part.parentWidget() is None:
        # Showing it now would open it as a window, which takes the focus from the real one.
        part.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
    else:
        part.setVisible(shown)
