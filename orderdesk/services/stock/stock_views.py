"""Stock as the screens ask for it: the Inventory list, one item's stock card, bins and what is on its way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orderdesk.domain.fulfilment.tasks import Task
from orderdesk.domain.stock.allocation import StockFigures
from orderdesk.domain.values.errors import NotFound
from orderdesk.persistence.items.lists import ItemCard, item_card
from orderdesk.persistence.promises.backorders import Waiting, waiting_lines
from orderdesk.persistence.stock import lists as queries
from orderdesk.persistence.stock import places, tasks
from orderdesk.persistence.stock import stock_card as cards
from orderdesk.persistence.stock.lists import VIEWS, IncomingRow, InventoryRow
from orderdesk.persistence.stock.places import Bin
from orderdesk.persistence.stock.stock_card import BinRow, MovementRow
from orderdesk.services.desk import Desk
from orderdesk.services.promises.promise_days import outlooks
from orderdesk.services.promises.promise_views import PromiseStep, steps_of

__all__ = [
    "VIEWS",
    "Bin",
    "BinRow",
    "IncomingRow",
    "InventoryRow",
    "MovementRow",
    "StockCard",
    "bins_of_shop",
    "figures_at",
    "figures_of",
    "inventory_counts",
    "inventory_page",
    "more_movements",
    "stock_card",
]


@dataclass(frozen=True, slots=True)
class StockCard:
    """One item's stock whole: the figures, where it lies, what comes, who waits for it, its latest movements, and which
    of its bins are to be counted."""

    item: ItemCard
    figures: StockFigures
    bins: tuple[BinRow, ...]
    incoming: tuple[IncomingRow, ...]
    waiting: tuple[Waiting, ...]
    movements: tuple[MovementRow, ...]
    time_line: tuple[PromiseStep, ...] = ()
    counts: tuple[Task, ...] = ()

    @property
    def not_kept(self) -> str | None:
        """Why nothing of it can be received, counted or moved; None when it can."""
        return None if self.item.item.stocked else f"{self.item.item.sku} is not kept in stock."


def inventory_page(
    desk: Desk, *, view: str = "all", search: str = "", after: str | None = None, limit: int = queries.PAGE
) -> list[InventoryRow]:
    """A page of the Inventory list by SKU; the next begins `after` the last row's SKU."""
    with desk.reading() as connection:
        return queries.inventory(connection, view=view, search=search, after=after, limit=limit)


def inventory_counts(desk: Desk) -> Mapping[str, int]:
    """How many items each view shows."""
    with desk.reading() as connection:
        return queries.inventory_counts(connection)


def stock_card(desk: Desk, item_id: int) -> StockCard:
    """One item's stock whole."""
    with desk.reading() as connection:
        item = item_card(connection, item_id)
        if item is None:
            raise NotFound("There is no such item.", field="item")
        return StockCard(
            item,
            queries.full_figures(connection, [item_id])[item_id],
            tuple(cards.bins_of(connection, item_id)),
            tuple(row for _, row in queries.incoming_list(connection, item_id)),
            tuple(waiting_lines(connection, [item_id])),
            tuple(cards.stock_card(connection, item_id)),
            tuple(steps_of(outlooks(connection, [item_id])[item_id], desk.today)) if item.item.stocked else (),
            tuple(tasks.open_counts(connection, item_id)),
        )


def more_movements(desk: Desk, item_id: int, before: int) -> list[MovementRow]:
    """The movements older than the one of key `before`."""
    with desk.reading() as connection:
        return cards.stock_card(connection, item_id, before=before)


def figures_of(desk: Desk, item_ids: Sequence[int]) -> dict[int, StockFigures]:
    """On hand, reserved, unavailable, available, incoming and back-ordered of each item."""
    with desk.reading() as connection:
        return queries.full_figures(connection, item_ids)


def figures_at(desk: Desk, item_id: int, location: str) -> tuple[str, StockFigures]:
    """The figures of an item at one location, and the location's name as it is written."""
    with desk.reading() as connection:
        place = places.location_named(connection, location)
        return place.name, queries.figures_at(connection, item_id, place.id)


def bins_of_shop(desk: Desk) -> list[Bin]:
    """Every bin in walk order."""
    with desk.reading() as connection:
        return places.all_bins(connection)
