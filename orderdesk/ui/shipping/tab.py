"""The shipping tab: the board by what is to be done, the chosen shipment, and its next step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMenu

from orderdesk.domain.shipments import BoxRequest, Short
from orderdesk.persistence.queries.shipments import ShipmentRow
from orderdesk.services.packing import pack_shipment, unpack_shipment
from orderdesk.services.picking import confirm_picks, start_picking, unpick
from orderdesk.services.shipping import deliver_shipment, report_exception, set_tracking, ship_shipment
from orderdesk.services.shop import services_of
from orderdesk.services.views import shipment_id_of
from orderdesk.ui.bench import Bench
from orderdesk.ui.shell.commands import Command
from orderdesk.ui.shipping.columns import shipment_columns
from orderdesk.ui.shipping.detail import show_shipment
from orderdesk.ui.shipping.dialogs import ask_boxes, ask_picks, ask_shipping
from orderdesk.ui.shipping.presenter import VIEWS, ShipmentView, ShippingPresenter
from orderdesk.ui.widgets.button import ActionButton, Button, MenuButton, make_menu
from orderdesk.ui.widgets.detail_panel import DetailPanel
from orderdesk.ui.widgets.dialog import FormDialog
from orderdesk.ui.widgets.form_field import FormField
from orderdesk.ui.widgets.list_detail import ListDetailPage
from orderdesk.ui.widgets.search_field import SearchField
from orderdesk.ui.widgets.table import TWO_LINES, Table
from orderdesk.ui.widgets.text_input import TextInput
from orderdesk.ui.widgets.view_tabs import ViewTabs

CONTEXT = "shipping"
_READ_AGAIN = {"shipments", "orders"}
# State of a shipment: the command that takes it on, and the words on the button.
NEXT = {
    "allocated": ("shipping.start", "Print picklist", "clipboard-list"),
    "picking": ("shipping.picked", "Confirm picks", "check"),
    "picked": ("shipping.pack", "Pack", "package"),
    "packed": ("shipping.ship", "Ship", "truck"),
    "shipped": ("shipping.deliver", "Mark delivered", "circle-check"),
    "exception": ("shipping.deliver", "Mark delivered", "circle-check"),
}
MORE = (
    "shipping.next",
    "",
    "shipping.label",
    "shipping.slip",
    "",
    "shipping.tracking",
    "shipping.back",
    "shipping.exception",
    "",
    "shipping.order",
)


class ShippingTab(ListDetailPage):
    """The board beside the chosen shipment."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.presenter = ShippingPresenter(bench.desk)
        self.shown: ShipmentView | None = None
        super().__init__(
            "Shipping",
            Table(shipment_columns(bench.desk.today), lambda row: row.id, "Shipments", height=TWO_LINES),
            views=ViewTabs(VIEWS),
            search=SearchField("Search shipments, orders, tracking numbers"),
            detail=DetailPanel("Shipment details"),
        )
        bench.commands.add(self._commands(), self)
        self.head.add(ActionButton(bench.commands.action("shipping.wave"), role="primary"))
        self._next = Button("", lambda: bench.commands.run("shipping.next"), role="primary")
        assert self.detail is not None
        self.detail.set_buttons(
            self._next, MenuButton("", icon="ellipsis", fill=self._fill_more, name="More for this shipment")
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
        self.table.menu_wanted.connect(self._menu)
        self.bench.changed.connect(self._heard)

    def _commands(self) -> list[Command]:
        make = self._on_state
        return [
            Command(
                "shipping.wave",
                "Print picklist",
                self._start_wave,
                self._no_wave,
                "Ctrl+P",
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
            make("shipping.picked", "Confirm picks", self._confirm_picks, ("picking",), "Ctrl+Shift+P"),
            make("shipping.pack", "Pack", self._pack, ("picked",), "Ctrl+B"),
            make("shipping.ship", "Ship", self._ship, ("packed",), "Ctrl+Shift+S"),
            make("shipping.deliver", "Mark delivered", self._deliver, ("shipped", "exception"), ""),
            make("shipping.label", "Print label", self._label, ("packed", "shipped"), "Ctrl+Shift+L"),
            make("shipping.slip", "Print packing slip", self._slip, ("packed", "shipped"), "Ctrl+Shift+K"),
            make("shipping.tracking", "Edit tracking number", self._tracking, ("packed", "shipped", "exception"), ""),
            make("shipping.back", "Undo this step", self._back, ("picking", "picked", "packed"), "Ctrl+Left"),
            make("shipping.exception", "Report an exception", self._exception, ("shipped",), ""),
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
        ]

    def _on_state(
        self, name: str, title: str, run: Callable[[ShipmentView], object], states: tuple[str, ...], keys: str
    ) -> Command:
        def refusal() -> str | None:
            if self.shown is None:
                return "Choose a shipment first."
            if self.shown.row.state in states:
                return None
            return f"{self.shown.row.number} is {self.shown.row.state}; this is for one that is {' or '.join(states)}."

        return Command(name, title, lambda: run(self._chosen()), refusal, keys, "", CONTEXT, "Shipment")

    def _chosen(self) -> ShipmentView:
        assert self.shown is not None
        return self.shown

    # Reading

    def read(self) -> None:
        """Read the board anew; the chosen shipment stays chosen."""
        assert self.views is not None
        self.views.set_counts(self.presenter.count())
        self.set_summary(self.presenter.summary)
        rows = self.presenter.rows()
        self.table.show_rows(rows, self.presenter.rows)
        if rows:
            self.show_list()
        else:
            heading, sentence = self.presenter.nothing()
            self.empty.say("package-open", heading, sentence)
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
        if not topics or topics & _READ_AGAIN:
            self.read()
            if self.shown is not None:
                self.open(self.shown.row.id)

    def visit(self, what: object) -> None:
        """Open a shipment by its key or number."""
        self.open(what if isinstance(what, int) else shipment_id_of(self.bench.desk, str(what)))

    def scanned(self, code: str) -> None:
        """A scanned shipment, picklist or tracking number is looked for and opened when it is the only one."""
        assert self.search is not None
        self.search.reset(code)
        self._look_for(code)
        if self.table.rows_model.rowCount() == 1:
            self.table.select_first()

    def open(self, shipment_id: int) -> None:
        """Show a shipment in the detail."""
        assert self.detail is not None
        self.shown = self.presenter.open(shipment_id)
        if self.shown is None:
            self.close_detail()
            return
        show_shipment(self.detail, self.shown, self.bench.desk.today)
        step = NEXT.get(self.shown.row.state)
        self._next.setVisible(step is not None)
        if step is not None:
            self._next.set_text(step[1])
            self._next.set_icon(step[2])
        self._refresh()
        self.open_detail()

    def _show_row(self, row: ShipmentRow | None) -> None:
        if row is not None:
            self.open(row.id)

    def close_detail(self) -> None:
        """Show the board alone."""
        self.shown = None
        super().close_detail()

    # Steps

    def _take_next(self) -> None:
        self.bench.commands.run(NEXT[self._chosen().row.state][0])

    def _no_next(self) -> str | None:
        if self.shown is None:
            return "Choose a shipment first."
        row = self.shown.row
        return None if row.state in NEXT else f"Nothing is left to do for {row.number}."

    def _no_shipment(self) -> str | None:
        return None if self.shown else "Choose a shipment first."

    def _start_wave(self) -> None:
        marked = self.table.marked()
        rows = self.table.rows_model.rows
        chosen = [row.id for row in rows if row.state == "allocated" and (not marked or row.id in marked)]
        self._begin(chosen)

    def _no_wave(self) -> str | None:
        waiting = any(row.state == "allocated" for row in self.table.rows_model.rows)
        return None if waiting else "No shipment in this list is allocated and waiting to be picked."

    def _start(self, view: ShipmentView) -> None:
        self._begin([view.row.id])

    def _begin(self, shipment_ids: list[int]) -> None:
        made: list[str] = []
        if self.bench.attempt(lambda: made.append(start_picking(self.bench.desk, shipment_ids))):
            self.table.clear_marks()
            self.bench.messages.done(f"Picklist {made[0]} made")
            self.bench.paper.emit("picklist", made[0])

    def _confirm_picks(self, view: ShipmentView) -> None:
        picklist = view.row.picklist

        def send(shorts: list[Short]) -> None:
            confirm_picks(self.bench.desk, picklist, shorts)
            self.bench.messages.done(f"Picklist {picklist} picked" + (", the rest back-ordered" if shorts else ""))

        ask_picks(self, picklist, self.presenter.wave(picklist), send)

    def _pack(self, view: ShipmentView) -> None:
        number = view.row.number

        def send(boxes: list[BoxRequest]) -> None:
            pack_shipment(self.bench.desk, view.row.id, boxes)
            self.bench.messages.done(f"Shipment {number} packed")
            self.bench.paper.emit("label", number)

        ask_boxes(self, number, view.rows, send)

    def _ship(self, view: ShipmentView) -> None:
        number = view.row.number

        def send(service: str, tracking: str) -> None:
            ship_shipment(self.bench.desk, view.row.id, service=service, tracking=tracking)
            self.bench.messages.done(f"Shipment {number} has left")

        ask_shipping(self, number, services_of(self.bench.desk), view.row.service, send)

    def _deliver(self, view: ShipmentView) -> None:
        self.bench.attempt(lambda: deliver_shipment(self.bench.desk, view.row.id), f"{view.row.number} delivered")

    def _back(self, view: ShipmentView) -> None:
        undo = unpack_shipment if view.row.state == "packed" else unpick
        self.bench.attempt(lambda: undo(self.bench.desk, view.row.id), f"{view.row.number} is one step back")

    def _label(self, view: ShipmentView) -> None:
        self.bench.paper.emit("label", view.row.number)

    def _slip(self, view: ShipmentView) -> None:
        self.bench.paper.emit("packing-slip", view.row.number)

    def _tracking(self, view: ShipmentView) -> None:
        field = FormField("Tracking number", TextInput(longest=48))
        assert isinstance(field.editor, TextInput)
        field.editor.setText(view.row.tracking)

        def send() -> None:
            set_tracking(self.bench.desk, view.row.id, field.text)
            self.bench.messages.done(f"Tracking of {view.row.number} noted")

        FormDialog(self, f"Tracking of {view.row.number}", {"tracking": field}, verb="Save", send=send).open()

    def _exception(self, view: ShipmentView) -> None:
        field = FormField("What the carrier says", TextInput(), required=True)

        def send() -> None:
            report_exception(self.bench.desk, view.row.id, field.text)
            self.bench.messages.done(f"Exception of {view.row.number} noted")

        FormDialog(self, f"Exception of {view.row.number}", {"what": field}, verb="Note exception", send=send).open()

    def _open_order(self) -> None:
        self.bench.go.emit("orders", self._chosen().row.order_id)

    # Menus

    def _fill_more(self, menu: QMenu) -> None:
        self.bench.commands.fill(menu, MORE)

    def _menu(self, row: ShipmentRow, at: QPoint) -> None:
        self.open(row.id)
        menu = make_menu(self)
        self._fill_more(menu)
        menu.popup(at)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.table.setFocus()
        if self.table.current_number() < 0:
            self.table.select_first()
