"""What can be done with the chosen order, as commands: its next step, and everything else in its menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from orderdesk.domain.errors import Refused
from orderdesk.domain.lifecycles import Hold
from orderdesk.domain.money import amount_text, parse_amount, shown
from orderdesk.persistence.queries.order_view import OrderView
from orderdesk.services.allocating import allocate_order
from orderdesk.services.cancelling import cancel_order
from orderdesk.services.holding import hold_order, release_order
from orderdesk.services.invoicing import issue_invoice
from orderdesk.services.paying import Tendered, take_payment
from orderdesk.services.picking import confirm_picks, start_picking
from orderdesk.services.placing import confirm_order
from orderdesk.services.shipping import deliver_shipment, ship_shipment
from orderdesk.ui.bench import Bench
from orderdesk.ui.orders.packing import pack_in_one_box
from orderdesk.ui.orders.papers import papers_of
from orderdesk.ui.orders.sending import MORE as SENDING
from orderdesk.ui.orders.sending import sending_commands
from orderdesk.ui.orders.steps import next_step, refusal_of, shipment_in
from orderdesk.ui.shell.commands import Command
from orderdesk.ui.widgets.choice import Choice
from orderdesk.ui.widgets.dialog import FormDialog
from orderdesk.ui.widgets.form_field import FormField
from orderdesk.ui.widgets.text_input import ParsedInput, TextInput
from orderdesk.ui.words import HOLD_WORDS, TENDER_WORDS

if TYPE_CHECKING:
    from orderdesk.ui.orders.tab import OrdersTab

CONTEXT = "orders"
_TAKEN = ("card", "cash", "transfer", "store-credit", "cod")


class OrderActions:
    """Builds the commands of the orders tab and runs them on the order it shows."""

    MORE = (
        "order.next",
        "order.edit",
        "",
        "order.hold",
        "order.release",
        "order.allocate",
        "order.invoice",
        "order.pay",
        "order.return",
        "",
        *SENDING,
        "",
        "order.cancel",
    )

    def __init__(self, bench: Bench, tab: OrdersTab) -> None:
        self.bench, self.tab = bench, tab
        self._steps: dict[str, Callable[[OrderView], object]] = {
            "order.confirm": self._confirm,
            "order.release": self._release,
            "shipment.ship": self._ship,
            "shipment.pack": self._pack,
            "shipment.picked": self._picked,
            "shipment.start": self._start,
            "order.invoice": self._invoice,
            "order.pay": self._pay,
            "order.allocate": self._allocate,
            "shipment.deliver": self._deliver,
        }

    def commands(self) -> list[Command]:
        """The commands of this tab."""
        make = self._command
        return [
            Command("orders.new", "New order", self.tab.new_order, None, "Ctrl+N", "plus", CONTEXT, "Orders"),
            Command(
                "orders.picklists",
                "Print picklist",
                self._start_wave,
                self._no_wave,
                "Ctrl+Shift+L",
                "clipboard-list",
                CONTEXT,
                "Orders",
            ),
            Command(
                "order.next", "Next step", self._next, self._no_next, "Ctrl+Right", "arrow-right", CONTEXT, "Order"
            ),
            Command("order.edit", "Edit draft", self._edit, self._no_edit, "Ctrl+E", "pencil", CONTEXT, "Order"),
            make("order.release", "Release hold", "play", "Shift+F5"),
            make("order.invoice", "Issue invoice", "receipt-text", "Ctrl+I"),
            make("order.pay", "Take payment", "banknote", "F9"),
            make("order.allocate", "Allocate stock", "boxes", "Ctrl+L"),
            Command("order.hold", "Put on hold", self._hold, self._no_hold, "F5", "pause", CONTEXT, "Order"),
            Command("order.return", "Start a return", self._return, self._no_return, "F8", "undo-2", CONTEXT, "Order"),
            Command("order.cancel", "Cancel order", self._cancel, self._no_cancel, "", "x", CONTEXT, "Order"),
            *sending_commands(self.bench, self.tab),
            Command(
                "order.print",
                "Print the next paper",
                self._print,
                self._no_paper,
                "Ctrl+P",
                "printer",
                CONTEXT,
                "Order",
            ),
        ]

    def _command(self, name: str, title: str, icon: str, keys: str) -> Command:
        run = self._steps[name]
        return Command(
            name,
            title,
            lambda: run(self._shown()),
            lambda: refusal_of(name, self.tab.shown),
            keys,
            icon,
            CONTEXT,
            "Order",
        )

    def _shown(self) -> OrderView:
        if self.tab.shown is None:
            raise Refused("Choose an order first.")
        return self.tab.shown

    # The next step

    def _next(self) -> None:
        view = self._shown()
        step = next_step(view)
        if step is not None:
            self._steps[step.id](view)

    def _no_next(self) -> str | None:
        view = self.tab.shown
        if view is None:
            return "Choose an order first."
        return None if next_step(view) else f"Nothing is left to do on {view.order.number}."

    def _edit(self) -> None:
        self.bench.go.emit("new-order", self._shown().order.id)

    def _no_edit(self) -> str | None:
        view = self.tab.shown
        if view is None:
            return "Choose an order first."
        able = view.order.state in ("draft", "quote")
        return None if able else f"{view.order.number} is {view.order.state}; only a draft or quote is edited."

    def _confirm(self, view: OrderView) -> None:
        number = view.order.number
        self.bench.attempt(lambda: confirm_order(self.bench.desk, view.order.id), f"Order {number} confirmed")

    def _release(self, view: OrderView) -> None:
        hold = Hold(view.order.hold)
        self.bench.attempt(
            lambda: release_order(self.bench.desk, view.order.id),
            f"Order {view.order.number} released",
            undo=lambda: hold_order(self.bench.desk, view.order.id, hold, view.order.hold_note),
        )

    def _allocate(self, view: OrderView) -> None:
        self.bench.attempt(
            lambda: allocate_order(self.bench.desk, view.order.id), f"Stock allocated to {view.order.number}"
        )

    def _start(self, view: OrderView) -> None:
        shipment = shipment_in(view, "allocated")
        if shipment is not None:
            self._pick([shipment.id])

    def _pick(self, shipment_ids: list[int]) -> None:
        made: list[str] = []
        if self.bench.attempt(lambda: made.append(start_picking(self.bench.desk, shipment_ids))):
            self.bench.messages.done(f"Picklist {made[0]} made")
            self.bench.paper.emit("picklist", made[0])

    def _start_wave(self) -> None:
        wanted = self.tab.table.marked() or [row.id for row in self.tab.table.rows_model.rows]
        self._pick(self.tab.presenter.to_pick(wanted))

    def _no_wave(self) -> str | None:
        return None if self.tab.presenter.counts.get("to-pick") else "Nothing is allocated and waiting to be picked."

    def _picked(self, view: OrderView) -> None:
        shipment = shipment_in(view, "picking")
        if shipment is not None:
            self.bench.attempt(
                lambda: confirm_picks(self.bench.desk, shipment.picklist), f"Picklist {shipment.picklist} picked"
            )

    def _pack(self, view: OrderView) -> None:
        pack_in_one_box(self.bench, self.tab, view)

    def _ship(self, view: OrderView) -> None:
        shipment = shipment_in(view, "packed")
        if shipment is None:
            return
        tracking = FormField("Tracking number", TextInput(), hint="Scan it from the label; leave empty if none")
        FormDialog(
            self.tab,
            f"Ship {shipment.number}?",
            {"tracking": tracking},
            verb="Ship",
            intro=f"{view.order.number} leaves with {shipment.service_name or 'no service'}; stock falls now.",
            send=lambda: self._shipped(shipment.id, shipment.number, tracking.text),
        ).open()

    def _shipped(self, shipment_id: int, number: str, tracking: str) -> None:
        ship_shipment(self.bench.desk, shipment_id, tracking=tracking)
        self.bench.messages.done(f"Shipment {number} has left")

    def _deliver(self, view: OrderView) -> None:
        shipment = shipment_in(view, "shipped")
        if shipment is not None:
            self.bench.attempt(
                lambda: deliver_shipment(self.bench.desk, shipment.id), f"Shipment {shipment.number} delivered"
            )

    def _invoice(self, view: OrderView) -> None:
        made: list[str] = []
        if self.bench.attempt(lambda: made.append(issue_invoice(self.bench.desk, view.order.id))):
            self.bench.messages.done(f"Invoice {made[0]} issued")
            self.bench.paper.emit("invoice", made[0])

    # Money

    def _pay(self, view: OrderView) -> None:
        currency = view.order.currency
        tender = Choice([(each, TENDER_WORDS[each]) for each in _TAKEN])
        amount = ParsedInput(lambda text: parse_amount(text, currency), lambda value: amount_text(value, currency))
        amount.set_value(view.order.due)
        reference = TextInput()
        fields = {
            "tender": FormField("Tender", tender),
            "amount": FormField("Amount given", amount, required=True),
            "reference": FormField("Reference", reference, hint="Authorisation or bank reference; never a card number"),
        }

        def send() -> None:
            given = Tendered(tender.value(), amount.value(), reference.text().strip())
            paid = take_payment(self.bench.desk, view.order.id, [given])
            change = f", change {shown(paid.change, currency)}" if paid.change else ""
            self.bench.messages.done(f"{shown(paid.kept, currency)} taken on {view.order.number}{change}")

        title = f"Take {shown(view.order.due, currency)} {currency} on {view.order.number}"
        FormDialog(self.tab, title, fields, verb="Take payment", send=send).open()

    # What stops an order

    def _hold(self) -> None:
        view = self._shown()
        reason = Choice([(hold, word.capitalize()) for hold, word in HOLD_WORDS.items()])
        note = TextInput()
        fields = {"hold": FormField("Reason", reason), "note": FormField("Note", note)}

        def send() -> None:
            hold_order(self.bench.desk, view.order.id, Hold(reason.value()), note.text().strip())
            self.bench.messages.done(f"Order {view.order.number} put on hold", lambda: self._release(self._shown()))

        FormDialog(self.tab, f"Put {view.order.number} on hold", fields, verb="Put on hold", send=send).open()

    def _no_hold(self) -> str | None:
        view = self.tab.shown
        if view is None:
            return "Choose an order first."
        if view.order.hold:
            return f"{view.order.number} is on hold already ({view.order.hold})."
        return (
            None if view.order.state not in ("closed", "cancelled") else f"{view.order.number} is {view.order.state}."
        )

    def _cancel(self) -> None:
        view = self._shown()
        reason = TextInput()
        fields = {"reason": FormField("Reason", reason, required=True)}
        FormDialog(
            self.tab,
            f"Cancel order {view.order.number}?",
            fields,
            verb="Cancel order",
            intro="What is reserved for it goes back to stock. A cancelled order can not be opened again.",
            send=lambda: self._cancelled(view, reason.text()),
        ).open()

    def _cancelled(self, view: OrderView, reason: str) -> None:
        cancel_order(self.bench.desk, view.order.id, reason)
        self.bench.messages.done(f"Order {view.order.number} cancelled")

    def _no_cancel(self) -> str | None:
        view = self.tab.shown
        if view is None:
            return "Choose an order first."
        if any(line.shipped for line in view.lines):
            return f"{view.order.number} has goods shipped; open a return instead."
        return (
            None if view.order.state not in ("closed", "cancelled") else f"{view.order.number} is {view.order.state}."
        )

    def _return(self) -> None:
        self.bench.go.emit("returns", self._shown().order.number)

    def _no_return(self) -> str | None:
        view = self.tab.shown
        if view is None:
            return "Choose an order first."
        able = any(line.shipped > line.returned for line in view.lines)
        return None if able else f"Nothing of {view.order.number} has shipped that could come back."

    def _print(self) -> None:
        paper, number, _ = papers_of(self._shown())[0]
        self.bench.paper.emit(paper, number)

    def _no_paper(self) -> str | None:
        view = self.tab.shown
        if view is None:
            return "Choose an order first."
        return None if papers_of(view) else f"There is no paper for {view.order.number} yet."
