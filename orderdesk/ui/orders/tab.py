"""The orders tab: views, search, the list, and the chosen order with its next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from orderdesk.domain.lifecycles import ORDER
from orderdesk.persistence.orders.lists import OrderRow
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.list_tab import ListTab, Remedies
from orderdesk.ui.orders.actions import CONTEXT, ICONS, MORE, order_commands
from orderdesk.ui.orders.columns import order_columns
from orderdesk.ui.orders.presenter import Filter, orders_list
from orderdesk.ui.orders.settling.einvoice import fill_einvoices
from orderdesk.ui.widgets.button import ActionButton, Button, MenuButton
from orderdesk.ui.widgets.lists.table import Table
from orderdesk.ui.words import CHANNEL_WORDS

if TYPE_CHECKING:
    from orderdesk.persistence.orders.view import OrderView


class OrdersTab(ListTab[OrderRow, "OrderView"]):
    """The list of orders beside the chosen one.

    What only a chosen order needs is read when one is: the list stands sooner.
    """

    CONTEXT = CONTEXT
    TOPICS = frozenset({"orders", "shipments", "payments", "returns", "stock"})
    EMPTY_ICON = "clipboard-list"
    MORE = MORE

    def __init__(self, bench: Bench) -> None:
        self.filter = Filter()
        self.channel = MenuButton("Channel", fill=self._fill_channels)
        super().__init__(
            bench,
            orders_list(self.filter),
            "Orders",
            Table(order_columns(bench.desk), lambda row: row.id, "Orders"),
            search="Search orders, customers, phone numbers",
            filters=[self.channel],
            detail="Order details",
        )
        bench.commands.add(order_commands(bench, self), self)
        action = bench.commands.action
        self.head.add(ActionButton(action("orders.picklists")), ActionButton(action("orders.new"), role="primary"))
        self._next = Button("", lambda: bench.commands.run("order.next"), role="primary")
        self.papers = MenuButton("Print", icon="printer", fill=self._fill_papers)
        self.panel.set_buttons(
            self._next,
            self.papers,
            MenuButton("", icon="ellipsis", fill=self.fill_more, name="More for this order"),
        )
        self.table.sorted.connect(self._sort)
        self.table.marks_changed.connect(self._show_batch)
        self.table.menu_wanted.connect(self.pop_menu)
        self.begin()

    # Reading

    def remedies(self) -> Remedies:
        """A search without a hit is cleared, an empty list gets its first order."""
        if self.presenter.typed:
            return [("Clear search", self.clear_search)]
        return [("New order", self.new_order), ("Import a file", lambda: self.bench.go.emit("import", None))]

    def clear_search(self) -> None:
        """Show the view whole again."""
        self.looking.reset()
        self.look_for("")

    def show_view(self, view: str) -> None:
        """Choose a view by its id; the counts stand."""
        assert self.views is not None
        self.views.choose(view)
        self.presenter.view = view
        self.read_rows()
        self.choose_among_rows()

    def look_for(self, typed: str) -> None:
        """Search the list; the counts stand."""
        self.presenter.typed = typed
        self.read_rows()
        self.choose_among_rows(keep=not typed)

    def _sort(self, sort: str, descending: bool) -> None:
        self.filter.sort, self.filter.descending = sort, descending
        self.read_rows()

    # The chosen order

    def show_thing(self, thing: OrderView) -> None:
        """Fill the panel, and put the next step on its button."""
        from orderdesk.services.orders.moves import next_step
        from orderdesk.services.prices.margins import margin_of_order
        from orderdesk.ui.orders.detail import show_order

        desk = self.bench.desk
        show_order(self.panel, thing, desk.today, self.bench.desk.calendar, margin_of_order(desk, thing))
        step = next_step(thing)
        self.show_step(self._next, step.title if step else "", ICONS[step.event] if step else "")

    def key_of_shown(self, thing: OrderView) -> int:
        """The key of the order shown."""
        return thing.order.id

    def opened(self, row: OrderRow) -> None:
        """Enter goes on writing a draft; any other order is shown."""
        if ORDER.allows(row.state, "edit"):
            self.bench.go.emit("new-order", row.id)
        else:
            self.open(row.id)

    # Menus and marks

    def _fill_papers(self, menu: QMenu) -> None:
        from orderdesk.ui.orders.papers import fill_papers

        fill_papers(menu, self.shown, self.bench.paper.emit)
        fill_einvoices(menu, self.shown, self.bench, self)

    def _fill_channels(self, menu: QMenu) -> None:
        menu.clear()
        for channel, word in (("", "All channels"), *CHANNEL_WORDS.items()):
            action = menu.addAction(word)
            action.setCheckable(True)
            action.setChecked(channel == self.filter.channel)
            action.triggered.connect(lambda _on, channel=channel: self._choose_channel(channel))

    def _choose_channel(self, channel: str) -> None:
        self.channel.set_text(CHANNEL_WORDS.get(channel, "Channel"))
        self.filter.channel = channel
        self.read_rows()
        self.choose_among_rows()

    def _show_batch(self) -> None:
        marked = self.table.marked()
        if not marked:
            self.show_batch()
            return
        action = self.bench.commands.action
        self.show_batch(
            ActionButton(action("orders.picklists")),
            Button(f"Unmark {len(marked)}", self.table.clear_marks, role="ghost"),
        )

    def new_order(self) -> None:
        """Open the page on which orders are taken."""
        self.bench.go.emit("new-order", None)
