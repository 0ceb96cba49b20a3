"""Why a picker found fewer than the list says, and who gets what was found. Pure; quantities are thousandths."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from orderdesk.domain.fulfilment.shipments import Allocation
from orderdesk.domain.values.quantity import Quantity

SHORT_CAUSES = {
    "not found": "missing",
    "empty": "missing",
    "damaged": "damaged",
    "wrong place": "missing",
    "counted wrong": "missing",
}
"""Why a pick came short, and the kind of bin the goods are booked to: missing ones until they are counted."""


@dataclass(frozen=True, slots=True)
class Share:
    """So much from a bin for a line of a shipment."""

    shipment_id: int
    order_line_id: int
    bin_id: int
    quantity: Quantity


def served_first(tied: Iterable[Allocation], told: Mapping[int, date | None]) -> list[Allocation]:
    """What was tied in the order in which it is served: who was told the earlier day first ({line id: day}), those who
    were told none last; then the older line."""
    return sorted(
        tied,
        key=lambda each: (told.get(each.order_line_id) or date.max, each.order_line_id, each.id),
    )


def shared(turn: Sequence[Allocation], lost: Mapping[int, Quantity]) -> list[Share]:
    """The goods of one item as they are shared out after `lost` was not found in its bins ({bin id: quantity}).

    Each in turn gets all that it was to get, from its own bin as far as it can, before the next gets anything.
    """
    found: dict[int, Quantity] = {}
    for each in turn:
        found[each.bin_id] = found.get(each.bin_id, 0) + each.quantity
    for place, quantity in lost.items():
        found[place] -= quantity
    shares: dict[tuple[int, int, int], Quantity] = {}
    for each in turn:
        wanted = each.quantity
        for place in (each.bin_id, *sorted(found)):
            part = min(wanted, found[place])
            if part:
                key = (each.shipment_id, each.order_line_id, place)
                shares[key] = shares.get(key, 0) + part
                found[place] -= part
                wanted -= part
    return [Share(*key, quantity) for key, quantity in shares.items()]
