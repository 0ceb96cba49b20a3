"""What is done at a till: open it, put money in and out, count it blind, close it; and which till is this PC's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from orderdesk.domain.lifecycles import TILL
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Amount, shown
from orderdesk.persistence.money.tills import TillSession
from orderdesk.services.money.moves import moves_of
from orderdesk.services.money.till_views import till_names
from orderdesk.services.money.tills import (
    add_till,
    close_till,
    count_till,
    drop,
    no_sale,
    open_till,
    open_tills,
    paid_in,
    paid_out,
)
from orderdesk.settings import save
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.commands import Command
from orderdesk.ui.reports.count_grid import CountGrid
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form
from orderdesk.ui.words import day_within

CONTEXT = "reports"
_REASON = Field("reason", "Reason", required=True)


class TillActions:
    """Builds the commands of the tills and runs them over `page`; `changed()` follows each.

    Where the shop has several tills each form asks at which, beginning with this PC's own.
    """

    def __init__(self, bench: Bench, page: QWidget, currency: str, changed: Callable[[], object]) -> None:
        self.bench, self.page, self.currency, self._changed = bench, page, currency, changed

    def commands(self) -> list[Command]:
        """Open, money in, money out, drop, the drawer alone, count with close, another till, and this PC's own."""

        def make(name: str, run: Callable[[], object], keys: str, icon: str, event: str, title: str = "") -> Command:
            why = partial(self.why_not, event)
            return Command(name, title or TILL.title(event), run, why, keys, icon, CONTEXT, "Till")

        def more(name: str, title: str, run: Callable[[], object], icon: str) -> Command:
            return Command(name, title, run, None, "", icon, CONTEXT, "Till")

        return [
            make("till.open", self.open, "Ctrl+Shift+T", "banknote", "open"),
            make("till.close", self.close, "Ctrl+Shift+Z", "landmark", "count", "Count and close till"),
            make("till.in", lambda: self._move("Paid in", paid_in), "Ctrl+Shift+I", "plus", "paid-in"),
            make("till.out", lambda: self._move("Paid out", paid_out), "Ctrl+Shift+O", "minus", "paid-out"),
            make("till.drop", lambda: self._move("Drop", drop), "Ctrl+Shift+D", "download", "drop"),
            make("till.drawer", self.open_drawer, "Ctrl+Shift+K", "store", "no-sale"),
            more("till.own", "Choose this PC's till", self.choose_own, "settings"),
            more("till.add", "Add a till", self.add, "plus"),
        ]

    # Which till

    def session(self) -> TillSession | None:
        """The session at this PC's own till, else the first one going on."""
        going_on, own = open_tills(self.bench.desk), self.bench.desk.till
        return next((each for each in going_on if each.till == own), next(iter(going_on), None))

    def _going_on(self) -> list[str]:
        return [each.till for each in open_tills(self.bench.desk)]

    def _closed_tills(self) -> list[str]:
        going_on = self._going_on()
        return [each for each in till_names(self.bench.desk) if each not in going_on]

    def why_not(self, event: str) -> str | None:
        """Why `event` may happen at no till now; None when it may. A shop without any gets its first."""
        known = [moves_of(each.till, each) for each in open_tills(self.bench.desk)]
        if self._closed_tills() or not known:
            known.append(moves_of("The till", None))
        said = [move.refusal for moves in known for move in moves if move.event == event]
        return None if None in said else said[0]

    def _ask(
        self, title: str, names: Sequence[str], spec: Sequence[Field], send: Callable[[Entered], None], verb: str,
        *, extra: Sequence[QWidget] = (), intro: str = "", width: int = 440,
    ) -> FormDialog:  # fmt: skip
        """Ask at which of several tills of these `names`, and for what follows it, which has the focus."""
        current = self._first_of(names)
        several = len(names) > 1 or len(till_names(self.bench.desk)) > 1
        which = [Field("till", "Till", kinds.choice([(name, name) for name in names]))] if several else []

        def at_till(typed: Entered) -> None:
            send({"till": current, **typed})
            self._changed()

        return ask_form(
            self.page, title, [*which, *spec], at_till, verb=verb, values={"till": current}, extra=extra, intro=intro,
            width=width, begin=spec[0].name,
        )  # fmt: skip

    def _first_of(self, names: Sequence[str]) -> str:
        own = self.bench.desk.till
        return own if own in names else next(iter(names), "")

    def _keep_own(self, name: str) -> None:
        """Remember on this PC which till it works at."""
        bench = self.bench
        bench.desk.till = name
        bench.settings = replace(bench.settings, till=name)
        save(bench.settings)

    def choose_own(self) -> None:
        """Ask at which till this PC works where none is named; it is remembered here alone."""
        names = till_names(self.bench.desk)
        options = kinds.choice([("", "Whichever is open"), *((name, name) for name in names)])

        def send(typed: Entered) -> None:
            own = typed["till"]
            self._keep_own(own)
            self.bench.messages.done(f"This PC works at {own}" if own else "This PC has no till of its own")
            self._changed()

        spec = [Field("till", "Till", options, "Cash that is taken at this PC goes there")]
        ask_form(self.page, "This PC's till", spec, send, verb="Keep", values=self.bench.desk, width=360)

    def add(self) -> None:
        """Ask for the name of another till."""

        def send(typed: Entered) -> None:
            add_till(self.bench.desk, typed["till"])
            self.bench.messages.done(f"{typed['till']} is set up")
            self._changed()

        spec = [Field("till", "Name", kinds.text(40), "Such as Till 2, or Market stall", required=True)]
        ask_form(self.page, "Add a till", spec, send, verb="Add till", width=360)

    # What is done there

    def open(self) -> None:
        """Begin a session; an empty float is what was left at the last close. The till is this PC's from then on."""
        hint = "What lies in the drawer now; empty: what was left at the close"

        def send(typed: Entered) -> None:
            session = open_till(self.bench.desk, typed["till"], typed["float"])
            self._keep_own(session.till)
            self.bench.messages.done(f"{session.till} is open with {shown(session.float_amount, self.currency)}")

        spec = [Field("float", f"Float, {self.currency}", kinds.money(self.currency), hint)]
        self._ask("Open the till", self._closed_tills(), spec, send, "Open till")

    def _move(self, what: str, run: Callable[..., None]) -> None:
        def send(typed: Entered) -> None:
            run(self.bench.desk, **typed)
            self.bench.messages.done(f"{what}: {shown(typed['amount'], self.currency)}")

        amount = Field("amount", f"Amount, {self.currency}", kinds.money(self.currency), required=True)
        self._ask(what, self._going_on(), [amount, _REASON], send, what)

    def open_drawer(self) -> None:
        """Open the drawer without a sale, as to give change; who did it and why is on the Z."""

        def send(typed: Entered) -> None:
            no_sale(self.bench.desk, **typed)
            self.bench.messages.done("The drawer is open; it is on the Z as no sale")

        self._ask("Open the drawer", self._going_on(), [_REASON], send, "Open drawer")

    def close(self, till_name: str = "") -> None:
        """Count blind by denomination, then close; the difference is told when it is kept."""
        count, names = CountGrid(self.currency), [till_name] if till_name else self._going_on()
        money = kinds.money(self.currency)
        spec = [
            Field("left", "Stays in the till", money, "Empty: the same float as before"),
            Field("reason", "Reason for a difference"),
        ]

        def send(typed: Entered) -> None:
            pieces = count.pieces()
            if not pieces:
                raise Refused("Count the drawer first: enter how many of each note and coin there are.")
            self._count_and_close(pieces, **typed)

        intro = "Count without looking at the figures. A difference is kept for ever; a large one needs its reason."
        title = self._close_title(self._first_of(names))
        self._ask(title, names, spec, send, "Close till", extra=[count], intro=intro, width=480)
        count.fields[0].setFocus()

    def _close_title(self, name: str) -> str:
        """A till of an earlier day is closed for that day, and its form says so."""
        desk = self.bench.desk
        days = [desk.day_of(each.opened_at) for each in open_tills(desk) if each.till == name]
        late = f" of {day_within(days[0], desk.today)}" if days and days[0] < desk.today else ""
        return f"Count and close the till{late}"

    def _count_and_close(self, pieces: dict[str, int], till: str, left: Amount | None, reason: str) -> None:
        desk = self.bench.desk
        count_till(desk, pieces, till=till)
        report = close_till(desk, till=till, left=left, reason=reason)
        off = report.cash.difference if report.cash else 0
        words = f"{'over' if off > 0 else 'short'} {shown(abs(off), self.currency)}" if off else "no difference"
        self.bench.messages.done(f"Z {report.z_number} closed, {words}")
        self.bench.paper.emit("day-report", f"Z-{report.z_number} {report.till}")
