"""What may happen to a session at a till."""

from __future__ import annotations

from orderdesk.domain.lifecycles.machine import Lifecycle, Transition
from orderdesk.domain.lifecycles.states import TillState as State

TILL = Lifecycle(
    "till",
    (
        Transition("count", (State.OPEN,), State.COUNTING),
        Transition("resume", (State.COUNTING,), State.OPEN),
        Transition("close", (State.OPEN, State.COUNTING), State.CLOSED),
        Transition("verify", (State.CLOSED,), State.VERIFIED),
    ),
)
