"""The small forms that change the stock of the chosen item: received, counted, adjusted, moved, scrapped, expected."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from orderdesk.domain.values.errors import Doubtful
from orderdesk.domain.values.quantity import Quantity, parse_count, parse_quantity, shown_quantity
from orderdesk.services.stock.counting import Counted, CountLine, count
from orderdesk.services.stock.giving_way import GaveWay
from orderdesk.services.stock.stock_views import StockCard
from orderdesk.services.stock.stocking import adjust, expect, move, receive, scrap
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.promises.offering import offer_goods
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.text_input import ParsedInput, TextInput

_HERE = "Empty: where the item lies now"


def signed_quantity(text: str) -> Quantity:
    """A change of stock: "3" or "-2"."""
    return parse_quantity(text, signed=True)


class StockForms:
    """Opens the forms over `parent`. What reserved goods would give way to is asked before it is booked."""

    def __init__(self, bench: Bench, parent: QWidget) -> None:
        self.bench, self._parent = bench, parent

    def receive(self, card: StockCard) -> None:
        """Goods come in, and are offered to who waits for them."""
        item = card.item.item
        quantity = ParsedInput(parse_quantity, shown_quantity)
        place, reference = TextInput(longest=40), TextInput()
        due = [row for row in card.incoming if row.quantity > row.received]
        if due:
            quantity.set_value(due[0].quantity - due[0].received)
            reference.setText(due[0].reference)
        fields = {
            "quantity": FormField("Quantity", quantity, required=True),
            "bin": FormField("Bin", place, hint=_HERE),
            "reference": FormField("Reference", reference, hint="Of the goods that were expected; empty if none"),
        }

        def send(_sure: bool) -> str:
            got = quantity.value()
            receive(self.bench.desk, item.id, got, bin=place.text().strip(), reference=reference.text().strip())
            offer_goods(self._parent, self.bench, [item.id])
            return f"{shown_quantity(got)} of {item.sku} received"

        self._form(card, "Receive", fields, send)

    def count(self, card: StockCard) -> None:
        """What was counted on a shelf, held against the book."""
        item = card.item.item
        counted = ParsedInput(parse_count, shown_quantity)
        place, reason = TextInput(longest=40), TextInput()
        fields = {
            "counted": FormField("Counted", counted, required=True, hint="With what lies in totes and boxes"),
            "bin": FormField("Bin", place, hint=_HERE),
            "reason": FormField("Reason", reason),
        }

        def send(sure: bool) -> str:
            line = CountLine(item.id, counted.value() or 0, place.text().strip())
            desk = self.bench.desk
            (result,) = count(desk, [line], desk.clock(), reason.text().strip() or "count", sure=sure)
            if result.difference > 0:
                offer_goods(self._parent, self.bench, [item.id])
            return self._and(_count_words(result), result.gave_way)

        self._form(card, "Count", fields, send)

    def adjust(self, card: StockCard) -> None:
        """On hand put right by a difference."""
        item = card.item.item
        change = ParsedInput(signed_quantity, shown_quantity)
        reason, place = TextInput(), TextInput(longest=40)
        fields = {
            "quantity": FormField("Change", change, required=True, hint="3 for three more, -2 for two fewer"),
            "reason": FormField("Reason", reason, required=True),
            "bin": FormField("Bin", place, hint=_HERE),
        }

        def send(sure: bool) -> str:
            desk, many = self.bench.desk, change.value()
            gave = adjust(desk, item.id, many, reason.text(), bin=place.text().strip(), sure=sure)
            return self._and(f"{item.sku} adjusted by {shown_quantity(many)}", gave)

        self._form(card, "Adjust", fields, send)

    def move(self, card: StockCard) -> None:
        """Goods carried from one bin to another."""
        item = card.item.item
        quantity = ParsedInput(parse_quantity, shown_quantity)
        source, target = TextInput(longest=40), TextInput(longest=40)
        fields = {
            "quantity": FormField("Quantity", quantity, required=True),
            "bin": FormField("From bin", source, hint=_HERE),
            "to": FormField("To bin", target, required=True, hint="A new code creates a bin"),
        }

        def send(sure: bool) -> str:
            desk, many, to = self.bench.desk, quantity.value(), target.text().strip()
            gave = move(desk, item.id, many, to, bin=source.text().strip(), sure=sure)
            return self._and(f"{shown_quantity(many)} of {item.sku} moved to {to}", gave)

        self._form(card, "Move", fields, send)

    def scrap(self, card: StockCard) -> None:
        """Goods thrown away."""
        item = card.item.item
        quantity, reason = ParsedInput(parse_quantity, shown_quantity), TextInput()
        fields = {
            "quantity": FormField("Quantity", quantity, required=True),
            "reason": FormField("Reason", reason, required=True),
        }

        def send(sure: bool) -> str:
            gave = scrap(self.bench.desk, item.id, quantity.value(), reason.text(), sure=sure)
            return self._and(f"{shown_quantity(quantity.value())} of {item.sku} scrapped", gave)

        self._form(card, "Scrap", fields, send)

    def expect(self, card: StockCard) -> None:
        """Goods on their way that no purchase order of ours knows."""
        item = card.item.item
        quantity, reference = ParsedInput(parse_quantity, shown_quantity), TextInput()
        fields = {
            "quantity": FormField("Quantity", quantity, required=True),
            "reference": FormField("Reference", reference, hint="Of the vendor's order; empty for the next number"),
        }

        def send(_sure: bool) -> str:
            name = expect(self.bench.desk, item.id, quantity.value(), reference=reference.text().strip())
            return f"{shown_quantity(quantity.value())} of {item.sku} expected under {name}"

        self._form(card, "Expect", fields, send)

    def _form(self, card: StockCard, verb: str, fields: dict[str, FormField], send: Callable[[bool], str]) -> None:
        """`send(sure)` books it and returns what was done; it is sure when the same is sent once more."""
        doubted: list[list[str]] = []

        def submit() -> None:
            typed = [field.text for field in fields.values()]
            try:
                self.bench.messages.done(send(typed in doubted))
            except Doubtful as said:
                doubted.append(typed)
                raise Doubtful(f"{said} Ctrl+Enter again books it all the same.") from None

        FormDialog(self._parent, f"{verb} {card.item.item.sku}", fields, verb=verb, send=submit).open()

    def _and(self, done: str, gave: Sequence[GaveWay]) -> str:
        return "; ".join([done, *(each.said(self.bench.desk.today) for each in gave)])


def _count_words(result: Counted) -> str:
    difference = f", {shown_quantity(abs(result.difference))} {'more' if result.difference > 0 else 'fewer'}"
    said = f"{shown_quantity(result.counted)} of {result.sku} counted{difference if result.difference else ''}"
    found = f", {shown_quantity(result.found)} of them had been missing" if result.found else ""
    lost = f", {shown_quantity(result.lost)} missing given up" if result.lost else ""
    return said + found + lost
