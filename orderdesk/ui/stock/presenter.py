"""The inventory list as data."""

from __future__ import annotations

from orderdesk.domain.values.texts import count_word
from orderdesk.persistence.stock.lists import InventoryRow
from orderdesk.services.stock.stock_views import StockCard, inventory_counts, inventory_page, stock_card
from orderdesk.ui.bench.list_data import Counts, ListData

VIEWS = (
    ("all", "All"),
    ("low", "Low"),
    ("out", "Out of stock"),
    ("overstock", "Overstock"),
    ("to-count", "To count"),
    ("retired", "Off sale"),
)
_NOTHING = {
    "all": ("No items yet", "Add the first one with Ctrl+N, or import them from a file."),
    "low": ("Nothing runs low", "Items at or below their reorder point appear here."),
    "out": ("Nothing is out of stock", "Items of which nothing can be promised appear here."),
    "overstock": ("No overstock", "Items far above their reorder point appear here."),
    "to-count": ("Nothing is to be counted", "Items of which a picker found fewer than the book says appear here."),
    "retired": ("Everything is on sale", "Items that were taken off sale appear here; they can be sold again."),
}


def _summary(counts: Counts) -> str:
    parts = [count_word(counts.get("all", 0), "item")]
    words = {"out": "out of stock", "low": "low", "overstock": "overstocked", "to-count": "to count"}
    parts += [f"{counts[view]:,} {word}" for view, word in words.items() if counts.get(view)]
    return " · ".join(parts)


ITEMS: ListData[InventoryRow, StockCard] = ListData(
    lambda desk, view, typed, after: inventory_page(desk, view=view, search=typed, after=after.sku if after else None),
    stock_card,
    _summary,
    _NOTHING,
    "Search by SKU, barcode or words of the name.",
    VIEWS,
    lambda desk: dict(inventory_counts(desk)),
    searched_alone=frozenset({"retired"}),
)
"""The items by SKU."""
