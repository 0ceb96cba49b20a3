"""What is done at the returns desk: goods asked for and taken back, and the steps of a return that waits."""

from __future__ import annotations

from orderdesk.domain.lifecycles import ORDER, RETURN, Facts, Move, nothing_left
from orderdesk.domain.money.refunding import given_back
from orderdesk.domain.returns.moves import next_event
from orderdesk.domain.values.quantity import ONE, shown_quantity
from orderdesk.persistence.orders.view import OrderView
from orderdesk.persistence.returns.lists import ReturnLineRow, ReturnRow
from orderdesk.services.money.tenders import tenders_of
from orderdesk.services.orders.views import order_id_of, view_order, view_shop
from orderdesk.services.returns.moves import credit_note_of, moves_of
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
from orderdesk.services.returns.views import ReturnView, returnable, worth_of
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.commands import Command
from orderdesk.ui.bench.list_tab import ListTab
from orderdesk.ui.bench.moves import Moves
from orderdesk.ui.returns.desk_form import OUTCOME_WORDS, Asked, ask_return, usual_way, ways_to_settle
from orderdesk.ui.returns.presenter import orders_meant
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.kinds import Kind
from orderdesk.ui.widgets.forms.suggestion_list import Suggestion
from orderdesk.ui.widgets.forms.text_input import SENDS, TextInput
from orderdesk.ui.widgets.forms.type_ahead import TypeAhead
from orderdesk.ui.words import OTHERWISE

CONTEXT = "returns"
ICONS = {"receive": "package-check", "receive-late": "package-check", "inspect": "eye", "settle": "banknote"}
"""The icon of each thing that takes a return on."""


