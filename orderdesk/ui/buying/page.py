"""The purchase orders: the list with its views, the chosen one beside it, and what can be done with it."""

from __future__ import annotations

from datetime import date

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMenu

from orderdesk.domain.buying.purchasing import Arrived, PurchaseRequest
from orderdesk.domain.lifecycles import PURCHASE
from orderdesk.services.buying import purchasing
from orderdesk.services.buying.moves import moves_of, next_event
from orderdesk.services.buying.purchase_views import PurchaseRow, PurchaseView, purchase_id_of, view_purchase
from orderdesk.services.shop.shop import shop_now
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.commands import Command
from orderdesk.ui.bench.moves import Moves
from orderdesk.ui.buying.columns import purchase_columns
from orderdesk.ui.buying.detail import show_purchase
from orderdesk.ui.buying.forms import ask_arrival, ask_due, ask_purchase, ask_reason
from orderdesk.ui.buying.presenter import VIEWS, PurchaseEntry, PurchasesPresenter
from orderdesk.ui.promises.offering import offer_goods
from orderdesk.ui.widgets.button import ActionButton, MenuButton
from orderdesk.ui.widgets.forms.search_field import SearchField
from orderdesk.ui.widgets.lists.detail_panel import DetailPanel
from orderdesk.ui.widgets.lists.list_detail import ListDetailPage
from orderdesk.ui.widgets.lists.table import Table
from orderdesk.ui.widgets.lists.view_tabs import ViewTabs

CONTEXT = "purchasing"
MORE = ("purchasing.edit", "purchasing.due", "", "purchasing.cancel")


