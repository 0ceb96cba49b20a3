"""What items cost, and how many of each are never promised."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select

from orderdesk.persistence.database.ready import Ready
from orderdesk.persistence.schema import items

_COSTS = Ready(select(items.c.id, items.c.cost).where(items.c.id.in_(bindparam("keys", expanding=True))))
_SAFETY = Ready(
    select(items.c.id, items.c.safety_stock).where(
        items.c.id.in_(bindparam("keys", expanding=True)), items.c.safety_stock > 0
    )
)


def costs_of(connection: Connection, item_ids: Sequence[int]) -> dict[int, int]:
    """The unit cost of these items; 0 for one that nobody knows."""
    return dict(_COSTS.rows(connection, {"keys": item_ids}))


def safety_stock(connection: Connection, item_ids: Sequence[int]) -> dict[int, int]:
    """The quantity of each item that is never promised, where there is one."""
    return dict(_SAFETY.rows(connection, {"keys": item_ids}))
