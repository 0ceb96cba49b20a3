"""A purchase order as it is kept, what a person asks for when making one, and how much of an item to buy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from orderdesk.domain.values.money import PRICE_SCALE, Amount, Price, divide, exponent
from orderdesk.domain.values.quantity import ONE, Quantity


@dataclass(frozen=True, slots=True)
class PurchaseLineRequest:
    """An item asked for by SKU; `cost` None is what the item cost last, `due` None the order's own day."""

    sku: str
    quantity: Quantity
    cost: Price | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class PurchaseRequest:
    """What is to be bought of a vendor, known by name; `new_vendor` lets an unknown name become one."""

    vendor: str
    lines: tuple[PurchaseLineRequest, ...] = ()
    due: date | None = None
    reference: str = ""
    note: str = ""
    new_vendor: bool = False


@dataclass(frozen=True, slots=True)
class Purchase:
    """One purchase order as it stands; `reference` is what the vendor calls it."""

    id: int
    number: str
    state: str
    vendor_id: int
    currency: str
    due: date | None
    reference: str
    note: str
    reason: str
    made_at: datetime
    sent_at: datetime | None
    closed_at: datetime | None
    user: str
    version: int


@dataclass(frozen=True, slots=True)
class PurchaseLine:
    """One line as it stands; `received` may be more than `quantity` when more came than was ordered."""

    id: int
    position: int
    item_id: int
    sku: str
    name: str
    unit: str
    quantity: Quantity
    received: Quantity
    cost: Price
    due: date | None
    expected: int

    @property
    def left(self) -> Quantity:
        """What has not come yet."""
        return max(0, self.quantity - self.received)


@dataclass(frozen=True, slots=True)
class Arrived:
    """Goods that came in on a line; `cost` None is the price that was agreed."""

    line_id: int
    quantity: Quantity
    cost: Price | None = None


def share_arrival(lines: Sequence[PurchaseLine], quantity: Quantity, cost: Price | None = None) -> tuple[Arrived, ...]:
    """So much of one item over the lines of an order that are of it (at least one): what is open is filled line by
    line, and what came beyond all of them belongs to the last."""
    parts, left = [], quantity
    for line in lines:
        part = left if line is lines[-1] else min(left, line.left)
        if part:
            parts.append(Arrived(line.id, part, cost))
        left -= part
    return tuple(parts)


def cost_of(quantity: Quantity, cost: Price, currency: str) -> Amount:
    """What a line comes to, in minor units."""
    return divide(quantity * cost * 10 ** exponent(currency), ONE * PRICE_SCALE)


def worth_buying(reorder_point: Quantity, available: Quantity, coming: Quantity, waiting: Quantity) -> Quantity:
    """How much to order, in whole units: nothing while what is free once all who wait are served stays above the
    reorder point, else enough to reach twice that point. What is coming counts, so that nothing is ordered twice."""
    free = available + coming - waiting
    if free > reorder_point or (free == reorder_point == 0):
        return 0
    return -(-(2 * reorder_point - free) // ONE) * ONE