class ReturnsActions:
    """Builds the commands of the returns tab and runs them on the return it shows."""

    def __init__(self, bench: Bench, tab: ListTab[ReturnRow, ReturnView]) -> None:
        self.bench, self.tab = bench, tab

    def commands(self) -> list[Command]:
        """The commands of this tab."""
        make = Moves[ReturnView](RETURN, lambda: self.tab.shown, self._moves_of, CONTEXT, "return").command
        return [
            Command("returns.new", "Start a return", self.start, None, "Ctrl+N", "undo-2", CONTEXT, "Returns"),
            make(
                "returns.next",
                self._step,
                title="Next step",
                keys="Ctrl+Right",
                icon="arrow-right",
                why=lambda view: None if self.next_of(view) else nothing_left(view.row.number),
            ),
            make("returns.note", self._print, "print-credit-note", keys="Ctrl+P", icon="printer"),
            make("returns.decline", self._decline, "decline", icon="x"),
            make("returns.order", self._open_order, title="Open the order", keys="Ctrl+O", icon="clipboard-list"),
        ]

    def _moves_of(self, view: ReturnView) -> tuple[Move, ...]:
        return moves_of(view.row, view.order.papers, self.bench.desk.today)

    def next_of(self, view: ReturnView) -> str:
        """What takes the return on, "" at its end."""
        return next_event(view.row, self.bench.desk.today)

    def start(self) -> None:
        """Ask for the order by number, name or phone, then for what comes back of it."""
        self.offer_orders("")

    def offer_orders(self, typed: str) -> None:
        """Ask for the order by number, name or phone, then for what comes back of it."""
        field = TextInput("Order number, customer, phone, or scan a paper", icon="search", name="Order", scans=SENDS)
        form = FormField("Order", field, required=True)
        chosen: list[int] = []

        def lookup(text: str) -> list[Suggestion]:
            return [
                Suggestion(key, number, second=customer, icon="clipboard-list", data=key)
                for key, number, customer in orders_meant(self.bench.desk, text)
            ]

        def take(offer: Suggestion) -> None:
            chosen[:] = [offer.data]
            field.setText(offer.title)
            dialog.submit()

        def send() -> None:
            self.ask_of(chosen[0] if chosen else field.text().strip())

        dialog = FormDialog(
            self.tab, "Start a return", {"order": form}, verb="Choose lines", send=send, intro="Whose goods come back?"
        )
        TypeAhead(field, lookup, take, name="Orders")
        field.setText(typed)
        dialog.open()

    def ask_of(self, what: int | str) -> None:
        """Ask what comes back of an order, by key or number."""
        desk = self.bench.desk
        self.ask(view_order(desk, what if isinstance(what, int) else order_id_of(desk, what)))

    def ask(self, order: OrderView) -> None:
        """Ask what comes back of this order; raises Refused when nothing can."""
        lines = returnable(self.bench.desk, order)
        if not lines:
            ORDER.check(order.order.state, "return", Facts(order.order.number, returnable=False), field="order")
        ask_return(
            self.tab,
            order,
            lines,
            tenders_of(self.bench.desk),
            lambda quantities: worth_of(self.bench.desk, order, quantities),
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
            otherwise=asked.otherwise,
        )
        self.bench.messages.done(f"Goods of {number} taken back")
        papers = view_order(self.bench.desk, order.order.id).papers
        for note in [paper.number for paper in papers if paper.id in settled.credit_notes][-1:]:
            self.bench.paper.emit("credit-note", note)

    def _step(self, view: ReturnView) -> None:
        steps = {
            "receive": self._receive,
            "receive-late": self._receive_late,
            "inspect": self._inspect,
            "settle": self._settle,
        }
        steps[self.next_of(view)](view)

    def _receive(self, view: ReturnView) -> None:
        self.bench.attempt(lambda: receive_return(self.bench.desk, view.row.id), f"{view.row.number} received")

    def _receive_late(self, view: ReturnView) -> None:
        """Ask why goods are taken after the last day of their return."""

        def send(typed: Entered) -> None:
            receive_return(self.bench.desk, view.row.id, **typed)
            self.bench.messages.done(f"{view.row.number} received")

        spec = [Field("late", "Why it is taken late", hint="It is kept in the history", required=True)]
        ask_form(self.tab, f"{view.row.number} has expired", spec, send, verb="Take it in")

    def _inspect(self, view: ReturnView) -> None:
        outcomes = kinds.choice([(each, OUTCOME_WORDS[each]) for each in OUTCOMES])
        received: list[ReturnLineRow] = [line for line in view.lines if line.received]
        spec = [
            field
            for line in received
            for field in (
                Field(f"outcome-{line.id}", f"{line.name}: outcome", outcomes),
                Field(f"condition-{line.id}", f"{line.name}: condition"),
                *(_parts_of(line, outcomes) if line.received > ONE else ()),
            )
        ]

        def send(typed: Entered) -> None:
            inspected = [part for line in received for part in _became(line.id, typed)]
            inspect_return(self.bench.desk, view.row.id, inspected)
            self.bench.messages.done(f"{view.row.number} inspected")

        ask_form(self.tab, f"Inspect {view.row.number}", spec, send, verb="Inspected")

    def _settle(self, view: ReturnView) -> None:
        ways = ways_to_settle(tenders_of(self.bench.desk))

        def send(typed: Entered) -> None:
            settled = settle_return(self.bench.desk, view.row.id, **typed)
            currency = view_shop(self.bench.desk).currency
            back = f"; {given_back(settled.refunded, settled.handed, currency)}" if settled.refunded else ""
            self.bench.messages.done(f"{view.row.number} settled{back}")

        intro = "A credit note is issued at the price paid, and the money goes back by this tender."
        spec = [Field("tender", "Settle by", kinds.choice(ways)), Field("otherwise", OTHERWISE, kinds.tick())]
        known = {"tender": usual_way(view.order, dict(ways))}
        ask_form(self.tab, f"Settle {view.row.number}", spec, send, verb="Settle", values=known, intro=intro)

    def _decline(self, view: ReturnView) -> None:
        def send(typed: Entered) -> None:
            decline_return(self.bench.desk, view.row.id, typed["reason"])
            self.bench.messages.done(f"{view.row.number} declined")

        spec = [Field("reason", "Reason", required=True)]
        ask_form(self.tab, f"Decline {view.row.number}", spec, send, verb="Decline")

    def _print(self, view: ReturnView) -> None:
        self.bench.paper.emit("credit-note", credit_note_of(view.row, view.order.papers))

    def _open_order(self, view: ReturnView) -> None:
        self.bench.go.emit("orders", view.row.order_id)


def _parts_of(line: ReturnLineRow, outcomes: Kind) -> tuple[Field, Field]:
    """How many of several had this outcome, and what became of the rest."""
    hint = f"Empty is all {shown_quantity(line.received)}"
    return (
        Field(f"count-{line.id}", f"{line.name}: so many of them", kinds.quantity(), hint=hint),
        Field(f"rest-{line.id}", f"{line.name}: and the rest", outcomes),
    )


def _became(key: int, typed: Entered) -> list[Inspected]:
    """What was said of a line: one outcome, or one for so many and another for the rest."""
    count = typed.get(f"count-{key}")
    first = Inspected(key, typed[f"outcome-{key}"], typed[f"condition-{key}"], quantity=count)
    return [first] if count is None else [first, Inspected(key, typed[f"rest-{key}"], typed[f"condition-{key}"])]
