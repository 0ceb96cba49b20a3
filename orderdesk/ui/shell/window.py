"""The program's window: painted first, then the shop is opened and the first page is read."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from orderdesk.domain.errors import OrderDeskError
from orderdesk.settings import BACKUPS, Settings
from orderdesk.ui.shell.main_window import MainWindow
from orderdesk.ui.shell.session import Session
from orderdesk.ui.shell.tab_spec import TabSpec
from orderdesk.ui.tabs import PLACES, TABS

if TYPE_CHECKING:
    from orderdesk.domain.rights import NotAllowed
    from orderdesk.persistence.lock import FileLock
    from orderdesk.persistence.watch import ChangeWatcher
    from orderdesk.services.desk import Desk
    from orderdesk.ui.bench import Bench
    from orderdesk.ui.keeping.automatic import AutomaticBackups
    from orderdesk.ui.papers import PaperRoom
    from orderdesk.ui.shell.commands import Command
    from orderdesk.ui.shell.crash import CrashDesk
    from orderdesk.ui.shell.scanner import Scanner
    from orderdesk.ui.welcome.mending import Do, Restore
    from orderdesk.ui.widgets.suggestion_list import Suggestion
    from orderdesk.ui.widgets.table import Table


def run(settings: Settings, open_desk: Callable[[], Desk], upgrade: Do, restore: Restore) -> int:
    """Show the window until it is closed; returns the exit code. `open_desk` runs after the first paint, `upgrade` and
    `restore(backup)` if the shop is of an older OrderDesk, or damaged, and the person agrees."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    program = Program(app, settings, open_desk, upgrade, restore)
    program.window.show()
    try:
        return app.exec()
    finally:
        program.close()


