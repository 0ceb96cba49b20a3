"""The returns tab: the list, the chosen return, and the desk at which goods come back."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMenu

from orderdesk.domain.errors import NotFound, Refused
from orderdesk.persistence.queries.order_view import OrderView
from orderdesk.persistence.queries.returns import ReturnLineRow, ReturnRow
from orderdesk.services.returning import (
    OUTCOMES,
    Inspected,
    decline_return,
    inspect_return,
    open_return,
    receive_return,
    settle_return,
    take_back,
)
from orderdesk.services.views import return_id_of
from orderdesk.ui.bench import Bench
from orderdesk.ui.returns.columns import return_columns
from orderdesk.ui.returns.desk_form import OUTCOME_WORDS, SETTLED_BY, Asked, ask_return
from orderdesk.ui.returns.detail import show_return
from orderdesk.ui.returns.presenter import VIEWS, ReturnsPresenter, ReturnView
from orderdesk.ui.shell.commands import Command
from orderdesk.ui.widgets.button import ActionButton, Button, MenuButton
from orderdesk.ui.widgets.choice import Choice
from orderdesk.ui.widgets.detail_panel import DetailPanel
from orderdesk.ui.widgets.dialog import FormDialog
from orderdesk.ui.widgets.form_field import FormField
from orderdesk.ui.widgets.list_detail import ListDetailPage
from orderdesk.ui.widgets.search_field import SearchField
from orderdesk.ui.widgets.suggestion_list import Suggestion
from orderdesk.ui.widgets.table import Table
from orderdesk.ui.widgets.text_input import TextInput
from orderdesk.ui.widgets.type_ahead import TypeAhead
from orderdesk.ui.widgets.view_tabs import ViewTabs
from orderdesk.ui.words import TENDER_WORDS

CONTEXT = "returns"
NEXT = {
    "authorised": ("Goods are here", "package-check"),
    "in-transit": ("Goods are here", "package-check"),
    "received": ("Inspect", "eye"),
    "inspected": ("Settle", "banknote"),
}


class ReturnsTab(ListDetailPage):
    """The list of returns beside the chosen one."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.presenter = ReturnsPresenter(bench.desk)
        self.shown: ReturnView | None = None
        super().__init__(
            "Returns",
            Table(return_columns(bench.desk.today, bench.zone), lambda row: row.id, "Returns"),
            views=ViewTabs(VIEWS),
            search=SearchField("Search returns, orders, customers, phone numbers"),
            detail=DetailPanel("Return details"),
        )
        bench.commands.add(self._commands(), self)
        self.head.add(ActionButton(bench.commands.action("returns.new"), role="primary"))
        self._next = Button("", lambda: bench.commands.run("returns.next"), role="primary")
        assert self.detail is not None
        self.detail.set_buttons(
            self._next, MenuButton("", icon="ellipsis", fill=self._fill_more, name="More for this return")
        )
        self._connect()
        self.read()

    def _connect(self) -> None:
        assert self.views is not None
        assert self.search is not None
        self.views.picked.connect(self.show_view)
        self.search.searched.connect(self._look_for)
        self.table.current_changed.connect(self._show_row)
        self.table.opened.connect(lambda row: self.open(row.id))
        self.bench.changed.connect(self._heard)

    def _commands(self) -> list[Command]:
        return [
            Command("returns.new", "Start a return", self.start, None, "Ctrl+N", "undo-2", CONTEXT, "Returns"),
            Command(
                "returns.next", "Next step", self._step, self._no_step, "Ctrl+Right", "arrow-right", CONTEXT, "Return"
            ),
            Command(
                "returns.note", "Print credit note", self._print, self._no_note, "Ctrl+P", "printer", CONTEXT, "Return"
            ),
            Command("returns.decline", "Decline return", self._decline, self._no_decline, "", "x", CONTEXT, "Return"),
            Command(
                "returns.order",
                "Open the order",
                self._open_order,
                self._no_return,
                "Ctrl+O",
                "clipboard-list",
                CONTEXT,
                "Return",
            ),
        ]

    # Reading

    def read(self) -> None:
        """Read the list anew; the chosen return stays chosen."""
        assert self.views is not None
        self.views.set_counts(self.presenter.count())
        self.set_summary(self.presenter.summary)
        rows = self.presenter.rows()
        self.table.show_rows(rows, self.presenter.rows)
        if rows:
            self.show_list()
        else:
            heading, sentence = self.presenter.nothing()
            self.empty.say("undo-2", heading, sentence, [("Start a return", self.start)])
            self.show_empty()
        self._refresh()

    def _refresh(self) -> None:
        self.bench.commands.refresh(*(command.id for command in self.bench.commands.of(CONTEXT)))

    def show_view(self, view: str) -> None:
        """Choose a view by its id."""
        assert self.views is not None
        self.views.choose(view)
        self.presenter.view = view
        self.read()

    def _look_for(self, typed: str) -> None:
        self.presenter.typed = typed
        self.read()

    def _heard(self, topics: frozenset[str]) -> None:
        if not topics or topics & {"returns", "orders"}:
            self.read()
            if self.shown is not None:
                self.open(self.shown.row.id)

    def open(self, return_id: int) -> None:
        """Show a return in the detail."""
        assert self.detail is not None
        self.shown = self.presenter.open(return_id)
        if self.shown is None:
            self.close_detail()
            return
        show_return(self.detail, self.shown, self.bench.desk.today)
        step = NEXT.get(self.shown.row.state)
        self._next.setVisible(step is not None)
        if step is not None:
            self._next.set_text(step[0])
            self._next.set_icon(step[1])
        self._refresh()
        self.open_detail()

    def _show_row(self, row: ReturnRow | None) -> None:
        if row is not None:
            self.open(row.id)

    def close_detail(self) -> None:
        """Show the list alone."""
        self.shown = None
        super().close_detail()

    # Starting a return

    def visit(self, what: object) -> None:
        """A return's key or number opens it; an order's number starts a return on it."""
        text = str(what)
        if isinstance(what, int):
            self.open(what)
        elif text.startswith("RMA-"):
            self.open(return_id_of(self.bench.desk, text))
        else:
            self.start_on(text)

    def scanned(self, code: str) -> None:
        """A scanned return opens, a scanned order or receipt starts a return."""
        try:
            self.visit(code)
        except NotFound:
            self._offer_orders(code)

    def start(self) -> None:
        """Ask for the order by number, name or phone, then for what comes back of it."""
        self._offer_orders("")

    def _offer_orders(self, typed: str) -> None:
        field = TextInput("Order number, customer, phone, or scan a paper", icon="search", name="Order")
        form = FormField("Order", field, required=True)
        chosen: list[int] = []

        def lookup(text: str) -> list[Suggestion]:
            return [
                Suggestion(key, number, second=customer, icon="clipboard-list", data=key)
                for key, number, customer in self.presenter.orders(text)
            ]

        def take(offer: Suggestion) -> None:
            chosen[:] = [offer.data]
            field.setText(offer.title)
            dialog.submit()

        def send() -> None:
            order = self.presenter.order(chosen[0] if chosen else field.text().strip())
            self._ask(order)

        dialog = FormDialog(
            self, "Start a return", {"order": form}, verb="Choose lines", send=send, intro="Whose goods come back?"
        )
        TypeAhead(field, lookup, take, name="Orders")
        field.setText(typed)
        dialog.open()

    def start_on(self, what: int | str) -> None:
        """Ask what comes back of this order."""
        self.bench.attempt(lambda: self._ask(self.presenter.order(what)))

    def _ask(self, order: OrderView) -> None:
        lines = self.presenter.returnable(order)
        if not lines:
            raise Refused(f"Nothing of {order.order.number} has shipped that could still come back.", field="order")
        ask_return(
            self,
            order,
            lines,
            lambda quantities: self.presenter.worth(order, quantities),
            lambda asked: self._take(order, asked),
        )

    def _take(self, order: OrderView, asked: Asked) -> None:
        number = order.order.number
        if not asked.is_here:
            made = open_return(self.bench.desk, order.order.id, asked.parts)
            self.bench.messages.done(f"Return {made} allowed on {number}")
            return
        take_back(self.bench.desk, order.order.id, asked.parts, asked.outcomes, asked.tender, fee=asked.fee)
        self.bench.messages.done(f"Goods of {number} taken back")
        note = [paper for paper in self.presenter.order(order.order.id).papers if paper.kind == "credit-note"][-1]
        self.bench.paper.emit("credit-note", note.number)

    # Steps of a return that waits

    def _chosen(self) -> ReturnView:
        assert self.shown is not None
        return self.shown

    def _no_return(self) -> str | None:
        return None if self.shown else "Choose a return first."

    def _no_step(self) -> str | None:
        if self.shown is None:
            return "Choose a return first."
        return None if self.shown.row.state in NEXT else f"Nothing is left to do for {self.shown.row.number}."

    def _step(self) -> None:
        view = self._chosen()
        if view.row.state == "received":
            self._inspect(view)
        elif view.row.state == "inspected":
            self._settle(view)
        else:
            self.bench.attempt(lambda: receive_return(self.bench.desk, view.row.id), f"{view.row.number} received")

    def _inspect(self, view: ReturnView) -> None:
        fields: dict[str, FormField] = {}
        choices: dict[int, tuple[Choice, TextInput]] = {}
        received: list[ReturnLineRow] = [line for line in view.lines if line.received]
        for line in received:
            outcome = Choice([(each, OUTCOME_WORDS[each]) for each in OUTCOMES])
            condition = TextInput()
            choices[line.id] = (outcome, condition)
            fields[f"outcome-{line.id}"] = FormField(f"{line.name}: what becomes of it", outcome)
            fields[f"condition-{line.id}"] = FormField(f"{line.name}: condition", condition)

        def send() -> None:
            inspected = [
                Inspected(key, outcome.value(), condition.text().strip())
                for key, (outcome, condition) in choices.items()
            ]
            inspect_return(self.bench.desk, view.row.id, inspected)
            self.bench.messages.done(f"{view.row.number} inspected")

        FormDialog(self, f"Inspect {view.row.number}", fields, verb="Inspected", send=send).open()

    def _settle(self, view: ReturnView) -> None:
        tender = Choice([(each, TENDER_WORDS[each]) for each in SETTLED_BY])

        def send() -> None:
            settle_return(self.bench.desk, view.row.id, tender.value())
            self.bench.messages.done(f"{view.row.number} settled")

        FormDialog(
            self,
            f"Settle {view.row.number}",
            {"tender": FormField("Settle by", tender)},
            verb="Settle",
            send=send,
            intro="A credit note is issued at the price paid, and the money goes back by this tender.",
        ).open()

    def _no_decline(self) -> str | None:
        if self.shown is None:
            return "Choose a return first."
        waits = self.shown.row.state in ("requested", "authorised")
        return None if waits else f"{self.shown.row.number} is {self.shown.row.state}; it can not be declined."

    def _decline(self) -> None:
        view = self._chosen()
        reason = FormField("Reason", TextInput(), required=True)

        def send() -> None:
            decline_return(self.bench.desk, view.row.id, reason.text)
            self.bench.messages.done(f"{view.row.number} declined")

        FormDialog(self, f"Decline {view.row.number}", {"reason": reason}, verb="Decline", send=send).open()

    def _note(self) -> str:
        """The credit note of the return shown, the newest if it took several."""
        if self.shown is None:
            return ""
        papers = reversed(self.shown.order.papers)
        return next((paper.number for paper in papers if paper.return_id == self.shown.row.id), "")

    def _no_note(self) -> str | None:
        if self.shown is None:
            return "Choose a return first."
        return None if self._note() else f"{self.shown.row.number} has no credit note yet; settle it first."

    def _print(self) -> None:
        self.bench.paper.emit("credit-note", self._note())

    def _open_order(self) -> None:
        self.bench.go.emit("orders", self._chosen().row.order_id)

    def _fill_more(self, menu: QMenu) -> None:
        self.bench.commands.fill(menu, ("returns.note", "returns.order", "", "returns.decline"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.table.setFocus()
        if self.table.current_number() < 0:
            self.table.select_first()
