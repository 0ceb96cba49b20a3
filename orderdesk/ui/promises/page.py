"""The promises at risk: who was told which day, what is expected now and why, and the message that tells them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtGui import QShowEvent

from orderdesk.domain.promises.told import day_words
from orderdesk.domain.values.quantity import shown_quantity
from orderdesk.domain.values.texts import count_word
from orderdesk.services.promises.promising import Risk, at_risk, draft_delay
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.commands import Command
from orderdesk.ui.widgets.button import ActionButton
from orderdesk.ui.widgets.forms.dialog import ask
from orderdesk.ui.widgets.lists.detail_panel import DetailPanel, Section, SumRow
from orderdesk.ui.widgets.lists.list_detail import ListDetailPage
from orderdesk.ui.widgets.lists.table import Table
from orderdesk.ui.widgets.lists.table_model import RIGHT, Column
from orderdesk.ui.widgets.pill import Pill
from orderdesk.ui.words import day_word

CONTEXT = "promises"
NO_DAY = Pill("No day known", "danger", "triangle")


def risk_columns(today: date) -> tuple[Column[Risk], ...]:
    """Order, customer, item, how much, the day told, and the day expected now."""
    return (
        Column("Order", lambda row: row.line.order, 96, tone="accent_text", strong=True),
        Column("Customer", lambda row: row.line.customer, 0),
        Column("Item", lambda row: row.line.sku, 120, second=lambda row: row.line.label, wide=1),
        Column("Waits for", lambda row: shown_quantity(row.line.quantity), 88, align=RIGHT),
        Column("Told", lambda row: day_word(row.line.told, today) if row.line.told else "—", 104),
        Column("Now", lambda row: pill_of(row, today).word, 148, pill=lambda row: pill_of(row, today)),
    )


def pill_of(row: Risk, today: date) -> Pill:
    """The day expected now, in the colour of how bad that is."""
    return Pill(day_word(row.day, today), "warning", "half") if row.day else NO_DAY


class PromisesPage(ListDetailPage):
    """Reached by command; what supply moved is told to nobody until somebody here says so."""

    context = CONTEXT

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.shown: Risk | None = None
        super().__init__(
            "Promises at risk",
            Table(risk_columns(bench.desk.today), lambda row: row.line.line_id, "Promises at risk"),
            detail=DetailPanel("Promise"),
        )
        bench.commands.add(self._commands(), self)
        action = bench.commands.action
        self.head.add(ActionButton(action("promises.back"), text="Orders"))
        assert self.detail is not None
        self.detail.set_buttons(
            ActionButton(action("promises.message"), role="primary", text="Draft message"),
            ActionButton(action("promises.order"), text="Order"),
        )
        self.table.current_changed.connect(self._show)
        self.table.opened.connect(lambda row: bench.go.emit("orders", row.line.order_id))
        bench.changed.connect(self._heard)
        self.read()

    def _commands(self) -> list[Command]:
        def back() -> None:
            self.bench.go.emit("orders", None)

        return [
            Command("promises.back", "Back to the orders", back, None, "Esc", "clipboard-list", CONTEXT, "Promises"),
            self._on_one("promises.message", "Draft the message about the delay", self._message, "Ctrl+Right", "mail"),
            self._on_one("promises.order", "Open the order", self._open_order, "Ctrl+O", "clipboard-list"),
        ]

    def _on_one(self, name: str, title: str, run: Callable[[Risk], object], keys: str, icon: str) -> Command:
        def refusal() -> str | None:
            return None if self.shown else "Choose a promise first."

        def go() -> None:
            assert self.shown is not None
            run(self.shown)

        return Command(name, title, go, refusal, keys, icon, CONTEXT, "Promise")

    def read(self) -> None:
        """Work out anew what is at risk."""
        rows = at_risk(self.bench.desk)
        orders = len({row.line.order_id for row in rows})
        self.set_summary(f"{count_word(len(rows), 'line')} of {count_word(orders, 'order')} later than told")
        self.table.show_rows(rows)
        if rows:
            self.show_list()
        else:
            self.shown = None
            said = "Every line that waits for goods comes by the day its customer was told."
            self.empty.say("check", "No promise is at risk", said, [])
            self.show_empty()
            self.close_detail()
        self.bench.commands.refresh("promises.message", "promises.order")

    def _heard(self, topics: frozenset[str]) -> None:
        if self.isVisible() and (not topics or topics & {"stock", "orders", "items"}):
            self.read()

    def _show(self, row: Risk | None) -> None:
        if row is None:
            return
        assert self.detail is not None
        self.shown, today = row, self.bench.desk.today
        self.detail.show_head(row.line.order, row.line.customer, [pill_of(row, today)])
        sums = [
            SumRow("Waits for", f"{shown_quantity(row.line.quantity)} {row.line.sku}"),
            SumRow("Told", day_words(row.line.told, today) if row.line.told else "no day"),
            SumRow("Expected now", day_words(row.day, today) if row.day else "no day known", strong=True),
        ]
        why = Section("Why").text(row.reason, tone="text2")
        self.detail.show_sections([Section(row.line.label).sums(sums), why])
        self.bench.commands.refresh("promises.message", "promises.order")
        self.open_detail()

    def _open_order(self, row: Risk) -> None:
        self.bench.go.emit("orders", row.line.order_id)

    def _message(self, row: Risk) -> None:
        """Ask once, as the days told change with it."""
        said = f"A message about {row.line.order} is drafted, for you to send (F11)"
        ask(
            self,
            f"Draft a message about {row.line.order}?",
            "It names the new day of each late line of the order, and these become the days the customer was told. "
            "OrderDesk sends nothing: F11 shows the message, to be copied and sent by you.",
            verb="Draft message",
            keep="Not now",
            danger=False,
            confirmed=lambda: self.bench.attempt(lambda: draft_delay(self.bench.desk, row.line.order_id), said),
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.read()
        self.table.setFocus()
        if self.table.current_number() < 0:
            self.table.select_first()
