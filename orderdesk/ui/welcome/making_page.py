"""What a person sees while the sample shop is made."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from orderdesk.domain.values.errors import OrderDeskError
from orderdesk.services.desk import Desk
from orderdesk.services.showroom.sampling import make_sample
from orderdesk.ui.bench.jobs import JobRunner
from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.widgets.banner import Banner
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.card import Card, row
from orderdesk.ui.widgets.label import Label


class MakingPage(QWidget):
    """Makes the sample shop at `make_desk()` beside the window, then `done()`; when that fails it says why."""

    def __init__(self, make_desk: Callable[[], Desk], done: Callable[[], object]) -> None:
        super().__init__()
        self._make_desk, self._done = make_desk, done
        self._jobs = JobRunner(self, threads=1)
        self.banner = Banner()
        self.again = Button("Try again", self.start, role="primary", large=True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Making the sample shop")
        card = Card()
        card.body.addWidget(Label("Making the sample shop", "title"))
        card.body.addWidget(Label("Its items, customers and a morning's orders take a few seconds.", "body", "text2"))
        card.body.addWidget(self.banner)
        card.body.addWidget(self.bar)
        card.body.addLayout(row(None, self.again))
        self._card = card
        self._body = QVBoxLayout(self)
        self._body.addStretch(2)
        self._body.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        self._body.addStretch(3)
        self.setFocusProxy(self.again)
        follow(self._restyle)

    def _restyle(self) -> None:
        self._card.setFixedWidth(px(520))
        self._card.body.setSpacing(px(14))

    @property
    def busy(self) -> bool:
        """Whether it is under way, so that the window may not close."""
        return bool(self._jobs.busy)

    def start(self) -> None:
        """Make it, or what of it is not there yet."""
        self.banner.clear()
        self.again.hide()
        self.bar.show()
        self._jobs.run("Making the sample shop", lambda _job: self._make(), lambda _made: self._done(), self._failed)

    def _make(self) -> None:
        desk = self._make_desk()
        try:
            make_sample(desk)
        finally:
            desk.database.close()

    def _failed(self, error: BaseException) -> None:
        self.bar.hide()
        self.again.show()
        self.again.setFocus()
        if not isinstance(error, OrderDeskError):
            raise error
        self.banner.say(str(error), "danger")
