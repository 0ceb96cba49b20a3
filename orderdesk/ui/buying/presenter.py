"""The list of purchase orders and the one being written, without a window."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from orderdesk.domain.buying.purchasing import PurchaseLineRequest, PurchaseRequest, cost_of
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Amount, Price, parse_price
from orderdesk.domain.values.quantity import ONE, Quantity, parse_quantity
from orderdesk.services.buying.purchase_views import (
    PurchaseRow,
    PurchaseView,
    purchase_counts,
    purchase_page,
    suggestions,
    view_purchase,
)
from orderdesk.services.desk import Desk
from orderdesk.services.items.catalog import item_of, vendors_of
from orderdesk.ui.bench.list_data import ListData, counted

VIEWS = (("open", "Open"), ("draft", "To send"), ("late", "Late"), ("received", "Received"), ("all", "All"))
_NOTHING = {
    "open": ("Nothing is on order", "Write a purchase order with Ctrl+N; items that run low are suggested."),
    "draft": ("Nothing to send", "Purchase orders that are written and not yet sent appear here."),
    "late": ("Nothing is late", "Purchase orders that should have come by now appear here."),
    "received": ("Nothing received yet", "Purchase orders of which all has come appear here."),
    "all": ("No purchase orders yet", "Write the first one with Ctrl+N."),
}


PURCHASES: ListData[PurchaseRow, PurchaseView] = ListData(
    lambda desk, view, typed, after: purchase_page(desk, view, typed=typed, before=after.id if after else None),
    view_purchase,
    counted({"open": "open", "draft": "to send", "late": "late"}),
    _NOTHING,
    "Search by number, vendor or their reference.",
    VIEWS,
    purchase_counts,
)
"""The purchase orders, the newest on top."""


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A line being written; `key` is its own."""

    key: int
    item_id: int
    sku: str
    name: str
    quantity: Quantity
    cost: Price
    due: date | None = None


@dataclass
class PurchaseEntry:
    """The purchase order being written."""

    desk: Desk
    currency: str
    lines: tuple[EntryLine, ...] = field(default=())

    def vendors(self) -> list[tuple[str, str]]:
        """The vendors to choose from, each with how many items are worth buying of them; first "a new one"."""
        short: dict[str, int] = {}
        for each in suggestions(self.desk):
            short[each.need.vendor] = short.get(each.need.vendor, 0) + 1
        names = [each.name for each in vendors_of(self.desk)]
        return [*((name, _with(name, short.get(name, 0))) for name in names), ("", "A new vendor")]

    def begin(self, view: PurchaseView) -> None:
        """Take the lines of a draft."""
        self.lines = tuple(
            EntryLine(
                *(each.position, each.item_id, each.sku, each.name, each.quantity, each.cost),
                # A day that is the order's own follows it.
                each.due if each.due != view.purchase.due else None,
            )
            for each in view.lines
        )

    def suggest(self, vendor: str) -> int:
        """Add what is suggested of a vendor; returns how many lines came in."""
        found = [
            each
            for each in suggestions(self.desk, vendor)
            if all(line.item_id != each.need.item_id for line in self.lines)
        ]
        self.lines += tuple(
            EntryLine(key, each.need.item_id, each.need.sku, each.need.name, each.quantity, each.need.cost)
            for key, each in enumerate(found, start=self._next)
        )
        return len(found)

    def add(self, item_id: int, count: str) -> int:
        """Add an item, or more of one that is there; returns the key of its line."""
        quantity = parse_quantity(count) if count else ONE
        known = next((line for line in self.lines if line.item_id == item_id), None)
        if known is not None:
            self._put(replace(known, quantity=known.quantity + quantity))
            return known.key
        item = item_of(self.desk, item_id).item
        if not item.stocked:
            raise Refused(f"{item.sku} is not kept in stock.", field="sku")
        self.lines += (EntryLine(self._next, item.id, item.sku, item.name, quantity, item.cost),)
        return self.lines[-1].key

    def commit(self, key: int, column: str, text: str) -> None:
        """Take a quantity or a cost as typed."""
        line = next(each for each in self.lines if each.key == key)
        if column == "qty":
            self._put(replace(line, quantity=parse_quantity(text)))
        else:
            self._put(replace(line, cost=parse_price(text, field="cost")))

    def remove(self, key: int) -> None:
        """Take a line out."""
        self.lines = tuple(line for line in self.lines if line.key != key)

    @property
    def total(self) -> Amount:
        """What the lines come to, before tax."""
        return sum(cost_of(line.quantity, line.cost, self.currency) for line in self.lines)

    def request(self, vendor: str, newcomer: str, due: date | None, reference: str, note: str) -> PurchaseRequest:
        """The purchase order as it is asked for."""
        lines = tuple(PurchaseLineRequest(line.sku, line.quantity, line.cost, line.due) for line in self.lines)
        return PurchaseRequest(vendor or newcomer, lines, due, reference, note, new_vendor=not vendor)

    @property
    def _next(self) -> int:
        return max((line.key for line in self.lines), default=0) + 1

    def _put(self, changed: EntryLine) -> None:
        self.lines = tuple(changed if line.key == changed.key else line for line in self.lines)


def _with(name: str, count: int) -> str:
    return f"{name} ({count} to buy)" if count else name
