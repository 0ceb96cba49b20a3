"""Whether there is a shop, and where: all that must be known before the window can stand."""

from __future__ import annotations

from sqlalchemy import Connection, select

from orderdesk.persistence.schema.shop import shops


def is_set_up(connection: Connection) -> bool:
    """Whether there is a shop yet."""
    return connection.execute(select(shops.c.id).limit(1)).scalar() is not None


def time_zone_of(connection: Connection) -> str:
    """The shop's time zone, such as "Europe/London"; empty while no shop is set up."""
    return connection.execute(select(shops.c.time_zone).order_by(shops.c.id.desc()).limit(1)).scalar() or ""
