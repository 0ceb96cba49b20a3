"""The prices agreed with one customer: all of them in a list, one set after the other, and why a price is paid."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from orderdesk.domain.values.errors import BadInput, NotFound, Refused
from orderdesk.domain.values.money import parse_price, price_with_currency, shown_price
from orderdesk.domain.values.quantity import ONE as ONE_PIECE
from orderdesk.domain.values.quantity import parse_quantity, shown_quantity
from orderdesk.domain.values.written.local import shown_day
from orderdesk.persistence.prices.price_lists import PriceRow
from orderdesk.services.items.catalog import item_of_code, look_for_items
from orderdesk.services.prices import price_lists as prices
from orderdesk.services.prices.price_lists import RowForm
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.section import optional_day, typed_day
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.suggestion_list import Suggestion
from orderdesk.ui.widgets.forms.text_input import ONE, TextInput, shows_back
from orderdesk.ui.widgets.forms.type_ahead import TypeAhead
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.widgets.lists.table import Table
from orderdesk.ui.widgets.lists.table_model import RIGHT, Column

WORDS = "Their own price goes before every list. A price from the same quantity is replaced."
KEYS = "Enter takes a price up to change it, Del removes it."
ASK = "Name an item to see what they pay today, and why."


class PricesDialog(FormDialog):
    """Fields for one price above all that there are; stays open until Esc, so that many can be set."""

    def __init__(self, bench: Bench, parent: QWidget, customer_id: int, name: str, currency: str) -> None:
        self.bench, self.customer_id, self.currency = bench, customer_id, currency
        self.inputs = {"sku": TextInput("SKU or name", scans=ONE)} | {
            each: TextInput() for each in ("from_quantity", "price", "valid_from", "valid_to")
        }
        shows_back(self.inputs["from_quantity"], parse_quantity, shown_quantity)
        shows_back(self.inputs["price"], parse_price, lambda price: shown_price(price, currency))
        for each in ("valid_from", "valid_to"):
            shows_back(self.inputs[each], typed_day, shown_day)
        self.why = Label(ASK, "body", "text2", wrap=True)
        self.table: Table = Table(_columns(currency), lambda each: (each.sku, each.from_quantity), "Their prices")
        self.table.setMinimumHeight(px(220))
        super().__init__(
            parent, f"Prices of {name}", _fields(self.inputs, currency), verb="Set price", send=self._set,
            keep="Close", extra=(self.why, self.table, Label(KEYS, "small", "text2")), width=760, columns=5,
            intro=WORDS,
        )  # fmt: skip
        TypeAhead(self.inputs["sku"], self._offers, self._take, name="Items")
        for each in ("sku", "from_quantity"):
            self.inputs[each].textChanged.connect(lambda _text: self._tell_why())
        self.table.opened.connect(self.take_up)
        self.table.installEventFilter(self)
        self._begin()
        self.read()

    def read(self) -> None:
        """Show the prices as they are now."""
        self.table.show_rows(prices.prices_of_customer(self.bench.desk, self.customer_id))
        self._tell_why()

    def _begin(self) -> None:
        for field in self.inputs.values():
            field.clear()
        self.inputs["from_quantity"].setText(shown_quantity(ONE_PIECE))

    def take_up(self, price: PriceRow) -> None:
        """Fill the fields with a price that is there, to be changed."""
        for name, text in (
            ("sku", price.sku),
            ("from_quantity", shown_quantity(price.from_quantity)),
            ("price", shown_price(price.price, self.currency)),
            ("valid_from", shown_day(price.valid_from)),
            ("valid_to", shown_day(price.valid_to)),
        ):
            self.inputs[name].setText(text)
        self.inputs["price"].setFocus()
        self.inputs["price"].selectAll()

    def accept(self) -> None:
        """A price that was taken leaves the form open for the next."""
        self._begin()
        self.read()
        self.inputs["sku"].setFocus()

    def _set(self) -> None:
        texts = {name: field.text().strip() for name, field in self.inputs.items()}
        start = parse_quantity(texts["from_quantity"], field="from_quantity")
        days = [_day(texts[each], each) for each in ("valid_from", "valid_to")]
        # Refuse an unknown item under its field, in the words of the desk.
        sku = item_of_code(self.bench.desk, texts["sku"]).sku
        row = RowForm(sku, parse_price(texts["price"]), start, *days)
        prices.set_customer_price(self.bench.desk, self.customer_id, row)
        self.bench.messages.done(f"{sku} set at {price_with_currency(row.price, self.currency)}")

    def _remove(self, gone: PriceRow) -> None:
        if self.attempt(partial(remove_price, self.bench, self.customer_id, gone)):
            self.read()

    def _offers(self, typed: str) -> list[Suggestion]:
        return [
            Suggestion(each.id, each.name, f"{each.sku} · {shown_price(each.price, self.currency)}", "package",
                       data=each.sku)
            for each in look_for_items(self.bench.desk, typed)
        ]  # fmt: skip

    def _take(self, offer: Suggestion) -> None:
        self.inputs["sku"].setText(offer.data)

    def _tell_why(self) -> None:
        """What they pay today for what the fields name, and which price that is."""
        sku, typed = self.inputs["sku"].text().strip(), self.inputs["from_quantity"].text()
        try:
            item, count = item_of_code(self.bench.desk, sku), parse_quantity(typed)
            won = prices.why_price(self.bench.desk, self.customer_id, item.sku, count)
        except (Refused, BadInput, NotFound):
            self.why.setText(ASK)
            return
        listed = shown_price(item.price, self.currency)
        shop = f" The shop's price is {listed}." if won.offer else ""
        self.why.setText(f"Today {shown_quantity(count)} × {item.name}: {won.why(self.currency)}.{shop}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Del on a price takes it away.
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self.table:
            row: PriceRow | None = self.table.current_row()
            if event.key() == Qt.Key.Key_Delete and row is not None:
                self._remove(row)
                return True
        return super().eventFilter(watched, event)


def ask_prices(bench: Bench, parent: QWidget, customer_id: int, name: str, currency: str) -> PricesDialog:
    """Show and set the prices agreed with a customer."""
    dialog = PricesDialog(bench, parent, customer_id, name, currency)
    dialog.open()
    return dialog


def remove_price(bench: Bench, customer_id: int, gone: PriceRow) -> None:
    """Let a price no longer count, with Undo."""
    desk = bench.desk
    kept = RowForm(gone.sku, gone.price, gone.from_quantity, gone.valid_from, gone.valid_to)
    prices.remove_customer_price(desk, customer_id, gone.sku, gone.from_quantity)
    bench.messages.done(
        f"Price of {gone.sku} removed",
        lambda: bench.attempt(lambda: prices.set_customer_price(desk, customer_id, kept)),
    )


def said_days(price: PriceRow) -> str:
    """The days a price holds: " from 2027-01-01 to 2027-01-31", "" for always."""
    first = f" from {shown_day(price.valid_from)}" if price.valid_from else ""
    return first + (f" to {shown_day(price.valid_to)}" if price.valid_to else "")


def _columns(currency: str) -> list[Column[PriceRow]]:
    return [
        Column("SKU", lambda each: each.sku, 140),
        Column("Item", lambda each: each.name, 0),
        Column("From", lambda each: shown_quantity(each.from_quantity), 70, align=RIGHT),
        Column(f"Price, {currency}", lambda each: shown_price(each.price, currency), 110, align=RIGHT, strong=True),
        Column("Days", lambda each: said_days(each).strip() or "Always", 210, tone="text2"),
    ]


def _fields(inputs: dict[str, TextInput], currency: str) -> dict[str, FormField]:
    titles = {
        "sku": "Item",
        "from_quantity": "From quantity",
        "price": f"Price, {currency}",
        "valid_from": "First day",
        "valid_to": "Last day",
    }
    hints = {"valid_from": f"Such as {shown_day(date(2027, 1, 31))}", "valid_to": "Empty: without end"}
    required = ("sku", "from_quantity", "price")
    return {
        name: FormField(title, inputs[name], required=name in required, hint=hints.get(name, ""))
        for name, title in titles.items()
    }


def _day(text: str, field: str) -> date | None:
    return optional_day(text, field)
