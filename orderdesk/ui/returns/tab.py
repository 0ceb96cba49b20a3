"""The returns tab: the list, the chosen return, and the desk at which goods come back."""

from __future__ import annotations

from orderdesk.domain.lifecycles import RETURN
from orderdesk.persistence.record.numbers_of import Numbered
from orderdesk.persistence.returns.lists import ReturnRow
from orderdesk.services.orders.views import return_id_of
from orderdesk.services.returns.views import ReturnView
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.list_tab import ListTab, Remedies
from orderdesk.ui.promises.glance import glance_commands, to_customer_of
from orderdesk.ui.returns.actions import CONTEXT, ICONS, ReturnsActions
from orderdesk.ui.returns.columns import return_columns
from orderdesk.ui.returns.detail import show_return
from orderdesk.ui.returns.presenter import RETURNS
from orderdesk.ui.widgets.button import ActionButton, Button, MenuButton
from orderdesk.ui.widgets.lists.table import Table


class ReturnsTab(ListTab[ReturnRow, ReturnView]):
    """The list of returns beside the chosen one."""

    CONTEXT = CONTEXT
    TOPICS = frozenset({"returns", "orders"})
    EMPTY_ICON = "undo-2"
    MORE = ("returns.note", "returns.order", "returns.promise", "returns.way", "", "returns.decline")

    def __init__(self, bench: Bench) -> None:
        super().__init__(
            bench,
            RETURNS,
            "Returns",
            Table(return_columns(bench.desk), lambda row: row.id, "Returns"),
            search="Search returns, orders, customers, phone numbers",
            detail="Return details",
        )
        self.desk_actions = ReturnsActions(bench, self)
        bench.commands.add(self.desk_actions.commands(), self)
        bench.commands.add(glance_commands(bench, CONTEXT, self, self._order_id), self)
        self.head.add(ActionButton(bench.commands.action("returns.new"), role="primary"))
        self._next = Button("", lambda: bench.commands.run("returns.next"), role="primary")
        self.panel.set_buttons(
            self._next, MenuButton("", icon="ellipsis", fill=self.fill_more, name="More for this return")
        )
        self.begin()

    def show_thing(self, thing: ReturnView) -> None:
        """Fill the panel, and put its next step on the button."""
        show_return(self.panel, thing, self.bench.desk.today, self.bench.desk.calendar)
        event = self.desk_actions.next_of(thing)
        self.show_step(self._next, RETURN.title(event) if event else "", ICONS.get(event, ""))

    def key_of_shown(self, thing: ReturnView) -> int:
        """The key of the return shown."""
        return thing.row.id

    def remedies(self) -> Remedies:
        """An empty list offers to start one."""
        return [("Start a return", self.start)]

    def _order_id(self) -> int | None:
        return self.shown.order.order.id if self.shown else None

    def to_customer(self) -> bool:
        """Go to the customer of the return shown; False when there is none."""
        return to_customer_of(self.bench, self._order_id())

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

    def take_thing(self, thing: Numbered) -> bool:
        """A scanned order, invoice, receipt or parcel starts a return of its goods; False for any other thing."""
        if not thing.order_id or thing.kind == "return":
            return False
        self.start_on(thing.order_id)
        return True

    def start(self) -> None:
        """Ask for the order by number, name or phone, then for what comes back of it."""
        self.desk_actions.start()

    def start_on(self, what: int | str) -> None:
        """Ask what comes back of this order."""
        self.bench.attempt(lambda: self.desk_actions.ask_of(what))
