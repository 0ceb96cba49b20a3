"""Every state machine as a table: what may happen to an order, a shipment, a return, a purchase order and a till."""

from orderdesk.domain.lifecycles.machine import Deed, Facts, Lifecycle, Move, Transition
from orderdesk.domain.lifecycles.orders import ORDER
from orderdesk.domain.lifecycles.purchases import PURCHASE
from orderdesk.domain.lifecycles.returns import RETURN
from orderdesk.domain.lifecycles.shipments import SHIPMENT
from orderdesk.domain.lifecycles.states import (
    HAVE_LEFT,
    LEFT_OR_GIVEN_UP,
    Hold,
    OrderState,
    PurchaseState,
    ReturnState,
    ShipmentState,
    TillState,
)
from orderdesk.domain.lifecycles.tills import TILL
from orderdesk.domain.lifecycles.words import NONE_TO_PICK, no_paper, nothing_left

__all__ = [
    "HAVE_LEFT",
    "LEFT_OR_GIVEN_UP",
    "LIFECYCLES",
    "NONE_TO_PICK",
    "ORDER",
    "PURCHASE",
    "RETURN",
    "SHIPMENT",
    "TILL",
    "Deed",
    "Facts",
    "Hold",
    "Lifecycle",
    "Move",
    "OrderState",
    "PurchaseState",
    "ReturnState",
    "ShipmentState",
    "TillState",
    "Transition",
    "no_paper",
    "nothing_left",
]

LIFECYCLES: tuple[
    Lifecycle[OrderState]
    | Lifecycle[ShipmentState]
    | Lifecycle[ReturnState]
    | Lifecycle[PurchaseState]
    | Lifecycle[TillState],
    ...,
]
LIFECYCLES = (ORDER, SHIPMENT, RETURN, PURCHASE, TILL)
