"""Counts that wait: a bin in which a picker found fewer than the book says is counted, and what is missing looked for.

Counting the bin does the task; nobody ticks it off.
"""

from __future__ import annotations

from orderdesk.domain.fulfilment.shipments import Shipment
from orderdesk.domain.fulfilment.tasks import COUNT, Task
from orderdesk.domain.values.quantity import Quantity
from orderdesk.persistence.stock import tasks
from orderdesk.services.desk import Desk, Work


def open_counts(desk: Desk) -> list[Task]:
    """The bins to be counted, in the order in which one walks past them."""
    with desk.reading() as connection:
        return tasks.open_counts(connection)


def ask_count(
    work: Work, item_id: int, bin_id: int, quantity: Quantity, why: str, shipment: Shipment | None = None
) -> None:
    """Have a bin counted because so many were not there; where its count waits already, it is for more."""
    waits = tasks.count_of_bin(work.connection, item_id, bin_id)
    if waits is not None:
        key, before, note = waits
        causes = [*dict.fromkeys([*note.split(", "), why])]
        tasks.change_count(work.connection, key, before + quantity, ", ".join(causes))
    else:
        row = {"kind": COUNT, "note": why, "item_id": item_id, "bin_id": bin_id, "quantity": quantity}
        if shipment is not None:
            row |= {"order_id": shipment.order_id, "shipment_id": shipment.id}
        tasks.add_task(work.connection, row | {"made_at": work.now, "made_by": work.user})
    work.touch("shipments", "stock")
