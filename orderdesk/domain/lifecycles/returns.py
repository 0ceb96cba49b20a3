"""What may happen to a return."""

from __future__ import annotations

from orderdesk.domain.lifecycles.machine import Lifecycle, Transition
from orderdesk.domain.lifecycles.states import ReturnState as State

RETURN = Lifecycle(
    "return",
    (
        Transition("authorise", (State.REQUESTED,), State.AUTHORISED),
        Transition("decline", (State.REQUESTED, State.AUTHORISED), State.DECLINED),
        Transition("expire", (State.REQUESTED, State.AUTHORISED, State.IN_TRANSIT), State.EXPIRED),
        Transition("send-back", (State.AUTHORISED,), State.IN_TRANSIT),
        Transition("receive", (State.AUTHORISED, State.IN_TRANSIT), State.RECEIVED),
        # After its last day a person who may takes it all the same, for a reason that is kept.
        Transition("receive-late", (State.AUTHORISED, State.IN_TRANSIT, State.EXPIRED), State.RECEIVED),
        Transition("inspect", (State.RECEIVED,), State.INSPECTED),
        Transition("settle", (State.INSPECTED,), State.SETTLED),
        Transition("close", (State.SETTLED,), State.CLOSED),
    ),
)
