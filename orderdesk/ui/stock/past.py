"""The stock card as of a past moment: asked for by day and time, shown beside now; nothing can be changed in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from orderdesk.domain.values.money import shown, shown_price
from orderdesk.domain.values.quantity import Quantity, shown_change, shown_quantity
from orderdesk.domain.values.texts import count_word
from orderdesk.domain.values.written.moments import shown_moment, typed_moment
from orderdesk.services.desk import Desk
from orderdesk.services.stock.as_of import ItemThen, item_as_of
from orderdesk.services.stock.stock_views import StockCard
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form
from orderdesk.ui.widgets.lists.detail_panel import DetailPanel, GoodsRow, Section, SumRow
from orderdesk.ui.widgets.pill import Pill

KINDS = {
    "opening": "opening", "receipt": "received", "sale": "sent", "return": "came back", "adjustment": "adjusted",
    "count": "at a count", "move": "moved", "scrap": "scrapped", "take": "handed out",
}  # fmt: skip


class PastCard:
    """The moment that the stock card is shown as of; None is now. `show()` fills the card anew."""

    def __init__(self, bench: Bench, parent: QWidget, show: Callable[[], object]) -> None:
        self.bench, self._parent, self._show = bench, parent, show
        self.at: datetime | None = None

    def ask(self, card: StockCard) -> None:
        """Ask for a moment and show the item as of it."""
        desk = self.bench.desk
        moment = kinds.figure(
            lambda text: typed_moment(text, desk.clock(), desk.calendar), lambda at: shown_moment(at, desk.calendar)
        )
        hint = f"Such as {shown_moment(desk.clock(), desk.calendar)} or yesterday 14:30; a day alone means its end"

        def send(typed: Entered) -> None:
            item_as_of(desk, card.item.item.id, typed["at"])
            self._turn(typed["at"])

        spec = [Field("at", "As of", moment, hint, required=True)]
        ask_form(self._parent, f"{card.item.item.sku} as of", spec, send, verb="Show", values={"at": self.at})

    def leave(self, _card: StockCard | None = None) -> None:
        """Back to now."""
        self._turn(None)

    def why_not(self) -> str | None:
        """Why nothing can be changed: the past is shown."""
        return None if self.at is None else f"{self._words()}. Go back to now first: Ctrl+Shift+G."

    def not_there(self) -> str | None:
        """Why nobody can go back to now: it is shown."""
        return "The card shows the stock of now." if self.at is None else None

    def show(self, panel: DetailPanel, item_id: int) -> None:
        """Fill `panel` with the item as of the moment."""
        assert self.at is not None
        desk = self.bench.desk
        then = item_as_of(desk, item_id, self.at)
        pill = Pill(f"As of {shown_moment(then.at, desk.calendar)}", "info", "half")
        panel.show_head(then.item.name, then.item.sku, [pill])
        panel.banner.say(then.note or f"{self._words()}. Nothing can be changed in the past.", "info")
        sections = [_figures(then), _bins(then), _reserved(then), _since(then), _ledger(then, desk)]
        panel.show_sections([section for section in sections if section is not None])

    def _turn(self, at: datetime | None) -> None:
        self.at = at
        self._show()

    def _words(self) -> str:
        assert self.at is not None
        return f"This is the stock as of {shown_moment(self.at, self.bench.desk.calendar)}"


def _change(then: Quantity, now: Quantity) -> str:
    return f"now {shown_quantity(now)}, {shown_change(now - then)} since" if now != then else "no change since"


def _figures(then: ItemThen) -> Section:
    rows = [
        GoodsRow("", "On hand", _change(then.on_hand, then.on_hand_now), figure=shown_quantity(then.on_hand)),
        GoodsRow("", "Reserved", _change(then.reserved, then.reserved_now), figure=shown_quantity(then.reserved)),
    ]
    cost = shown_price(then.unit_cost, then.currency)
    worth = SumRow(f"Value at {cost}", shown(then.value, then.currency), strong=True, rule=True)
    return Section("Stock", "then").items(rows).sums([worth])


def _bins(then: ItemThen) -> Section | None:
    if not then.bins:
        return None
    return Section("Bins", "then").items(
        [
            GoodsRow(
                "",
                each.code,
                " · ".join(
                    filter(
                        None,
                        (
                            f"{shown_quantity(each.reserved)} reserved" if each.reserved else "",
                            f"now {shown_quantity(each.on_hand_now)}",
                        ),
                    )
                ),
                figure=shown_quantity(each.on_hand),
            )
            for each in then.bins
        ]
    )


def _reserved(then: ItemThen) -> Section | None:
    if not then.reserved_for:
        return None
    rows = [
        GoodsRow("", each.order, f"now {shown_quantity(each.now)}", figure=shown_quantity(each.quantity))
        for each in then.reserved_for
    ]
    return Section("Reserved for", "then").items(rows)


def _since(then: ItemThen) -> Section:
    section = Section("What changed since")
    if not then.since:
        return section.text("Nothing has moved since.", tone="text2")
    count = sum(each.count for each in then.since)
    together = shown_change(then.on_hand_now - then.on_hand)
    rows = [
        GoodsRow("", KINDS.get(each.kind, each.kind).capitalize(), count_word(each.count, "movement"),
             figure=shown_change(each.quantity))
        for each in then.since
    ]  # fmt: skip
    return section.text(f"{count_word(count, 'movement')}, {together} together.").items(rows)


def _ledger(then: ItemThen, desk: Desk) -> Section:
    section = Section("Movements until then", "on hand after")
    if not then.movements:
        return section.text("No movement yet.", tone="text2")
    return section.items(
        [
            GoodsRow(
                "",
                f"{shown_change(row.quantity)} {row.kind} · {row.bin}",
                " · ".join(filter(None, (shown_moment(row.at, desk.calendar), row.document, row.reason, row.user))),
                figure=shown_quantity(row.balance),
            )
            for row in then.movements
        ]
    )
