"""The commonest sums of an order in plain integers, so that a million lines are proved in seconds.

It answers only for whole orders of the usual kind (net prices, tax per document, half-up) and only says that all is
well; whatever it does not vouch for is priced again by the rules of the domain.
"""

from __future__ import annotations

from collections.abc import Sequence

from orderdesk.domain.values.money import PRICE_SCALE, RATE_SCALE, exponent, spread
from orderdesk.domain.values.quantity import ONE

Line = tuple[int | None, int, int, int, int, int, int, int, int, str, str]
"""Item, quantity, price, discount, gross, share, net, tax rate, tax, place, exemption."""
_EXACT = ONE * PRICE_SCALE


def vouches(lines: Sequence[Line], currency: str, off: int, net: int, tax: int) -> bool:
    """Whether an order with `off` taken off it is certainly priced right; False means: ask the domain."""
    scale = 2 * 10 ** exponent(currency)
    by_tax: dict[tuple[int, str], list[tuple[int, int]]] = {}
    for _, quantity, price, discount, gross, share, line_net, rate, line_tax, place, _ in lines:
        exact = quantity * price * scale
        if discount or line_net != gross - share or (exact + _EXACT) // (2 * _EXACT) != gross:
            return False
        by_tax.setdefault((rate, place), []).append((line_net, line_tax))
        net -= line_net
        tax -= line_tax
    if net or tax or not _shared(lines, off):
        return False
    return all(_spread(rate, rows) for (rate, _), rows in by_tax.items())


def _shared(lines: Sequence[Line], off: int) -> bool:
    """Whether the order's discount lies on its items by largest remainder."""
    if not off:
        return not any(line[5] for line in lines)
    weights = [0 if line[0] is None else line[4] for line in lines]
    return 0 < off <= sum(weights) and [line[5] for line in lines] == spread(off, weights)


def _spread(rate: int, rows: Sequence[tuple[int, int]]) -> bool:
    """Whether the tax of a rate and place is right in sum and shared by largest remainder, the earlier line first."""
    total = sum(net for net, _ in rows)
    due = (2 * total * rate + RATE_SCALE) // (2 * RATE_SCALE)
    if len(rows) == 1:
        return rows[0][1] == due
    return [tax for _, tax in rows] == spread(due, [net for net, _ in rows])
