"""What may happen to a purchase order."""

from __future__ import annotations

from orderdesk.domain.lifecycles.machine import Deed, Lifecycle, Transition
from orderdesk.domain.lifecycles.orders import has_lines
from orderdesk.domain.lifecycles.states import PurchaseState as State

_SENT = (State.SENT, State.PART_RECEIVED)
_STANDS = (State.DRAFT, *_SENT)

# What has not come can be given up at any time; what has come stays received.
PURCHASE = Lifecycle(
    "purchase order",
    (
        Transition("send", (State.DRAFT,), State.SENT, (has_lines,), "Send to vendor"),
        Transition("receive-part", _SENT, State.PART_RECEIVED, (), "Receive goods", "no goods of it are on their way"),
        Transition("receive-rest", _SENT, State.RECEIVED),
        Transition("cancel", _STANDS, State.CANCELLED, (), "Cancel purchase order"),
    ),
    (
        Deed("edit", "Edit draft", (State.DRAFT,)),
        Deed("print", "Print purchase order", (*_STANDS, State.RECEIVED), "a new one can be placed"),
        Deed("move-due", "Move the due day", _STANDS, "nothing more of it is due"),
    ),
)
