"""The returns desk without a window: the list of returns, and what could come back of an order."""

from __future__ import annotations

from dataclasses import dataclass

from orderdesk.domain.billing.billing import credit
from orderdesk.domain.lifecycles import ORDER
from orderdesk.domain.orders.records import OrderLine
from orderdesk.domain.values.money import Amount
from orderdesk.domain.values.quantity import Quantity
from orderdesk.persistence.billing.records import invoiced_parts
from orderdesk.persistence.orders.lists import order_rows
from orderdesk.persistence.orders.view import OrderView
from orderdesk.persistence.returns.lists import (
    ReturnLineRow,
    ReturnRow,
    return_counts,
    return_line_rows,
    return_row,
    return_rows,
)
from orderdesk.persistence.returns.records import still_expected
from orderdesk.services.desk import Desk
from orderdesk.services.orders.views import order_id_of, view_order

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


@dataclass(frozen=True, slots=True)
class ReturnView:
    """One return with its lines and its order."""

    row: ReturnRow
    lines: tuple[ReturnLineRow, ...]
    order: OrderView


@dataclass(frozen=True, slots=True)
class Returnable:
    """A line of an order of which something can still come back, and what one unit more would be credited at."""

    line: OrderLine
    able: Quantity


class ReturnsPresenter:
    """Holds the view and the search, and reads returns for them."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.view, self.typed = "expected", ""
        self.counts: dict[str, int] = {}

    def rows(self, after: ReturnRow | None = None) -> list[ReturnRow]:
        """A page of the list; a search looks through all returns."""
        with self.desk.reading() as connection:
            view = "all" if self.typed else self.view
            return return_rows(connection, view, typed=self.typed, after=after)

    def count(self) -> dict[str, int]:
        """Read the counts of the views anew."""
        with self.desk.reading() as connection:
            self.counts = return_counts(connection)
        return self.counts

    def open(self, return_id: int) -> ReturnView | None:
        """One return whole."""
        with self.desk.reading() as connection:
            row = return_row(connection, return_id)
            if row is None:
                return None
            lines = tuple(return_line_rows(connection, return_id))
        return ReturnView(row, lines, view_order(self.desk, row.order_id))

    @property
    def summary(self) -> str:
        """The one line under the title."""
        words = {"expected": "expected", "received": "to inspect", "to-settle": "to settle"}
        return " · ".join(f"{self.counts.get(view, 0):,} {word}" for view, word in words.items())

    def nothing(self) -> tuple[str, str]:
        """Heading and sentence for an empty list."""
        if self.typed:
            return f"Nothing found for “{self.typed}”", "Search by return, order, customer or phone number."
        return _NOTHING[self.view]

    def orders(self, typed: str) -> list[tuple[int, str, str]]:
        """Orders that a caller or a paper may mean: (key, number, customer)."""
        if len(typed.strip()) < 2:
            return []
        with self.desk.reading() as connection:
            rows = order_rows(connection, "all", self.desk.today, typed=typed, limit=7)
        return [(row.id, row.number, row.customer) for row in rows if ORDER.allows(row.state, "return")]

    def order(self, what: int | str) -> OrderView:
        """An order by key or number."""
        return view_order(self.desk, what if isinstance(what, int) else order_id_of(self.desk, what))

    def returnable(self, order: OrderView) -> list[Returnable]:
        """The lines of which something has shipped and is not back or on its way back."""
        with self.desk.reading() as connection:
            expected = still_expected(connection, order.order.id)
        lines = [(line, line.shipped - line.returned - expected.get(line.id, 0)) for line in order.goods]
        return [Returnable(line, able) for line, able in lines if able > 0]

    def worth(self, order: OrderView, quantities: dict[int, Quantity]) -> Amount:
        """What these quantities by line id would be credited at: the price paid, with tax.

        Goods that were not billed yet count at what the order says of them.
        """
        with self.desk.reading() as connection:
            parts = invoiced_parts(connection, order.order.id)
        total = 0
        for line in order.lines:
            wanted = quantities.get(line.id, 0)
            credited = credit([part for part in parts if part.order_line_id == line.id], wanted)
            total += sum(part.net + part.tax for part in credited)
            unbilled = wanted - sum(part.quantity for part in credited)
            if unbilled > 0:
                total += (line.net + line.tax) * unbilled // line.quantity
        return total
