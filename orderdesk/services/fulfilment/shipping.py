"""Shipping: goods leave, stock goes with them, and the customer is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from orderdesk.domain.fulfilment.boxes import Box, tracking_of
from orderdesk.domain.fulfilment.shipments import Allocation, Shipment
from orderdesk.domain.lifecycles import SHIPMENT, Facts, ShipmentState
from orderdesk.domain.prices.delivering import delivery, rates_to
from orderdesk.domain.prices.rates import Parcel, RateTable, parcel_of, postage
from orderdesk.persistence.fulfilment import labels
from orderdesk.persistence.fulfilment import records as shipments
from orderdesk.persistence.fulfilment.waves.owners import free_when_picked
from orderdesk.persistence.messages import records as messages
from orderdesk.persistence.orders import records as orders
from orderdesk.persistence.shop.records import read_services, service_called, service_of
from orderdesk.persistence.stock import records as stock
from orderdesk.persistence.stock.records import Movement
from orderdesk.persistence.stock.reservations import untied
from orderdesk.services.billing.invoicing import bill_shipped
from orderdesk.services.desk import Desk, Work
from orderdesk.services.fulfilment.labelling import Numbers, doubt_unprinted, number_boxes, refuse_void
from orderdesk.services.fulfilment.station.leaving import refuse_unlabelled
from orderdesk.services.prices.delivering import destination
from orderdesk.services.record.progress import order_of, refresh, shipment_of


def ship_shipment(
    desk: Desk, shipment_id: int, *, service: str = "", tracking: Numbers = "", sure: bool = False
) -> None:
    """Hand a packed shipment to its carrier: stock falls, the lines count as shipped, a message is written.

    `tracking` are the numbers of its boxes; boxes that it does not name keep what was noted before. Raises `Doubtful`
    unless `sure` when labels of it were printed here, but not the one that a box bears now.
    """
    with desk.writing(right="ship goods") as work:
        shipment = shipment_of(work, shipment_id)
        boxes, goods = labels.boxes_of(work.connection, shipment.id), _goods(work, shipment)
        state = _after(shipment, "ship", boxes=len(boxes))
        refuse_unlabelled(work.connection, shipment, boxes)
        carried = _carried(work, shipment, service, _parcels(boxes, goods))
        numbered = number_boxes(work, shipment, boxes, tracking) if tracking else []
        anew = {box.id: box for box in numbered}
        labelled = [anew.get(box.id, box) for box in boxes]
        refuse_void(shipment, labelled)
        if not sure:
            doubt_unprinted(work, shipment, labelled)
        leave(work, shipment, goods, state, carried)
        messages.add_message(
            work.connection,
            shipment.order_id,
            "shipped",
            state="queued",
            title=f"Your order {shipment.order_number} is on its way",
            body=_told(shipment, tracking_of(labelled)),
            made_at=work.now,
        )
        bill_shipped(work, shipment.order_id)


def hand_over(desk: Desk, shipment_id: int, reason: str) -> None:
    """The goods leave without pick, pack and scan, as at the counter; the reason is kept."""
    with desk.writing(right="ship goods") as work:
        shipment = shipment_of(work, shipment_id)
        state = _after(shipment, "hand-over", reason)
        leave(work, shipment, _goods(work, shipment), state, {"unscanned": reason})
        if shipment.picklist_id:
            free_when_picked(work.connection, shipment.picklist_id)
        bill_shipped(work, shipment.order_id)


def deliver_shipment(desk: Desk, shipment_id: int) -> None:
    """The customer has it."""
    _move_on(desk, shipment_id, "deliver", "delivered")


def report_exception(desk: Desk, shipment_id: int, what: str) -> None:
    """The carrier reports trouble."""
    _move_on(desk, shipment_id, "fail", "exception", what)


def return_to_sender(desk: Desk, shipment_id: int, why: str) -> None:
    """The parcel was refused or could not be delivered and comes back; its goods are taken in by a return."""
    _move_on(desk, shipment_id, "come-back", "returned to sender", why)


def leave(
    work: Work, shipment: Shipment, tied: Sequence[Allocation], state: ShipmentState, values: dict[str, Any]
) -> None:
    """Take the goods that are tied to a shipment out of stock and count them as shipped."""
    moved = [Movement(each.item_id, each.bin_id, -each.quantity, "sale", "", "shipment", shipment.id) for each in tied]
    freed = [untied(shipment, each, each.quantity, "shipped") for each in tied]
    stock.ship_out(work.connection, moved, freed, now=work.now, user=work.user)
    shipments.mark_gone(work.connection, shipment.id)
    steps: dict[int, dict[str, int]] = {}
    for each in tied:
        step = steps.setdefault(each.order_line_id, {"allocated": 0, "shipped": 0})
        step["allocated"] -= each.quantity
        step["shipped"] += each.quantity
    orders.advance_lines(work.connection, steps)
    after = {"state": str(state), "shipped_at": work.now, **values}
    shipments.change_shipments(work.connection, [shipment.id], after)
    work.event("order", shipment.order_id, "shipped", shipment.number)
    refresh(work, order_of(work, shipment.order_id))
    work.touch("shipments", "stock")


def _told(shipment: Shipment, numbers: Sequence[str]) -> str:
    """What the customer reads: all numbers of its boxes, one in a line where there are several."""
    left = f"Shipment {shipment.number} left today."
    if len(numbers) > 1:
        return "\n".join([f"{left} Tracking:", *numbers])
    return f"{left} Tracking: {numbers[0]}." if numbers else left


def _goods(work: Work, shipment: Shipment) -> list[Allocation]:
    return shipments.read_allocations(work.connection, [shipment.id])


def _after(shipment: Shipment, event: str, reason: str = "", *, boxes: int = 1) -> ShipmentState:
    facts = Facts(shipment.number, hold=shipment.hold, boxes=boxes, reason=reason.strip())
    return SHIPMENT.after(shipment.state, event, facts)


def _move_on(desk: Desk, shipment_id: int, event: str, what: str, detail: str = "") -> None:
    with desk.writing(right="ship goods") as work:
        shipment = shipment_of(work, shipment_id)
        state = _after(shipment, event)
        delivered = {"delivered_at": work.now} if state == ShipmentState.DELIVERED else {}
        shipments.change_shipments(work.connection, [shipment.id], {"state": str(state), **delivered})
        work.event("shipment", shipment.id, what, detail)
        refresh(work, order_of(work, shipment.order_id))
        work.touch("shipments")


def _carried(work: Work, shipment: Shipment, code: str, boxes: Sequence[Parcel]) -> dict[str, int]:
    """The service that takes it, and what its carrier asks for the boxes whatever the customer was charged."""
    found = service_called(work.connection, code) if code else service_of(work.connection, shipment.service_id)
    if found is None:
        return {}
    rates: RateTable | None = found.rates
    if found.zones:
        there = destination(work.connection, shipment.ship_to_id)
        rates = rates_to(found, there)
        if rates is None and found.id != shipment.service_id:
            delivery(read_services(work.connection), found, there, Parcel(0)).insist()
    return {"service_id": found.id, "cost": postage(rates or found.rates, boxes, 0).cost}


def _parcels(boxes: Sequence[Box], goods: Sequence[Allocation]) -> list[Parcel]:
    """The boxes as packed; the only one, where nobody measured it, is as large as what is in it."""
    found = [box.parcel for box in boxes]
    if len(found) != 1 or found[0].volume_mm3:
        return found
    return [Parcel(found[0].weight_g, parcel_of((each, each.quantity) for each in goods).volume_mm3)]
