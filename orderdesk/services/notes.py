"""Notes that stand with a customer or an item and arrive by themselves on every order of it, for the packer."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from orderdesk.persistence.queries.callers import customer_note, item_notes
from orderdesk.services.desk import Desk


def standing_notes(connection: Connection, customer_id: int | None, item_ids: Sequence[int]) -> str:
    """The notes that an order of this customer with these items begins with, a line each; "" for none."""
    own = customer_note(connection, customer_id) if customer_id else ""
    return "\n".join(dict.fromkeys(filter(None, (own, *item_notes(connection, item_ids)))))


def notes_of_items(desk: Desk, item_ids: Sequence[int]) -> list[str]:
    """The standing notes of these items, each with its SKU."""
    with desk.reading() as connection:
        return item_notes(connection, item_ids)
