"""The discount a clerk gives of their own accord, held against what their role may give."""

from __future__ import annotations

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.money import RATE_SCALE, Price, Rate
from orderdesk.services.desk import Work
from orderdesk.services.prices.pricing import Priced


def need_discount(work: Work, request: OrderRequest, priced: Priced) -> None:
    """Refuse an order sold for less than the person may give away; what a file brings was sold elsewhere."""
    if work.right == "import files":
        return
    given = given_away(request, priced)
    if given > 0:
        work.need("give this discount", given)


def given_away(request: OrderRequest, priced: Priced) -> Rate:
    """The largest share of its price that a line loses by hand: by its price, its discount and the order's, together.

    What the customer has anyway, by their price list or their usual discount, is nobody's gift.
    """
    usual = priced.buyer.discount if priced.buyer else 0
    lines = [_on_line(line, priced.won[place].price, usual) for place, line in enumerate(request.lines, start=1)]
    most, whole = max(lines, default=0), _on_order(request, priced)
    return most + -(-(RATE_SCALE - most) * whole // RATE_SCALE)


def _on_line(line: LineRequest, listed: Price, usual: Rate) -> Rate:
    """The share taken off a line by hand."""
    price = listed if line.price is None else line.price
    left = price * (RATE_SCALE - (usual if line.discount is None else line.discount))
    return RATE_SCALE - left // listed if listed > 0 and left < listed * (RATE_SCALE - usual) else 0


def _on_order(request: OrderRequest, priced: Priced) -> Rate:
    """The share of the goods' worth that is taken off, rounded up."""
    worth = sum(row["gross"] for row in priced.rows if row["item_id"] is not None)
    return -(-request.discount * RATE_SCALE // worth) if request.discount and worth > 0 else 0
