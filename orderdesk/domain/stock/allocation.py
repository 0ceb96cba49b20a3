"""Which bins an order line is served from; pure, on figures read inside the transaction that will reserve them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from orderdesk.domain.values.quantity import Quantity


@dataclass(frozen=True, slots=True)
class BinStock:
    """What one bin holds of one item; `walk` is where a picker comes by it."""

    item_id: int
    bin_id: int
    bin_code: str
    on_hand: Quantity
    reserved: Quantity
    walk: int = 0

    @property
    def free(self) -> Quantity:
        return self.on_hand - self.reserved


@dataclass(frozen=True, slots=True)
class TakenFromBin:
    """Stock tied from one bin."""

    bin_id: int
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class StockFigures:
    """The figures of one item (thousandths): available = on_hand − reserved − unavailable."""

    on_hand: Quantity = 0
    reserved: Quantity = 0
    unavailable: Quantity = 0
    incoming: Quantity = 0
    backordered: Quantity = 0

    @property
    def available(self) -> Quantity:
        return self.on_hand - self.reserved - self.unavailable


def allocate(wanted: Quantity, bins: Iterable[BinStock], keep: Quantity = 0) -> tuple[TakenFromBin, ...]:
    """Take `wanted` from shelf bins, leaving `keep` (the safety stock) free in all; may take less, never more.

    One bin that can serve the whole is preferred, then the walk order, so that a packer makes few stops.
    """
    shelves = sorted((each for each in bins if each.free > 0), key=lambda each: (each.walk, each.bin_code))
    left = min(wanted, max(0, sum(each.free for each in shelves) - keep))
    if left <= 0:
        return ()
    whole = next((each for each in shelves if each.free >= left), None)
    if whole:
        return (TakenFromBin(whole.bin_id, left),)
    taken = []
    for each in shelves:
        part = min(each.free, left)
        taken.append(TakenFromBin(each.bin_id, part))
        left -= part
        if not left:
            break
    return tuple(taken)
