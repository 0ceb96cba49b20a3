"""The inventory tab: the list of items, the stock card of the chosen one, and what can be done with its stock."""

from __future__ import annotations

from collections.abc import Callable

from orderdesk.domain.values.quantity import ONE, Quantity
from orderdesk.persistence.stock.lists import InventoryRow
from orderdesk.services.items.catalog import edit_item, form_of, item_of, item_of_code
from orderdesk.services.items.item_forms import ItemForm
from orderdesk.services.shop.shop import shop_now
from orderdesk.services.stock.opening_stock import add_stocked_item
from orderdesk.services.stock.stock_views import StockCard
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.commands import Command
from orderdesk.ui.bench.list_tab import ListTab, Remedies, import_button
from orderdesk.ui.stock.columns import inventory_columns
from orderdesk.ui.stock.detail import show_card
from orderdesk.ui.stock.item_doors import ItemDoors
from orderdesk.ui.stock.item_form import ask_item
from orderdesk.ui.stock.past import PastCard
from orderdesk.ui.stock.presenter import ITEMS
from orderdesk.ui.stock.stock_forms import StockForms
from orderdesk.ui.widgets.button import ActionButton, MenuButton
from orderdesk.ui.widgets.lists.table import Table

CONTEXT = "inventory"
MORE = (
    "inventory.count",
    "inventory.adjust",
    "inventory.move",
    "inventory.scrap",
    "inventory.expect",
    "inventory.stop",
    "inventory.correct",
    "inventory.promise",
    "inventory.as-of",
    "inventory.now",
    "",
    "inventory.picture",
    "inventory.sale",
    "inventory.edit",
)


