"""What is done at the returns desk: goods asked for and taken back, and the steps of a return that waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderdesk.domain.lifecycles.words import said_of
from orderdesk.domain.money.refunding import given_back
from orderdesk.domain.values.errors import Refused
from orderdesk.persistence.orders.view import OrderView
from orderdesk.persistence.returns.lists import ReturnLineRow
from orderdesk.services.orders.views import view_shop
from orderdesk.services.returns.returning import (
    OUTCOMES,
    Inspected,
    decline_return,
    inspect_return,
    open_return,
    receive_return,
    settle_return,
    take_back,
)
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.commands import Command
from orderdesk.ui.returns.desk_form import OUTCOME_WORDS, SETTLED_BY, Asked, ask_return
from orderdesk.ui.returns.presenter import ReturnView
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.suggestion_list import Suggestion
from orderdesk.ui.widgets.forms.text_input import SENDS, TextInput
from orderdesk.ui.widgets.forms.type_ahead import TypeAhead
from orderdesk.ui.words import TENDER_WORDS

if TYPE_CHECKING:
    from orderdesk.ui.returns.tab import ReturnsTab

CONTEXT = "returns"
NEXT = {
    "authorised": ("Goods are here", "package-check"),
    "in-transit": ("Goods are here", "package-check"),
    "expired": ("Goods are here", "package-check"),
    "received": ("Inspect", "eye"),
    "inspected": ("Settle", "banknote"),
}


class ReturnsActions:
    """Builds the commands of the returns tab and runs them on the return it shows."""

    def __init__(self, bench: Bench, tab: ReturnsTab) -> None:
        self.bench, self.tab = bench, tab

    def commands(self) -> list[Command]:
        """The commands of this tab."""
        return [
            Command("returns.new", "Start a return", self.tab.start, None, "Ctrl+N", "undo-2", CONTEXT, "Returns"),
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

    def offer_orders(self, typed: str) -> None:
        """Ask for the order by number, name or phone, then for what comes back of it."""
        field = TextInput("Order number, customer, phone, or scan a paper", icon="search", name="Order", scans=SENDS)
        form = FormField("Order", field, required=True)
        chosen: list[int] = []

        def lookup(text: str) -> list[Suggestion]:
            return [
                Suggestion(key, number, second=customer, icon="clipboard-list", data=key)
                for key, number, customer in self.tab.presenter.orders(text)
            ]

        def take(offer: Suggestion) -> None:
            chosen[:] = [offer.data]
            field.setText(offer.title)
            dialog.submit()

        def send() -> None:
            order = self.tab.presenter.order(chosen[0] if chosen else field.text().strip())
            self.ask(order)

        dialog = FormDialog(
            self.tab, "Start a return", {"order": form}, verb="Choose lines", send=send, intro="Whose goods come back?"
        )
        TypeAhead(field, lookup, take, name="Orders")
        field.setText(typed)
        dialog.open()

    def ask(self, order: OrderView) -> None:
        """Ask what comes back of this order; raises Refused when nothing can."""
        lines = self.tab.presenter.returnable(order)
        if not lines:
            raise Refused(f"Nothing of {order.order.number} has shipped that could still come back.", field="order")
        ask_return(
            self.tab,
            order,
            lines,
            lambda quantities: self.tab.presenter.worth(order, quantities),
            lambda asked: self._take(order, asked),
        )

    def _take(self, order: OrderView, asked: Asked) -> None:
        number = order.order.number
        if not asked.is_here:
            made = open_return(self.bench.desk, order.order.id, asked.parts, late=asked.late)
            self.bench.messages.done(f"Return {made} allowed on {number}")
            return
        settled = take_back(
            self.bench.desk,
            order.order.id,
            asked.parts,
            asked.outcomes,
            asked.tender,
            fee=asked.fee,
            late=asked.late,
        )
        self.bench.messages.done(f"Goods of {number} taken back")
        papers = self.tab.presenter.order(order.order.id).papers
        for note in [paper.number for paper in papers if paper.id in settled.credit_notes][-1:]:
            self.bench.paper.emit("credit-note", note)

    def _chosen(self) -> ReturnView:
        assert self.tab.shown is not None
        return self.tab.shown

    def _no_return(self) -> str | None:
        return None if self.tab.shown else "Choose a return first."

    def _no_step(self) -> str | None:
        if self.tab.shown is None:
            return "Choose a return first."
        return None if self.tab.shown.row.state in NEXT else f"Nothing is left to do for {self.tab.shown.row.number}."

    def _step(self) -> None:
        view = self._chosen()
        if view.row.state == "received":
            self._inspect(view)
        elif view.row.state == "inspected":
            self._settle(view)
        elif view.row.state == "expired" or (view.row.expires and view.row.expires < self.bench.desk.today):
            self._receive_late(view)
        else:
            self.bench.attempt(lambda: receive_return(self.bench.desk, view.row.id), f"{view.row.number} received")

    def _receive_late(self, view: ReturnView) -> None:
        """Ask why goods are taken after the last day of their return."""
        why = FormField("Why it is taken late", TextInput(), required=True, hint="It is kept in the history")

        def send() -> None:
            receive_return(self.bench.desk, view.row.id, late=why.text)
            self.bench.messages.done(f"{view.row.number} received")

        FormDialog(self.tab, f"{view.row.number} has expired", {"late": why}, verb="Take it in", send=send).open()

    def _inspect(self, view: ReturnView) -> None:
        fields: dict[str, FormField] = {}
        choices: dict[int, tuple[Choice, TextInput]] = {}
        received: list[ReturnLineRow] = [line for line in view.lines if line.received]
        for line in received:
            outcome = Choice([(each, OUTCOME_WORDS[each]) for each in OUTCOMES])
            condition = TextInput()
            choices[line.id] = (outcome, condition)
            fields[f"outcome-{line.id}"] = FormField(f"{line.name}: outcome", outcome)
            fields[f"condition-{line.id}"] = FormField(f"{line.name}: condition", condition)

        def send() -> None:
            inspected = [
                Inspected(key, outcome.value(), condition.text().strip())
                for key, (outcome, condition) in choices.items()
            ]
            inspect_return(self.bench.desk, view.row.id, inspected)
            self.bench.messages.done(f"{view.row.number} inspected")

        FormDialog(self.tab, f"Inspect {view.row.number}", fields, verb="Inspected", send=send).open()

    def _settle(self, view: ReturnView) -> None:
        tender = Choice([(each, TENDER_WORDS[each]) for each in SETTLED_BY])

        def send() -> None:
            settled = settle_return(self.bench.desk, view.row.id, tender.value())
            currency = view_shop(self.bench.desk).currency
            back = f"; {given_back(settled.refunded, settled.handed, currency)}" if settled.refunded else ""
            self.bench.messages.done(f"{view.row.number} settled{back}")

        FormDialog(
            self.tab,
            f"Settle {view.row.number}",
            {"tender": FormField("Settle by", tender)},
            verb="Settle",
            send=send,
            intro="A credit note is issued at the price paid, and the money goes back by this tender.",
        ).open()

    def _no_decline(self) -> str | None:
        if self.tab.shown is None:
            return "Choose a return first."
        waits = self.tab.shown.row.state in ("requested", "authorised")
        return (
            None
            if waits
            else f"{self.tab.shown.row.number} is {said_of(self.tab.shown.row.state)}; it cannot be declined."
        )

    def _decline(self) -> None:
        view = self._chosen()
        reason = FormField("Reason", TextInput(), required=True)

        def send() -> None:
            decline_return(self.bench.desk, view.row.id, reason.text)
            self.bench.messages.done(f"{view.row.number} declined")

        FormDialog(self.tab, f"Decline {view.row.number}", {"reason": reason}, verb="Decline", send=send).open()

    def _note(self) -> str:
        """The credit note of the return shown, the newest if it took several."""
        if self.tab.shown is None:
            return ""
        papers = reversed(self.tab.shown.order.papers)
        return next((paper.number for paper in papers if paper.return_id == self.tab.shown.row.id), "")

    def _no_note(self) -> str | None:
        if self.tab.shown is None:
            return "Choose a return first."
        return None if self._note() else f"{self.tab.shown.row.number} has no credit note yet; settle it first."

    def _print(self) -> None:
        self.bench.paper.emit("credit-note", self._note())

    def _open_order(self) -> None:
        self.bench.go.emit("orders", self._chosen().row.order_id)
