"""Keeps the order page in the journal while someone types, and puts the focus back where it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from orderdesk.domain.values.errors import OrderDeskError, Unwritable

if TYPE_CHECKING:
    from orderdesk.ui.orders.new_order.page import NewOrderPage

PATIENCE = 300
"""Milliseconds after a keystroke in which it reaches the journal at the latest."""
AGAIN = 2_000
"""Milliseconds until it is tried again where nothing can be kept."""


class Keeper(QObject):
    """Writes what changed within PATIENCE, and at once when the focus leaves a field."""

    def __init__(self, page: NewOrderPage) -> None:
        super().__init__(page)
        self._page = page
        self._resuming = False
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.keep)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    def soon(self) -> None:
        """Something changed."""
        if not self._clock.isActive():
            self._clock.start(PATIENCE)

    def keep(self, *, on_screen: bool = True) -> None:
        """Write what is typed into the journal now."""
        self._clock.stop()
        page = self._page
        focus = page.places.last if self._resuming else page.places.where()
        try:
            page.presenter.keep(focus, on_screen=on_screen)
        except Unwritable:
            # That is said above the pages for as long as it is so; what is typed is kept once it can be.
            self._clock.start(AGAIN)
            return
        except OrderDeskError as trouble:
            page.bench.messages.trouble(f"What is typed cannot be kept now: {trouble}", [("Retry", self.keep)])
            return
        self.say_saved()

    def say_saved(self) -> None:
        """Tell under the title when it was kept."""
        at = self._page.presenter.journal.saved_at
        words = f"Draft saved {at.astimezone(self._page.bench.zone):%H:%M}" if at else "Kept as you type"
        self._page.head.summary.setText(words)

    def ended(self) -> None:
        """The form has become an order: what waits to be kept of it is no longer wanted."""
        self._clock.stop()
        self._page.places.last = ("", "")

    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        page = self._page
        if not page.isVisible() or before is None:
            return
        if not self._resuming:
            # Remembered now: when the window goes, the focus has gone before.
            page.places.where()
        if self._clock.isActive() and page.isAncestorOf(before):
            # At once, but after the keystroke has been painted.
            self._clock.start(0)
        elif now is not None and page.isAncestorOf(now):
            self.soon()

    # The focus

    def resume(self) -> None:
        """Put the focus where it was on this order, as soon as the page can be seen."""
        self._resuming = not self._page.isVisible()
        if not self._resuming:
            self._page.places.go_to(self._page.places.last)

    def shown(self) -> None:
        """The page came into sight."""
        if self._resuming:
            # The window gives the focus to its page once more right after showing it.
            QTimer.singleShot(0, self, self._resume_now)

    def hidden(self) -> None:
        """The page went out of sight, perhaps with the whole window."""
        if self._clock.isActive():
            self.keep()
        self._resuming = True

    def _resume_now(self) -> None:
        if self._resuming:
            self._resuming = False
            self._page.places.go_to(self._page.places.last)
