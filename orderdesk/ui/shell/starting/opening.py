"""Opening the shop for the window: the lock on its file, the first start, and what is shown when it fails."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from orderdesk.domain.values.errors import OrderDeskError, Unwritable
from orderdesk.settings import Settings
from orderdesk.ui.welcome.shops import Doors, Shops

if TYPE_CHECKING:
    from orderdesk.persistence.database.sharing.lock import FileLock
    from orderdesk.services.desk import Desk
    from orderdesk.ui.shell.main_window import MainWindow
    from orderdesk.ui.shell.starting.first_window import Doorbell
    from orderdesk.ui.welcome.ways import Ways

_LISTEN_MS = 400


class Opening:
    """Opens the desk of `window` at the place of `doors` and lets go of it; where no shop is, the ways to begin are
    shown, for which `shops` tells of the other places, `lead(settings)` goes to one and `settle(settings)` says that
    the owner's own shop is there. Without `shops` there is only this one.

    `lock` says that this is the one window on the shop's file; without it the lock is taken once the file is open.
    `last_person()` is proposed where somebody has to sign in: nothing of the shop is shown before.
    """

    def __init__(
        self,
        window: MainWindow,
        doors: Doors,
        shops: Shops | None = None,
        lead: Callable[[Settings], object] = bool,
        settle: Callable[[Settings], object] = bool,
        lock: FileLock | None = None,
        last_person: Callable[[], str] = str,
    ) -> None:
        self._window, self._doors, self._shops = window, doors, shops
        self._lead, self._settle = lead, settle
        self._lock, self._last_person = lock, last_person
        self._doorbell: Doorbell | None = None
        self.desk: Desk | None = None

    def open(self, begin: Callable[[Desk], object]) -> bool:
        """Open the shop and `begin` to work in it; False when it cannot be, with the reason in place of the pages."""
        try:
            if self.desk is None:
                self.desk = self._doors.open_desk()
            self._lock_window(self.desk)
            if not self._has_shop(self.desk) or not self._has_person(self.desk, begin):
                return False
            begin(self.desk)
        except OrderDeskError as trouble:
            self.release()
            self._show_trouble(trouble)
            return False
        return True

    def _lock_window(self, desk: Desk) -> None:
        """Be the one window on this file; a second one is told who has it."""
        from orderdesk.persistence.database.sharing.lock import window_lock

        path = desk.database.path
        if path is None:
            return
        if self._lock is None:
            # Where no lock can be written the shop is opened for reading.
            with suppress(Unwritable):
                self._lock = window_lock(path)
        if self._doorbell is None:
            # The page comes first; who starts a second time meanwhile waits a little.
            QTimer.singleShot(_LISTEN_MS, self._window, lambda: self._listen(path))

    def _listen(self, path: Path) -> None:
        """Come to the front when OrderDesk is started again on this file."""
        from orderdesk.ui.shell.starting.first_window import Doorbell

        if self._lock is not None and self._doorbell is None:
            self._doorbell = Doorbell(self._window, path)

    def _has_shop(self, desk: Desk) -> bool:
        """Whether a shop is set up, and of the sample whether something is to be seen there; else that comes first."""
        from orderdesk.services.shop.head import has_shop
        from orderdesk.services.showroom.sample_sign import lacks_orders

        there = has_shop(desk)
        if self._ways() is None or (there and not lacks_orders(desk)):
            return True
        self.release()
        self._show_ways(sample=there)
        return False

    def _show_ways(self, *, sample: bool = False) -> None:
        """Show the ways to begin, or make the `sample` shop where that is what was chosen."""
        from orderdesk.ui.welcome.making_page import MakingPage
        from orderdesk.ui.welcome.page import WelcomePage

        ways = self._ways()
        assert ways is not None
        if self._doors.make_desk is not None and (sample or self._doors.settings.sample):
            making = MakingPage(self._doors.make_desk, self._window.start)
            self._window.show_instead(making)
            making.start()
            return
        page = WelcomePage(ways)
        self._window.show_instead(page)
        page.setFocus()

    def _ways(self) -> Ways | None:
        if self._shops is None:
            return None
        from orderdesk.ui.welcome.ways import Ways

        return Ways(self._doors, self._shops, self._window.start, self._lead, self._settle)

    def _has_person(self, desk: Desk, begin: Callable[[Desk], object]) -> bool:
        """Whether somebody may begin to work; if not, it is asked who works now."""
        from orderdesk.services.people.users import begins_work

        proposed = self._last_person() or desk.user
        desk.user = begins_work(desk, proposed)
        if desk.user:
            return True
        from orderdesk.ui.welcome.sign_in_page import SignInPage

        page = SignInPage(desk, proposed, partial(self._signed_in, desk, begin), self._window.close)
        self._window.show_instead(page)
        page.setFocus()
        return False

    def _signed_in(self, desk: Desk, begin: Callable[[Desk], object], name: str) -> None:
        desk.user = name
        try:
            begin(desk)
        except OrderDeskError as trouble:
            self.release()
            self._show_trouble(trouble)
        else:
            self._window.start()

    def _show_trouble(self, trouble: OrderDeskError) -> None:
        from orderdesk.persistence.database.engine import NoShop
        from orderdesk.persistence.database.failures import PasswordNeeded
        from orderdesk.ui.welcome.mending import page_for

        ways = self._ways()
        if ways is not None and isinstance(trouble, NoShop):
            self._show_ways()
            return
        page: QWidget
        if ways is not None and isinstance(trouble, PasswordNeeded):
            from orderdesk.ui.welcome.password_page import PasswordPage

            page = PasswordPage(ways)
        else:
            other = None if ways is None or self._doors.settings.sample else ways.sample
            page = page_for(trouble, self._doors, again=self._window.start, leave=self._window.close, sample=other)
        self._window.show_instead(page)
        page.setFocus()

    def release(self) -> None:
        """Close the database; the window stays the one on this file."""
        if self.desk is not None:
            self.desk.database.close()
            self.desk = None

    def close(self) -> None:
        """Let go of the database and of the file."""
        if self._doorbell is not None:
            self._doorbell.close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None
        self.release()
