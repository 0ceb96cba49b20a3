"""Whose a picklist is."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, exists, select, update

from orderdesk.domain.fulfilment.waves.owning import Holder
from orderdesk.domain.lifecycles import ShipmentState
from orderdesk.persistence.database.ready import Ready
from orderdesk.persistence.fulfilment.lists import UNDER_WAY_NOW
from orderdesk.persistence.schema import picklists, shipments

_PICKING = exists().where(shipments.c.picklist_id == picklists.c.id, shipments.c.state == str(ShipmentState.PICKING))
_OWN = Ready(
    update(picklists)
    .where(picklists.c.id == bindparam("key"))
    .values(owner=bindparam("who"), seen_at=bindparam("at", type_=picklists.c.seen_at.type))
)
_WHOSE = Ready(
    select(picklists.c.number, picklists.c.owner, picklists.c.seen_at).where(picklists.c.id == bindparam("key"))
)
_FREE_DONE = Ready(
    update(picklists)
    .where(picklists.c.id == bindparam("key"), picklists.c.owner != "", ~_PICKING)
    .values(owner="", seen_at=None)
)


def own(connection: Connection, picklist_id: int, owner: str, now: datetime) -> None:
    """Let somebody have a picklist from now on; "" for nobody."""
    _OWN.run(connection, {"key": picklist_id, "who": owner, "at": now if owner else None})


def whose(connection: Connection, picklist_id: int) -> tuple[str, Holder]:
    """The number of a picklist, and whose it is."""
    number, owner, seen_at = _WHOSE.one(connection, {"key": picklist_id})
    return number, Holder(owner, seen_at)


def free_when_picked(connection: Connection, picklist_id: int) -> None:
    """A list from which nothing is left to be picked belongs to nobody."""
    _FREE_DONE.run(connection, {"key": picklist_id})


def lists_of(connection: Connection, owner: str) -> list[tuple[int, str, datetime]]:
    """(key, number, last seen) of the lists that somebody picks by now, the oldest first."""
    open_lists = select(shipments.c.picklist_id).where(UNDER_WAY_NOW, shipments.c.state == str(ShipmentState.PICKING))
    found = (
        select(picklists.c.id, picklists.c.number, picklists.c.seen_at)
        .where(picklists.c.owner == owner, picklists.c.id.in_(open_lists))
        .order_by(picklists.c.id)
    )
    return [(key, number, at) for key, number, at in connection.execute(found)]


def seen(connection: Connection, owner: str, now: datetime, last: timedelta) -> int:
    """Note that somebody is still at their lists, those that they were last seen at longer ago than `last`; returns how
    many."""
    keys = [key for key, _, at in lists_of(connection, owner) if now - at >= last]
    for key in keys:
        own(connection, key, owner, now)
    return len(keys)
