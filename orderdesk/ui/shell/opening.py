"""Opening the shop for the window: the lock on its file, the first start, and what is shown when it fails."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from orderdesk.domain.errors import OrderDeskError
from orderdesk.settings import Settings

if TYPE_CHECKING:
    from orderdesk.persistence.lock import FileLock
    from orderdesk.services.desk import Desk
    from orderdesk.ui.shell.first_window import Doorbell
    from orderdesk.ui.shell.main_window import MainWindow
    from orderdesk.ui.welcome.mending import Do, Restore

_LISTEN_MS = 400


class Opening:
    """Opens the desk of `window` and lets go of it; `upgrade` and `restore(backup)` run when the person agrees.

    `lock` says that this is the one window on the shop's file; without it the lock is taken once the file is open.
    `last_person()` is proposed where somebody has to sign in: nothing of the shop is shown before.
    """

    def __init__(
        self,
        window: MainWindow,
        settings: Settings,
        open_desk: Callable[[], Desk],
        upgrade: Do,
        restore: Restore | None,
        lock: FileLock | None = None,
        last_person: Callable[[], str] = str,
    ) -> None:
        self._window, self._settings, self._open_desk = window, settings, open_desk
        self._upgrade, self._restore = upgrade, restore
        self._lock, self._last_person = lock, last_person
        self._doorbell: Doorbell | None = None
        self.desk: Desk | None = None

    def open(self, begin: Callable[[Desk], object]) -> bool:
        """Open the shop and `begin` to work in it; False when it can not be, with the reason in place of the pages."""
        try:
            if self.desk is None:
                self.desk = self._open_desk()
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
        from orderdesk.persistence.lock import window_lock

        path = desk.database.path
        if path is None:
            return
        if self._lock is None:
            self._lock = window_lock(path)
        if self._doorbell is None:
            # The page comes first; who starts a second time meanwhile waits a little.
            QTimer.singleShot(_LISTEN_MS, self._window, lambda: self._listen(path))

    def _listen(self, path: Path) -> None:
        """Come to the front when OrderDesk is started again on this file."""
        from orderdesk.ui.shell.first_window import Doorbell

        if self._lock is not None and self._doorbell is None:
            self._doorbell = Doorbell(self._window, path)

    def _has_shop(self, desk: Desk) -> bool:
        """Whether a shop is set up; if not, the ways to begin are shown."""
        from orderdesk.persistence.queries.set_up import is_set_up

        with desk.reading() as connection:
            if is_set_up(connection):
                return True
        from orderdesk.ui.welcome.page import WelcomePage

        page = WelcomePage(desk, self._begin, self.release, self._begin_again)
        self._window.show_instead(page)
        page.setFocus()
        return False

    def _has_person(self, desk: Desk, begin: Callable[[Desk], object]) -> bool:
        """Whether somebody may begin to work; if not, it is asked who works now."""
        from orderdesk.services.users import begins_work

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

    def _begin(self) -> None:
        """There is a shop now: open it anew, in its own time zone."""
        self.release()
        self._window.start()

    def _begin_again(self, why: str) -> None:
        """Nothing came of a restore: show the ways to begin once more, with the reason."""
        from orderdesk.ui.welcome.page import WelcomePage

        self._begin()
        for page in self._window.findChildren(WelcomePage):
            page.banner.say(why, "danger")

    def _show_trouble(self, trouble: OrderDeskError) -> None:
        from orderdesk.ui.welcome.mending import page_for

        again, leave = self._window.start, self._window.close
        page = page_for(trouble, self._settings, upgrade=self._upgrade, restore=self._restore, again=again, leave=leave)
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
