"""What may happen to a shipment."""

from __future__ import annotations

from orderdesk.domain.lifecycles.machine import Deed, Facts, Lifecycle, Transition, bars, needs
from orderdesk.domain.lifecycles.states import ShipmentState as State


def _not_held(facts: Facts) -> str | None:
    return f"{facts.name} is on hold ({facts.hold}); release it first." if facts.hold else None


_has_boxes = needs("boxes", "{} has no box; pack at least one.")
_was_boxed = needs("boxes", "{} was not packed in a box; it has no label and no slip.")
_was_carried = needs("boxes", "{} was not packed in a box; no carrier charged for one.")
_several = needs("several", "{} is one box; only of several can some leave first.")
_has_no_boxes = needs("boxes", "{} left without being packed; take its goods back with a return.")
_not_billed = bars("billed", "What left with {} is invoiced; take it back with a return.")
_not_returned = bars("coming_back", "Goods of {} are coming back already; finish their return.")
_not_charged = bars("charged", "The carrier has charged for {}, so it is gone; when it comes back, say so.")
_not_told = bars("told", "The customer was told that {} has left; when it comes back, say so.")
_today = bars("earlier", "{} left on an earlier day; when it comes back, say so.")
_was_split = needs("home", "{} was not split off another shipment.")
_has_reason = needs("reason", "Say why {} leaves without a scan.")

_TIED = (State.ALLOCATED, State.PICKING, State.PICKED)
_ON_ITS_WAY = (State.SHIPPED, State.EXCEPTION)
_CHARGED = (*_ON_ITS_WAY, State.DELIVERED, State.RETURNED)
_UNDONE = (State.PICKING, State.PICKED, State.PACKED, State.SHIPPED, State.DELIVERED)
_BOXED = (State.PACKED, *_ON_ITS_WAY, State.DELIVERED)

SHIPMENT = Lifecycle(
    "shipment",
    (
        Transition("allocate", (State.WAITING,), State.ALLOCATED),
        Transition("start", (State.ALLOCATED,), State.PICKING, (_not_held,), "Print picklist"),
        Transition("pick", (State.PICKING,), State.PICKED, (_not_held,), "Confirm picks"),
        Transition("unpick", (State.PICKING, State.PICKED), State.ALLOCATED, (), "Take off its picklist"),
        Transition("pack", (State.PICKED,), State.PACKED, (_not_held,), "Pack"),
        Transition("unpack", (State.PACKED,), State.PICKED, (), "Unpack"),
        Transition("rejoin", (State.PACKED,), State.CANCELLED, (_was_split,), "Put boxes back"),
        Transition("ship", (State.PACKED,), State.SHIPPED, (_not_held, _has_boxes), "Ship"),
        # What was said by mistake is taken back, until the next thing in the world has happened.
        Transition(
            "unship",
            (State.SHIPPED,),
            State.PACKED,
            (_has_no_boxes, _today, _not_billed, _not_returned, _not_charged, _not_told),
        ),
        Transition("undeliver", (State.DELIVERED,), State.SHIPPED),
        # The customer takes the goods along at the counter, or they leave unscanned for a reason that is kept.
        Transition("hand-over", _TIED, State.SHIPPED, (_not_held, _has_reason)),
        Transition("deliver", _ON_ITS_WAY, State.DELIVERED, (), "Mark delivered"),
        Transition("fail", (State.SHIPPED,), State.EXCEPTION, (), "Report an exception"),
        Transition("come-back", _ON_ITS_WAY, State.RETURNED, (), "Came back unopened"),
        Transition("cancel", (State.WAITING, *_TIED, State.PACKED), State.CANCELLED),
    ),
    (
        Deed("undo-step", "Undo this step", _UNDONE, "there is no step to undo"),
        Deed("split", "Split off boxes", (State.PACKED,), "its boxes cannot leave apart any more", (_several,)),
        Deed("label", "Print label", _BOXED, "it has no label", (_was_boxed,)),
        Deed("slip", "Print packing slip", _BOXED, "it has no packing slip", (_was_boxed,)),
        Deed("void-label", "Void label", (State.PACKED,), "only a label that is still here can be voided"),
        Deed("track", "Edit tracking number", (State.PACKED, *_ON_ITS_WAY), "its carrier is done with it"),
        Deed("charge", "Carrier's charges", _CHARGED, "no carrier has charged for it", (_was_carried,)),
    ),
)
