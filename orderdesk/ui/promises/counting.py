"""The form by which a bin is counted, from the stock card and from what is to be done; and how a change of stock is
asked twice where reserved goods would give way."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from orderdesk.domain.values.quantity import shown_quantity
from orderdesk.domain.values.texts import listed
from orderdesk.services.stock.counting import Counted, CountLine, count
from orderdesk.services.stock.giving_way import GaveWay
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.promises.offering import offer_goods
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.form import Entered, Field, Spec, ask_form, twice

BIN = Field("bin", "Bin", kinds.text(40), "Empty: where the item lies now")
_SPEC = (
    Field("counted", "Counted", kinds.count(), "With what lies in totes and boxes", required=True),
    BIN,
    Field("reason", "Reason"),
)


def ask_count(parent: QWidget, bench: Bench, item_id: int, sku: str, place: str) -> None:
    """Ask what was counted of an item in a bin, and hold it against the book."""

    def send(typed: Entered, sure: bool) -> str:
        line = CountLine(item_id, typed["counted"], typed["bin"])
        (result,) = count(bench.desk, [line], bench.desk.clock(), typed["reason"] or "count", sure=sure)
        if result.difference > 0:
            offer_goods(parent, bench, [item_id])
        return with_gave(bench, _words(result), result.gave_way)

    ask_change(parent, bench, "Count", sku, _SPEC, send, {"bin": place})


def ask_change(
    parent: QWidget,
    bench: Bench,
    verb: str,
    sku: str,
    spec: Spec,
    send: Callable[[Entered, bool], str],
    known: object = None,
) -> None:
    """Ask for a change of an item's stock. `send(typed, sure)` books it and returns what was done; it is sure when the
    same is sent once more."""

    def done(typed: Entered, sure: bool) -> None:
        bench.messages.done(send(typed, sure))

    ask_form(parent, f"{verb} {sku}", spec, twice(done), verb=verb, values=known)


def with_gave(bench: Bench, done: str, gave: Sequence[GaveWay]) -> str:
    """What was done, and which orders wait again for it."""
    return "; ".join([done, *(each.said(bench.desk.today) for each in gave)])


def _words(result: Counted) -> str:
    difference = f", {shown_quantity(abs(result.difference))} {'more' if result.difference > 0 else 'fewer'}"
    said = f"{shown_quantity(result.counted)} of {result.sku} counted{difference if result.difference else ''}"
    found = f", {shown_quantity(result.found)} of them had been missing" if result.found else ""
    lost = f", {shown_quantity(result.lost)} missing given up" if result.lost else ""
    still = f", {shown_quantity(result.missing)} still missing: count {listed(result.look_in)} too"
    return said + found + lost + (still if result.missing else "")
