"""What may happen to a shipment now, and what takes it on."""

from __future__ import annotations

from typing import Protocol

from orderdesk.domain.lifecycles import SHIPMENT, Facts, Move
from orderdesk.domain.orders.moves import Sent

_ON = ("start", "pick", "pack", "ship", "deliver")
"""What takes a shipment on, in the order of its way."""
_BACK = ("undeliver", "unship", "unpack", "unpick")
"""What takes its last step back."""


class Boxed(Sent, Protocol):
    """A shipment with what its guards look at."""

    @property
    def number(self) -> str: ...
    @property
    def hold(self) -> str: ...
    @property
    def boxes(self) -> int: ...
    @property
    def home(self) -> str: ...


def moves_of(shipment: Boxed) -> tuple[Move, ...]:
    """All that may be done with a shipment, each with why not now."""
    boxes = shipment.boxes
    facts = Facts(shipment.number, hold=shipment.hold, boxes=boxes, several=boxes > 1, home=shipment.home)
    return SHIPMENT.moves(shipment.state, facts)


def next_event(shipment: Sent) -> str:
    """What takes a shipment on, "" at its end: what went along with the customer is delivered."""
    if SHIPMENT.allows(shipment.state, "fail") and not shipment.service:
        return ""
    return next((event for event in _ON if SHIPMENT.allows(shipment.state, event)), "")


def event_back(number: str, state: str) -> str:
    """What takes the last step of a shipment back; refuses where there is none to undo."""
    SHIPMENT.check(state, "undo-step", Facts(number))
    return next(event for event in _BACK if SHIPMENT.allows(state, event))
