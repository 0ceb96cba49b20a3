"""The next step of an order: the one thing to do with it now, read off its facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from orderdesk.domain.state_words import said_of

if TYPE_CHECKING:
    from orderdesk.persistence.fulfilment.lists import ShipmentRow
    from orderdesk.persistence.orders.view import OrderView


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can be done next: the command's id, the words on the button, its icon, and when it is due."""

    id: str
    title: str
    icon: str
    due: Callable[[OrderView], bool]


def shipment_in(view: OrderView, *states: str) -> ShipmentRow | None:
    """The first shipment of the order in one of these states."""
    return next((each for each in view.shipments if each.state in states), None)


def _is_open(view: OrderView) -> bool:
    return view.order.is_open and not view.order.hold


def _to_bill(view: OrderView) -> bool:
    """Something has shipped that is not billed, or there is nothing to ship at all."""
    goods = [line for line in view.lines if line.goods]
    shipped = any(line.shipped > line.invoiced for line in goods)
    return view.order.is_open and (shipped or (not goods and any(line.progress.to_invoice for line in view.lines)))


def _awaits_money(view: OrderView) -> bool:
    """Nothing but money stops it."""
    from orderdesk.domain.money.prepaying import HELD_BY

    return view.order.is_open and view.order.held_by == HELD_BY and view.order.due > 0


def _to_deliver(view: OrderView) -> bool:
    """Something is on its way; what was sold over the counter went along with the customer."""
    return any(each.state == "shipped" and each.service for each in view.shipments)


STEPS = (
    Step("order.confirm", "Confirm order", "check", lambda view: view.order.state in ("draft", "quote")),
    Step("order.pay", "Take payment", "banknote", _awaits_money),
    Step("order.release", "Release hold", "play", lambda view: view.order.is_open and bool(view.order.hold)),
    Step("shipment.ship", "Ship", "truck", lambda view: _is_open(view) and bool(shipment_in(view, "packed"))),
    Step("shipment.pack", "Pack", "package", lambda view: _is_open(view) and bool(shipment_in(view, "picked"))),
    Step(
        "shipment.picked", "Confirm picks", "check", lambda view: _is_open(view) and bool(shipment_in(view, "picking"))
    ),
    Step(
        "shipment.start",
        "Print picklist",
        "clipboard-list",
        lambda view: _is_open(view) and bool(shipment_in(view, "allocated")),
    ),
    Step("order.invoice", "Issue invoice", "receipt-text", _to_bill),
    Step("order.pay", "Take payment", "banknote", lambda view: view.order.is_open and view.order.due > 0),
    Step("order.allocate", "Allocate stock", "boxes", lambda view: _is_open(view) and view.backordered > 0),
    Step("shipment.deliver", "Mark delivered", "circle-check", _to_deliver),
)


def next_step(view: OrderView) -> Step | None:
    """The first step that is due; None when nothing is left to do."""
    return next((step for step in STEPS if step.due(view)), None)


def refusal_of(step_id: str, view: OrderView | None) -> str | None:
    """Why a step can not be taken now; None when it can."""
    if view is None:
        return "Choose an order first."
    if any(step.due(view) for step in STEPS if step.id == step_id):
        return None
    if view.order.hold and step_id != "order.release":
        return f"{view.order.number} is on hold ({view.order.hold}); release it first."
    step = next_step(view)
    does = f"its next step is “{step.title}”" if step else "nothing is left to do"
    return f"{view.order.number} is {said_of(view.order.state)}; {does}."
