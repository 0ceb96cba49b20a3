"""The purchase orders: the list with its views, the chosen one beside it, and what can be done with it."""

from __future__ import annotations

from datetime import date

from orderdesk.domain.buying.purchasing import Arrived, PurchaseRequest
from orderdesk.domain.lifecycles import PURCHASE
from orderdesk.services.buying import purchasing
from orderdesk.services.buying.moves import moves_of, next_event
from orderdesk.services.buying.purchase_views import PurchaseRow, PurchaseView, purchase_id_of, view_purchase
from orderdesk.services.items.catalog import save_vendor, vendor_form
from orderdesk.services.items.item_forms import VendorForm
from orderdesk.services.shop.shop import shop_now
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.commands import Command
from orderdesk.ui.bench.list_tab import ListTab, Remedies
from orderdesk.ui.bench.moves import Moves
from orderdesk.ui.buying.columns import purchase_columns
from orderdesk.ui.buying.detail import show_purchase
from orderdesk.ui.buying.forms import ask_arrival, ask_due, ask_purchase, ask_reason
from orderdesk.ui.buying.presenter import PURCHASES, PurchaseEntry
from orderdesk.ui.buying.vendor_form import ask_vendor
from orderdesk.ui.promises.offering import offer_goods
from orderdesk.ui.widgets.button import ActionButton, MenuButton
from orderdesk.ui.widgets.lists.table import Table

CONTEXT = "purchasing"
MORE = ("purchasing.edit", "purchasing.due", "purchasing.vendor", "", "purchasing.cancel")


class PurchasesPage(ListTab[PurchaseRow, PurchaseView]):
    """Reached from the inventory; `visit(number or key)` shows one purchase order."""

    context = CONTEXT = CONTEXT
    TOPICS = frozenset({"stock", "items"})
    EMPTY_ICON = "boxes"
    MORE = MORE

    def __init__(self, bench: Bench) -> None:
        self.currency = shop_now(bench.desk).currency
        super().__init__(
            bench,
            PURCHASES,
            "Purchase orders",
            Table(purchase_columns(bench.desk), lambda row: row.id, "Purchase orders"),
            search="Search by number, vendor or reference",
            detail="Purchase order",
        )
        bench.commands.add(self._commands(), self)
        action = bench.commands.action
        self.head.add(
            ActionButton(action("purchasing.back"), text="Inventory"),
            ActionButton(action("purchasing.new"), role="primary"),
        )
        self.panel.set_buttons(
            ActionButton(action("purchasing.next"), role="primary"),
            ActionButton(action("purchasing.print"), text="Print"),
            MenuButton("", icon="ellipsis", fill=self.fill_more, name="More for this purchase order"),
        )
        self.begin()

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
            make("purchasing.vendor", self._vendor, title="Edit vendor", keys="Ctrl+Shift+E"),
        ]

    def show_thing(self, thing: PurchaseView) -> None:
        """Fill the panel."""
        show_purchase(self.panel, thing, self.bench.desk.today, self.bench.desk.calendar)

    def key_of_shown(self, thing: PurchaseView) -> int:
        """The key of the purchase order shown."""
        return thing.purchase.id

    def remedies(self) -> Remedies:
        """An empty list offers to write one."""
        return [("New purchase order", self.new)]

    def refresh(self) -> None:
        """The next step says what it would do now."""
        shown = self.shown
        event = next_event(shown.purchase) if shown is not None else "send"
        self.bench.commands.retitle("purchasing.next", PURCHASE.title(event))
        super().refresh()

    def visit(self, what: object) -> None:
        """Show a purchase order by its key or number; "new" writes one."""
        if what == "new":
            self.new()
            return
        key = what if isinstance(what, int) else purchase_id_of(self.bench.desk, str(what))
        self.open(key)

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

    def _vendor(self, view: PurchaseView) -> None:
        def send(form: VendorForm) -> None:
            save_vendor(self.bench.desk, form, view.vendor.name)
            self.bench.messages.done(f"{form.name} saved")

        ask_vendor(self, vendor_form(view.vendor), send)

    def _cancel(self, view: PurchaseView) -> None:
        def send(reason: str) -> None:
            purchasing.cancel_purchase(self.bench.desk, view.purchase.id, reason)
            self.bench.messages.done(f"{view.purchase.number} is cancelled")

        ask_reason(self, view, send)
