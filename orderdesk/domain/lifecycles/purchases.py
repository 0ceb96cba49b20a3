"""What may happen to a purchase order."""

from __future__ import annotations

from orderdesk.domain.lifecycles.machine import Lifecycle, Transition
from orderdesk.domain.lifecycles.orders import has_lines
from orderdesk.domain.lifecycles.states import PurchaseState as State

# What has not come can be given up at any time; what has come stays received.
PURCHASE = Lifecycle(
    "purchase order",
    (
        Transition("edit", (State.DRAFT,), State.DRAFT),
        Transition("send", (State.DRAFT,), State.SENT, (has_lines,)),
        Transition("receive-part", (State.SENT, State.PART_RECEIVED), State.PART_RECEIVED),
        Transition("receive-rest", (State.SENT, State.PART_RECEIVED), State.RECEIVED),
        Transition("cancel", (State.DRAFT, State.SENT, State.PART_RECEIVED), State.CANCELLED),
    ),
)
