"""The program's window: painted first, then the shop is opened and the first page is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from orderdesk.domain.values.errors import OrderDeskError
from orderdesk.settings import BACKUPS, Settings
from orderdesk.ui.bench.session import WindowSession
from orderdesk.ui.shell.main_window import MainWindow
from orderdesk.ui.shell.starting.opening import Opening
from orderdesk.ui.shell.tab_spec import TabSpec
from orderdesk.ui.tabs import PLACES, TABS, Tab
from orderdesk.ui.welcome.shops import Doors, Shops

if TYPE_CHECKING:
    from orderdesk.persistence.database.sharing.lock import FileLock
    from orderdesk.services.care.keeping import BroughtBack
    from orderdesk.services.desk import Desk
    from orderdesk.ui.bench.bench import Bench
    from orderdesk.ui.bench.papers import PaperRoom
    from orderdesk.ui.care.automatic import AutomaticBackups
    from orderdesk.ui.shell.open_shop import OpenShop
    from orderdesk.ui.shell.reader.scanner import Scanner
    from orderdesk.ui.shell.starting.crash import CrashDesk
    from orderdesk.ui.welcome.mending import Restore
    from orderdesk.ui.widgets.lists.table import Table


class Program(QObject):
    """Holds the window together: has the shop at `doors` opened for it, and makes its pages; with `shops` it can go
    from that shop to the others of this PC."""

    def __init__(
        self, app: QApplication, doors: Doors, *, shops: Shops | None = None, lock: FileLock | None = None
    ) -> None:
        super().__init__()
        self._app, self._doors, self._shops = app, doors, shops
        self.shop: OpenShop | None = None
        self._crash: CrashDesk | None = None
        self._papers: PaperRoom | None = None
        self._session = session_of(doors.settings)
        self.window = MainWindow(
            [self._spec(tab) for tab in TABS],
            session=self._session,
            settings=lambda: self.go("settings", None),
            ready=self._ready,
            dress=self._dress,
            may_close=self._may_close,
            at_once=False,
            places=[self._spec(place) for place in PLACES],
        )
        self._opening = self._opening_of(lock)
        self._came_back: BroughtBack | None = None

    def _opening_of(self, lock: FileLock | None = None) -> Opening:
        return Opening(
            self.window,
            self._doors,
            self._shops,
            self.lead,
            self.settle,
            lock,
            last_person=lambda: self._session.person,
        )

    @property
    def settings(self) -> Settings:
        """Those of the shop that is open, or would be."""
        return self._doors.settings

    def _spec(self, tab: Tab) -> TabSpec:
        return TabSpec(tab.id, tab.title, tab.icon, partial(self._page, tab.make))

    @property
    def bench(self) -> Bench | None:
        """What the pages work with; None while no shop is open."""
        return self.shop.bench if self.shop else None

    @property
    def scanner(self) -> Scanner | None:
        """The bar code reader; None while no shop is open."""
        return self.shop.scanner if self.shop else None

    @property
    def backups(self) -> AutomaticBackups | None:
        """The backups that make themselves; None while no shop is open."""
        return self.shop.backups if self.shop else None

    def _dress(self) -> None:
        """Put the theme on and watch for faults, as soon as the window is in sight."""
        from orderdesk.ui.shell.starting.crash import CrashDesk
        from orderdesk.ui.theme.apply import wear

        self._crash = CrashDesk(self.settings.data_dir / "logs").install()
        wear(self._app, self._session.theme, self._session.scale)

    def _may_close(self) -> bool:
        """Not while a shop is restored or made, nor before the last backup of the day is made, or the person leaves
        without it."""
        if getattr(self.window.instead, "busy", False):
            return False
        return self.backups is None or self.backups.closing(self.window.close)

    def _ready(self) -> bool:
        """Open the shop; False when it cannot be opened, with the reason shown in place of the pages."""
        return self.shop is not None or self._opening.open(self._begin)

    def _begin(self, desk: Desk) -> None:
        from orderdesk.ui.shell.open_shop import OpenShop
        from orderdesk.ui.shell.starting.other_shops import OtherShops

        back, self._came_back = self._came_back, None
        self.shop = OpenShop(self._app, self.window, desk, self.settings, self._session, restored=back is not None)
        bench = self.shop.bench
        bench.paper.connect(lambda paper, number: self.papers.show(paper, number))
        bench.sign_out = self.sign_out
        # Whoever is not here any more may be so in the middle of what they do.
        bench.gone.connect(self.sign_out, Qt.ConnectionType.QueuedConnection)
        if self._doors.restore is not None and not self.settings.sample:
            bench.restore_shop = partial(self._restore_over, self._doors.restore)
        if self._shops is not None:
            OtherShops(self.window, bench, self._shops, self, self.shop.banner())
        if back is not None:
            self.shop.say_restored(back)

    def settle(self, settings: Settings) -> None:
        """Go to where the owner's own shop is from now on."""
        assert self._shops is not None
        self._shops = replace(self._shops, home=settings)
        self.lead(settings)

    def lead(self, settings: Settings) -> None:
        """Leave the shop, which is backed up first if it changed, and open the one that other settings name."""
        assert self._shops is not None
        if self._leave(lambda: self.lead(settings)):
            self._open_doors(self._shops.doors(settings))

    def to_own(self) -> None:
        """Leave the sample shop for the owner's own, or for the ways to begin one."""
        shops = self._shops
        assert shops is not None
        if self._leave(self.to_own):
            self._opening.close()
            self._or_stay(lambda: self.settle(shops.own(self.settings)))

    def make_anew(self, *, stay: bool) -> None:
        """Throw the sample shop away, which is open; then make it anew, or go to the own shop without it."""
        shops = self._shops
        assert shops is not None
        if self._leave(lambda: self.make_anew(stay=stay)):
            self._opening.close()
            self._or_stay(lambda: self._throw_away(shops, shops.sample if stay else shops.home))

    def _throw_away(self, shops: Shops, then: Settings) -> None:
        shops.throw_sample_away()
        self.lead(then)

    def _or_stay(self, go: Callable[[], object]) -> None:
        """Go, or open the shop again that was left, and say why."""
        try:
            go()
        except OrderDeskError as trouble:
            self._open_doors(self._doors)
            self.window.messages.refused(str(trouble))

    def _leave(self, again: Callable[[], object]) -> bool:
        """Close the shop that is open, if one is; False when that takes longer, and `again` is called after it."""
        if self.shop is None:
            return True
        if self.backups is not None and not self.backups.closing(again):
            return False
        if not self.window.jobs.stop():
            self.window.messages.refused("Work is still under way beside the window. Try again when it has ended.")
            return False
        self._close_shop()
        # Before anything of the shop is moved or removed: no page may read it again.
        self.window.put_away(QWidget())
        return True

    def _open_doors(self, doors: Doors) -> None:
        self._opening.close()
        self._doors, look = doors, self._session
        self._session = self.window.session = session_of(doors.settings)
        self._session.look_like(look)
        self._opening = self._opening_of()
        self.window.start()

    def sign_out(self) -> None:
        """Show nothing of the shop until somebody has signed in; what is half typed is kept."""
        if self.shop is None:
            return
        if not self.window.jobs.stop():
            self.window.messages.refused("Work is still under way beside the window. Sign out when it has ended.")
            return
        self._close_shop()
        self.window.put_away(QWidget())
        self.window.start()

    def _restore_over(self, restore: Restore, archive: Path) -> None:
        """Put a backup in the place of the open shop, which is backed up first; then open what came back."""
        from orderdesk.services.care.keeping import keep_before_restore
        from orderdesk.ui.care.restoring_page import RestoringPage

        desk, window = self._opening.desk, self.window
        assert desk is not None
        if not window.jobs.stop():
            window.messages.refused("Work is still under way beside the window. Restore when it has ended.")
            return
        self._close_shop()
        page = RestoringPage(
            archive,
            keep=lambda: keep_before_restore(desk, self.settings.data_dir / BACKUPS),
            release=self._opening.release,
            restore=lambda: restore(archive),
            done=self._open_restored,
            again=window.start,
        )
        window.put_away(page)
        page.start()

    def _open_restored(self, back: BroughtBack) -> None:
        self._came_back = back
        self.window.start()

    def _close_shop(self) -> None:
        from orderdesk.ui.widgets.lists.table import Table

        self._keep_widths()
        for table in self.window.findChildren(Table):
            table.rows_model.fetch_no_more()
        if self.shop is not None:
            self.shop.close()
        self.shop = self._papers = None

    def close(self) -> None:
        """Let go of the shop; a second call does nothing."""
        self._close_shop()
        if self._crash is not None:
            self._crash.remove()
            self._crash = None
        self._opening.close()

    def go(self, place: str, what: object) -> None:
        """Open a place on a thing, as `Places.go`; nothing while no shop is open."""
        if self.shop is not None:
            self.shop.places.go(place, what)

    @property
    def papers(self) -> PaperRoom:
        """Where papers are shown and printed; made, with all that draws them, when the first one is wanted."""
        if self._papers is None:
            from orderdesk.ui.bench.papers import PaperRoom

            assert self.bench is not None
            self._papers = PaperRoom(self.window, self.bench)
        return self._papers

    # The pages, and how wide their columns were

    def _page(self, make: Callable[[Bench], QWidget]) -> QWidget:
        assert self.bench is not None
        from orderdesk.ui.widgets.lists.table import Table

        page = make(self.bench)
        for table in page.findChildren(Table):
            kept = self._session.widths(_key_of(table))
            if len(kept) == len(table.widths()):
                table.set_widths(kept)
        return page

    def _keep_widths(self) -> None:
        from orderdesk.ui.widgets.lists.table import Table

        for table in self.window.findChildren(Table):
            self._session.keep_widths(_key_of(table), table.widths())


def session_of(settings: Settings) -> WindowSession:
    """What the window remembers of a shop."""
    return WindowSession(settings.data_dir / "window.ini", older=settings.config)


def _key_of(table: Table) -> str:
    """The name under which the widths of a list are remembered."""
    return table.accessibleName().lower().replace(" ", "-")
