"""What missed its van: each order gets its new day, and its customer a drafted message that says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from orderdesk.domain.lifecycles import ShipmentState
from orderdesk.domain.prices.delivering import Service
from orderdesk.domain.promises.told import day_words
from orderdesk.domain.values.errors import Refused
from orderdesk.persistence.fulfilment import records as shipments
from orderdesk.persistence.messages import records as messages
from orderdesk.persistence.orders import records as orders
from orderdesk.persistence.shop.records import service_called
from orderdesk.services.desk import Desk, Work
from orderdesk.services.fulfilment.waves.leaving import read_leaves
from orderdesk.services.record.progress import order_of, refresh

_NOT_PACKED = (ShipmentState.WAITING, ShipmentState.ALLOCATED, ShipmentState.PICKING, ShipmentState.PICKED)


@dataclass(frozen=True, slots=True)
class Moved:
    """The orders that leave another day, and which."""

    day: date
    orders: tuple[str, ...]


def next_van(desk: Desk, service: Service) -> date:
    """The day on which the next van of a service leaves."""
    return desk.calendar.leaves(desk.clock(), service.cutoff, service.days)


def move_missed(desk: Desk, service: str) -> Moved:
    """Let what a service should have taken today, and what was not packed in time, leave with its next van: the orders
    and their lines are promised that day, and a message to each customer is drafted. What is on hold stays."""
    with desk.writing(right="promise dates") as work:
        known = service_called(work.connection, service)
        day = work.calendar.leaves(work.now, known.cutoff, known.days)
        late = _missed(work, desk, known)
        for order_id in dict.fromkeys(late):
            _move(work, order_id, day, f"missed {known.name} at {known.cutoff}")
        moved = tuple(order_of(work, order_id).number for order_id in dict.fromkeys(late))
        work.touch("orders", "shipments")
        return Moved(day, moved)


def _missed(work: Work, desk: Desk, service: Service) -> Sequence[int]:
    """The orders of what missed its van, each shipment's."""
    leaves = read_leaves(work.connection, desk, work.today)
    for each in leaves.departures:
        if each.service is not None and each.service.id == service.id and (late := each.missed(leaves.now)):
            return [row.order_id for row in late]
    raise Refused(f"Nothing has missed {service.name} today.", field="service")


def _move(work: Work, order_id: int, day: date, why: str) -> None:
    order = order_of(work, order_id)
    lines = orders.read_lines(work.connection, order_id)
    late = [line for line in lines if line.progress.to_ship and line.promised is not None and line.promised < day]
    orders.change_order(work.connection, order_id, {"ship_by": max(order.ship_by or day, day)})
    orders.give_days(work.connection, {line.id: (day, day) for line in late})
    here = shipments.shipments_of_order(work.connection, order_id)
    keys = [each.id for each in here if each.state in _NOT_PACKED and (each.ship_by is None or each.ship_by < day)]
    shipments.change_shipments(work.connection, keys, {"ship_by": day})
    when = day_words(day, work.today)
    messages.add_message(
        work.connection,
        order_id,
        "promise",
        state="draft",
        title=f"Your order {order.number}: a new date",
        body=f"Your order {order.number} leaves later than we told you: we now expect to send it on {when}. "
        "We are sorry.",
        made_at=work.now,
    )
    work.event("order", order_id, "told", f"{when}; {why}")
    refresh(work, order_of(work, order_id))
