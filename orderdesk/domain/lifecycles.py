"""Every state machine as a table: what may happen to an order, a shipment, a return and a till session, and when.

A guard is a pure function of the facts; it returns None or the sentence that says why not. The same table moves the
records, greys the buttons, fills the tooltips and is walked whole by a test.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from orderdesk.domain.state_words import not_yet, said_of
from orderdesk.domain.values.errors import Refused


class OrderState(StrEnum):
    DRAFT = "draft"
    QUOTE = "quote"
    CONFIRMED = "confirmed"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class ShipmentState(StrEnum):
    WAITING = "waiting"
    ALLOCATED = "allocated"
    PICKING = "picking"
    PICKED = "picked"
    PACKED = "packed"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    EXCEPTION = "exception"
    CANCELLED = "cancelled"
    RETURNED = "returned-to-sender"


HAVE_LEFT = (ShipmentState.SHIPPED, ShipmentState.DELIVERED, ShipmentState.EXCEPTION, ShipmentState.RETURNED)
"""The states of shipments whose goods have gone out of the house, whatever became of them."""


class ReturnState(StrEnum):
    REQUESTED = "requested"
    AUTHORISED = "authorised"
    IN_TRANSIT = "in-transit"
    RECEIVED = "received"
    INSPECTED = "inspected"
    SETTLED = "settled"
    CLOSED = "closed"
    DECLINED = "declined"
    EXPIRED = "expired"


class PurchaseState(StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    PART_RECEIVED = "part-received"
    RECEIVED = "received"
    CANCELLED = "cancelled"


class TillState(StrEnum):
    OPEN = "open"
    COUNTING = "counting"
    CLOSED = "closed"
    VERIFIED = "verified"


class Hold(StrEnum):
    """Why an order's work is stopped; a flag beside the state, not a state."""

    NONE = ""
    CREDIT = "credit"
    PAYMENT = "payment"
    ADDRESS = "address"
    STOCK = "stock"
    REVIEW = "review"
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True)
class Facts:
    """What guards look at; each machine reads the few it needs."""

    name: str
    lines: int = 1
    hold: str = ""
    shipped: bool = False
    invoiced: bool = False
    paid: bool = False
    open_work: bool = False
    picked_all: bool = True
    boxes: int = 1
    reason: str = ""


S = TypeVar("S", bound=StrEnum)
Guard = Callable[[Facts], str | None]


@dataclass(frozen=True, slots=True)
class Transition(Generic[S]):
    """`event` moves a record from any of `sources` to `target` when every guard is silent."""

    event: str
    sources: tuple[S, ...]
    target: S
    guards: tuple[Guard, ...] = ()


@dataclass(frozen=True, slots=True)
class Lifecycle(Generic[S]):
    """One state machine."""

    thing: str
    transitions: tuple[Transition[S], ...]

    def refusal(self, state: S, event: str, facts: Facts) -> str | None:
        """None when `event` may happen now, else the sentence that says why not."""
        moves = [move for move in self.transitions if move.event == event]
        if not moves:
            raise KeyError(f"{self.thing} knows no event {event}")
        move = next((move for move in moves if state in move.sources), None)
        if move is None:
            wanted = [source for each in moves for source in each.sources]
            refused = f"{facts.name} is {said_of(state)}; it can not be {_DONE.get(event, event)}."
            return not_yet(facts.name, state, wanted) or refused
        return next((said for guard in move.guards if (said := guard(facts))), None)

    def after(self, state: S, event: str, facts: Facts) -> S:
        """The state after `event`; refuse with the guard's sentence."""
        said = self.refusal(state, event, facts)
        if said:
            raise Refused(said)
        return next(move.target for move in self.transitions if move.event == event and state in move.sources)

    def events(self, state: S) -> tuple[str, ...]:
        """The events the table knows for `state`, guards aside."""
        return tuple(move.event for move in self.transitions if state in move.sources)


_DONE = {
    "confirm": "confirmed",
    "quote": "quoted",
    "close": "closed",
    "reopen": "opened again",
    "cancel": "cancelled",
    "start": "picked",
    "pick": "picked",
    "unpick": "taken off its picklist",
    "pack": "packed",
    "unpack": "unpacked",
    "ship": "shipped",
    "edit": "changed",
    "send": "sent",
    "receive-part": "received",
    "receive-rest": "received",
    "hand-over": "handed over",
    "deliver": "marked as delivered",
    "fail": "marked as an exception",
    "come-back": "returned to sender",
    "authorise": "authorised",
    "send-back": "marked as in transit",
    "receive": "received",
    "receive-late": "received",
    "inspect": "inspected",
    "settle": "settled",
    "decline": "declined",
    "expire": "expired",
    "count": "counted",
    "resume": "opened again",
    "verify": "verified",
}


def _has_lines(facts: Facts) -> str | None:
    return None if facts.lines else f"{facts.name} has no lines; add at least one."


def _not_shipped(facts: Facts) -> str | None:
    return f"{facts.name} has goods shipped; open a return instead." if facts.shipped else None


def _not_invoiced(facts: Facts) -> str | None:
    return f"{facts.name} is invoiced; credit the invoice instead." if facts.invoiced else None


