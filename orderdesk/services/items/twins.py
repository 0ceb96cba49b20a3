"""The twins of the shop's items, kept in mind until an item changes: to find them takes as long as a dozen keys."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine

from orderdesk.domain.items.twins import Twins
from orderdesk.persistence.items.lists import names_on_sale, state_of_names
from orderdesk.services.desk import Desk

_known: WeakKeyDictionary[Engine, tuple[object, Twins]] = WeakKeyDictionary()


def twins_of(connection: Connection) -> Twins:
    """The twins among all items on sale, as they are now."""
    state = state_of_names(connection)
    known = _known.get(connection.engine)
    if known is None or known[0] != state:
        known = _known[connection.engine] = state, Twins(names_on_sale(connection))
    return known[1]


def told_apart(desk: Desk, item_id: int) -> str:
    """What to say so that an item is not taken for another: "blue, not red"; "" when there is none like it."""
    with desk.reading() as connection:
        return twins_of(connection).told(item_id)
