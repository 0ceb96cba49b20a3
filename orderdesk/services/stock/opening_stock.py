"""A new item with what lies there of it already."""

from __future__ import annotations

from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import shown_price
from orderdesk.domain.values.quantity import LARGEST_QUANTITY, Quantity, shown_quantity
from orderdesk.persistence.stock import records as stock
from orderdesk.persistence.stock.records import Movement
from orderdesk.services.desk import Desk
from orderdesk.services.items.catalog import SavedItem, write_item
from orderdesk.services.items.item_forms import ItemForm


def add_stocked_item(desk: Desk, form: ItemForm, opening: Quantity = 0) -> SavedItem:
    """Add an item and book what lies there of it at its cost, in its bin; all of it or nothing."""
    if not 0 <= opening <= LARGEST_QUANTITY:
        raise Refused("What lies there is from 0 to 1,000,000.", field="opening")
    if opening and not form.stocked:
        raise Refused(f"{form.sku} is not kept in stock.", field="opening")
    with desk.writing(right="keep items") as work:
        saved = write_item(work, form)
        if opening:
            work.need("receive goods")
            place = stock.bin_for(work.connection, saved.id, form.bin.strip())
            said = f"opening stock at {shown_price(form.cost)}" if form.cost else "opening stock"
            rows = [Movement(saved.id, place, opening, "opening", said)]
            stock.move_stock(work.connection, rows, now=work.now, user=work.user)
            work.event("item", saved.id, "opening stock", f"{shown_quantity(opening)}: {said}")
            work.touch("stock")
        return saved
