"""What may happen to a session at a till."""

from __future__ import annotations

from orderdesk.domain.lifecycles.machine import Deed, Lifecycle, Transition, bars, needs
from orderdesk.domain.lifecycles.states import TillState as State

_FIRST = "open it first"
_counted = needs("count", "Count {} before closing it.")
_sells = bars("counting", "{} is being counted; close it, or open it again.")
_OPEN = (State.OPEN, State.COUNTING)

TILL = Lifecycle(
    "till",
    (
        Transition("count", _OPEN, State.COUNTING, (), "Count till", _FIRST),
        Transition("resume", (State.COUNTING,), State.OPEN, (), "Go on selling", "there is no count to forget"),
        Transition("close", _OPEN, State.CLOSED, (_counted,), "Close till", _FIRST),
        Transition("verify", (State.CLOSED,), State.VERIFIED, (), "Mark as verified"),
    ),
    (
        Deed("open", "Open till", (State.CLOSED, State.VERIFIED), "close it first"),
        Deed("paid-in", "Paid in", _OPEN, _FIRST, (_sells,)),
        Deed("paid-out", "Paid out", _OPEN, _FIRST, (_sells,)),
        Deed("drop", "Drop to the safe", _OPEN, _FIRST, (_sells,)),
        Deed("x-report", "Look at the X report", _OPEN, "an X report looks at an open one"),
        Deed("no-sale", "Open drawer", _OPEN, _FIRST, (_sells,)),
    ),
)
