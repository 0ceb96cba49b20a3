"""What a person sees of buying: one purchase order whole, the list of them, and what is worth buying."""

from __future__ import annotations

from dataclasses import dataclass

from orderdesk.domain.buying.purchasing import Purchase, PurchaseLine, cost_of, worth_buying
from orderdesk.domain.lifecycles import PurchaseState
from orderdesk.domain.values.errors import NotFound
from orderdesk.domain.values.money import Amount
from orderdesk.domain.values.quantity import Quantity
from orderdesk.persistence.buying import lists as queries
from orderdesk.persistence.buying import records as purchasing
from orderdesk.persistence.buying.lists import VIEWS, Need, PurchaseRow
from orderdesk.persistence.buying.records import Receipt
from orderdesk.persistence.items import records as catalog
from orderdesk.persistence.record.history import EventRow, history_of
from orderdesk.services.desk import Desk

__all__ = [
    "VIEWS",
    "BuyingSuggestion",
    "Need",
    "PurchaseRow",
    "PurchaseView",
    "purchase_counts",
    "purchase_id_of",
    "purchase_page",
    "suggestions",
    "view_purchase",
]


@dataclass(frozen=True, slots=True)
class PurchaseView:
    """A purchase order whole: its vendor, lines, what came in and its history, the latest first."""

    purchase: Purchase
    vendor: catalog.Vendor
    lines: tuple[PurchaseLine, ...]
    receipts: tuple[Receipt, ...]
    events: tuple[EventRow, ...]

    @property
    def total(self) -> Amount:
        """What its lines come to, before tax."""
        return sum(cost_of(line.quantity, line.cost, self.purchase.currency) for line in self.lines)

    @property
    def open(self) -> bool:
        """Whether goods of it are still to come."""
        return self.purchase.state in (PurchaseState.SENT, PurchaseState.PART_RECEIVED)


@dataclass(frozen=True, slots=True)
class BuyingSuggestion:
    """An item worth buying, and how much of it."""

    need: Need
    quantity: Quantity


def purchase_id_of(desk: Desk, number: str) -> int:
    """The key of a purchase order by its number; refuse an unknown one."""
    with desk.reading() as connection:
        found = purchasing.purchase_id_by_number(connection, number)
    if found is None:
        raise NotFound(f"There is no purchase order {number[:40]}.", field="number")
    return found


def view_purchase(desk: Desk, purchase_id: int) -> PurchaseView:
    """A purchase order whole."""
    with desk.reading() as connection:
        found = purchasing.read_purchase(connection, purchase_id)
        if found is None:
            raise NotFound("There is no such purchase order.", field="purchase")
        vendor = catalog.read_vendor(connection, found.vendor_id)
        assert vendor is not None
        return PurchaseView(
            found,
            vendor,
            purchasing.read_purchase_lines(connection, found.id),
            purchasing.receipts_of(connection, found.id),
            tuple(history_of(connection, "purchase", found.id)),
        )


def purchase_page(
    desk: Desk, view: str = "open", *, typed: str = "", before: int | None = None, limit: int = queries.PAGE
) -> list[PurchaseRow]:
    """A page of a view of the purchase orders, the newest on top."""
    with desk.reading() as connection:
        return queries.purchase_rows(connection, view, desk.today, typed=typed, before=before, limit=limit)


def purchase_counts(desk: Desk) -> dict[str, int]:
    """How many purchase orders each view shows."""
    with desk.reading() as connection:
        return queries.purchase_counts(connection, desk.today)


def suggestions(desk: Desk, vendor: str | None = None) -> list[BuyingSuggestion]:
    """What is worth buying, by vendor and SKU; of one vendor when named ("" for items without one)."""
    with desk.reading() as connection:
        found = queries.needs(connection)
    wanted = [
        BuyingSuggestion(each, worth_buying(each.reorder_point, each.available, each.coming, each.waiting))
        for each in found
        if vendor is None or each.vendor == vendor
    ]
    return [each for each in wanted if each.quantity > 0]
