"""The list of returns as data, and the orders that one may be of."""

from __future__ import annotations

from orderdesk.domain.lifecycles import ORDER
from orderdesk.persistence.returns.lists import ReturnRow
from orderdesk.services.desk import Desk
from orderdesk.services.record.listing import find_orders
from orderdesk.services.returns.views import ReturnView, count_returns, returns_page, view_return
from orderdesk.ui.bench.list_data import ListData, counted

VIEWS = (
    ("expected", "Expected"),
    ("received", "Received"),
    ("to-settle", "To settle"),
    ("done", "Done"),
    ("all", "All"),
)
_NOTHING = {
    "expected": ("Nothing is on its way back", "Returns that were allowed appear here until the goods are in."),
    "received": ("Nothing to look at", "Received goods appear here until somebody says what becomes of them."),
    "to-settle": ("Nothing to settle", "Inspected returns wait here for their credit note."),
    "done": ("No returns settled yet", "Settled and declined returns appear here."),
    "all": ("No returns yet", "Start one with F8, from an order, a phone number or a scanned paper."),
}


RETURNS: ListData[ReturnRow, ReturnView] = ListData(
    returns_page,
    view_return,
    counted({"expected": "expected", "received": "to inspect", "to-settle": "to settle"}),
    _NOTHING,
    "Search by return, order, customer or phone number.",
    VIEWS,
    count_returns,
)


def orders_meant(desk: Desk, typed: str) -> list[tuple[int, str, str]]:
    """Orders that a caller or a paper may mean, of which goods can come back: (key, number, customer)."""
    rows = find_orders(desk, typed, 7) if len(typed.strip()) > 1 else []
    return [(row.id, row.number, row.customer) for row in rows if ORDER.allows(row.state, "return")]
