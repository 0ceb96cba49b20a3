"""The shipping board without a window: which shipments are shown, and what each waits for."""

from __future__ import annotations

from dataclasses import dataclass

from orderdesk.persistence.fulfilment.lists import (
    PackRow,
    ShipmentRow,
    pack_rows,
    shipment_counts,
    shipment_row,
    shipment_rows,
    shipments_on,
)
from orderdesk.persistence.fulfilment.records import read_shipments
from orderdesk.persistence.orders.view import OrderAddress, address_of
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.tasks import PUT_BACK, Task, open_tasks

VIEWS = (
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


@dataclass(frozen=True, slots=True)
class ShipmentView:
    """One shipment with its address and what it takes."""

    row: ShipmentRow
    address: OrderAddress | None
    rows: tuple[PackRow, ...]


class ShippingPresenter:
    """Holds the view and the search, and reads the board for them."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.view, self.typed = "to-pick", ""
        self.counts: dict[str, int] = {}
        self.tasks: list[Task] = []

    def rows(self, after: ShipmentRow | None = None) -> list[ShipmentRow]:
        """A page of the board; a search looks through all shipments."""
        with self.desk.reading() as connection:
            view = "all" if self.typed else self.view
            return shipment_rows(connection, view, typed=self.typed, after=after)

    def count(self) -> dict[str, int]:
        """Read the counts of the views anew, and what else is to be done."""
        with self.desk.reading() as connection:
            self.counts = shipment_counts(connection)
        self.tasks = open_tasks(self.desk)
        return self.counts

    def open(self, shipment_id: int) -> ShipmentView | None:
        """One shipment whole."""
        with self.desk.reading() as connection:
            row = shipment_row(connection, shipment_id)
            if row is None:
                return None
            (kept,) = read_shipments(connection, [shipment_id])
            rows = tuple(pack_rows(connection, [shipment_id]))
            return ShipmentView(row, address_of(connection, kept.ship_to_id), rows)

    def wave(self, picklist: str) -> list[PackRow]:
        """Everything on a picklist in walk order."""
        with self.desk.reading() as connection:
            return pack_rows(connection, shipments_on(connection, picklist))

    @property
    def to_do(self) -> str:
        """What is to be done next beside the board, in one sentence; "" when nothing is."""
        if not self.tasks:
            return ""
        first, more = self.tasks[0], self.tasks[1:]
        what = "to put back" if all(each.kind == PUT_BACK for each in self.tasks) else "to do"
        return first.said + (f"; {len(more)} more {what}." if more else ".")

    @property
    def summary(self) -> str:
        """The one line under the title."""
        words = {"to-pick": "to pick", "to-pack": "to pack", "to-ship": "to ship", "exceptions": "exceptions"}
        return " · ".join(f"{self.counts.get(view, 0):,} {word}" for view, word in words.items())

    def nothing(self) -> tuple[str, str]:
        """Heading and sentence for an empty board."""
        if self.typed:
            return f"Nothing found for “{self.typed}”", "Search by shipment, order, tracking number or customer."
        return _NOTHING[self.view]
