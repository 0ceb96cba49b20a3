"""What may happen to an order now, and what is done with it next, read off its facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from orderdesk.domain.lifecycles import ORDER, SHIPMENT, Facts
from orderdesk.domain.orders.records import HELD_BY, ON_ORDER, Order, OrderLine
from orderdesk.domain.orders.to_bill import billable, open_of, waiting_lines


class Sent(Protocol):
    """A shipment of an order; what no service took went along with the customer."""

    @property
    def state(self) -> str: ...
    @property
    def service(self) -> str: ...


Shipment = TypeVar("Shipment", bound=Sent)


@dataclass(frozen=True, slots=True)
class Step:
    """What is done with an order next: the event, its title, and whether it happens to a shipment."""

    event: str
    title: str


def facts_of(order: Order, lines: Sequence[OrderLine], **known: object) -> Facts:
    """What the guards of an order look at; `known` are its papers and its money."""
    return Facts(
        order.number,
        hold=order.hold,
        lines=lines,
        items=any(line.item_id is not None for line in lines),
        shipped=any(line.shipped for line in lines),
        returnable=any(line.shipped > line.returned for line in lines),
        waiting=order.is_open and waiting_lines(lines),
        open_parts=any(map(open_of, lines)),
        to_bill=any(billable(line, lines, on_order=order.invoicing == ON_ORDER) for line in lines),
        unbilled=any(line.invoiced < line.wanted for line in lines),
        let_go=order.let_go,
        due=order.due > 0,
        **known,
    )


def shipment_for(event: str, shipments: Sequence[Shipment]) -> Shipment | None:
    """The first shipment that `event` may happen to, its hold aside."""
    return next((each for each in shipments if SHIPMENT.allows(each.state, event)), None)


def is_on_its_way(shipment: Sent) -> bool:
    """Whether a carrier has it and is to bring it; what was sold over the counter went along with the customer."""
    return bool(shipment.service) and SHIPMENT.allows(shipment.state, "fail")


def next_step(order: Order, lines: Sequence[OrderLine], shipments: Sequence[Sent]) -> Step | None:
    """The one thing to do with an order now; None when nothing is left to do."""
    event = _next(order, facts_of(order, lines), shipments)
    machine = SHIPMENT if event in _OF_SHIPMENTS or event == "deliver" else ORDER
    return Step(event, machine.title(event)) if event else None


_OF_SHIPMENTS = ("ship", "pack", "pick", "start")
"""What takes goods out of the house, the farthest first."""


def _next(order: Order, facts: Facts, shipments: Sequence[Sent]) -> str:
    def may(event: str) -> bool:
        return ORDER.refusal(order.state, event, facts) is None

    if may("confirm"):
        return "confirm"
    if order.is_open and order.hold:
        # Nothing but money stops it.
        return "pay" if order.held_by == HELD_BY and may("pay") else "release"
    moved = [event for event in _OF_SHIPMENTS if order.is_open and shipment_for(event, shipments)]
    asked = [*moved, *(event for event in ("invoice", "pay", "allocate") if may(event))]
    return next(iter(asked), "deliver" if any(map(is_on_its_way, shipments)) else "")
