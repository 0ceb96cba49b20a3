"""Reserved goods that are not there after all: who gives way, the latest told day first, and what is left for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from orderdesk.domain.fulfilment.shipments import Allocation, Shipment
from orderdesk.domain.fulfilment.short_picks import served_first
from orderdesk.domain.lifecycles import ShipmentState
from orderdesk.domain.promises.told import day_words
from orderdesk.domain.values.errors import Doubtful, Refused
from orderdesk.domain.values.quantity import Quantity, shown_quantity
from orderdesk.persistence.fulfilment import records as shipments
from orderdesk.persistence.items.records import Item
from orderdesk.persistence.orders import records as orders
from orderdesk.persistence.stock import records as stock
from orderdesk.persistence.stock.reservations import untied
from orderdesk.services.desk import Work
from orderdesk.services.fulfilment.picking import take_off_list
from orderdesk.services.promises.allocating import tie
from orderdesk.services.record.progress import order_of, refresh

_STILL_THERE = (ShipmentState.WAITING, ShipmentState.ALLOCATED, ShipmentState.PICKING)


@dataclass(frozen=True, slots=True)
class GaveWay:
    """An order that waits again for what was reserved for it; `told` is the day its customer was told."""

    order: str
    sku: str
    quantity: Quantity
    told: date | None

    def said(self, today: date) -> str:
        """As it is asked and told."""
        told = f" (told {day_words(self.told, today)})" if self.told else ""
        return f"{self.order} waits for {shown_quantity(self.quantity)} of {self.sku} again{told}"


class GivingWay:
    """Frees reserved goods within one use case that takes them out of their bins, for a reason.

    First `free` each bin, then book what leaves, then `settle`.
    """

    def __init__(self, work: Work, why: str) -> None:
        self._work, self._why = work, why
        self._released: dict[int, Quantity] = {}
        self._turn: dict[int, Allocation] = {}
        self._void: list[str] = []

    def free(self, item: Item, bin_id: int, leaving: Quantity) -> None:
        """Release what is reserved in a bin until so much can leave it, the latest told day first; refuse where the
        rest is picked already."""
        on_hand, reserved = stock.in_bin(self._work.connection, item.id, bin_id)
        lacking = min(leaving, on_hand) - (on_hand - reserved)
        if lacking <= 0:
            return
        tied = shipments.tied_in_bin(self._work.connection, item.id, bin_id)
        known = shipments.read_shipments(self._work.connection, sorted({each.shipment_id for each in tied}))
        own = {each.id: each for each in known}
        told = orders.told_days(self._work.connection, sorted({each.order_line_id for each in tied}))
        for part in reversed(
            served_first([each for each in tied if own[each.shipment_id].state in _STILL_THERE], told)
        ):
            quantity = min(lacking, part.quantity)
            if quantity:
                own[part.shipment_id] = self._release(own[part.shipment_id], part, quantity)
                lacking -= quantity
        if lacking:
            picked = ", ".join(each.number for each in own.values() if each.state not in _STILL_THERE)
            raise Refused(
                f"{shown_quantity(lacking)} of {item.sku} cannot leave the bin: they are picked for {picked}. "
                "Count what lies in totes and boxes too, or undo the picking first.",
                field="quantity",
            )

    def settle(self, *, sure: bool) -> tuple[GaveWay, ...]:
        """Tie what lies elsewhere to who gave way, the earliest told day first; returns who goes short.

        Refused as doubtful where anybody does, or a printed picklist becomes void, until somebody is `sure`.
        """
        connection = self._work.connection
        told = orders.told_days(connection, sorted(self._released))
        found = []
        for part in served_first(self._turn.values(), told):
            quantity = self._released[part.order_line_id]
            order = order_of(self._work, orders.order_id_of_line(connection, part.order_line_id))
            lines = [line for line in orders.read_lines(connection, order.id) if line.id == part.order_line_id]
            again = tie(self._work, order, lines, limits={part.order_line_id: quantity})
            refresh(self._work, order_of(self._work, order.id))
            if again < quantity:
                self._work.event("order", order.id, "gave way", f"{shown_quantity(quantity - again)} {part.sku}")
                found.append(GaveWay(order.number, part.sku, quantity - again, told[part.order_line_id]))
        if not sure and (found or self._void):
            raise Doubtful(self._question(found), field="quantity")
        return tuple(found)

    def _question(self, found: Sequence[GaveWay]) -> str:
        said = [each.said(self._work.today) for each in found]
        said += [f"picklist {number} is void" for number in self._void]
        return f"More is reserved than is left. If this is booked, {' and '.join(said)}."

    def _release(self, shipment: Shipment, part: Allocation, quantity: Quantity) -> Shipment:
        if shipment.state == ShipmentState.PICKING:
            self._void += shipments.picklists_of_order(self._work.connection, shipment.order_id)
        self._released[part.order_line_id] = self._released.get(part.order_line_id, 0) + quantity
        self._turn[part.order_line_id] = part
        return release_part(self._work, shipment, part, quantity, self._why)


def release_part(work: Work, shipment: Shipment, part: Allocation, quantity: Quantity, why: str) -> Shipment:
    """Give back a part of what is tied to a shipment that is not packed; returns the shipment as it is then. Its
    picklist is void."""
    if shipment.state == ShipmentState.PICKING:
        take_off_list(work, shipment, why)
        shipment = replace(shipment, state=str(ShipmentState.ALLOCATED), picklist_id=None)
    picked = shipment.state == ShipmentState.PICKED
    freed = untied(shipment, part, quantity, why)
    stock.reserve(work.connection, [freed], now=work.now, user=work.user)
    if quantity == part.quantity:
        shipments.drop_allocations(work.connection, [part.id])
    else:
        rest = part.quantity - quantity
        shipments.record_picks(work.connection, [(part.id, rest, rest if picked else 0)])
    orders.advance_lines(work.connection, {part.order_line_id: {"allocated": -quantity}})
    if not shipments.read_allocations(work.connection, [shipment.id]):
        shipments.change_shipments(work.connection, [shipment.id], {"state": str(ShipmentState.CANCELLED)})
        work.event("shipment", shipment.id, "cancelled", why)
    work.touch("stock", "shipments")
    return shipment
