"""The figures of an item as JSON."""

from __future__ import annotations

from typing import Any

from orderdesk.domain.values.quantity import quantity_text
from orderdesk.persistence.items.lists import FoundItem

FIGURES = ("on_hand", "reserved", "unavailable", "available", "incoming")


def stock_facts(found: FoundItem) -> dict[str, Any]:
    """The figures of an item, as it was found."""
    return {
        "sku": found.sku,
        "name": found.name,
        **{name: quantity_text(getattr(found.stock, name)) for name in FIGURES},
    }
