"""The orders tab: views, search, the list, and the chosen order with its next step."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMenu

from orderdesk.persistence.queries.order_view import OrderView
from orderdesk.persistence.queries.orders import OrderRow
from orderdesk.services.views import view_order
from orderdesk.ui.bench import Bench
from orderdesk.ui.orders.actions import OrderActions
from orderdesk.ui.orders.columns import order_columns
from orderdesk.ui.orders.detail import show_order
from orderdesk.ui.orders.papers import fill_papers
from orderdesk.ui.orders.presenter import VIEWS, OrdersPresenter
from orderdesk.ui.orders.steps import next_step
from orderdesk.ui.widgets.button import ActionButton, Button, MenuButton, make_menu
from orderdesk.ui.widgets.detail_panel import DetailPanel
from orderdesk.ui.widgets.list_detail import ListDetailPage
from orderdesk.ui.widgets.search_field import SearchField
from orderdesk.ui.widgets.table import Table
from orderdesk.ui.widgets.view_tabs import ViewTabs
from orderdesk.ui.words import CHANNEL_WORDS

_READ_AGAIN = {"orders", "shipments", "payments", "returns", "stock"}


class OrdersTab(ListDetailPage):
    """The list of orders beside the chosen one."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.presenter = OrdersPresenter(bench.desk)
        self.shown: OrderView | None = None
        self._stale = False
        self.channel = MenuButton("Channel", fill=self._fill_channels)
        super().__init__(
            "Orders",
            Table(order_columns(bench.desk.today, bench.zone), lambda row: row.id, "Orders"),
            views=ViewTabs(VIEWS),
            search=SearchField("Search orders, customers, phone numbers"),
            filters=[self.channel],
            detail=DetailPanel("Order details"),
        )
        self.actions_of = OrderActions(bench, self)
        bench.commands.add(self.actions_of.commands(), self)
        action = bench.commands.action
        self.head.add(ActionButton(action("orders.picklists")), ActionButton(action("orders.new"), role="primary"))
        self._next = Button("", self._take_next, role="primary")
        assert self.detail is not None
        self.detail.set_buttons(
            self._next,
            MenuButton("Print", icon="printer", fill=lambda menu: fill_papers(menu, self.shown, self.bench.paper.emit)),
            MenuButton("", icon="ellipsis", fill=self._fill_more, name="More for this order"),
        )
        self._connect()
        self.read()

    def _connect(self) -> None:
        assert self.views is not None
        assert self.search is not None
        self.views.picked.connect(lambda view: self.show_view(view))
        self.search.searched.connect(lambda typed: self._filter(typed=typed))
        self.table.sorted.connect(lambda sort, down: self._filter(sort=sort, descending=down))
        self.table.current_changed.connect(self._show_row)
        self.table.opened.connect(self._opened)
        self.table.marks_changed.connect(self._show_batch)
        self.table.menu_wanted.connect(self._menu)
        self.bench.changed.connect(self._heard)

    # Reading

    def read(self) -> None:
        """Read rows and counts anew; the chosen order stays chosen."""
        self._read_counts()
        self._read_rows()

    def _read_counts(self) -> None:
        assert self.views is not None
        self.views.set_counts(self.presenter.count())
        self.set_summary(self.presenter.summary)

    def _read_rows(self) -> None:
        rows = self.presenter.rows()
        self.table.show_rows(rows, self.presenter.rows)
        if rows:
            self.show_list()
        else:
            self._say_empty()
        self.bench.commands.refresh(*(command.id for command in self.bench.commands.of("orders")))

    def _say_empty(self) -> None:
        heading, sentence = self.presenter.nothing()
        searched = bool(self.presenter.filter.typed)
        verb = ("Clear search", self.clear_search) if searched else ("New order", self.new_order)
        self.empty.say("search" if searched else "clipboard-list", heading, sentence, [verb])
        self.show_empty()

    def clear_search(self) -> None:
        """Show the view whole again."""
        assert self.search is not None
        self.search.reset()
        self._filter(typed="")

    def show_view(self, view: str) -> None:
        """Choose a view by its id."""
        assert self.views is not None
        self.views.choose(view)
        self._filter(view=view)

    def _filter(self, **changes: object) -> None:
        self.presenter.choose(**changes)
        self._read_rows()

    def _heard(self, topics: frozenset[str]) -> None:
        if topics and not topics & _READ_AGAIN:
            return
        # Behind the order page nobody sees the list, and every draft kept there would read it again.
        self._stale = not self.isVisible()
        if not self._stale:
            self._read_again()

    def _read_again(self) -> None:
        self._stale = False
        self.read()
        if self.shown is not None:
            self.open(self.shown.order.id)

    # The chosen order

    def open(self, order_id: int) -> None:
        """Show an order in the detail, wherever it stands in the list."""
        assert self.detail is not None
        self.shown = view_order(self.bench.desk, order_id)
        show_order(self.detail, self.shown, self.bench.desk.today, self.bench.zone)
        step = next_step(self.shown)
        self._next.setVisible(step is not None)
        if step is not None:
            self._next.set_text(step.title)
            self._next.set_icon(step.icon)
        self.bench.commands.refresh(*(command.id for command in self.bench.commands.of("orders")))
        self.open_detail()

    def _show_row(self, row: OrderRow | None) -> None:
        if row is not None:
            self.open(row.id)

    def _opened(self, row: OrderRow) -> None:
        if row.state in ("draft", "quote"):
            self.bench.go.emit("new-order", row.id)
        else:
            self.open(row.id)

    def _take_next(self) -> None:
        self.bench.commands.run("order.next")

    def close_detail(self) -> None:
        """Show the list alone."""
        self.shown = None
        super().close_detail()

    # Menus and marks

    def _fill_more(self, menu: QMenu) -> None:
        self.bench.commands.fill(menu, self.actions_of.MORE)

    def _menu(self, row: OrderRow, at: QPoint) -> None:
        menu = make_menu(self)
        self.open(row.id)
        self.bench.commands.fill(menu, self.actions_of.MORE)
        menu.popup(at)

    def _fill_channels(self, menu: QMenu) -> None:
        menu.clear()
        for channel, word in (("", "All channels"), *CHANNEL_WORDS.items()):
            action = menu.addAction(word)
            action.setCheckable(True)
            action.setChecked(channel == self.presenter.filter.channel)
            action.triggered.connect(lambda _on, channel=channel: self._choose_channel(channel))

    def _choose_channel(self, channel: str) -> None:
        self.channel.set_text(CHANNEL_WORDS.get(channel, "Channel"))
        self._filter(channel=channel)

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

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._read_again()
        self.table.setFocus()
        if self.table.current_number() < 0:
            self.table.select_first()
