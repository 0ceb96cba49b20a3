"""The discount a clerk gives of their own accord, held against what their role may give."""

from __future__ import annotations

from orderdesk.domain.money import RATE_SCALE, Rate
from orderdesk.domain.orders import OrderRequest
from orderdesk.persistence.queries.ordering import items_by_sku
from orderdesk.services.desk import Work
from orderdesk.services.pricing import Priced


def need_discount(work: Work, request: OrderRequest, priced: Priced) -> None:
    """Refuse an order sold for less than the person may give away; what a file brings was sold elsewhere."""
    if work.right == "import files":
        return
    given = max([_on_lines(work, request, priced), _on_order(request, priced)])
    if given > 0:
        work.need("give this discount", given)


def _on_lines(work: Work, request: OrderRequest, priced: Priced) -> Rate:
    """The largest share taken off a line by hand; what the customer has anyway is nobody's gift."""
    typed = [line for line in request.lines if line.price is not None or line.discount is not None]
    usual = priced.buyer.discount if priced.buyer else 0
    found = items_by_sku(work.connection, [line.sku for line in typed]) if typed else {}
    largest = 0
    for line in typed:
        listed = found[line.sku].price
        price = listed if line.price is None else line.price
        left = price * (RATE_SCALE - (usual if line.discount is None else line.discount))
        if listed > 0 and left < listed * (RATE_SCALE - usual):
            largest = max(largest, RATE_SCALE - left // listed)
    return largest


def _on_order(request: OrderRequest, priced: Priced) -> Rate:
    """The share of the whole that is taken off, rounded up."""
    worth = priced.totals.net + request.discount
    return -(-request.discount * RATE_SCALE // worth) if request.discount and worth > 0 else 0
