"""A restocking fee: what the shop keeps of what comes back, never more than that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orderdesk.domain.billing.billing import CreditedPart
from orderdesk.domain.prices.tax import LineTax, tax_on
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Amount, Rounding, shown, spread


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee, or its part that bears one tax; both amounts come off a credit note."""

    bears: LineTax
    net: Amount
    tax: Amount


def fees_of(
    parts: Sequence[CreditedPart], taxes: Mapping[int, LineTax], fee: Amount, currency: str, rounding: Rounding
) -> dict[int, list[Fee]]:
    """Lay a fee (before tax) on what is credited, by invoice: on each tax by its net, so that none ends below zero.

    `taxes` is by order line. Refused above what is credited.
    """
    if fee == 0:
        return {}
    sums: dict[tuple[int, LineTax], tuple[Amount, Amount]] = {}
    for part in parts:
        net, tax = sums.get((part.invoice_id, taxes[part.order_line_id]), (0, 0))
        sums[part.invoice_id, taxes[part.order_line_id]] = (net + part.net, tax + part.tax)
    most = sum(net for net, _ in sums.values())
    if not 0 < fee <= most:
        said = f"A restocking fee is at most {shown(most, currency)}, what is credited before tax."
        raise Refused(said if fee > 0 else "A restocking fee is zero or more.", field="fee")
    found: dict[int, list[Fee]] = {}
    shares = spread(fee, [net for net, _ in sums.values()])
    for ((invoice_id, bears), (net, tax)), share in zip(sums.items(), shares, strict=True):
        if share:
            own = tax if share == net else min(tax, tax_on(share, bears.rate, inclusive=False, rounding=rounding))
            found.setdefault(invoice_id, []).append(Fee(bears, share, own))
    return found
