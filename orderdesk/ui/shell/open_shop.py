"""All that the window has while a shop is open, made when it opens and gone when it closes."""

from __future__ import annotations

import platform
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QWidget

from orderdesk.domain.values.errors import StorageFailed
from orderdesk.domain.values.rights import NotAllowed
from orderdesk.services.desk import Desk
from orderdesk.services.people.users import still_works
from orderdesk.services.record.drafting import left_open, sit_down
from orderdesk.settings import BACKUPS, Settings
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.painted import once_painted, read_ahead
from orderdesk.ui.bench.reader import Reader
from orderdesk.ui.bench.second_folder import SecondFolder
from orderdesk.ui.bench.session import WindowSession
from orderdesk.ui.care.automatic import AutomaticBackups
from orderdesk.ui.care.keeping import Keeping
from orderdesk.ui.care.letting_go import LettingGo
from orderdesk.ui.care.looking import QuickLook
from orderdesk.ui.care.new_day import NewDay
from orderdesk.ui.care.own_waves import OwnWaves
from orderdesk.ui.care.words import came_back
from orderdesk.ui.shell.commands.lacking import Lacking
from orderdesk.ui.shell.commands.places import Places
from orderdesk.ui.shell.hearing import Hearing
from orderdesk.ui.shell.main_window import MainWindow
from orderdesk.ui.shell.reader.scanner import Scanner
from orderdesk.ui.shell.starting.setting_up import SettingUp
from orderdesk.ui.widgets.banner import Banner
from orderdesk.ui.widgets.forms.dialog import FormDialog

if TYPE_CHECKING:
    from orderdesk.services.care.keeping import BroughtBack

_SETTLED_MS = 1000
"""After which the first page stands with all that it needs."""
_SEARCH = ("orderdesk.ui.shell.commands.palette", "orderdesk.ui.shell.commands.found", "orderdesk.ui.orders.answers")
"""What the first search would have to read."""
PAUSED = "Automatic backups pause until OrderDesk is started again"


class OpenShop(QObject):
    """The bench of the pages, the places, what is heard, the bar code reader and the backups of the shop of `desk`.

    Of a shop that was just `restored` no automatic backups are made, so that none of them pushes out an older one.
    """

    def __init__(
        self,
        app: QApplication,
        window: MainWindow,
        desk: Desk,
        settings: Settings,
        session: WindowSession,
        *,
        restored: bool = False,
    ) -> None:
        super().__init__()
        self._window = window
        self.seat = sit_down(desk, platform.node() or "desk")
        self.bench = Bench(desk, window.commands, window.messages, window.jobs, self.seat.name, settings, session)
        self._let_others_help()
        window.commands.lacks = Lacking(self.bench)
        self.places = Places(window, self.bench, self.switch_user)
        self.scanner = Scanner(app, session.reader, known=self.places.knows)
        self.scanner.scanned.connect(self.places.scanned)
        once_painted(self, self.scanner.listen)
        QTimer.singleShot(_SETTLED_MS, self, lambda: read_ahead(self, _SEARCH))
        self.bench.use_reader = self._use_reader
        self.hearing = Hearing(window, self.bench, PAUSED if restored else "")
        self.hearing.reached.connect(self._hold_seat)
        self._lasting: list[Banner] = []
        self.backups = self._keep_backups(settings.data_dir / BACKUPS)
        self.backups.paused = restored
        verify = partial(self.places.go, "settings", "Backup and proof")
        self.second = SecondFolder(self.bench.desk, settings.data_dir / BACKUPS, session, self.banner())
        self.backups.made.connect(self.second.copy)
        self.bench.second = self.second
        self.look = QuickLook(self.bench.desk, self.banner(), verify)
        self.setting_up = SettingUp(window, self.bench)
        self.second.looked.connect(self.bench.here)
        self.letting_go = LettingGo(self.bench)
        self.new_day = NewDay(self.bench, self.banner())
        self.own_waves = OwnWaves(self.bench, lambda: (QCursor.pos().toTuple(), self.scanner.last_key))
        self.keeping = Keeping(self.bench, self.banner())
        if left_open(desk, self.seat.name)[0]:
            # An order was being taken when the program ended: begin there.
            session.tab = "orders"

    def _keep_backups(self, folder: Path) -> AutomaticBackups:
        backups = AutomaticBackups(self.bench.desk, folder, self.banner(), self._window.jobs)
        self.bench.changed.connect(backups.note_change)
        self.bench.keep_first = backups.before
        return backups

    def banner(self) -> Banner:
        """A banner above the pages, for what lasts as long as it is so."""
        banner = Banner()
        self._window.above.put(banner)
        self._lasting.append(banner)
        return banner

    def say_restored(self, back: BroughtBack) -> None:
        """Say what stands open after a restore, until the person has read it."""
        banner = self.banner()
        banner.say(came_back(back), "warning" if back.findings else "success", [("Dismiss", banner.clear)])

    def _let_others_help(self) -> None:
        """Let another person allow what is refused, and notice when who sits here does not work here any more."""
        bench = self.bench
        bench.lend = lambda no, again: self._lend(self._window, no, again)
        FormDialog.lend = staticmethod(self._lend)
        bench.changed.connect(self._look_who_works)

    def _look_who_works(self, topics: frozenset[str]) -> None:
        if (not topics or "shop" in topics) and not still_works(self.bench.desk, self.bench.desk.user):
            self.bench.gone.emit()

    def _hold_seat(self, there: bool) -> None:
        if there:
            # Away again already: it is held when the server is back the next time.
            with suppress(StorageFailed):
                self.seat.hold()

    def _lend(self, parent: QWidget, no: NotAllowed, again: Callable[[], object]) -> None:
        from orderdesk.ui.shell.people import ask_approval

        ask_approval(self.bench, parent, no, again)

    def switch_user(self) -> None:
        """Another person sits down at the desk."""
        from orderdesk.ui.shell.people import switch_user

        bench = self.bench
        switch_user(bench, self._window, self._sat_down)

    def _sat_down(self) -> None:
        self.bench.session.person = self.bench.desk.user
        self.bench.changed.emit(frozenset())
        self._window.commands.refresh()

    def _use_reader(self, reader: Reader) -> None:
        """Expect of the reader what was set, from its next code on."""
        self.bench.session.reader = self.scanner.reader = reader

    def close(self) -> None:
        """Hear, listen and back up no more; the database stays open."""
        self.bench.session.person = self.bench.desk.user
        self.setting_up.stop()
        self.look.stop()
        self.letting_go.stop()
        self.new_day.stop()
        self.own_waves.stop()
        self.keeping.stop()
        self.second.stop()
        self.backups.stop()
        self.scanner.stop()
        FormDialog.lend = None
        self.hearing.stop()
        self.seat.leave()
        for banner in self._lasting:
            banner.hide()
            banner.deleteLater()
        self._lasting.clear()
