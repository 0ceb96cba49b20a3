"""Whether there is a shop, where, and how it writes: all that must be known before the window can stand."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from orderdesk.domain.values.business_day import UTC_DAYS, Calendar, parse_hour
from orderdesk.persistence.schema import events, exchange_rates, orders, purchases, till_sessions
from orderdesk.persistence.schema.shop import shops


def is_set_up(connection: Connection) -> bool:
    """Whether there is a shop yet."""
    return connection.execute(select(shops.c.id).limit(1)).scalar() is not None


def opened_as(connection: Connection) -> str:
    """The name under which the shop was set up, whatever it is called now; "" while there is none."""
    first = select(events.c.detail).where(events.c.subject == "shop", events.c.what == "opened")
    return connection.execute(first.order_by(events.c.id).limit(1)).scalar() or ""


def has_orders(connection: Connection) -> bool:
    """Whether an order was ever taken."""
    return connection.execute(select(orders.c.id).limit(1)).first() is not None


def calendar_of(connection: Connection) -> Calendar:
    """The shop's business days; those of UTC while no shop is set up."""
    newest = select(shops.c.time_zone, shops.c.day_ends).order_by(shops.c.id.desc()).limit(1)
    row = connection.execute(newest).first()
    return Calendar(ZoneInfo(row.time_zone), parse_hour(row.day_ends)) if row else UTC_DAYS


_BEGINNINGS = (
    ("the first order", orders),
    ("the first purchase order", purchases),
    ("a till was first opened", till_sessions),
    ("exchange rates were set", exchange_rates),
)


def first_of_the_books(connection: Connection) -> str:
    """With what the books began, after which they keep their country and currency; "" while nothing is booked."""
    begun = (name for name, table in _BEGINNINGS if connection.execute(select(table.c.id).limit(1)).first())
    return next(begun, "")


def form_of(connection: Connection) -> str:
    """How the shop writes figures and days, as `LocalForm.to_text` wrote it; empty where nobody has asked yet."""
    return connection.execute(select(shops.c.form).order_by(shops.c.id.desc()).limit(1)).scalar() or ""
