"""The rates by destination: read for an order, and set by the shop."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import Connection, delete, insert, select

from orderdesk.domain.prices.destinations import DestinationRate
from orderdesk.persistence.columns.rows import columns_of
from orderdesk.persistence.database.ready import Ready
from orderdesk.persistence.schema import destination_rates

_COLUMNS = columns_of(destination_rates, DestinationRate)
_ALL = Ready(select(*_COLUMNS).order_by(*_COLUMNS[:3], destination_rates.c.valid_from))
_SAME = ("country", "region", "tax_class", "valid_from")


def read_destinations(connection: Connection) -> list[DestinationRate]:
    """Every rate by destination, by country, region, class and day."""
    return [DestinationRate(*row) for row in _ALL.rows(connection)]


def write_destination(connection: Connection, rate: DestinationRate) -> None:
    """Set a rate; one for the same place, class and day is replaced."""
    drop_destination(connection, rate)
    connection.execute(insert(destination_rates).values(**asdict(rate)))


def drop_destination(connection: Connection, rate: DestinationRate) -> bool:
    """Forget the rate for this place, class and day; False when there is none."""
    same = [destination_rates.c[name] == getattr(rate, name) for name in _SAME]
    return bool(connection.execute(delete(destination_rates).where(*same)).rowcount)
