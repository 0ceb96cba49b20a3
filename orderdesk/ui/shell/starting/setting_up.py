"""Keeps the set-up list in the sidebar true, and leads from each of its steps to the place where it is done."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from orderdesk.services.people.users import why_not
from orderdesk.services.shop.set_up_steps import SetUpStep, set_up_steps
from orderdesk.services.showroom.sample_sign import is_sample
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.commands import Command
from orderdesk.ui.bench.painted import once_painted
from orderdesk.ui.shell.main_window import MainWindow
from orderdesk.ui.shell.starting.step_list import StepList

PLACES: dict[str, tuple[str, str | None]] = {
    "logo": ("settings", "Business"),
    "bank": ("settings", "Business"),
    "tax": ("settings", "Taxes"),
    "services": ("settings", "Delivery"),
    "items": ("import", None),
    "people": ("settings", "People"),
    "printer": ("settings", "Printers"),
    "backup": ("settings", "Backup and proof"),
}
"""Where each step is done."""
TOPICS = frozenset({"shop", "items"})
"""What has to change before the list is read again, beside the settings of this PC."""
_PASSED, _HIDDEN = "set-up/passed", "set-up/hidden"
_REST_MS = 150


class SettingUp(QObject):
    """Shows the list in the sidebar of `window` to who may change the settings, until all is done or it is dismissed:
    that is remembered on this PC, and the palette brings it back. The sample shop needs none."""

    def __init__(self, window: MainWindow, bench: Bench) -> None:
        super().__init__()
        self._window, self._bench = window, bench
        self._over = False
        self.list = StepList(self.open, self.pass_over, self.dismiss)
        window.sidebar.put_steps(self.list)
        show = Command("shop.set-up", "Show the set-up list", self.show, self._why_not, icon="circle-check", group="Go")
        window.commands.add([show], window)
        self._rest = QTimer(self, interval=_REST_MS, singleShot=True)
        self._rest.timeout.connect(self.read)
        bench.changed.connect(self._heard)
        bench.here.connect(self.read)
        once_painted(self, self.read)

    def stop(self) -> None:
        """Read no more: the shop is closed."""
        self._over = True
        self._rest.stop()
        self._bench.changed.disconnect(self._heard)
        self._bench.here.disconnect(self.read)
        self.list.hide()
        self.list.deleteLater()

    def _heard(self, topics: frozenset[str]) -> None:
        if not topics or topics & TOPICS:
            self._rest.start()

    def read(self) -> None:
        """Show what is done by now."""
        # The first reading waits for the first page, and the shop may be closed before that is painted.
        if self._over:
            return
        steps = () if self._bench.session.text(_HIDDEN) or self._why_not() else self._steps()
        self.list.show_steps(() if all(step.done for step in steps) else steps)

    def _steps(self) -> tuple[SetUpStep, ...]:
        bench = self._bench
        second = bench.second is not None and bool(bench.second.place)
        found = set_up_steps(bench.desk, printer=bool(bench.settings.printers), second_backup=second)
        return tuple(step for step in found if step.done or step.id not in self._passed)

    @property
    def _passed(self) -> list[str]:
        return self._bench.session.text(_PASSED).split()

    def _why_not(self) -> str | None:
        if is_sample(self._bench.desk):
            return "The sample shop is set up; the list is for a shop of your own."
        no = why_not(self._bench.desk, "change settings")
        return str(no) if no else None

    def open(self, step: SetUpStep) -> None:
        """Lead to where the step is done; the tax number stands with the address."""
        place, what = PLACES[step.id]
        self._bench.go.emit(place, "Business" if step.title == "Tax number" else what)

    def pass_over(self, step: SetUpStep) -> None:
        """Take a step off the list that this shop does not need."""
        if not step.done:
            self._keep(_PASSED, " ".join([*self._passed, step.id]))
            self._bench.messages.done(f"{step.title} is off the list; Ctrl+K, Show the set-up list brings it back")

    def dismiss(self) -> None:
        """Take the whole list away."""
        self._keep(_HIDDEN, "yes")
        self._bench.messages.done("The set-up list is put away; Ctrl+K, Show the set-up list brings it back")

    def show(self) -> None:
        """Bring it back whole, and go to it."""
        self._keep(_PASSED, "")
        self._keep(_HIDDEN, "")
        if self.list.isHidden():
            self._bench.messages.done("Everything on the set-up list is done")
        else:
            self.list.go_in()

    def _keep(self, key: str, value: str) -> None:
        self._bench.session.keep_text(key, value)
        self.read()
