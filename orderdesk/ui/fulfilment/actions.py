"""What can be done with the chosen shipment, as commands: its next step, and everything else in its menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from orderdesk.domain.fulfilment.shipments import BoxRequest, Short
from orderdesk.domain.lifecycles.words import not_yet, said_of
from orderdesk.services.fulfilment.labelling import set_tracking
from orderdesk.services.fulfilment.packing import pack_shipment, unpack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking, unpick
from orderdesk.services.fulfilment.shipping import (
    deliver_shipment,
    report_exception,
    return_to_sender,
    ship_shipment,
)
from orderdesk.services.orders.amending import put_back
from orderdesk.services.shop.shop import services_of
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.commands import Command
from orderdesk.ui.fulfilment.dialogs import ask_boxes, ask_picks, ask_shipping
from orderdesk.ui.fulfilment.labels import ask_void
from orderdesk.ui.fulfilment.papers import paper_commands
from orderdesk.ui.fulfilment.presenter import ShipmentView
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.text_input import ONE, TextInput

if TYPE_CHECKING:
    from orderdesk.persistence.fulfilment.lists import ShipmentRow
    from orderdesk.ui.fulfilment.tab import ShippingTab

CONTEXT = "shipping"
# State of a shipment: the command that takes it on, and the words on the button.
NEXT = {
    "allocated": ("shipping.start", "Print picklist", "clipboard-list"),
    "picking": ("shipping.picked", "Confirm picks", "check"),
    "picked": ("shipping.pack", "Pack", "package"),
    "packed": ("shipping.ship", "Ship", "truck"),
    "shipped": ("shipping.deliver", "Mark delivered", "circle-check"),
    "exception": ("shipping.deliver", "Mark delivered", "circle-check"),
}
NOTHING = ("", "", "")


def next_of(row: ShipmentRow) -> tuple[str, str, str]:
    """The command that takes a shipment on, with the words on its button and its icon; three "" when it is at its end.

    What no carrier took went along with the customer: it is delivered.
    """
    ended = row.state == "shipped" and not row.service
    return NOTHING if ended else NEXT.get(row.state, NOTHING)


class ShippingActions:
    """Builds the commands of the shipping tab and runs them on the shipment it shows."""

    def __init__(self, bench: Bench, tab: ShippingTab) -> None:
        self.bench, self.tab = bench, tab

    def commands(self) -> list[Command]:
        """The commands of this tab."""
        make = self._on_state
        return [
            Command(
                "shipping.wave",
                "Print picklist",
                self._start_wave,
                self._no_wave,
                "Ctrl+Shift+L",
                "clipboard-list",
                CONTEXT,
                "Shipping",
            ),
            Command(
                "shipping.next",
                "Next step",
                self._take_next,
                self._no_next,
                "Ctrl+Right",
                "arrow-right",
                CONTEXT,
                "Shipment",
            ),
            make("shipping.start", "Print picklist for this shipment", self._start, ("allocated",), "Ctrl+L"),
            make("shipping.picked", "Confirm picks", self._confirm_picks, ("picking",), "Ctrl+Shift+C"),
            make("shipping.pack", "Pack", self._pack, ("picked",), "Ctrl+B"),
            make("shipping.ship", "Ship", self._ship, ("packed",), "Ctrl+Shift+S"),
            make("shipping.deliver", "Mark delivered", self._deliver, ("shipped", "exception"), ""),
            make("shipping.label", "Print label", self._label, ("packed", "shipped"), ""),
            make("shipping.void-label", "Void label", self._void_label, ("packed",), ""),
            make("shipping.slip", "Print packing slip", self._slip, ("packed", "shipped"), "Ctrl+Shift+K"),
            make("shipping.tracking", "Edit tracking number", self._tracking, ("packed", "shipped", "exception"), ""),
            make(
                "shipping.back",
                "Undo this step",
                self._back,
                ("picking", "picked", "packed"),
                "Ctrl+Left",
                "there is no step to undo",
            ),
            make("shipping.exception", "Report an exception", self._exception, ("shipped",), ""),
            make("shipping.refused", "Came back unopened", self._refused, ("shipped", "exception"), ""),
            Command(
                "shipping.put-back",
                "Goods are back in their bin",
                self._put_back,
                self._no_put_back,
                "Ctrl+G",
                "undo-2",
                CONTEXT,
                "Shipping",
            ),
            Command(
                "shipping.order",
                "Open the order",
                self._open_order,
                self._no_shipment,
                "Ctrl+O",
                "clipboard-list",
                CONTEXT,
                "Shipment",
            ),
            *paper_commands(self.bench, self.tab, CONTEXT, "shipping.wave"),
        ]

    def _on_state(
        self,
        name: str,
        title: str,
        run: Callable[[ShipmentView], object],
        states: tuple[str, ...],
        keys: str,
        otherwise: str = "",
    ) -> Command:
        def refusal() -> str | None:
            if self.tab.shown is None:
                return "Choose a shipment first."
            row = self.tab.shown.row
            if row.state in states:
                return None
            early = "" if otherwise else not_yet(row.number, row.state, states)
            why = otherwise or "this cannot be done with it any more"
            return early or f"{row.number} is {said_of(row.state)}; {why}."

        return Command(name, title, lambda: run(self._chosen()), refusal, keys, "", CONTEXT, "Shipment")

    def _chosen(self) -> ShipmentView:
        assert self.tab.shown is not None
        return self.tab.shown

    def _take_next(self) -> None:
        self.bench.commands.run(next_of(self._chosen().row)[0])

    def _no_next(self) -> str | None:
        if self.tab.shown is None:
            return "Choose a shipment first."
        row = self.tab.shown.row
        return None if next_of(row)[0] else f"Nothing is left to do for {row.number}."

    def _no_shipment(self) -> str | None:
        return None if self.tab.shown else "Choose a shipment first."

    def _start_wave(self) -> None:
        marked = self.tab.table.marked()
        rows = self.tab.table.rows_model.rows
        chosen = [row.id for row in rows if row.state == "allocated" and (not marked or row.id in marked)]
        self._begin(chosen)

    def _no_wave(self) -> str | None:
        waiting = any(row.state == "allocated" for row in self.tab.table.rows_model.rows)
        return None if waiting else "No shipment in this list is allocated and waiting to be picked."

    def _start(self, view: ShipmentView) -> None:
        self._begin([view.row.id])

    def _begin(self, shipment_ids: list[int]) -> None:
        made: list[str] = []
        if self.bench.attempt(lambda: made.append(start_picking(self.bench.desk, shipment_ids))):
            self.tab.table.clear_marks()
            self.bench.messages.done(f"Picklist {made[0]} made")
            self.bench.paper.emit("picklist", made[0])

    def _confirm_picks(self, view: ShipmentView) -> None:
        picklist = view.row.picklist

        def send(shorts: list[Short]) -> None:
            short = confirm_picks(self.bench.desk, picklist, shorts)
            said = f": {', '.join(each.said for each in short)}, back-ordered" if short else ""
            self.bench.messages.done(f"Picklist {picklist} picked{said}")

        ask_picks(self.tab, picklist, self.tab.presenter.wave(picklist), send)

    def _pack(self, view: ShipmentView) -> None:
        number = view.row.number

        def send(boxes: list[BoxRequest], note_done: bool, sure: bool) -> None:
            pack_shipment(self.bench.desk, view.row.id, boxes, note_done=note_done, sure=sure)
            self.bench.messages.done(f"Shipment {number} packed")
            self.bench.paper.emit("label", number)

        ask_boxes(self.tab, number, view.rows, view.row.instructions.strip(), send)

    def _ship(self, view: ShipmentView) -> None:
        number = view.row.number

        def send(service: str, tracking: str) -> None:
            ship_shipment(self.bench.desk, view.row.id, service=service, tracking=tracking)
            self.bench.messages.done(f"Shipment {number} has left")

        ask_shipping(self.tab, number, services_of(self.bench.desk), view.row.service, send)

    def _deliver(self, view: ShipmentView) -> None:
        self.bench.attempt(lambda: deliver_shipment(self.bench.desk, view.row.id), f"{view.row.number} delivered")

    def _back(self, view: ShipmentView) -> None:
        undo = unpack_shipment if view.row.state == "packed" else unpick
        self.bench.attempt(lambda: undo(self.bench.desk, view.row.id), f"{view.row.number} is one step back")

    def _label(self, view: ShipmentView) -> None:
        self.bench.paper.emit("label", view.row.number)

    def _void_label(self, view: ShipmentView) -> None:
        ask_void(self.bench, self.tab, view.row.number, view.row.boxes)

    def _slip(self, view: ShipmentView) -> None:
        self.bench.paper.emit("packing-slip", view.row.number)

    def _tracking(self, view: ShipmentView) -> None:
        field = FormField("Tracking number", TextInput(longest=48, scans=ONE))
        assert isinstance(field.editor, TextInput)
        field.editor.setText(view.row.tracking)

        def send() -> None:
            set_tracking(self.bench.desk, view.row.id, field.text)
            self.bench.messages.done(f"Tracking of {view.row.number} noted")

        FormDialog(self.tab, f"Tracking of {view.row.number}", {"tracking": field}, verb="Save", send=send).open()

    def _exception(self, view: ShipmentView) -> None:
        field = FormField("What the carrier says", TextInput(), required=True)

        def send() -> None:
            report_exception(self.bench.desk, view.row.id, field.text)
            self.bench.messages.done(f"Exception of {view.row.number} noted")

        FormDialog(
            self.tab, f"Exception of {view.row.number}", {"what": field}, verb="Note exception", send=send
        ).open()

    def _refused(self, view: ShipmentView) -> None:
        field = FormField("Why it comes back", TextInput(), required=True)

        def send() -> None:
            return_to_sender(self.bench.desk, view.row.id, field.text)
            self.bench.messages.done(f"{view.row.number} comes back; take its goods in with a return (F8)")

        FormDialog(self.tab, f"{view.row.number} was not taken", {"why": field}, verb="It comes back", send=send).open()

    def _put_back(self) -> None:
        first = self.tab.presenter.put_backs[0]
        self.bench.attempt(lambda: put_back(self.bench.desk, first.id), f"{first.sku} is back in {first.bin}")

    def _no_put_back(self) -> str | None:
        return None if self.tab.presenter.put_backs else "Nothing is to be put back."

    def _open_order(self) -> None:
        self.bench.go.emit("orders", self._chosen().row.order_id)
