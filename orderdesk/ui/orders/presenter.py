"""The list of orders as data, with its filter and the order of its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from orderdesk.services.record.listing import count_orders, orders_page
from orderdesk.ui.bench.list_data import Counts, ListData

if TYPE_CHECKING:
    from orderdesk.persistence.orders.lists import OrderRow
    from orderdesk.persistence.orders.view import OrderView
    from orderdesk.services.desk import Desk

VIEWS = (
    ("open", "Open"),
    ("to-confirm", "To confirm"),
    ("to-pick", "To pick"),
    ("ship-today", "To ship today"),
    ("unpaid", "Unpaid"),
    ("on-hold", "On hold"),
    ("all", "All"),
)


@dataclass(slots=True)
class Filter:
    """What of a view is shown, and in which order."""

    channel: str = ""
    sort: str = "newest"
    descending: bool = True


_NONE = ("No orders yet", "Take the first one with F2.")
_NOTHING = {
    "open": _NONE,
    "to-confirm": ("Nothing to confirm", "Drafts and quotes appear here."),
    "to-pick": ("Nothing to pick", "Confirmed orders with stock appear here."),
    "ship-today": ("Nothing to ship today", "Orders whose ship-by date is today or past appear here."),
    "unpaid": ("Nothing unpaid", "Orders that are still owed for appear here."),
    "on-hold": ("Nothing on hold", "Orders that wait for a decision appear here."),
    "all": _NONE,
}


def _summary(counts: Counts) -> str:
    parts = [f"{counts.get('open', 0):,} open", f"{counts.get('ship-today', 0):,} to ship today"]
    words = {"late": "late", "on-hold": "on hold"}
    parts += [f"{counts[view]:,} {word}" for view, word in words.items() if counts.get(view)]
    return " · ".join(parts)


def _open(desk: Desk, order_id: int) -> OrderView:
    # Read once an order is chosen: the list stands sooner.
    from orderdesk.services.orders.views import view_order

    return view_order(desk, order_id)


def orders_list(filtered: Filter) -> ListData[OrderRow, OrderView]:
    """The orders, as they are `filtered` and sorted; a search in the open ones looks through all."""

    def page(desk: Desk, view: str, typed: str, after: OrderRow | None) -> list[OrderRow]:
        return orders_page(
            desk, view, typed, after, channel=filtered.channel, sort=filtered.sort, descending=filtered.descending
        )

    alone = frozenset(view for view, _ in VIEWS if view != "open")
    find_by = "Search by number, customer, phone or reference."
    return ListData(page, _open, _summary, _NOTHING, find_by, VIEWS, count_orders, searched_alone=alone)
