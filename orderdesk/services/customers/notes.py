"""Notes that stand with a customer or an item and arrive by themselves on every order of it, for the packer."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from orderdesk.persistence.customers.callers import customer_note, item_notes
from orderdesk.services.desk import Desk


def standing_notes(connection: Connection, customer_id: int | None, item_ids: Sequence[int]) -> str:
    """The notes that an order of this customer with these items begins with, a line each; "" for none."""
    own = customer_note(connection, customer_id) if customer_id else ""
    return "\n".join(dict.fromkeys(filter(None, (own, *item_notes(connection, item_ids)))))


def notes_of(desk: Desk, customer_id: int | None, item_ids: Sequence[int]) -> str:
    """The same, for an order that is being taken."""
    with desk.reading() as connection:
        return standing_notes(connection, customer_id, item_ids)


def with_notes(typed: str, before: str, after: str) -> str:
    """The note on an order when what stands with its customer and items changes: what nobody touched is written anew,
    to what was typed only what is new is added."""
    if typed == before:
        return after
    known = {*typed.split("\n"), *before.split("\n")}
    return "\n".join(filter(None, (typed, *(line for line in after.split("\n") if line not in known))))
