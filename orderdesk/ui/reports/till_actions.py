"""What is done at a till: open it, put money in and out, count it blind, close it; and which till is this PC's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from orderdesk.domain.lifecycles import TILL
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Amount, parse_amount, shown
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
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.text_input import ParsedInput, TextInput
from orderdesk.ui.words import day_within

CONTEXT = "reports"


class TillActions:
    """Builds the commands of the tills and runs them over `page`; `changed()` follows each.

    Where the shop has several tills each form asks at which, beginning with this PC's own.
    """

    def __init__(self, bench: Bench, page: QWidget, currency: str, changed: Callable[[], object]) -> None:
        self.bench, self.page, self.currency, self._changed = bench, page, currency, changed

    def commands(self) -> list[Command]:
        """Open, money in, money out, drop, the drawer alone, count with close, another till, and this PC's own."""

        def make(name: str, run: Callable[[], object], keys: str, icon: str, *events: str) -> Command:
            title, why = TILL.title(events[-1]), partial(self.why_not, *events)
            return Command(name, title, run, why, keys, icon, CONTEXT, "Till")

        def more(name: str, title: str, run: Callable[[], object], icon: str) -> Command:
            return Command(name, title, run, None, "", icon, CONTEXT, "Till")

        return [
            make("till.open", self.open, "Ctrl+Shift+T", "banknote", "open"),
            make("till.close", self.close, "Ctrl+Shift+Z", "landmark", "count", "close"),
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

    def why_not(self, *events: str) -> str | None:
        """Why none of `events` may happen at any till now; None when one may. A shop without any gets its first."""
        known = [moves_of(each.till, each) for each in open_tills(self.bench.desk)]
        if self._closed_tills() or not known:
            known.append(moves_of("The till", None))
        said = [move.refusal for moves in known for move in moves if move.event in events]
        return None if None in said else said[0]

    def _choice(self, names: Sequence[str], fields: dict[str, FormField]) -> Callable[[], str]:
        """Ask at which of several tills, before the other `fields`; returns what tells the one chosen."""
        own = self.bench.desk.till
        current = own if own in names else next(iter(names), "")
        if len(names) < 2 and len(till_names(self.bench.desk)) < 2:
            return lambda: current
        chosen = Choice([(name, name) for name in names], current=current)
        rest = dict(fields)
        fields.clear()
        fields["till"] = FormField("Till", chosen)
        fields.update(rest)
        return lambda: str(chosen.value())

    def _keep_own(self, name: str) -> None:
        """Remember on this PC which till it works at."""
        bench = self.bench
        bench.desk.till = name
        bench.settings = replace(bench.settings, till=name)
        save(bench.settings)

    def choose_own(self) -> None:
        """Ask at which till this PC works where none is named; it is remembered here alone."""
        names = till_names(self.bench.desk)
        own = Choice([("", "Whichever is open"), *((name, name) for name in names)], current=self.bench.desk.till)

        def send() -> None:
            self._keep_own(own.value())
            self.bench.messages.done(
                f"This PC works at {own.value()}" if own.value() else "This PC has no till of its own"
            )
            self._changed()

        fields = {"till": FormField("Till", own, hint="Cash that is taken at this PC goes there")}
        FormDialog(self.page, "This PC's till", fields, verb="Keep", send=send, width=360).open()

    def add(self) -> None:
        """Ask for the name of another till."""
        name = TextInput(longest=40)

        def send() -> None:
            add_till(self.bench.desk, name.text())
            self.bench.messages.done(f"{name.text().strip()} is set up")
            self._changed()

        fields = {"till": FormField("Name", name, required=True, hint="Such as Till 2, or Market stall")}
        FormDialog(self.page, "Add a till", fields, verb="Add till", send=send, width=360).open()

    # What is done there

    def _amount(self) -> ParsedInput:
        currency = self.currency
        return ParsedInput(lambda text: parse_amount(text, currency), lambda value: shown(value, currency))

    def open(self) -> None:
        """Begin a session; an empty float is what was left at the last close. The till is this PC's from then on."""
        amount = self._amount()
        hint = "What lies in the drawer now; empty: what was left at the close"
        fields = {"float": FormField(f"Float, {self.currency}", amount, hint=hint)}
        till = self._choice(self._closed_tills(), fields)

        def send() -> None:
            session = open_till(self.bench.desk, till(), amount.value())
            self._keep_own(session.till)
            self.bench.messages.done(f"{session.till} is open with {shown(session.float_amount, self.currency)}")
            self._changed()

        self._ask("Open the till", fields, "Open till", send, amount)

    def _move(self, what: str, run: Callable[..., None]) -> None:
        amount, reason = self._amount(), TextInput()
        fields = {
            "amount": FormField(f"Amount, {self.currency}", amount, required=True),
            "reason": FormField("Reason", reason, required=True),
        }
        till = self._choice(self._going_on(), fields)

        def send() -> None:
            run(self.bench.desk, amount.value(), reason.text().strip(), till=till())
            self.bench.messages.done(f"{what}: {shown(amount.value(), self.currency)}")
            self._changed()

        self._ask(what, fields, what, send, amount)

    def open_drawer(self) -> None:
        """Open the drawer without a sale, as to give change; who did it and why is on the Z."""
        reason = TextInput()
        fields = {"reason": FormField("Reason", reason, required=True)}
        till = self._choice(self._going_on(), fields)

        def send() -> None:
            no_sale(self.bench.desk, reason.text().strip(), till=till())
            self.bench.messages.done("The drawer is open; it is on the Z as no sale")
            self._changed()

        self._ask("Open the drawer", fields, "Open drawer", send, reason)

    def _ask(self, title: str, fields: dict[str, FormField], verb: str, send: Callable[[], None], at: QWidget) -> None:
        FormDialog(self.page, title, fields, verb=verb, send=send).open()
        at.setFocus()

    def close(self, till_name: str = "") -> None:
        """Count blind by denomination, then close; the difference is told when it is kept."""
        count = CountGrid(self.currency)
        left, reason = self._amount(), TextInput()
        fields = {
            "left": FormField("Stays in the till", left, hint="Empty: the same float as before"),
            "reason": FormField("Reason for a difference", reason),
        }
        till = self._choice([till_name] if till_name else self._going_on(), fields)

        def send() -> None:
            pieces = count.pieces()
            if not pieces:
                raise Refused("Count the drawer first: enter how many of each note and coin there are.")
            self._count_and_close(till(), pieces, left.value(), reason.text().strip())

        FormDialog(
            self.page,
            self._close_title(till()),
            fields,
            verb="Close till",
            send=send,
            extra=[count],
            intro="Count without looking at the figures. A difference is kept for ever; a large one needs its reason.",
            width=480,
        ).open()
        count.fields[0].setFocus()

    def _close_title(self, name: str) -> str:
        """A till of an earlier day is closed for that day, and its form says so."""
        desk = self.bench.desk
        days = [desk.day_of(each.opened_at) for each in open_tills(desk) if each.till == name]
        late = f" of {day_within(days[0], desk.today)}" if days and days[0] < desk.today else ""
        return f"Count and close the till{late}"

    def _count_and_close(self, till: str, pieces: dict[str, int], left: Amount | None, reason: str) -> None:
        desk = self.bench.desk
        count_till(desk, pieces, till=till)
        report = close_till(desk, till=till, left=left, reason=reason)
        off = report.cash.difference if report.cash else 0
        words = f"{'over' if off > 0 else 'short'} {shown(abs(off), self.currency)}" if off else "no difference"
        self.bench.messages.done(f"Z {report.z_number} closed, {words}")
        self._changed()
        self.bench.paper.emit("day-report", f"Z-{report.z_number} {report.till}")
