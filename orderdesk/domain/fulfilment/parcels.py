"""What the driver collects for each parcel of an order that is paid on delivery."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from orderdesk.domain.billing.billing import bill
from orderdesk.domain.orders.records import OrderLine
from orderdesk.domain.prices.pricing import Rules
from orderdesk.domain.values.money import Amount
from orderdesk.domain.values.quantity import Quantity


@dataclass(frozen=True, slots=True)
class CollectedParcel:
    """One shipment in the order in which they leave; `goods` by order line, `refused` when it came back."""

    shipment_id: int
    goods: Mapping[int, Quantity]
    refused: bool = False


def dues(
    lines: Sequence[OrderLine], parcels: Sequence[CollectedParcel], rules: Rules, due: Amount, paid: Amount
) -> dict[int, Amount]:
    """What is to be collected with each parcel, by shipment: its part of the order, the charges with the first.

    `paid` fills the parcels in turn; a refused one asks for nothing, and all together never ask for more than is due.
    """
    found: dict[int, Amount] = {}
    for parcel, worth in zip(parcels, _worths(lines, parcels, rules), strict=True):
        if parcel.refused:
            found[parcel.shipment_id] = 0
            continue
        covered = min(paid, worth)
        paid -= covered
        found[parcel.shipment_id] = max(0, min(worth - covered, due))
        due -= found[parcel.shipment_id]
    return found


def _worths(lines: Sequence[OrderLine], parcels: Sequence[CollectedParcel], rules: Rules) -> list[Amount]:
    """What the invoices for the parcels come to, one after the other."""
    rest, taxed, worths = [replace(line, invoiced=0) for line in lines], dict[int, Amount](), []
    for number, parcel in enumerate(parcels):
        charges = {} if number else {line.id: line.wanted for line in rest if not line.goods}
        now = {**charges, **parcel.goods}
        billed = bill(rest, now, rules, taxed)
        for line, total in zip(billed.lines, billed.totals.lines, strict=True):
            taxed[line.id] = taxed.get(line.id, 0) + total.tax
        rest = [replace(line, invoiced=line.invoiced + now.get(line.id, 0)) for line in rest]
        worths.append(billed.totals.total)
    return worths
