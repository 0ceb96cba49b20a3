"""The prices agreed with one customer: all of them in a list, one set after the other, and why a price is paid."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from orderdesk.domain.values.errors import BadInput, NotFound, Refused
from orderdesk.domain.values.money import price_with_currency, shown_price
from orderdesk.domain.values.quantity import ONE as ONE_PIECE
from orderdesk.domain.values.quantity import parse_quantity, shown_quantity
from orderdesk.domain.values.written.local import shown_day
from orderdesk.persistence.prices.price_lists import PriceRow
from orderdesk.services.items.catalog import item_of_code, look_for_items
from orderdesk.services.prices import price_lists as prices
from orderdesk.services.prices.price_lists import RowForm
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.day_input import Today
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form import Field, entered, make_fields
from orderdesk.ui.widgets.forms.suggestion_list import Suggestion
from orderdesk.ui.widgets.forms.text_input import ONE
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
        fields = make_fields(_spec(currency, lambda: bench.desk.today))
        self.inputs: dict[str, Any] = {each: field.editor for each, field in fields.items()}
        self.why = Label(ASK, "body", "text2", wrap=True)
        self.table: Table = Table(_columns(currency), lambda each: (each.sku, each.from_quantity), "Their prices")
        self.table.setMinimumHeight(px(220))
        super().__init__(
            parent, f"Prices of {name}", fields, verb="Set price", send=self._set,
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
        self.fields["from_quantity"].set_value(ONE_PIECE)

    def take_up(self, price: PriceRow) -> None:
        """Fill the fields with a price that is there, to be changed."""
        for name, field in self.fields.items():
            field.set_value(getattr(price, name))
        self.inputs["price"].setFocus()
        self.inputs["price"].selectAll()

    def accept(self) -> None:
        """A price that was taken leaves the form open for the next."""
        self._begin()
        self.read()
        self.inputs["sku"].setFocus()

    def _set(self) -> None:
        typed = entered(self.fields)
        # Refuse an unknown item under its field, in the words of the desk.
        sku = item_of_code(self.bench.desk, typed["sku"]).sku
        row = RowForm(**{**typed, "sku": sku})
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


def _spec(currency: str, today: Today) -> list[Field]:
    day = kinds.day(today)
    return [
        Field("sku", "Item", kinds.text(placeholder="SKU or name", scans=ONE), required=True),
        Field("from_quantity", "From quantity", kinds.quantity(), required=True),
        Field("price", f"Price, {currency}", kinds.price(currency), required=True),
        Field("valid_from", "First day", day, f"Such as {shown_day(date(2027, 1, 31))}"),
        Field("valid_to", "Last day", day, "Empty: without end"),
    ]
