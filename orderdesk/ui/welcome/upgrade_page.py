"""What a person sees when the shop was made by an older OrderDesk: what will happen, and one button that does it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from orderdesk.domain.values.errors import OrderDeskError
from orderdesk.ui.bench.jobs import Handle, JobRunner
from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.widgets.banner import Banner
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.card import Card, row
from orderdesk.ui.widgets.label import Label

_WHAT = (
    "It has to be brought to today's layout before it can be opened. First a backup is made in {backups} and proved; "
    "only then a copy of the shop is changed, checked, and put in its place. If anything goes wrong, or you quit "
    "now, the shop stays as it was."
)
_BYTES_A_SECOND = 4_000_000


class UpgradePage(QWidget):
    """Runs `upgrade()` beside the window when the person says so, then `begun()`; `leave()` changes nothing.

    `place` names the shop, `backups` the folder of the backup and `size` the bytes of its file, 0 when not known.
    """

    def __init__(
        self,
        place: str,
        backups: str,
        size: int,
        upgrade: Callable[[], object],
        begun: Callable[[], object],
        leave: Callable[[], object],
    ) -> None:
        super().__init__()
        self._upgrade, self._begun = upgrade, begun
        self._jobs = JobRunner(self, threads=1)
        self.banner = Banner()
        self.go = Button("Back up and upgrade", self.start, role="primary", keys="Ctrl+Enter", large=True)
        self.leave = Button("Quit", leave, large=True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Backing up and upgrading the shop")
        self._bar.hide()
        card = Card()
        card.body.addWidget(Label("This shop was made by an older OrderDesk", "title", wrap=True))
        card.body.addWidget(Label(_WHAT.format(backups=backups), "body", "text2", wrap=True))
        card.body.addWidget(Label(how_long(size), "body", "text2", wrap=True))
        card.body.addWidget(Label(f"The shop is {place}", "small", "text2", wrap=True))
        card.body.addWidget(self.banner)
        card.body.addWidget(self._bar)
        card.body.addLayout(row(self.leave, None, self.go))
        self._card = card
        self._body = QVBoxLayout(self)
        self._body.addStretch(2)
        self._body.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        self._body.addStretch(3)
        self.setFocusProxy(self.go)
        follow(self._restyle)

    def _restyle(self) -> None:
        self._body.setContentsMargins(px(48), px(24), px(48), px(24))
        self._card.body.setSpacing(px(14))
        self._card.setFixedWidth(px(640))

    def start(self) -> None:
        """Back up and upgrade beside the window; a second call while it runs does nothing."""
        if self._jobs.busy:
            return
        self.banner.clear()
        self._busy(True)
        self._jobs.run("Upgrading", self._work, self._done, self._failed)

    def _work(self, _handle: Handle) -> object:
        return self._upgrade()

    def _busy(self, busy: bool) -> None:
        self._bar.setVisible(busy)
        self.go.setEnabled(not busy)
        self.leave.setEnabled(not busy)

    def _done(self, _result: object) -> None:
        self._busy(False)
        self._begun()

    def _failed(self, error: BaseException) -> None:
        self._busy(False)
        if not isinstance(error, OrderDeskError):
            raise error
        self.banner.say(f"{error} The shop was left as it was.", "danger")
        self.go.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.start()
        else:
            super().keyPressEvent(event)


def how_long(size: int) -> str:
    """About how long an upgrade of a shop of `size` bytes takes, in words; 0 when it is not known."""
    if not size:
        return (
            "It takes a few seconds for a small shop and some minutes for a large one. No other PC may work meanwhile."
        )
    minutes = size // (_BYTES_A_SECOND * 60)
    return f"It takes about {minutes + 1} minutes." if minutes else "It takes less than a minute."
