"""A lasting condition said in place, with its remedy beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from orderdesk.ui.theme.icons import pixmap
from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.widgets.window.focus import holds_focus, take_out
from orderdesk.ui.widgets.window.visibility import show_part

Remedy = tuple[str, Callable[[], object]]
_ICONS = {
    "info": "info",
    "success": "circle-check",
    "warning": "triangle-alert",
    "danger": "octagon-alert",
    "neutral": "info",
}


def announce(widget: QWidget, text: str) -> None:
    """Let assistive programs say `text` now."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


class IconLabel(QLabel):
    """A picture of one icon in a colour of the theme; says nothing to assistive programs."""

    def __init__(self, icon: str, token: str = "text2", size: float = 16) -> None:
        super().__init__()
        self._icon, self._token, self._size = icon, token, size
        follow(self._restyle)

    def show_icon(self, icon: str, token: str) -> None:
        """Change icon and colour."""
        self._icon, self._token = icon, token
        self._restyle()

    def _restyle(self) -> None:
        self.setFixedSize(px(self._size), px(self._size))
        self.setPixmap(pixmap(self._icon, self._token, self._size, self.devicePixelRatioF()))


class Banner(QFrame):
    """A banner in `tone` (info, success, warning, danger, neutral); hidden while it has nothing to say.

    `remedies` are (verb, what it does) pairs shown as links on the right.
    """

    def __init__(self, text: str = "", tone: str = "info", remedies: Sequence[Remedy] = (), *, icon: str = "") -> None:
        super().__init__()
        self._given_icon = icon
        self._icon = IconLabel("info", "info_fg")
        self._text = Label("", wrap=True)
        self._links: list[Button] = []
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._text, 1)
        follow(self._restyle)
        self.setVisible(False)
        if text:
            self.say(text, tone, remedies)

    def _restyle(self) -> None:
        self._row.setContentsMargins(px(12), px(7), px(12), px(7))
        self._row.setSpacing(px(10))
        self.setMinimumHeight(px(34))

    @property
    def text(self) -> str:
        """What it says now."""
        return self._text.text()

    def say(self, text: str, tone: str = "info", remedies: Sequence[Remedy] = ()) -> None:
        """Show `text`; an empty one hides the banner. Announced to assistive programs."""
        self.setProperty("banner", tone)
        self._icon.show_icon(self._given_icon or _ICONS[tone], f"{tone}_fg")
        self._text.setText(text)
        self._text.set_tone(tone)
        self._replace_links(remedies)
        self.style().polish(self)
        for part in (self._text, *self._links):
            part.style().polish(part)
        show_part(self, bool(text))
        if text:
            announce(self, text)

    def _replace_links(self, remedies: Sequence[Remedy]) -> None:
        old, self._links = self._links, [Button(verb, run, role="link") for verb, run in remedies]
        for link in self._links:
            self._row.addWidget(link)
        for number, link in enumerate(old):
            if self._links and holds_focus(link):
                # Whoever pressed a link stays where it was.
                successor = self._links[min(number, len(self._links) - 1)]
                successor.show()
                successor.setFocus()
            take_out(link)

    def clear(self) -> None:
        """The condition is over."""
        if self.text:
            self.say("")
