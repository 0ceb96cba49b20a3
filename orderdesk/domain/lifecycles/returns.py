"""What may happen to a return."""

from __future__ import annotations

from orderdesk.domain.lifecycles.machine import Deed, Lifecycle, Transition, bars, needs
from orderdesk.domain.lifecycles.states import ReturnState as State

_in_time = bars("over", "{} has expired; say why it is taken all the same.")
_over = needs("over", "{} has not expired; it is taken in as usual.")
_credited = needs("credit_note", "{} has no credit note yet; settle it first.")
_WAITS = (State.REQUESTED, State.AUTHORISED)
_COMES = (State.AUTHORISED, State.IN_TRANSIT)

RETURN = Lifecycle(
    "return",
    (
        Transition("authorise", (State.REQUESTED,), State.AUTHORISED),
        Transition("decline", _WAITS, State.DECLINED, (), "Decline return"),
        Transition("expire", (*_WAITS, State.IN_TRANSIT), State.EXPIRED),
        Transition("send-back", (State.AUTHORISED,), State.IN_TRANSIT),
        Transition("receive", _COMES, State.RECEIVED, (_in_time,), "Goods are here"),
        # After its last day a person who may takes it all the same, for a reason that is kept.
        Transition("receive-late", (*_COMES, State.EXPIRED), State.RECEIVED, (_over,), "Goods are here late"),
        Transition("inspect", (State.RECEIVED,), State.INSPECTED, (), "Inspect"),
        Transition("settle", (State.INSPECTED,), State.SETTLED, (), "Settle"),
        Transition("close", (State.SETTLED,), State.CLOSED),
    ),
    (Deed("print-credit-note", "Print credit note", tuple(State), "", (_credited,)),),
)
