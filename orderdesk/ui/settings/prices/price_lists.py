"""Price lists: the lists by customer group above, the prices of the one chosen below."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from orderdesk.domain.values.money import shown_price
from orderdesk.domain.values.quantity import ONE, shown_quantity
from orderdesk.domain.values.texts import count_word
from orderdesk.domain.values.written.local import shown_day
from orderdesk.persistence.prices.price_lists import PriceList, PriceRow
from orderdesk.services.prices import price_lists as prices
from orderdesk.services.prices.price_lists import LONGEST_NAME, ListForm, RowForm
from orderdesk.services.shop.shop import shop_now
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.section import WHOLE_SHOP, SettingsSection
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.card import row
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.day_input import Today
from orderdesk.ui.widgets.forms.dialog import ask
from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.widgets.lists.table import Table
from orderdesk.ui.widgets.lists.table_model import RIGHT, Column

WORDS = "Customers of a group pay by its lists; their own price goes before, orders keep theirs."


class PriceListsSection(SettingsSection):
    """Enter on a list changes its days, Enter on a price sets it anew."""

    def __init__(self, bench: Bench) -> None:
        super().__init__("Price lists", WHOLE_SHOP, WORDS)
        self.bench = bench
        self.currency = shop_now(bench.desk).currency
        self.list: Table = Table(_list_columns(), lambda each: each.name, "Price lists")
        self.rows: Table = Table(_row_columns(self._currency), lambda each: (each.sku, each.from_quantity), "Prices")
        self.list.setMinimumHeight(px(144))
        self.rows.setMinimumHeight(px(180))
        self.meaning = Label("", "small", "text2", wrap=True)
        self.add = Button("Add list", self.ask_list, role="primary", icon="plus")
        self.change = Button("Change list", self._change, icon="pencil")
        self.drop = Button("Remove list", self._remove_list, icon="trash-2")
        self.set = Button("Set price", self.ask_price, icon="plus")
        self.unset = Button("Remove price", self._remove_price, icon="trash-2")
        self.body.addWidget(self.list)
        self.body.addLayout(row(self.add, self.change, self.drop, None))
        self.body.addWidget(self.meaning)
        self.body.addWidget(self.rows)
        self.body.addLayout(row(self.set, self.unset, None))
        self.list.opened.connect(self.ask_list)
        self.list.current_changed.connect(lambda _list: self._read_rows())
        self.rows.opened.connect(self.ask_price)
        bench.changed.connect(self._heard)
        self.read()

    def read(self) -> None:
        """Show the lists as they are now, and the prices of the one chosen."""
        self.list.show_rows(prices.price_lists(self.bench.desk))
        if self.list.current_number() < 0:
            self.list.select_first()
        self._read_rows()

    def _read_rows(self) -> None:
        chosen: PriceList | None = self.list.current_row()
        found = prices.rows_of_list(self.bench.desk, chosen.name) if chosen else []
        self.rows.show_rows(found)
        if found and self.rows.current_number() < 0:
            self.rows.select_first()
        for button in (self.change, self.drop, self.set):
            button.setEnabled(chosen is not None)
        self.unset.setEnabled(bool(found))
        said = f"Prices of {chosen.name}, in {chosen.currency}" if chosen else "Everybody pays the shop's prices."
        self.meaning.setText(said)

    def _currency(self) -> str:
        """The currency of the list chosen."""
        chosen: PriceList | None = self.list.current_row()
        return chosen.currency if chosen else self.currency

    def _heard(self, topics: frozenset[str]) -> None:
        if not topics or topics & {"shop", "items"}:
            self.read()

    def _change(self) -> None:
        self.ask_list(self.list.current_row())

    def ask_list(self, known: PriceList | None = None) -> None:
        """Ask for a list, or for the group and days of one that is there; its name stays."""

        def send(typed: Entered) -> None:
            made = ListForm(**{"name": known.name if known else "", **typed})
            prices.save_list(self.bench.desk, made)
            self.bench.messages.done(f"{made.name} saved")
            self.read()
            self.list.select_key(made.name)

        title = f"Change {known.name}" if known else "Add a price list"
        spec = _list_spec(self.currency, lambda: self.bench.desk.today)[known is not None :]
        ask_form(self, title, spec, send, verb="Save list", values=known, width=480)

    def ask_price(self, known: PriceRow | None = None) -> None:
        """Ask for a price on the chosen list; it begins as the one given."""
        chosen: PriceList | None = self.list.current_row()
        if chosen is None:
            return
        spec = (
            Field("sku", "Item", kinds.text(placeholder="SKU or barcode"), required=True),
            Field("from_quantity", "From quantity", kinds.quantity(), required=True),
            Field("price", f"Price, {chosen.currency}", kinds.price(chosen.currency), required=True),
        )

        def send(typed: Entered) -> None:
            made = RowForm(**typed)
            prices.set_list_price(self.bench.desk, chosen.name, made)
            self.bench.messages.done(f"{made.sku} set on {chosen.name}")
            self._read_rows()

        title = f"Set a price on {chosen.name}"
        ask_form(self, title, spec, send, verb="Set price", values=known or {"from_quantity": ONE}, width=480)

    def _remove_list(self) -> None:
        chosen: PriceList | None = self.list.current_row()
        if chosen is not None:
            ask(
                self,
                f"Remove {chosen.name}?",
                f"{count_word(chosen.rows, 'price')} will go with it. Orders that were priced by it keep their prices.",
                verb="Remove list",
                keep="Keep it",
                confirmed=lambda: self.bench.attempt(
                    lambda: prices.remove_list(self.bench.desk, chosen.name), f"{chosen.name} removed"
                ),
            )

    def _remove_price(self) -> None:
        chosen: PriceList | None = self.list.current_row()
        gone: PriceRow | None = self.rows.current_row()
        if chosen is None or gone is None:
            return
        desk, kept = self.bench.desk, RowForm(gone.sku, gone.price, gone.from_quantity)
        self.bench.attempt(
            lambda: prices.remove_list_price(desk, chosen.name, gone.sku, gone.from_quantity),
            f"{gone.sku} from {shown_quantity(gone.from_quantity)} is off {chosen.name}",
            undo=lambda: prices.set_list_price(desk, chosen.name, kept),
        )


def _list_columns() -> list[Column[PriceList]]:
    return [
        Column("List", lambda each: each.name, 0),
        Column("Group", lambda each: each.group, 150),
        Column("Currency", lambda each: each.currency, 84),
        Column("First day", lambda each: shown_day(each.valid_from) or "Always", 110),
        Column("Last day", lambda each: shown_day(each.valid_to) or "Open", 110),
        Column("Prices", lambda each: str(each.rows), 76, align=RIGHT),
    ]


def _row_columns(currency: Callable[[], str]) -> list[Column[PriceRow]]:
    return [
        Column("SKU", lambda each: each.sku, 140),
        Column("Item", lambda each: each.name, 0),
        Column("From", lambda each: shown_quantity(each.from_quantity), 84, align=RIGHT),
        Column("Price", lambda each: shown_price(each.price, currency()), 120, align=RIGHT),
    ]


def _list_spec(currency: str, today: Today) -> list[Field]:
    """The fields of a list; the first is asked only of a new one."""
    name, day = kinds.text(LONGEST_NAME), kinds.day(today)
    return [
        Field("name", "Name", name, required=True),
        Field("group", "Customer group", name, "Made when there is none of that name", required=True),
        Field("currency", "Currency", name, f"Empty is {currency}; another needs an exchange rate"),
        Field("valid_from", "First day", day, f"Such as {shown_day(date(2027, 1, 31))}; empty is without end"),
        Field("valid_to", "Last day", day),
    ]
