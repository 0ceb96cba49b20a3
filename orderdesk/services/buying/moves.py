"""What may happen to a purchase order now and why not, for its buttons and `purchase show`."""

from __future__ import annotations

from orderdesk.domain.buying.purchasing import Purchase
from orderdesk.domain.lifecycles import PURCHASE, Facts, Move
from orderdesk.services.buying.purchase_views import PurchaseView


def moves_of(view: PurchaseView) -> tuple[Move, ...]:
    """All that may be done with a purchase order, each with why not now."""
    return PURCHASE.moves(view.purchase.state, Facts(view.purchase.number, lines=view.lines))


def next_event(purchase: Purchase) -> str:
    """What takes a purchase order on: it is sent, then its goods are received."""
    return "send" if PURCHASE.allows(purchase.state, "send") else "receive-part"
