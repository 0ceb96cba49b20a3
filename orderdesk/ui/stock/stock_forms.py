"""The small forms that change the stock of the chosen item: received, counted, adjusted, moved, scrapped, expected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from orderdesk.domain.values.quantity import shown_quantity
from orderdesk.services.stock.giving_way import GaveWay
from orderdesk.services.stock.stock_views import StockCard
from orderdesk.services.stock.stocking import adjust, expect, move, receive, scrap
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.promises.counting import BIN, ask_change, ask_count, with_gave
from orderdesk.ui.promises.offering import offer_goods
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.form import Entered, Field, Spec

_QUANTITY = Field("quantity", "Quantity", kinds.quantity(), required=True)
_REASON = Field("reason", "Reason", required=True)


class StockForms:
    """Opens the forms over `parent`. What reserved goods would give way to is asked before it is booked."""

    def __init__(self, bench: Bench, parent: QWidget) -> None:
        self.bench, self._parent = bench, parent

    def receive(self, card: StockCard) -> None:
        """Goods come in, and are offered to who waits for them."""
        item = card.item.item
        due = [row for row in card.incoming if row.quantity > row.received]
        known = {"quantity": due[0].quantity - due[0].received, "reference": due[0].reference} if due else {}
        spec = (
            _QUANTITY,
            BIN,
            Field("reference", "Reference", hint="Of the goods that were expected; empty if none"),
        )

        def send(typed: Entered, _sure: bool) -> str:
            receive(self.bench.desk, item.id, **typed)
            offer_goods(self._parent, self.bench, [item.id])
            return f"{shown_quantity(typed['quantity'])} of {item.sku} received"

        self._form(card, "Receive", spec, send, known)

    def count(self, card: StockCard) -> None:
        """What was counted on a shelf, held against the book; first the bins that somebody is to count."""
        item = card.item.item
        ask_count(self._parent, self.bench, item.id, item.sku, card.counts[0].bin if card.counts else "")

    def adjust(self, card: StockCard) -> None:
        """On hand put right by a difference."""
        item, change = card.item.item, kinds.quantity(signed=True)
        spec = (Field("quantity", "Change", change, "3 for three more, -2 for two fewer", required=True), _REASON, BIN)

        def send(typed: Entered, sure: bool) -> str:
            many = typed.pop("quantity")
            gave = adjust(self.bench.desk, item.id, many, **typed, sure=sure)
            return self._and(f"{item.sku} adjusted by {shown_quantity(many)}", gave)

        self._form(card, "Adjust", spec, send)

    def move(self, card: StockCard) -> None:
        """Goods carried from one bin to another."""
        item = card.item.item
        to = Field("to", "To bin", kinds.text(40), "A new code creates a bin", required=True)

        def send(typed: Entered, sure: bool) -> str:
            many, target = typed["quantity"], typed["to"]
            gave = move(self.bench.desk, item.id, many, target, bin=typed["bin"], sure=sure)
            return self._and(f"{shown_quantity(many)} of {item.sku} moved to {target}", gave)

        self._form(card, "Move", (_QUANTITY, replace(BIN, title="From bin"), to), send)

    def scrap(self, card: StockCard) -> None:
        """Goods thrown away."""
        item = card.item.item

        def send(typed: Entered, sure: bool) -> str:
            gave = scrap(self.bench.desk, item.id, **typed, sure=sure)
            return self._and(f"{shown_quantity(typed['quantity'])} of {item.sku} scrapped", gave)

        self._form(card, "Scrap", (_QUANTITY, _REASON), send)

    def expect(self, card: StockCard) -> None:
        """Goods on their way that no purchase order of ours knows."""
        item = card.item.item
        reference = Field("reference", "Reference", hint="Of the vendor's order; empty for the next number")

        def send(typed: Entered, _sure: bool) -> str:
            name = expect(self.bench.desk, item.id, **typed)
            return f"{shown_quantity(typed['quantity'])} of {item.sku} expected under {name}"

        self._form(card, "Expect", (_QUANTITY, reference), send)

    def _form(
        self, card: StockCard, verb: str, spec: Spec, send: Callable[[Entered, bool], str], known: object = None
    ) -> None:
        ask_change(self._parent, self.bench, verb, card.item.item.sku, spec, send, known)

    def _and(self, done: str, gave: Sequence[GaveWay]) -> str:
        return with_gave(self.bench, done, gave)