def _not_paid(facts: Facts) -> str | None:
    return f"{facts.name} has money taken on it; refund that first." if facts.paid else None


def _not_held(facts: Facts) -> str | None:
    return f"{facts.name} is on hold ({facts.hold}); release it first." if facts.hold else None


def _nothing_open(facts: Facts) -> str | None:
    return f"{facts.name} still has something to ship, bill, collect or receive back." if facts.open_work else None


def _has_boxes(facts: Facts) -> str | None:
    return None if facts.boxes else f"{facts.name} has no box; pack at least one."


def _has_reason(facts: Facts) -> str | None:
    return None if facts.reason.strip() else f"Say why {facts.name} leaves without a scan."


_O, _S, _R, _P, _T = OrderState, ShipmentState, ReturnState, PurchaseState, TillState

ORDER = Lifecycle(
    "order",
    (
        Transition("quote", (_O.DRAFT,), _O.QUOTE, (_has_lines,)),
        Transition("confirm", (_O.DRAFT, _O.QUOTE), _O.CONFIRMED, (_has_lines,)),
        Transition("close", (_O.CONFIRMED,), _O.CLOSED, (_nothing_open,)),
        Transition("reopen", (_O.CLOSED,), _O.CONFIRMED),
        Transition(
            "cancel", (_O.DRAFT, _O.QUOTE, _O.CONFIRMED), _O.CANCELLED, (_not_shipped, _not_invoiced, _not_paid)
        ),
    ),
)

SHIPMENT = Lifecycle(
    "shipment",
    (
        Transition("allocate", (_S.WAITING,), _S.ALLOCATED),
        Transition("start", (_S.ALLOCATED,), _S.PICKING, (_not_held,)),
        Transition("pick", (_S.PICKING,), _S.PICKED, (_not_held,)),
        Transition("unpick", (_S.PICKING, _S.PICKED), _S.ALLOCATED),
        Transition("pack", (_S.PICKED,), _S.PACKED, (_not_held,)),
        Transition("unpack", (_S.PACKED,), _S.PICKED),
        Transition("ship", (_S.PACKED,), _S.SHIPPED, (_not_held, _has_boxes)),
        # The customer takes the goods along at the counter, or they leave unscanned for a reason that is kept.
        Transition("hand-over", (_S.ALLOCATED, _S.PICKING, _S.PICKED), _S.SHIPPED, (_not_held, _has_reason)),
        Transition("deliver", (_S.SHIPPED, _S.EXCEPTION), _S.DELIVERED),
        Transition("fail", (_S.SHIPPED,), _S.EXCEPTION),
        Transition("come-back", (_S.SHIPPED, _S.EXCEPTION), _S.RETURNED),
        Transition("cancel", (_S.WAITING, _S.ALLOCATED, _S.PICKING, _S.PICKED, _S.PACKED), _S.CANCELLED),
    ),
)

RETURN = Lifecycle(
    "return",
    (
        Transition("authorise", (_R.REQUESTED,), _R.AUTHORISED),
        Transition("decline", (_R.REQUESTED, _R.AUTHORISED), _R.DECLINED),
        Transition("expire", (_R.REQUESTED, _R.AUTHORISED, _R.IN_TRANSIT), _R.EXPIRED),
        Transition("send-back", (_R.AUTHORISED,), _R.IN_TRANSIT),
        Transition("receive", (_R.AUTHORISED, _R.IN_TRANSIT), _R.RECEIVED),
        # After its last day a person who may takes it all the same, for a reason that is kept.
        Transition("receive-late", (_R.AUTHORISED, _R.IN_TRANSIT, _R.EXPIRED), _R.RECEIVED),
        Transition("inspect", (_R.RECEIVED,), _R.INSPECTED),
        Transition("settle", (_R.INSPECTED,), _R.SETTLED),
        Transition("close", (_R.SETTLED,), _R.CLOSED),
    ),
)

# What has not come can be given up at any time; what has come stays received.
PURCHASE = Lifecycle(
    "purchase order",
    (
        Transition("edit", (_P.DRAFT,), _P.DRAFT),
        Transition("send", (_P.DRAFT,), _P.SENT, (_has_lines,)),
        Transition("receive-part", (_P.SENT, _P.PART_RECEIVED), _P.PART_RECEIVED),
        Transition("receive-rest", (_P.SENT, _P.PART_RECEIVED), _P.RECEIVED),
        Transition("cancel", (_P.DRAFT, _P.SENT, _P.PART_RECEIVED), _P.CANCELLED),
    ),
)

TILL = Lifecycle(
    "till",
    (
        Transition("count", (_T.OPEN,), _T.COUNTING),
        Transition("resume", (_T.COUNTING,), _T.OPEN),
        Transition("close", (_T.OPEN, _T.COUNTING), _T.CLOSED),
        Transition("verify", (_T.CLOSED,), _T.VERIFIED),
    ),
)

LIFECYCLES: tuple[
    Lifecycle[OrderState]
    | Lifecycle[ShipmentState]
    | Lifecycle[ReturnState]
    | Lifecycle[PurchaseState]
    | Lifecycle[TillState],
    ...,
]
LIFECYCLES = (ORDER, SHIPMENT, RETURN, PURCHASE, TILL)
