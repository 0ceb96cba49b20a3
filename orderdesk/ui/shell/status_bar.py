"""The line at the foot of the window: saved, what is being done, which shop this is and where, and where help is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.widgets.banner import IconLabel
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.label import ElidedLabel

_TONES = {
    "": ("circle-check", "success_fg"),
    "busy": ("refresh-cw", "info_fg"),
    "problem": ("octagon-alert", "danger_fg"),
}


class StatusBar(QFrame):
    """`say(parts)` joins short states with dots: "All changes saved · Printer: Counter laser ready".

    `show_place` names the shop and where it lies, for as long as it is open.
    """

    def __init__(self, help_asked: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("kind", "status")
        self._icon = IconLabel("circle-check", "success_fg", 14)
        self._words = ElidedLabel("", "small", "text2")
        self._words.setAccessibleName("Status")
        self._place = ElidedLabel("", "small", "text2")
        self._place.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(self._place, 1)
        self._row.addWidget(Button("F1 Shortcuts", help_asked, role="ghost", small=True))
        follow(self._restyle)
        self.say("All changes saved")

    def _restyle(self) -> None:
        self.setFixedHeight(px(29))
        self._row.setContentsMargins(px(12), 1, px(4), 0)
        self._row.setSpacing(px(6))

    def say(self, *parts: str, state: str = "") -> None:
        """Show `parts`; `state` is "" (all well), "busy" or "problem"."""
        icon, token = _TONES[state]
        self._icon.show_icon(icon, token)
        self._words.setText("  ·  ".join(filter(None, parts)))
        self._words.setAccessibleName(f"Status: {self._words.text()}")

    def show_place(self, shop: str, where: str) -> None:
        """Whose shop is open and where its data lies, such as "orders on server"; both empty while none is."""
        self._place.setText("  ·  ".join(filter(None, (shop, where))))
        self._place.setAccessibleName(f"Shop: {shop}, {where}" if shop else "No shop is open")
