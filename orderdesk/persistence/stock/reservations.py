"""The ledger of reservations: every step of what is tied to orders, by which it is known what was reserved when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert

from orderdesk.domain.fulfilment.shipments import Allocation, Shipment
from orderdesk.domain.values.quantity import Quantity
from orderdesk.persistence.database.ready import Ready
from orderdesk.persistence.schema import reservations


@dataclass(frozen=True, slots=True)
class Reservation:
    """One step: `quantity` more of an item in a bin is tied to a line of an order (less when negative), and why."""

    item_id: int
    bin_id: int
    order_id: int
    order_line_id: int
    quantity: Quantity
    why: str


def untied(shipment: Shipment, part: Allocation, quantity: Quantity, why: str) -> Reservation:
    """The step by which `quantity` of what is tied to a shipment is tied no longer."""
    return Reservation(part.item_id, part.bin_id, shipment.order_id, part.order_line_id, -quantity, why)


_ADD = Ready(insert(reservations))


def add_reservations(connection: Connection, rows: Sequence[Reservation], *, now: datetime, user: str) -> None:
    """Write steps; the counters are kept by `records.reserve` and `records.ship_out`."""
    if rows:
        _ADD.run(
            connection,
            [
                {
                    "at": now,
                    "item_id": row.item_id,
                    "bin_id": row.bin_id,
                    "order_id": row.order_id,
                    "order_line_id": row.order_line_id,
                    "quantity": row.quantity,
                    "why": row.why,
                    "user": user,
                }
                for row in rows
            ],
        )
