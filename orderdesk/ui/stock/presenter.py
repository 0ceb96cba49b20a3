"""The inventory list without a window: the view, the search, and the item chosen."""

from __future__ import annotations

from orderdesk.domain.values.texts import count_word
from orderdesk.persistence.stock.lists import InventoryRow
from orderdesk.services.desk import Desk
from orderdesk.services.stock.stock_views import StockCard, inventory_counts, inventory_page, stock_card

VIEWS = (("all", "All"), ("low", "Low"), ("out", "Out of stock"), ("overstock", "Overstock"), ("retired", "Off sale"))
_NOTHING = {
    "all": ("No items yet", "Add the first one with Ctrl+N, or import them from a file."),
    "low": ("Nothing runs low", "Items at or below their reorder point appear here."),
    "out": ("Nothing is out of stock", "Items of which nothing can be promised appear here."),
    "overstock": ("No overstock", "Items far above their reorder point appear here."),
    "retired": ("Everything is on sale", "Items that were taken off sale appear here; they can be sold again."),
}


class InventoryPresenter:
    """Holds the view and the search, and reads items for them."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.view, self.typed = "all", ""
        self.counts: dict[str, int] = {}

    def rows(self, after: InventoryRow | None = None) -> list[InventoryRow]:
        """A page of the list by SKU; a search looks through all items."""
        view = "all" if self.typed and self.view != "retired" else self.view
        return inventory_page(self.desk, view=view, search=self.typed, after=after.sku if after else None)

    def count(self) -> dict[str, int]:
        """Read the counts of the views anew."""
        self.counts = dict(inventory_counts(self.desk))
        return self.counts

    def open(self, item_id: int) -> StockCard:
        """The stock card of an item."""
        return stock_card(self.desk, item_id)

    @property
    def summary(self) -> str:
        """The one line under the title."""
        parts = [count_word(self.counts.get("all", 0), "item")]
        words = {"out": "out of stock", "low": "low", "overstock": "overstocked"}
        parts += [f"{self.counts[view]:,} {word}" for view, word in words.items() if self.counts.get(view)]
        return " · ".join(parts)

    def nothing(self) -> tuple[str, str]:
        """Heading and sentence for an empty list."""
        if self.typed:
            return f"Nothing found for “{self.typed}”", "Search by SKU, barcode or words of the name."
        return _NOTHING[self.view]
