"""What may happen to an order now and why not, for buttons, menus and `order show`; the rules are the domain's."""

from __future__ import annotations

from orderdesk.domain.lifecycles import ORDER, Move
from orderdesk.domain.money.refunding import money_held
from orderdesk.domain.orders.moves import Step, facts_of
from orderdesk.domain.orders.moves import next_step as next_of
from orderdesk.persistence.orders.view import OrderView


def moves_of(view: OrderView) -> tuple[Move, ...]:
    """All that may be done with an order, each with why not now."""
    facts = facts_of(
        view.order,
        view.lines,
        billed=any(each.kind == "invoice" for each in view.papers),
        e_invoice=view.customer and view.papers,
        payments=any(each.kind == "payment" for each in view.payments),
        held_money=money_held(view.payments) > 0,
    )
    return ORDER.moves(view.order.state, facts)


def next_step(view: OrderView) -> Step | None:
    """The one thing to do with an order now; None when nothing is left to do."""
    return next_of(view.order, view.lines, view.shipments)
