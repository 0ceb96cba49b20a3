"""Shipments, their allocations and boxes as they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from orderdesk.domain.values.quantity import Quantity, shown_quantity


@dataclass(frozen=True, slots=True)
class Shipment:
    """Goods leaving together to one address."""

    id: int
    number: str
    order_id: int
    state: str
    picklist_id: int | None
    tote: int
    ship_to_id: int | None
    service_id: int | None
    ship_by: date | None
    cost: int
    unscanned: str
    shipped_at: datetime | None
    order_number: str
    hold: str


@dataclass(frozen=True, slots=True)
class Allocation:
    """Stock tied to an order line from one bin; after the shipment has left, what went (gone = 1)."""

    id: int
    shipment_id: int
    order_line_id: int
    item_id: int
    bin_id: int
    quantity: Quantity
    picked: Quantity
    gone: int
    sku: str
    weight_g: int
    length_mm: int
    width_mm: int
    height_mm: int


@dataclass(frozen=True, slots=True)
class BoxRequest:
    """One box as packed: grams, millimetres, and what is in it by allocation id; empty contents mean all the rest.

    Weight 0 means: reckon it from the items.
    """

    carton: str = ""
    weight_g: int = 0
    length_mm: int = 0
    width_mm: int = 0
    height_mm: int = 0
    contents: tuple[tuple[int, Quantity], ...] = ()


@dataclass(frozen=True, slots=True)
class Short:
    """What a picker could not find; `reason` is one of `short_picks.SHORT_CAUSES`. Without a bin it is short where
    those who are served last were to get it."""

    sku: str
    quantity: Quantity
    reason: str = "not found"
    bin: str = ""


@dataclass(frozen=True, slots=True)
class WentShort:
    """An order that gets less than it was to get, because less was found."""

    order: str
    shipment: str
    tote: int
    sku: str
    quantity: Quantity

    @property
    def said(self) -> str:
        """As the picker is told it, who puts what was found into the other totes."""
        return f"{shown_quantity(self.quantity)} of {self.sku} short for {self.order} (T{self.tote})"
