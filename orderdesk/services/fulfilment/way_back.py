"""The way back: what was said of a shipment by mistake is taken back, until the next thing has happened outside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from orderdesk.domain.fulfilment.moves import event_back
from orderdesk.domain.fulfilment.shipments import Allocation, Shipment
from orderdesk.domain.lifecycles import SHIPMENT, Facts
from orderdesk.domain.orders.records import ON_ORDER, Order
from orderdesk.domain.values.quantity import Quantity
from orderdesk.persistence.fulfilment import labels
from orderdesk.persistence.fulfilment import records as shipments
from orderdesk.persistence.messages import records as messages
from orderdesk.persistence.orders import records as orders
from orderdesk.persistence.returns.records import still_expected
from orderdesk.persistence.shop.records import shop_of
from orderdesk.persistence.stock import records as stock
from orderdesk.persistence.stock.records import Movement
from orderdesk.persistence.stock.reservations import Reservation
from orderdesk.services.desk import Desk, Work
from orderdesk.services.fulfilment.packing import unpack_shipment
from orderdesk.services.fulfilment.picking import unpick
from orderdesk.services.record.progress import order_of, refresh, shipment_of

NOT_LEFT = "it has not left"


def undo_step(desk: Desk, shipment_id: int, number: str, state: str) -> None:
    """Take back the last step of a shipment as it is seen, in `state`: that it arrived, left, was packed, picked or put
    on a picklist. Refused when it is in another state by now, so that two who undo one step never undo two."""
    _UNDO[event_back(number, state)](desk, shipment_id)


def undeliver(desk: Desk, shipment_id: int) -> None:
    """It has not arrived after all: it is on its way."""
    with desk.writing(right="ship goods") as work:
        shipment = shipment_of(work, shipment_id)
        state = SHIPMENT.after(shipment.state, "undeliver", Facts(shipment.number))
        _move_back(work, shipment, {"state": str(state), "delivered_at": None}, "not arrived")


def unship(desk: Desk, shipment_id: int) -> None:
    """It has not left after all: the goods are on hand again, packed, and the message that it left is taken back.

    Refused when it left on an earlier day, and when something has followed that cannot be taken back with it: an
    invoice of what left, a return, the carrier's charge, a message that was sent.
    """
    with desk.writing(right="ship goods") as work:
        shipment = shipment_of(work, shipment_id)
        order = order_of(work, shipment.order_id)
        goods = shipments.read_allocations(work.connection, [shipment.id])
        boxes = labels.boxes_of(work.connection, shipment.id)
        message = messages.last_message(work.connection, order.id, "shipped", shipment.number)
        billed, coming_back = _followed(work, order, goods)
        facts = Facts(
            shipment.number,
            boxes=len(boxes),
            earlier=shipment.shipped_at is not None and desk.day_of(shipment.shipped_at) != work.today,
            billed=billed,
            coming_back=coming_back,
            charged=any(box.charged is not None for box in boxes),
            told=message is not None and message[1] == "sent",
        )
        state = SHIPMENT.after(shipment.state, "unship", facts)
        moved = [
            Movement(item, place, -quantity, "sale", NOT_LEFT, "shipment", shipment.id, corrects_id=movement)
            for movement, item, place, quantity in stock.gone_with(work.connection, shipment.id)
        ]
        tied = [
            Reservation(each.item_id, each.bin_id, order.id, each.order_line_id, each.quantity, NOT_LEFT)
            for each in goods
        ]
        stock.ship_out(work.connection, moved, tied, now=work.now, user=work.user)
        shipments.mark_gone(work.connection, shipment.id, away=False)
        steps: dict[int, dict[str, Quantity]] = {}
        for each in goods:
            step = steps.setdefault(each.order_line_id, {"allocated": 0, "shipped": 0})
            step["allocated"] += each.quantity
            step["shipped"] -= each.quantity
        orders.advance_lines(work.connection, steps)
        if message is not None:
            messages.drop_message(work.connection, message[0])
        _move_back(work, shipment, {"state": str(state), "shipped_at": None, "cost": 0}, "not left")
        work.touch("stock")


def _followed(work: Work, order: Order, goods: Sequence[Allocation]) -> tuple[bool, bool]:
    """Whether of these goods some are invoiced because they left, and whether some come back or have come."""
    went: dict[int, Quantity] = {}
    for each in goods:
        went[each.order_line_id] = went.get(each.order_line_id, 0) + each.quantity
    expected = still_expected(work.connection, order.id)
    on_order = (order.invoicing or shop_of(work.connection).invoicing) == ON_ORDER
    lines = [line for line in orders.read_lines(work.connection, order.id) if line.id in went]
    return (
        not on_order and any(line.invoiced > line.shipped - went[line.id] for line in lines),
        any(line.returned + expected.get(line.id, 0) > line.shipped - went[line.id] for line in lines),
    )


def _move_back(work: Work, shipment: Shipment, values: dict[str, Any], what: str) -> None:
    shipments.change_shipments(work.connection, [shipment.id], values)
    work.event("shipment", shipment.id, what)
    refresh(work, order_of(work, shipment.order_id))
    work.touch("shipments")


_UNDO: dict[str, Callable[[Desk, int], None]] = {
    "undeliver": undeliver,
    "unship": unship,
    "unpack": unpack_shipment,
    "unpick": unpick,
}
