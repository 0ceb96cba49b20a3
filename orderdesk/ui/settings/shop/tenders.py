"""Tenders: the ways in which money comes, the owner's own among them, and the account of each."""

from __future__ import annotations

from dataclasses import replace

from orderdesk.domain.money.accounts import KINDS as ACCOUNT_WORDS
from orderdesk.domain.money.accounts import OWN
from orderdesk.domain.money.tenders import ACCOUNTS, ADDABLE, KINDS, Tender
from orderdesk.services.money.tenders import add_tender, change_tender, tenders_of
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.section import ListSection
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form, ask_request
from orderdesk.ui.widgets.lists.table import Table
from orderdesk.ui.widgets.lists.table_model import Column

WORDS = "Once money came by a tender it keeps its kind and its account; one that is no longer taken is retired."
_KIND = Field("kind", "Kind", kinds.choice([(each, KINDS[each]) for each in ADDABLE]))
_ACCOUNT = Field(
    "account",
    "Account",
    kinds.choice([(each, "One of its own" if each == OWN else ACCOUNT_WORDS[each]) for each in ACCOUNTS]),
)
_YES_NO = kinds.choice([(True, "Yes"), (False, "No")])
_FLAGS = (
    Field("drawer", "The drawer opens for it", _YES_NO),
    Field("may_exceed", "May bring more than is due", _YES_NO),
)
_REFERENCE = Field("asks_reference", "Taken only with a reference", _YES_NO)


class TendersSection(ListSection[Tender]):
    """The tenders in a list; Enter changes the one chosen."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, "Tenders", WORDS)
        columns: list[Column[Tender]] = [
            Column("Tender", lambda each: each.name, 0, strong=True, tone=_tone),
            Column("Kind", lambda each: KINDS[each.kind], 220, tone=_tone),
            Column("Account", account_words, 220, tone=_tone),
            Column("In use", lambda each: "In use" if each.active else "Retired", 90, tone=_tone),
        ]
        table = Table(columns, lambda each: each.code, "Tenders")
        self.add = Button("Add tender", self.ask_new, role="primary", icon="plus")
        self.change = Button("Change", self.ask, icon="pencil")
        self.switch = Button("Retire", self._switch)
        table.opened.connect(lambda _tender: self.ask())
        table.current_changed.connect(self._chosen)
        self.put(table, self.add, self.change, self.switch, height=36 * 9)

    def read(self) -> None:
        """Show the tenders as they are now."""
        self.show_rows(tuple(tenders_of(self.bench.desk)))
        self._chosen(self.list.current_row())

    def _chosen(self, chosen: Tender | None) -> None:
        self.change.setEnabled(chosen is not None)
        self.switch.setEnabled(chosen is not None)
        self.switch.set_text("Retire" if chosen is None or chosen.active else "Take into use")

    def _switch(self) -> None:
        chosen: Tender = self.list.current_row()
        desk, after = self.bench.desk, replace(chosen, active=not chosen.active)
        self.bench.attempt(
            lambda: change_tender(desk, after),
            f"{chosen.name} is {'in use again' if after.active else 'retired'}",
            undo=lambda: change_tender(desk, chosen),
        )

    def ask_new(self) -> None:
        """Ask for a tender of the owner's."""
        name = Field("name", "Name", hint="As it stands on receipts, such as Gift voucher", required=True)

        def send(typed: Entered) -> None:
            self._done(add_tender(self.bench.desk, **typed))

        ask_form(self, "Add a tender", [name, _KIND, _ACCOUNT], send, verb="Add tender", width=480)

    def ask(self) -> None:
        """Ask for what is to change of the tender chosen."""
        chosen: Tender | None = self.list.current_row()
        if chosen is None:
            return
        own = () if chosen.fixed else (_KIND, _ACCOUNT, *_FLAGS)
        spec = [Field("name", "Name", required=True), *own, _REFERENCE]

        def send(tender: Tender) -> None:
            self._done(change_tender(self.bench.desk, tender))

        ask_request(self, f"Tender {chosen.name}", spec, chosen, send, verb="Save", width=480, columns=1)

    def _done(self, tender: Tender) -> None:
        self.read()
        self.list.select_key(tender.code)
        self.bench.messages.done(f"{tender.name} saved")


def account_words(tender: Tender) -> str:
    """The account that a tender moves, in words."""
    return f"Its own: {tender.name}" if tender.account == OWN else ACCOUNT_WORDS[tender.account].format("the till")


def _tone(each: Tender) -> str:
    return "text" if each.active else "text3"
