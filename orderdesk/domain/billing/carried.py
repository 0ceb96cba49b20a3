"""Which shipments carried the goods of an invoice, where an order is sent and billed in parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from orderdesk.domain.values.quantity import Quantity

Part = tuple[int, int, Quantity]
"""Of whom (an invoice or a shipment), which order line, and how many of it."""


def carriers(invoice_id: int, billed: Iterable[Part], left: Sequence[Part]) -> frozenset[int]:
    """The shipments that carried what an invoice bills.

    Of each order line the units that left first are those that were billed first, as an invoice bills what has gone
    (`billable`). `billed` is in the order of issue, `left` in the order of leaving.
    """
    begun: dict[int, Quantity] = {}
    found = set()
    for owner, line, quantity in billed:
        start = begun.get(line, 0)
        begun[line] = start + quantity
        if owner == invoice_id:
            found |= set(_within(line, start, start + quantity, left))
    return frozenset(found)


def _within(wanted: int, start: Quantity, end: Quantity, left: Sequence[Part]) -> Iterator[int]:
    """Who carried any of the units of a line from `start` up to `end`."""
    gone = 0
    for owner, line, quantity in left:
        if line == wanted:
            if gone < end and gone + quantity > start:
                yield owner
            gone += quantity
