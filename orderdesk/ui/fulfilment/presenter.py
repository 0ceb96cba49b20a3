"""The shipping board as data, and what is to be carried back."""

from __future__ import annotations

from collections.abc import Sequence

from orderdesk.persistence.fulfilment.lists import ShipmentRow
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.board import ShipmentView, count_shipments, shipments_page, view_shipment
from orderdesk.services.fulfilment.tasks import PUT_BACK, Task
from orderdesk.ui.bench.list_data import ListData, counted
from orderdesk.ui.fulfilment.board.rows import BoardRow

CUTOFFS = "by-cutoff"
"""The view that is the board, not a list of shipments."""
VIEWS = (
    (CUTOFFS, "By cutoff"),
    ("to-pick", "To pick"),
    ("picking", "Picking"),
    ("to-pack", "To pack"),
    ("to-ship", "To ship"),
    ("shipped", "Shipped"),
    ("exceptions", "Exceptions"),
    ("all", "All"),
)
_NOTHING = {
    "to-pick": ("Nothing to pick", "Confirmed orders with stock appear here."),
    "picking": ("Nobody is picking", "Shipments on a printed picklist appear here until their picks are confirmed."),
    "to-pack": ("Nothing to pack", "Picked shipments appear here."),
    "to-ship": ("Nothing to ship", "Packed shipments wait here for their carrier."),
    "shipped": ("Nothing has left yet", "Shipments that are with their carrier appear here."),
    "exceptions": ("No exceptions", "Shipments that a carrier reports trouble with appear here."),
    "all": ("No shipments yet", "The first one is made when an order is confirmed."),
}


def _page(desk: Desk, view: str, typed: str, after: BoardRow | None) -> list[BoardRow]:
    return [*shipments_page(desk, view, typed, after if isinstance(after, ShipmentRow) else None)]


BOARD: ListData[BoardRow, ShipmentView] = ListData(
    _page,
    view_shipment,
    counted(
        {
            "to-pick": "to pick",
            "picking": "being picked",
            "to-pack": "to pack",
            "to-ship": "to ship",
            "exceptions": "exceptions",
        }
    ),
    _NOTHING,
    "Search by shipment, order, tracking number or customer.",
    VIEWS,
    count_shipments,
)
"""The shipments by what each waits for."""


def to_do_words(tasks: Sequence[Task]) -> str:
    """What is to be done next beside the board, in one sentence; "" when nothing is."""
    if not tasks:
        return ""
    more, what = len(tasks) - 1, "to put back" if all(each.kind == PUT_BACK for each in tasks) else "to do"
    return tasks[0].said + (f"; {more} more {what}." if more else ".")
