"""The order list without a window: which view, search and order of rows are chosen, and what they show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from orderdesk.persistence.orders.lists import OrderRow, late_orders, order_counts, order_rows

if TYPE_CHECKING:
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


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list is to show."""

    view: str = "open"
    typed: str = ""
    channel: str = ""
    sort: str = "newest"
    descending: bool = True


class OrdersPresenter:
    """Holds the filter and reads the rows for it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.filter = Filter()
        self.counts: dict[str, int] = {}
        self._late = 0

    def choose(self, **changes: object) -> None:
        """Change parts of the filter."""
        self.filter = replace(self.filter, **changes)  # type: ignore[arg-type]

    @property
    def view(self) -> str:
        """The view chosen."""
        return self.filter.view

    @view.setter
    def view(self, view: str) -> None:
        self.choose(view=view)

    @property
    def typed(self) -> str:
        """What is searched for."""
        return self.filter.typed

    @typed.setter
    def typed(self, typed: str) -> None:
        self.choose(typed=typed)

    def rows(self, after: OrderRow | None = None) -> list[OrderRow]:
        """A page of rows, after `after` when given. A search looks through all orders, not only the view's."""
        chosen = self.filter
        with self.desk.reading() as connection:
            return order_rows(
                connection,
                "all" if chosen.typed and chosen.view == "open" else chosen.view,
                self.desk.today,
                typed=chosen.typed,
                channel=chosen.channel,
                sort=chosen.sort,
                descending=chosen.descending,
                after=after,
            )

    def count(self) -> dict[str, int]:
        """Read the counts of the views anew."""
        with self.desk.reading() as connection:
            self.counts = order_counts(connection, self.desk.today)
            self._late = late_orders(connection, self.desk.today)
        return self.counts

    def open(self, order_id: int) -> OrderView:
        """One order whole."""
        from orderdesk.services.orders.views import view_order

        return view_order(self.desk, order_id)

    @property
    def summary(self) -> str:
        """The one line under the title."""
        parts = [f"{self.counts.get('open', 0):,} open", f"{self.counts.get('ship-today', 0):,} to ship today"]
        if self._late:
            parts.append(f"{self._late:,} late")
        if self.counts.get("on-hold"):
            parts.append(f"{self.counts['on-hold']:,} on hold")
        return " · ".join(parts)

    @property
    def attention(self) -> int:
        """How many orders somebody must look at: late ones and held ones."""
        return self._late + self.counts.get("on-hold", 0)

    def to_pick(self, order_ids: list[int]) -> list[int]:
        """The shipments of these orders that can go on a picklist now."""
        from orderdesk.persistence.fulfilment.lists import pickable

        with self.desk.reading() as connection:
            return pickable(connection, order_ids)

    def nothing(self) -> tuple[str, str]:
        """Heading and sentence for an empty list."""
        if self.filter.typed:
            return f"Nothing found for “{self.filter.typed}”", "Search by number, customer, phone or reference."
        words = {
            "to-confirm": ("Nothing to confirm", "Drafts and quotes appear here."),
            "to-pick": ("Nothing to pick", "Confirmed orders with stock appear here."),
            "ship-today": ("Nothing to ship today", "Orders whose ship-by date is today or past appear here."),
            "unpaid": ("Nothing unpaid", "Orders that are still owed for appear here."),
            "on-hold": ("Nothing on hold", "Orders that wait for a decision appear here."),
        }
        return words.get(self.filter.view, ("No orders yet", "Take the first one with F2."))
