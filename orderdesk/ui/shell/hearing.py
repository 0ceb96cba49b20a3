"""What the window hears: changes of this and other PCs, the server that goes away, others who write for long, and how
much waits on each tab."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from orderdesk.persistence.database.sharing.watch import ChangeWatcher
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.painted import once_painted
from orderdesk.ui.shell.main_window import MainWindow

_TO_DO = ("to-pick", "picking", "to-pack", "to-ship")
_REST_MS = 150
"""How soon after a change all is counted anew: a moment after what the change was made for stands on the screen."""


class Hearing(QObject):
    """Tells `bench` what others changed, and keeps badges and status line of `window` true until `stop`.

    `note` is said at the end of the status line for as long as the shop is open.
    """

    # Said by the watcher from a thread of its own; Qt brings it to the window's.
    others_changed = Signal(object)
    reached = Signal(bool)
    # Said by whoever writes, in the window's own thread or beside it.
    waiting = Signal(bool)

    def __init__(self, window: MainWindow, bench: Bench, note: str = "") -> None:
        super().__init__()
        self._window, self._bench, self._note = window, bench, note
        self._over = False
        self._rest = QTimer(self, interval=_REST_MS, singleShot=True)
        self._rest.timeout.connect(self._count)
        bench.changed.connect(self._heard)
        self.others_changed.connect(self._others_changed)
        self.reached.connect(self._reached)
        self.waiting.connect(self._waiting)
        bench.desk.waits = self.waiting.emit
        self._watcher = ChangeWatcher(bench.desk.database, self.others_changed.emit, reached=self.reached.emit)
        self._watcher.start()
        # How much waits is counted once the first page is in sight.
        once_painted(self, self._count)
        window.status.say("All changes saved", note)

    def stop(self) -> None:
        """Hear no more."""
        self._over = True
        self._bench.desk.waits = bool
        self._watcher.stop()
        self._window.status.show_place("", "")

    def _others_changed(self, topics: frozenset[str]) -> None:
        # Word may still be under way from the watcher's thread when the shop is closed.
        if not self._over:
            self._bench.changed.emit(topics - {"*"})

    def _reached(self, there: bool) -> None:
        if not there:
            self._window.status.say("The server does not answer; trying again", self._note, state="problem")
        else:
            self._window.status.say("All changes saved", self._note)

    def _waiting(self, still: bool) -> None:
        status = self._window.status
        if still:
            status.say("Others are writing; yours is next in turn", self._note, state="busy")
            # Nothing else is painted before the wait is over.
            status.repaint()
        else:
            status.say("All changes saved", self._note)

    def _heard(self, _topics: object) -> None:
        if not self._rest.isActive():
            self._rest.start()

    def _count(self) -> None:
        """Write how much waits beside the tabs."""
        if self._over:
            return
        # Read once the first page is in sight.
        from orderdesk.services.fulfilment.board import count_shipments
        from orderdesk.services.money.tills import open_tills
        from orderdesk.services.record.listing import count_orders
        from orderdesk.services.shop.head import shop_name

        desk = self._bench.desk
        counts, waiting, shop = count_orders(desk), count_shipments(desk), shop_name(desk)
        tills = ", ".join(each.till for each in open_tills(desk))
        self._window.sidebar.set_person(desk.user, f"{tills} · open" if tills else "No till open")
        self._window.status.show_place(shop, desk.database.place)
        badge = self._window.sidebar.column.set_badge
        badge("orders", str(counts["open"] or ""), bool(counts["late"]))
        badge("shipping", str(sum(waiting[view] for view in _TO_DO) or ""), bool(waiting["exceptions"]))
