"""The columns of the inventory list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from orderdesk.domain.stock.stock_state import StockState
from orderdesk.domain.values.money import shown_price
from orderdesk.domain.values.quantity import shown_quantity
from orderdesk.persistence.stock.lists import InventoryRow
from orderdesk.ui.widgets.lists.table_model import RIGHT, Column
from orderdesk.ui.widgets.pill import Pill
from orderdesk.ui.words import day_word

PILLS = {
    StockState.OUT: Pill("Out of stock", "danger", "triangle"),
    StockState.LOW: Pill("Low", "warning", "half"),
    StockState.OVERSTOCK: Pill("Overstock", "info", "disc"),
    StockState.IN_STOCK: Pill("In stock", "success", "check"),
    None: Pill("Not counted", "neutral", ""),
}


def inventory_columns(today: date, currency: str) -> tuple[Column[InventoryRow], ...]:
    """SKU, item, bin, on hand, reserved, available, incoming, price in `currency` and state."""

    def incoming(row: InventoryRow) -> str:
        return shown_quantity(row.incoming) if row.incoming else "—"

    def of_stock(figure: Callable[[InventoryRow], int]) -> Callable[[InventoryRow], str]:
        return lambda row: shown_quantity(figure(row)) if row.stocked else "—"

    return (
        Column("SKU", lambda row: row.sku, 110, tone="accent_text", strong=True),
        Column("Item", lambda row: row.name, 0),
        Column("Bin", lambda row: row.bin or "—", 92, tone="text2", wide=3),
        Column("On hand", of_stock(lambda row: row.on_hand), 84, align=RIGHT, wide=4),
        Column("Reserved", of_stock(lambda row: row.reserved), 90, align=RIGHT, wide=1),
        Column("Available", of_stock(lambda row: row.available), 90, align=RIGHT, strong=True),
        Column(
            "Incoming",
            incoming,
            92,
            align=RIGHT,
            second=lambda row: day_word(row.due, today) if row.incoming and row.due else "",
            wide=2,
        ),
        Column("Price", lambda row: shown_price(row.price, currency), 84, align=RIGHT),
        Column("State", lambda row: PILLS[row.state].word, 116, pill=lambda row: PILLS[row.state]),
    )
