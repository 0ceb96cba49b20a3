"""The shipping tab: the board by what is to be done, the chosen shipment, and its next step."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu

from orderdesk.domain.fulfilment.moves import next_event
from orderdesk.domain.lifecycles import SHIPMENT
from orderdesk.persistence.fulfilment.lists import ShipmentRow
from orderdesk.persistence.record.numbers_of import Numbered
from orderdesk.services.fulfilment.board import ShipmentView
from orderdesk.services.fulfilment.picking import void_of
from orderdesk.services.fulfilment.tasks import Task, open_tasks
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.list_tab import ListTab
from orderdesk.ui.fulfilment.actions import CONTEXT, NEXT, ShippingActions
from orderdesk.ui.fulfilment.columns import shipment_columns
from orderdesk.ui.fulfilment.detail import show_shipment
from orderdesk.ui.fulfilment.papers import fill_papers
from orderdesk.ui.fulfilment.presenter import BOARD, to_do_words
from orderdesk.ui.promises.glance import glance_commands, to_customer_of
from orderdesk.ui.widgets.button import ActionButton, Button, MenuButton
from orderdesk.ui.widgets.lists.table import TWO_LINES, Table

MORE = (
    "shipping.next",
    "shipping.station",
    "",
    "shipping.split",
    "shipping.rejoin",
    "",
    "shipping.label",
    "shipping.void-label",
    "shipping.slip",
    "",
    "shipping.tracking",
    "shipping.charges",
    "shipping.back",
    "shipping.exception",
    "",
    "shipping.order",
    "shipping.promise",
    "shipping.way",
)


class ShippingTab(ListTab[ShipmentRow, ShipmentView]):
    """The board beside the chosen shipment."""

    CONTEXT = CONTEXT
    TOPICS = frozenset({"shipments", "orders"})
    EMPTY_ICON = "package-open"
    MORE = MORE

    def __init__(self, bench: Bench) -> None:
        self._tasks: list[Task] = []
        super().__init__(
            bench,
            BOARD,
            "Shipping",
            Table(shipment_columns(bench.desk.today), lambda row: row.id, "Shipments", height=TWO_LINES),
            search="Search shipments, orders, tracking numbers",
            detail="Shipment details",
        )
        bench.commands.add(ShippingActions(bench, self, lambda: self._tasks).commands(), self)
        bench.commands.add(glance_commands(bench, CONTEXT, self, self._order_id), self)
        self.head.add(ActionButton(bench.commands.action("shipping.wave"), role="primary"))
        self._next = Button("", lambda: bench.commands.run("shipping.next"), role="primary")
        self.papers = MenuButton("Print", icon="printer", fill=self._fill_papers)
        self.panel.set_buttons(
            self._next, self.papers, MenuButton("", icon="ellipsis", fill=self.fill_more, name="More for this shipment")
        )
        self.table.menu_wanted.connect(self.pop_menu)
        self.begin()

    def count(self) -> None:
        """Count the board anew, and say what else is to be done."""
        super().count()
        self._tasks = open_tasks(self.bench.desk)
        verb = "Count" if self._tasks and self._tasks[0].by_counting else "Done"
        done = (f"{verb} (Ctrl+G)", lambda: self.bench.commands.run("shipping.put-back"))
        words = to_do_words(self._tasks)
        if self.banner.text != words:
            self.banner.say(words, "warning", [done])

    def show_thing(self, thing: ShipmentView) -> None:
        """Fill the panel, and put its next step on the button."""
        show_shipment(self.panel, thing, self.bench.desk.today, self.bench.desk.calendar)
        event = next_event(thing.row)
        self.show_step(self._next, SHIPMENT.title(event) if event else "", NEXT[event][1] if event else "")

    def key_of_shown(self, thing: ShipmentView) -> int:
        """The key of the shipment shown."""
        return thing.row.id

    def visit(self, what: object) -> None:
        """Open a shipment by its key; a number shows all that bears it: a picklist's, an order's or a shipment's."""
        if isinstance(what, int):
            self.open(what)
        else:
            self._show_all_of(str(what))

    def _order_id(self) -> int | None:
        return self.shown.row.order_id if self.shown else None

    def to_customer(self) -> bool:
        """Go to the customer of the shipment shown; False when there is none."""
        return to_customer_of(self.bench, self._order_id())

    def take_thing(self, thing: Numbered) -> bool:
        """A scanned order shows its parcels here; False for any other thing."""
        if thing.kind != "order":
            return False
        self._show_all_of(thing.number)
        return True

    def _show_all_of(self, number: str) -> None:
        """What has this number is looked for, and opened when it is the only one."""
        self.looking.reset(number)
        self.look_for(number)
        if self.table.rows_model.rowCount() == 1:
            self.table.select_first()
        if void := void_of(self.bench.desk, number):
            self.bench.messages.refused(void)

    # Menus

    def _fill_papers(self, menu: QMenu) -> None:
        fill_papers(menu, self.shown, self.bench.paper.emit)
