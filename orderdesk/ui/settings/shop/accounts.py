"""Accounts: what the shop's accountant calls them."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent

from orderdesk.domain.money.accounts import Named
from orderdesk.services.reports.books import chart_of_accounts, name_account
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.section import ListSection
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form
from orderdesk.ui.widgets.lists.table import Table
from orderdesk.ui.widgets.lists.table_model import Column

WORDS = (
    "Every invoice, credit note, payment and till posts to these. Give each the code and name that your accountant "
    "uses; accounts with one code are one account there."
)


class AccountsSection(ListSection[Named]):
    """The chart in a list; Enter names the account chosen."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, "Accounts", WORDS)
        columns: list[Column[Named]] = [
            Column("Code", lambda each: each.code, 120, strong=True),
            Column("Account", lambda each: each.name, 0),
            Column("Usually called", lambda each: each.usual_name if each.own_name else "", 260, tone="text2"),
        ]
        table = Table(columns, lambda each: each.account, "Accounts")
        self.change = Button("Set code and name", self.ask, role="primary", icon="pencil")
        table.opened.connect(lambda _account: self.ask())
        self.put(table, self.change, height=36 * 12)

    def read(self) -> None:
        """Show the accounts as they are called now."""
        self.show_rows(chart_of_accounts(self.bench.desk))

    def showEvent(self, event: QShowEvent) -> None:
        # A till or a tax rate may have come since.
        super().showEvent(event)
        self.read()

    def ask(self) -> None:
        """Ask for the code and the name of the account chosen."""
        chosen: Named | None = self.list.current_row()
        if chosen is None:
            return
        spec = (
            Field("code", "Code", hint="As in your accountant's books, such as 8400; may be empty"),
            Field("name", "Name", hint=f"Empty is {chosen.usual_name}"),
        )

        def send(typed: Entered) -> None:
            name_account(self.bench.desk, chosen.account, **typed)
            self.read()
            self.list.select_key(chosen.account)
            self.bench.messages.done(f"{chosen.usual_name} saved")

        title = f"Account {chosen.usual_name}"
        ask_form(self, title, spec, send, verb="Save", values=chosen, width=480, begin="code")
