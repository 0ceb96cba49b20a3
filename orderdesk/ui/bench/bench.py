"""What every tab works with: the desk, the commands, the messages, background work, and word of what changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from orderdesk.domain.values.errors import BadInput, Refused, StorageFailed, Unavailable
from orderdesk.domain.values.rights import NotAllowed
from orderdesk.domain.values.written import local
from orderdesk.services.desk import Desk
from orderdesk.services.shop.local_forms import adopt_form
from orderdesk.settings import Settings
from orderdesk.ui.bench.commands import Commands
from orderdesk.ui.bench.jobs import JobRunner
from orderdesk.ui.bench.messages import Messages
from orderdesk.ui.bench.reader import Reader
from orderdesk.ui.bench.session import WindowSession

if TYPE_CHECKING:
    from orderdesk.ui.bench.second_folder import SecondFolder

Run = Callable[[], object]


class Bench(QObject):
    """Handed to each tab by the window; tabs never know each other and meet here.

    `changed(topics)` follows every commit of this window and, within two seconds, those of other windows and PCs (an
    empty set means: read everything again). `go(place, what)` asks the window to open a place ("orders", "new-order",
    "customers", …) on a thing, named by its key or number. `paper(id, number)` asks it to show a paper. `cash()`
    follows each commit of this window that moved cash, `here()` what was set for this PC alone. `gone()` says that who
    sits here does not work here any more.
    """

    changed = Signal(object)
    gone = Signal()
    go = Signal(str, object)
    paper = Signal(str, str)
    cash = Signal()
    here = Signal()

    def __init__(
        self,
        desk: Desk,
        commands: Commands,
        messages: Messages,
        jobs: JobRunner,
        place: str,
        settings: Settings,
        session: WindowSession,
    ) -> None:
        super().__init__()
        self.settings, self.session = settings, session
        self.desk = replace(desk, told=self.changed.emit, drawer=self.cash.emit, gone=self.gone.emit)
        self.cash.connect(self.open_drawer)
        # Before any page hears of it: what they read again is of the day that it is then.
        self.changed.connect(self._read_days)
        # Before any page hears of it: what they read again is written in the form that holds then.
        self.changed.connect(self._adopt_form)
        self.commands, self.messages, self.jobs = commands, messages, jobs
        self.place = place
        """The name of the seat, under which what is half typed is kept."""
        self.lend: Callable[[NotAllowed, Run], object] = lambda no, _again: messages.refused(str(no))
        """Lets another person allow what was refused, and then does it again."""
        self.keep_first: Callable[[Desk], object] = lambda _desk: None
        """Backs the shop up, called beside the window by work that changes much of it; a failure stops that work."""
        self.use_reader: Callable[[Reader], object] = lambda reader: setattr(session, "reader", reader)
        """Expects of the bar code reader what is set for it."""
        self.second: SecondFolder | None = None
        """The second folder of backups."""
        self.sign_out: Callable[[], object] = bool
        """Shows nothing of the shop until somebody has signed in."""
        self.restore_shop: Callable[[Path], object] | None = None
        """Puts the shop of a backup in the place of the open one; None where the window cannot."""

    @property
    def zone(self) -> ZoneInfo:
        """The shop's time zone."""
        return self.desk.zone

    def attempt(self, run: Run, said: str = "", *, undo: Run | None = None) -> bool:
        """Run a use case; say `said` when it is done, or in one sentence why it was not. True when it was done."""
        try:
            run()
        except NotAllowed as no:
            self.not_allowed(no, lambda: self.attempt(run, said, undo=undo))
            return False
        except (Refused, BadInput) as no:
            self.messages.refused(str(no))
            return False
        except (StorageFailed, Unavailable) as trouble:
            self.messages.trouble(str(trouble), [("Retry", lambda: self.attempt(run, said, undo=undo))])
            return False
        self.messages.clear()
        if said:
            self.messages.done(said, (lambda: self.attempt(undo)) if undo else None)
        return True

    def _read_days(self, topics: frozenset[str]) -> None:
        """Take over another time zone or another end of the day, set here or at another PC."""
        if not topics or "shop" in topics:
            self.desk.read_days()

    def _adopt_form(self, topics: frozenset[str]) -> None:
        """Write as the shop does when it was changed, here or on another PC; every page reads again."""
        if "shop" not in topics:
            return
        before = local.current()
        if adopt_form(self.desk.database) != before:
            self.changed.emit(frozenset())

    def open_drawer(self) -> None:
        """Open the cash drawer of this PC, where there is one; nobody waits for it."""
        address = self.settings.drawer
        if address:
            from orderdesk.integrations.drawer import open_drawer  # here, as only a counter has one

            self.aside("Opening the drawer", lambda: open_drawer(address), lambda _: None)

    def not_allowed(self, no: NotAllowed, again: Run) -> None:
        """Ask whether another person allows it, and do it `again`; what they may not do either is only said."""
        if self.desk.approval is None:
            self.lend(no, again)
        else:
            self.messages.refused(str(no))

    def aside(self, title: str, run: Callable[[], object], done: Callable[[object], object]) -> None:
        """Do long work beside the window, then `done(result)` here; trouble is said as by `attempt`."""
        self.jobs.run(title, lambda _job: run(), done, self._failed)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Refused | BadInput):
            self.messages.refused(str(error))
        elif isinstance(error, StorageFailed | Unavailable):
            self.messages.trouble(str(error))
        else:
            raise error
