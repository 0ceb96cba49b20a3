"""Where goods go, seen from the shop."""

from __future__ import annotations

from sqlalchemy import Connection

from orderdesk.domain.prices.delivering import Destination, standing_at
from orderdesk.persistence.customers.records import read_address
from orderdesk.persistence.shop.records import shop_of


def destination(connection: Connection, ship_to_id: int | None) -> Destination:
    """The place of an address; nobody's is at home."""
    return standing_at(read_address(connection, ship_to_id) if ship_to_id else None, shop_of(connection).country)