class PurchasesPage(ListDetailPage):
    """Reached from the inventory; `visit(number or key)` shows one purchase order."""

    context = CONTEXT

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.presenter = PurchasesPresenter(bench.desk)
        self.currency = shop_now(bench.desk).currency
        self.shown: PurchaseView | None = None
        super().__init__(
            "Purchase orders",
            Table(purchase_columns(bench.desk), lambda row: row.id, "Purchase orders"),
            views=ViewTabs(VIEWS),
            search=SearchField("Search by number, vendor or reference"),
            detail=DetailPanel("Purchase order"),
        )
        bench.commands.add(self._commands(), self)
        action = bench.commands.action
        self.head.add(
            ActionButton(action("purchasing.back"), text="Inventory"),
            ActionButton(action("purchasing.new"), role="primary"),
        )
        assert self.detail is not None
        self.detail.set_buttons(
            ActionButton(action("purchasing.next"), role="primary"),
            ActionButton(action("purchasing.print"), text="Print"),
            MenuButton("", icon="ellipsis", fill=self._fill_more, name="More for this purchase order"),
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
        self.bench.changed.connect(self._heard)

    def _commands(self) -> list[Command]:
        make = Moves[PurchaseView](PURCHASE, lambda: self.shown, moves_of, CONTEXT, "purchase order").command
        leave = lambda: self.bench.go.emit("inventory", None)  # noqa: E731
        return [
            Command("purchasing.new", "New purchase order", self.new, None, "Ctrl+N", "plus", CONTEXT, "Buying"),
            Command("purchasing.back", "Back to the inventory", leave, None, "Esc", "boxes", CONTEXT, "Buying"),
            make("purchasing.next", self._next, "send", "receive-part", keys="Ctrl+Right", icon="arrow-right"),
            make("purchasing.edit", self._edit, "edit", keys="Ctrl+E", icon="pencil"),
            make("purchasing.print", self._print, "print", keys="Ctrl+P", icon="printer"),
            make("purchasing.due", self._due, "move-due", keys="Ctrl+D", icon="clock"),
            make("purchasing.cancel", self._cancel, "cancel", icon="x"),
        ]

    # Reading

    def read(self) -> None:
        """Read the list anew; the chosen order stays chosen."""
        assert self.views is not None
        self.views.set_counts(self.presenter.count())
        self.set_summary(self.presenter.summary)
        rows = self.presenter.rows()
        self.table.show_rows(rows, self.presenter.rows)
        if rows:
            self.show_list()
        else:
            heading, sentence = self.presenter.nothing()
            self.empty.say("boxes", heading, sentence, [("New purchase order", self.new)])
            self.show_empty()
        if self.shown is not None:
            self.table.agree_with(self.shown.purchase.id)
        self._refresh()

    def _refresh(self) -> None:
        event = next_event(self.shown.purchase) if self.shown is not None else "send"
        self.bench.commands.retitle("purchasing.next", PURCHASE.title(event))
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
        if not topics or topics & {"stock", "items"}:
            self.read()
            if self.shown is not None:
                self.open(self.shown.purchase.id)

    def visit(self, what: object) -> None:
        """Show a purchase order by its key or number; "new" writes one."""
        if what == "new":
            self.new()
            return
        key = what if isinstance(what, int) else purchase_id_of(self.bench.desk, str(what))
        self.open(key)

    def open(self, purchase_id: int) -> None:
        """Show one purchase order whole."""
        assert self.detail is not None
        self.shown = view_purchase(self.bench.desk, purchase_id)
        self.table.agree_with(purchase_id)
        show_purchase(self.detail, self.shown, self.bench.desk.today, self.bench.desk.calendar)
        self._refresh()
        self.open_detail()

    def _show_row(self, row: PurchaseRow | None) -> None:
        if row is not None:
            self.open(row.id)

    def close_detail(self) -> None:
        """Show the list alone."""
        self.shown = None
        super().close_detail()

    # What can be done

    def new(self) -> None:
        """Write a purchase order."""

        def send(request: PurchaseRequest) -> None:
            key = purchasing.place_purchase(self.bench.desk, request)
            self.visit(key)
            number = view_purchase(self.bench.desk, key).purchase.number
            self.bench.messages.done(f"{number} saved; send it with Ctrl+Right")

        ask_purchase(self, PurchaseEntry(self.bench.desk, self.currency), send)

    def _edit(self, view: PurchaseView) -> None:
        def send(request: PurchaseRequest) -> None:
            purchasing.change_purchase(self.bench.desk, view.purchase.id, request)
            self.bench.messages.done(f"{view.purchase.number} saved")

        entry = PurchaseEntry(self.bench.desk, view.purchase.currency)
        entry.begin(view)
        ask_purchase(self, entry, send, view)

    def _next(self, view: PurchaseView) -> None:
        """Send a draft; receive what is sent."""
        if next_event(view.purchase) == "send":
            said = f"{view.purchase.number} is sent; its goods are on their way"
            self.bench.attempt(lambda: purchasing.send_purchase(self.bench.desk, view.purchase.id), said)
            return

        def send(arrived: list[Arrived], place: str, reason: str) -> None:
            purchasing.receive_purchase(self.bench.desk, view.purchase.id, arrived, bin=place, reason=reason)
            self.bench.messages.done(f"Received on {view.purchase.number}")
            came = {each.line_id for each in arrived}
            offer_goods(self, self.bench, [line.item_id for line in view.lines if line.id in came])

        ask_arrival(self, view, send)

    def _print(self, view: PurchaseView) -> None:
        self.bench.paper.emit("purchase-order", view.purchase.number)

    def _due(self, view: PurchaseView) -> None:
        def send(day: date) -> None:
            purchasing.move_due(self.bench.desk, view.purchase.id, day)
            self.bench.messages.done(f"{view.purchase.number} is due on another day; promises are recalculated")

        ask_due(self, view, self.bench.desk.today, send)

    def _cancel(self, view: PurchaseView) -> None:
        def send(reason: str) -> None:
            purchasing.cancel_purchase(self.bench.desk, view.purchase.id, reason)
            self.bench.messages.done(f"{view.purchase.number} is cancelled")

        ask_reason(self, view, send)

    def _fill_more(self, menu: QMenu) -> None:
        self.bench.commands.fill(menu, MORE)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.table.setFocus()
        if self.table.current_number() < 0:
            self.table.select_first()