class Program(QObject):
    """Holds the window together: opens the shop for it, and leads from place to place."""

    def __init__(
        self,
        app: QApplication,
        settings: Settings,
        open_desk: Callable[[], Desk],
        upgrade: Do = lambda: None,
        restore: Restore | None = None,
    ) -> None:
        super().__init__()
        self._upgrade, self._restore = upgrade, restore
        self._app, self._settings, self._open_desk = app, settings, open_desk
        self.bench: Bench | None = None
        self.scanner: Scanner | None = None
        self.backups: AutomaticBackups | None = None
        self._watcher: ChangeWatcher | None = None
        self._crash: CrashDesk | None = None
        self._desk: Desk | None = None
        self._lock: FileLock | None = None
        self._papers: PaperRoom | None = None
        self._session = Session(settings.data_dir / "window.ini")
        self.window = MainWindow(
            [TabSpec(tab.id, tab.title, tab.icon, partial(self._page, tab.make)) for tab in TABS],
            session=self._session,
            settings=lambda: self.go("settings", None),
            ready=self._ready,
            dress=self._dress,
            may_close=self._may_close,
            at_once=False,
            places=[TabSpec(place.id, place.title, place.icon, partial(self._page, place.make)) for place in PLACES],
        )

    def _dress(self) -> None:
        """Put the theme on and watch for faults, as soon as the window is in sight."""
        from orderdesk.ui.shell.crash import CrashDesk
        from orderdesk.ui.theme.apply import apply_theme, system_theme

        self._crash = CrashDesk(self._settings.data_dir / "logs").install()
        theme = self._session.theme or ("" if self._settings.theme == "system" else self._settings.theme)
        apply_theme(self._app, theme or system_theme(self._app), self._session.scale)

    def close(self) -> None:
        """Let go of the shop."""
        self._keep_widths()
        if self.backups is not None:
            self.backups.stop()
        if self.scanner is not None:
            # Else it would go on taking quick keys from whatever window comes next.
            self._app.removeEventFilter(self.scanner)
        if self.bench is not None:
            from orderdesk.ui.widgets.dialog import FormDialog

            FormDialog.lend = None
        if self._watcher is not None:
            self._watcher.stop()
        if self._crash is not None:
            self._crash.remove()
        if self._lock is not None:
            self._lock.release()
        self._release()

    def _may_close(self) -> bool:
        """Not before the last backup of the day is made, or the person leaves without it."""
        return self.backups is None or self.backups.closing(self.window.close)

    # Opening the shop

    def _ready(self) -> bool:
        """Open the shop; False when it can not be opened, with the reason shown in place of the pages."""
        if self.bench is not None:
            return True
        try:
            self._desk = self._open_desk()
            self._lock_window(self._desk)
            if not self._has_shop(self._desk):
                return False
            self._open(self._desk)
        except OrderDeskError as trouble:
            self._release()
            self._show_trouble(trouble)
            return False
        return True

    def _show_trouble(self, trouble: OrderDeskError) -> None:
        from orderdesk.ui.welcome.mending import page_for

        again, leave = self.window.start, self.window.close
        page = page_for(
            trouble, self._settings, upgrade=self._upgrade, restore=self._restore, again=again, leave=leave
        )
        self.window.show_instead(page)
        page.setFocus()

    def _lock_window(self, desk: Desk) -> None:
        """Be the one window on this file; a second one is told who has it."""
        from orderdesk.persistence.lock import window_lock

        if desk.database.path is not None and self._lock is None:
            self._lock = window_lock(desk.database.path)

    def _has_shop(self, desk: Desk) -> bool:
        """Whether a shop is set up; if not, the ways to begin are shown."""
        from orderdesk.persistence.queries.set_up import is_set_up

        with desk.reading() as connection:
            if is_set_up(connection):
                return True
        from orderdesk.ui.welcome.page import WelcomePage

        self.window.show_instead(WelcomePage(desk, self._begin, self._release))
        return False

    def _begin(self) -> None:
        """There is a shop now: open it anew, in its own time zone."""
        self._release()
        self.window.start()

    def _release(self) -> None:
        if self._desk is not None:
            self._desk.database.close()
            self._desk = None

    def _open(self, desk: Desk) -> None:
        from orderdesk.persistence.watch import ChangeWatcher
        from orderdesk.services.drafting import left_open
        from orderdesk.ui.bench import Bench
        from orderdesk.ui.shell.scanner import Scanner

        window = self.window
        place = platform.node() or "desk"
        self.bench = Bench(desk, window.commands, window.messages, window.jobs, place, self._settings, self._session)
        self._seat(self.bench)
        self.bench.go.connect(self.go)
        self.bench.changed.connect(self._heard)
        window.commands.add(self._commands(), window)
        window.add_provider(self._answer_callers)
        window.add_provider(self._find_orders)
        self.bench.paper.connect(lambda paper, number: self.papers.show(paper, number))
        self.scanner = Scanner(self._app)
        self.scanner.scanned.connect(self._scanned)
        self._watcher = ChangeWatcher(desk.database, self._others_changed, reached=self._reached)
        self._watcher.start()
        self._keep_backups(self.bench.desk)
        # How much waits is counted once the first page is in sight.
        QTimer.singleShot(0, self, lambda: self._heard(None))
        window.status.say("All changes saved", desk.database.versions())
        if left_open(desk, self.bench.place)[0]:
            # An order was being taken when the program ended: begin there.
            self._session.tab = "orders"

    def _keep_backups(self, desk: Desk) -> None:
        from orderdesk.ui.keeping.automatic import AutomaticBackups
        from orderdesk.ui.widgets.banner import Banner

        lasting = Banner()
        self.window.put_above(lasting)
        self.backups = AutomaticBackups(desk, self._settings.data_dir / BACKUPS, lasting, self.window.jobs)
        assert self.bench is not None
        self.bench.changed.connect(self.backups.note_change)

    def _seat(self, bench: Bench) -> None:
        """Let another person allow what is refused; who has a PIN gives it before they work."""
        from orderdesk.services.users import has_pin
        from orderdesk.ui.widgets.dialog import FormDialog

        bench.lend = lambda no, again: self._lend(self.window, no, again)
        FormDialog.lend = staticmethod(self._lend)
        if has_pin(bench.desk, bench.desk.user):
            bench.desk.user = ""
            QTimer.singleShot(0, self, self.switch_user)

    def _lend(self, parent: QWidget, no: NotAllowed, again: Callable[[], object]) -> None:
        from orderdesk.ui.shell.people import ask_approval

        assert self.bench is not None
        ask_approval(self.bench, parent, no, again)

    def switch_user(self) -> None:
        """Another person sits down at the desk."""
        from orderdesk.ui.shell.people import switch_user

        assert self.bench is not None
        bench = self.bench
        switch_user(bench, self.window, lambda: bench.changed.emit(frozenset()))

    @property
    def papers(self) -> PaperRoom:
        """Where papers are shown and printed; made, with all that draws them, when the first one is wanted."""
        if self._papers is None:
            from orderdesk.ui.papers import PaperRoom

            assert self.bench is not None
            self._papers = PaperRoom(self.window, self.bench)
        return self._papers

    def _page(self, make: Callable[[Bench], QWidget]) -> QWidget:
        assert self.bench is not None
        from orderdesk.ui.widgets.table import Table

        page = make(self.bench)
        for table in page.findChildren(Table):
            kept = self._session.widths(_key_of(table))
            if len(kept) == len(table.widths()):
                table.set_widths(kept)
        return page

    def _keep_widths(self) -> None:
        from orderdesk.ui.widgets.table import Table

        for table in self.window.findChildren(Table):
            self._session.keep_widths(_key_of(table), table.widths())

    def _commands(self) -> list[Command]:
        from orderdesk.ui.shell.commands import Command

        go = self.go
        return [
            Command("go.new-order", "New order", lambda: go("new-order", None), None, "F2", "plus", group="Go"),
            Command(
                "go.shorthand",
                "Order in one line",
                lambda: go("shorthand", None),
                None,
                "Shift+F2",
                "pencil",
                group="Go",
            ),
            Command("go.find", "Find anything", self.window.open_palette, None, "F3", "search", group="Go"),
            Command("find.customer", "Find a customer", self._customers, None, "F4", "users", group="Go"),
            Command("go.board", "Pick and pack board", lambda: go("shipping", None), None, "F7", "truck", group="Go"),
            Command("go.day", "End of day", lambda: go("reports", "day"), None, "F10", "chart-column", group="Go"),
            Command(
                "go.import", "Import a file", lambda: go("import", None), None, "Ctrl+Shift+M", "upload", group="Go"
            ),
            Command(
                "go.purchasing",
                "Purchase orders",
                lambda: go("purchasing", None),
                None,
                "Ctrl+Shift+B",
                "download",
                group="Go",
            ),
            Command(
                "go.promises", "Promises at risk", lambda: go("promises", None), None, "Shift+F6", "clock", group="Go"
            ),
            Command("go.help", "Help", lambda: go("help", None), None, "Shift+F1", "circle-help", group="Go"),
            Command("go.settings", "Settings", lambda: go("settings", None), None, "Ctrl+,", "settings", group="Go"),
            Command("go.user", "Switch user", self.switch_user, None, "Ctrl+U", "users", group="Go"),
            Command("go.care", "Verify books", lambda: go("settings", "Backup and proof"), None, "", "shield-check"),
            Command("go.till", "Till", lambda: go("reports", "till"), None, "F12", "banknote", group="Go"),
        ]

    # From place to place

    def go(self, place: str, what: object) -> None:
        """Open a place on a thing: "orders" with a key or number, "new-order" with a draft's key or None, or with
        ("customer", key) for a new order of theirs.

        The place "" is the tab from which a page without one was opened.
        """
        if place == "new-order":
            page: Any = self.window.go_to("orders")
            page.new_order(what)
            if isinstance(what, tuple):
                page.entry.take_customer(what[1])
            return
        if place == "shorthand":
            orders: Any = self.window.go_to("orders")
            orders.shorthand()
            return
        page = self.window.go_to(place or self.window.came_from)
        if what is not None:
            page.visit(what)

    def _customers(self) -> None:
        from orderdesk.ui.shell.own_commands import search

        if getattr(self.window.page, "to_customer", lambda: False)():
            return
        self.go("customers", None)
        search(self.window)

    def _scanned(self, code: str) -> None:
        page: Any = self.window.page
        if hasattr(page, "scanned"):
            page.scanned(code)
        else:
            self.window.open_palette(code)

    def _answer_callers(self, text: str) -> Sequence[Suggestion]:
        from orderdesk.ui.orders.answers import answer_offers

        assert self.bench is not None
        return answer_offers(self.bench.desk, text, self.go)

    def _find_orders(self, text: str) -> Sequence[Suggestion]:
        from orderdesk.persistence.queries.orders import order_rows
        from orderdesk.ui.widgets.suggestion_list import Suggestion

        assert self.bench is not None
        with self.bench.desk.reading() as connection:
            rows = order_rows(connection, "all", self.bench.desk.today, typed=text, limit=6) if text else []
        return [
            Suggestion(
                row.id,
                f"{row.number}  {row.customer}",
                icon="clipboard-list",
                group="Orders",
                data=partial(self.go, "orders", row.id),
            )
            for row in rows
        ]

    # What others changed

    def _others_changed(self, topics: frozenset[str]) -> None:
        assert self.bench is not None
        self.bench.changed.emit(topics - {"*"})

    def _reached(self, there: bool) -> None:
        if not there:
            self.window.status.say("The server does not answer; trying again", state="problem")
        else:
            self.window.status.say("All changes saved")

    def _heard(self, _topics: object) -> None:
        # Word of a change may still be under way from the watcher's thread when the window is gone.
        if self._desk is not None:
            self._count()

    def _count(self) -> None:
        """Write how much waits beside the tabs."""
        from orderdesk.persistence.queries.orders import late_orders, order_counts
        from orderdesk.persistence.queries.shipments import shipment_counts
        from orderdesk.services.tills import open_tills

        assert self.bench is not None
        today = self.bench.desk.today
        with self.bench.desk.reading() as connection:
            counts, late = order_counts(connection, today), late_orders(connection, today)
            waiting = shipment_counts(connection)
        tills = ", ".join(each.till for each in open_tills(self.bench.desk))
        self.window.sidebar.set_person(self.bench.desk.user or "Nobody", f"{tills} · open" if tills else "No till open")
        badge = self.window.sidebar.column.set_badge
        badge("orders", str(counts["open"] or ""), bool(late))
        to_do = sum(waiting[view] for view in ("to-pick", "picking", "to-pack", "to-ship"))
        badge("shipping", str(to_do or ""), bool(waiting["exceptions"]))


def _key_of(table: Table) -> str:
    """The name under which the widths of a list are remembered."""
    return table.accessibleName().lower().replace(" ", "-")
