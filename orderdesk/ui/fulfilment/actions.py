"""What can be done with the chosen shipment, as commands: its next step, and everything else in its menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from orderdesk.domain.fulfilment.moves import next_event
from orderdesk.domain.fulfilment.shipments import BoxRequest, Short
from orderdesk.domain.lifecycles import SHIPMENT, nothing_left
from orderdesk.services.fulfilment.board import ShipmentView, wave_of
from orderdesk.services.fulfilment.cartons.planning import view_plan
from orderdesk.services.fulfilment.labelling import set_tracking
from orderdesk.services.fulfilment.moves import moves_of
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks
from orderdesk.services.fulfilment.shipping import (
    deliver_shipment,
    report_exception,
    return_to_sender,
    ship_shipment,
)
from orderdesk.services.fulfilment.tasks import KINDS, Task, TaskForm, add_task, finish_task
from orderdesk.services.fulfilment.way_back import undo_step
from orderdesk.services.shop.shop import services_of
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.commands import Command
from orderdesk.ui.bench.moves import Moves
from orderdesk.ui.fulfilment.dialogs import ask_boxes, ask_picks, ask_shipping
from orderdesk.ui.fulfilment.labels import ask_charges, ask_void
from orderdesk.ui.fulfilment.papers import next_label, paper_commands
from orderdesk.ui.fulfilment.splitting import ask_split, put_back
from orderdesk.ui.promises.counting import ask_count
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.box_numbers import number_fields, numbers_in
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form

if TYPE_CHECKING:
    from orderdesk.ui.bench.list_tab import ListTab
    from orderdesk.ui.fulfilment.board.rows import BoardRow

CONTEXT = "shipping"
NEXT = {
    "start": ("shipping.start", "clipboard-list"),
    "pick": ("shipping.picked", "check"),
    "pack": ("shipping.pack", "package"),
    "ship": ("shipping.ship", "truck"),
    "deliver": ("shipping.deliver", "circle-check"),
}
"""What takes a shipment on: its command, and the icon on the button."""


class ShippingActions:
    """Builds the commands of the shipping tab and runs them on the shipment it shows; `begin(keys)` makes a wave."""

    def __init__(
        self,
        bench: Bench,
        tab: ListTab[BoardRow, ShipmentView],
        tasks: Callable[[], Sequence[Task]],
        begin: Callable[[Sequence[int]], object],
    ) -> None:
        self.bench, self.tab, self._tasks, self._begin = bench, tab, tasks, begin

    def commands(self) -> list[Command]:
        """The commands of this tab."""
        moves = Moves[ShipmentView](
            SHIPMENT, lambda: self.tab.shown, lambda view: moves_of(view.row), CONTEXT, "shipment"
        )
        make = moves.command
        return [
            make(
                "shipping.next",
                self._take_next,
                title="Next step",
                keys="Ctrl+Right",
                icon="arrow-right",
                why=lambda view: None if next_event(view.row) else nothing_left(view.row.number),
            ),
            make("shipping.start", self._start, "start", title="Print picklist for this shipment", keys="Ctrl+L"),
            make("shipping.picked", self._confirm_picks, "pick", keys="Ctrl+Shift+C"),
            make("shipping.pack", self._pack, "pack", keys="Ctrl+B"),
            make(
                "shipping.station",
                self._station,
                title="Pack at the station",
                keys="Ctrl+Shift+Y",
                icon="scan-barcode",
                why=_not_at_station,
            ),
            make("shipping.ship", self._ship, "ship", keys="Ctrl+Shift+S"),
            make("shipping.deliver", self._deliver, "deliver"),
            make("shipping.split", self._split, "split", keys="Ctrl+Shift+X"),
            make("shipping.rejoin", self._rejoin, "rejoin", keys="Ctrl+Shift+J"),
            make("shipping.label", self._label, "label"),
            make("shipping.void-label", self._void_label, "void-label"),
            make("shipping.slip", self._slip, "slip", keys="Ctrl+Shift+K"),
            make("shipping.tracking", self._tracking, "track"),
            make("shipping.charges", self._charges, "charge"),
            make("shipping.back", self._back, "undo-step", keys="Ctrl+Left"),
            make("shipping.exception", self._exception, "fail"),
            make("shipping.refused", self._refused, "come-back"),
            self._on_board(
                "put-back", "Done: the goods are back, or the task above", self._done, self._no_task, "Ctrl+G", "undo-2"
            ),
            self._on_board("task", "New task", self._new_task, lambda: None, "Ctrl+Shift+A", "plus"),
            make("shipping.order", self._open_order, title="Open the order", keys="Ctrl+O", icon="clipboard-list"),
            *paper_commands(self.bench, self.tab, CONTEXT, "shipping.wave"),
        ]

    def _on_board(
        self, name: str, title: str, run: Callable[[], object], why: Callable[[], str | None], keys: str, icon: str
    ) -> Command:
        return Command(f"shipping.{name}", title, run, why, keys, icon, CONTEXT, "Shipping")

    def _take_next(self, view: ShipmentView) -> None:
        self.bench.commands.run(NEXT[next_event(view.row)][0])

    def _start(self, view: ShipmentView) -> None:
        self._begin([view.row.id])

    def _confirm_picks(self, view: ShipmentView) -> None:
        picklist = view.row.picklist

        def send(shorts: list[Short]) -> None:
            short = confirm_picks(self.bench.desk, picklist, shorts)
            said = f": {', '.join(each.said for each in short)}, back-ordered" if short else ""
            self.bench.messages.done(f"Picklist {picklist} picked{said}")

        ask_picks(self.tab, picklist, wave_of(self.bench.desk, picklist), send)

    def _pack(self, view: ShipmentView) -> None:
        number = view.row.number

        def send(boxes: list[BoxRequest], note_done: bool, sure: bool) -> None:
            pack_shipment(self.bench.desk, view.row.id, boxes, note_done=note_done, sure=sure)
            self.bench.messages.done(f"Shipment {number} packed")
            self.bench.paper.emit("label", number)

        plan = view_plan(self.bench.desk, view.row.id)
        ask_boxes(self.tab, number, view.rows, view.row.instructions.strip(), plan, send)

    def _station(self, view: ShipmentView) -> None:
        self.bench.go.emit("station", view.row.number)

    def _ship(self, view: ShipmentView) -> None:
        def send(service: str, tracking: dict[int, str], sure: bool) -> None:
            ship_shipment(self.bench.desk, view.row.id, service=service, tracking=tracking, sure=sure)
            self.bench.messages.done(f"Shipment {view.row.number} has left")

        ask_shipping(self.tab, view.row, services_of(self.bench.desk), send)

    def _deliver(self, view: ShipmentView) -> None:
        self.bench.attempt(lambda: deliver_shipment(self.bench.desk, view.row.id), f"{view.row.number} delivered")

    def _back(self, view: ShipmentView) -> None:
        row = view.row
        self.bench.attempt(
            lambda: undo_step(self.bench.desk, row.id, row.number, row.state), f"{row.number} is one step back"
        )

    def _split(self, view: ShipmentView) -> None:
        ask_split(self.bench, self.tab, view)

    def _rejoin(self, view: ShipmentView) -> None:
        put_back(self.bench, self.tab, view.row.id, view.row.number)

    def _label(self, view: ShipmentView) -> None:
        self.bench.paper.emit("label", next_label(view.row))

    def _void_label(self, view: ShipmentView) -> None:
        ask_void(self.bench, self.tab, view.row)

    def _slip(self, view: ShipmentView) -> None:
        self.bench.paper.emit("packing-slip", view.row.number)

    def _tracking(self, view: ShipmentView) -> None:
        fields = number_fields(view.row.packed)

        def send() -> None:
            set_tracking(self.bench.desk, view.row.id, numbers_in(fields, view.row.packed))
            self.bench.messages.done(f"Tracking of {view.row.number} noted")

        FormDialog(self.tab, f"Tracking of {view.row.number}", fields, verb="Save", send=send).open()

    def _charges(self, view: ShipmentView) -> None:
        ask_charges(self.bench, self.tab, view.row)

    def _exception(self, view: ShipmentView) -> None:
        def send(typed: Entered) -> None:
            report_exception(self.bench.desk, view.row.id, typed["what"])
            self.bench.messages.done(f"Exception of {view.row.number} noted")

        spec = [Field("what", "What the carrier says", required=True)]
        ask_form(self.tab, f"Exception of {view.row.number}", spec, send, verb="Note exception")

    def _refused(self, view: ShipmentView) -> None:
        def send(typed: Entered) -> None:
            return_to_sender(self.bench.desk, view.row.id, typed["why"])
            self.bench.messages.done(f"{view.row.number} comes back; take its goods in with a return (F8)")

        spec = [Field("why", "Why it comes back", required=True)]
        ask_form(self.tab, f"{view.row.number} was not taken", spec, send, verb="It comes back")

    def _done(self) -> None:
        first = self._tasks()[0]
        if first.by_counting and first.item_id is not None:
            ask_count(self.tab, self.bench, first.item_id, first.sku, first.bin)
            return
        self.bench.attempt(lambda: finish_task(self.bench.desk, first.id), first.done)

    def _no_task(self) -> str | None:
        return None if self._tasks() else "Nothing is to be put back, and no task waits."

    def _new_task(self) -> None:
        def send(typed: Entered) -> None:
            form = TaskForm(
                *(typed["kind"], typed["note"], typed["owner"]),
                *(typed["due"], typed["order"], typed["item"]),
            )
            add_task(self.bench.desk, form)
            self.bench.messages.done(f"To do: {form.note}")

        spec = [
            Field("kind", "What is to be done", kinds.choice([(each, each.capitalize()) for each in KINDS])),
            Field("note", "In words", required=True),
            Field("owner", "By whom", hint="Empty is whoever comes first"),
            Field("due", "Due", kinds.day(lambda: self.bench.desk.today)),
            Field("order", "Order"),
            Field("item", "Item"),
        ]
        ask_form(self.tab, "New task", spec, send, verb="Add task", columns=2)

    def _open_order(self, view: ShipmentView) -> None:
        self.bench.go.emit("orders", view.row.order_id)


def _not_at_station(view: ShipmentView) -> str | None:
    """Why a shipment does not go to the packing station; one that is packed goes there for its label."""
    if SHIPMENT.allows(view.row.state, "unpack"):
        return None
    return next(move.refusal for move in moves_of(view.row) if move.event == "pack")
