"""The one word for how an item stands: out, low, plenty or just right."""

from __future__ import annotations

from enum import StrEnum

from orderdesk.domain.values.quantity import Quantity

OVERSTOCK = 4
"""More than this many times the reorder point is more than the shop needs."""


class StockState(StrEnum):
    OUT = "out"
    LOW = "low"
    OVERSTOCK = "overstock"
    IN_STOCK = "in stock"


def state_of(available: Quantity, reorder_point: Quantity) -> StockState:
    """Out when nothing can be promised, low at the reorder point; an item without one is never low or over."""
    if available <= 0:
        return StockState.OUT
    if available <= reorder_point:
        return StockState.LOW
    if reorder_point and available > OVERSTOCK * reorder_point:
        return StockState.OVERSTOCK
    return StockState.IN_STOCK
