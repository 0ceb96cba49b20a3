"""What a person sees while a backup takes the place of the open shop, or why it did not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from orderdesk.domain.values.errors import OrderDeskError
from orderdesk.services.care.keeping import BroughtBack
from orderdesk.ui.bench.jobs import JobRunner
from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.widgets.banner import Banner
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.card import Card, row
from orderdesk.ui.widgets.label import Label


class RestoringPage(QWidget):
    """Runs `keep()` and `restore()` beside the window with `release()` between them, then `done(what came back)`.

    When one of them fails the shop was left as it was, and a button opens it `again()`.
    """

    def __init__(
        self,
        archive: Path,
        keep: Callable[[], Path],
        release: Callable[[], object],
        restore: Callable[[], BroughtBack],
        done: Callable[[BroughtBack], object],
        again: Callable[[], object],
    ) -> None:
        super().__init__()
        self._keep, self._release, self._restore, self._done = keep, release, restore, done
        self._jobs = JobRunner(self, threads=1)
        self.step = Label("", "body", "text2", wrap=True)
        self.banner = Banner()
        self.go = Button("Open the shop", again, role="primary", large=True)
        self.go.hide()
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Restoring a backup")
        card = Card()
        card.body.addWidget(Label("Restoring a backup", "title"))
        card.body.addWidget(Label(f"The backup is {archive}", "small", "text2", wrap=True))
        for part in (self.step, self.banner, self.bar):
            card.body.addWidget(part)
        card.body.addLayout(row(None, self.go))
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

    @property
    def busy(self) -> bool:
        """Whether it is under way, so that the window may not close."""
        return bool(self._jobs.busy)

    def start(self) -> None:
        """Back the shop up, and only then put the other one in its place."""
        self.step.setText("The shop of now is backed up first…")
        self._jobs.run("Backing up", lambda _job: self._keep(), self._kept, self._failed)

    def _kept(self, _backup: Path) -> None:
        self.step.setText("The shop of now is backed up. The other one takes its place…")
        self._release()
        self._jobs.run("Restoring", lambda _job: self._restore(), self._done, self._failed)

    def _failed(self, error: BaseException) -> None:
        self._release()
        self.bar.hide()
        self.step.hide()
        self.go.show()
        self.go.setFocus()
        if not isinstance(error, OrderDeskError):
            raise error
        self.banner.say(f"{error} The shop was left as it was.", "danger")