class InventoryTab(ListTab[InventoryRow, StockCard]):
    """The items beside the stock card."""

    CONTEXT = CONTEXT
    TOPICS = frozenset({"stock", "items", "orders"})
    EMPTY_ICON = "boxes"
    MORE = MORE

    def __init__(self, bench: Bench) -> None:
        self.shop = shop_now(bench.desk)
        self._forms, self._doors = StockForms(bench, self), ItemDoors(bench, self)
        self.past = PastCard(bench, self, self._shown_anew)
        super().__init__(
            bench,
            ITEMS,
            "Inventory",
            Table(inventory_columns(bench.desk.today, self.shop.currency), lambda row: row.id, "Items"),
            search="Search items by SKU, barcode or name",
            detail="Stock card",
        )
        bench.commands.add(self._commands(), self)
        action = bench.commands.action
        self.head.add(
            import_button(bench),
            ActionButton(action("go.purchasing")),
            ActionButton(action("inventory.new")),
            ActionButton(action("inventory.receive"), role="primary"),
        )
        self.panel.set_buttons(
            ActionButton(action("inventory.adjust")),
            ActionButton(action("inventory.move")),
            MenuButton("", icon="ellipsis", fill=self.fill_more, name="More for this item"),
        )
        self.begin()

    def _commands(self) -> list[Command]:
        make, keep, forms = self._on_item, self._on_kept, self._forms
        return [
            Command("inventory.new", "New item", self._new, None, "Ctrl+N", "plus", CONTEXT, "Inventory"),
            keep("inventory.receive", "Receive goods", forms.receive, "Ctrl+R", "download"),
            keep("inventory.adjust", "Adjust", forms.adjust, "Ctrl+J", "pencil"),
            keep("inventory.count", "Count", forms.count, "Ctrl+Shift+J", "clipboard-list"),
            keep("inventory.move", "Move", forms.move, "Ctrl+M", "arrow-right"),
            keep("inventory.scrap", "Scrap", forms.scrap, "", "trash-2"),
            keep("inventory.expect", "Expect goods", forms.expect, "", "clock"),
            *self._door_commands(),
            make("inventory.edit", "Edit item", self._edit, "Ctrl+E", "pencil"),
            make("inventory.promise", "Earliest ship date", self._promise, "F6", "clock"),
            self._in_time("inventory.as-of", "As of…", self.past.ask, "Ctrl+G", "clock"),
            self._in_time(
                "inventory.now", "Back to now", self.past.leave, "Ctrl+Shift+G", "undo-2", self.past.not_there
            ),
        ]

    def _door_commands(self) -> list[Command]:
        make, doors = self._on_item, self._doors
        coming = "Nothing more of it is expected."
        return [
            make(
                "inventory.stop",
                "Expect no more",
                doors.stop_expecting,
                "Ctrl+Shift+E",
                "x",
                self._unless(lambda card: any(row.quantity > row.received for row in card.incoming), coming),
            ),
            make(
                "inventory.correct",
                "Correct a movement",
                doors.correct,
                "Ctrl+Shift+Z",
                "undo-2",
                self._unless(lambda card: bool(card.movements), "Nothing of it has moved yet."),
            ),
            make("inventory.picture", "Picture", doors.picture, "Ctrl+Shift+I", ""),
            make("inventory.sale", "Take off sale, or sell again", doors.sale, "Ctrl+Shift+O", ""),
        ]

    def _unless(self, able: Callable[[StockCard], bool], why: str) -> Callable[[], str | None]:
        return lambda: None if self.shown is None or able(self.shown) else why

    def _on_item(
        self,
        name: str,
        title: str,
        run: Callable[[StockCard], object],
        keys: str,
        icon: str,
        refusal: Callable[[], str | None] = lambda: None,
    ) -> Command:
        """What is done with the item now, and therefore not while the card shows a past moment."""
        return self._in_time(name, title, run, keys, icon, lambda: self.past.why_not() or refusal())

    def _on_kept(self, name: str, title: str, run: Callable[[StockCard], object], keys: str, icon: str) -> Command:
        """What is done with the stock of an item, and therefore not with what has none."""
        return self._on_item(name, title, run, keys, icon, lambda: self._chosen().not_kept)

    def _in_time(
        self,
        name: str,
        title: str,
        run: Callable[[StockCard], object],
        keys: str,
        icon: str,
        refusal: Callable[[], str | None] = lambda: None,
    ) -> Command:
        return Command(
            name,
            title,
            lambda: run(self._chosen()),
            lambda: refusal() if self.shown else "Choose an item first.",
            keys,
            icon,
            CONTEXT,
            "Item",
        )

    def _chosen(self) -> StockCard:
        assert self.shown is not None
        return self.shown

    def visit(self, what: object) -> None:
        """Open an item by its key, SKU or barcode."""
        self.open(what if isinstance(what, int) else item_of_code(self.bench.desk, str(what)).id)

    def show_thing(self, thing: StockCard) -> None:
        """Fill the stock card."""
        if self.past.at is None:
            show_card(self.panel, thing, self.shop.currency, self.bench.desk.today, self.bench.desk.calendar)
        elif not self.bench.attempt(lambda: self.past.show(self.panel, thing.item.item.id)):
            self.past.leave()

    def _shown_anew(self) -> None:
        if self.shown is not None:
            self.show_thing(self.shown)
        self.refresh()

    def key_of_shown(self, thing: StockCard) -> int:
        """The key of the item shown."""
        return thing.item.item.id

    def remedies(self) -> Remedies:
        """An empty list offers to add an item, or to bring many in."""
        return [("New item", self._new), ("Import a file", lambda: self.bench.go.emit("import", None))]

    def _promise(self, card: StockCard) -> None:
        from orderdesk.services.promises.promising import promise_item
        from orderdesk.ui.promises.promise_panel import promise_panel

        item = card.item.item
        promise_panel(self, item.name, item.sku, promise_item(self.bench.desk, item.id, ONE))

    # Items

    def _classes(self) -> list[tuple[str, str]]:
        return [(name, name.capitalize()) for name in self.shop.tax_profile.classes]

    def _new(self) -> None:
        def send(form: ItemForm, opening: Quantity) -> None:
            saved = add_stocked_item(self.bench.desk, form, opening)
            self.bench.messages.done(f"Item {form.sku} added")
            self.open(saved.id)

        ask_item(self, "New item", ItemForm("", ""), self._classes(), self.shop.currency, send, new=True)

    def _edit(self, card: StockCard) -> None:
        item = card.item.item

        def send(form: ItemForm, _opening: Quantity) -> None:
            edit_item(self.bench.desk, item.id, form, version=item.version)
            self.bench.messages.done(f"Item {form.sku} saved")

        form = form_of(item_of(self.bench.desk, item.id))
        ask_item(self, f"Edit {item.sku}", form, self._classes(), self.shop.currency, send)
