"""The exchange rates: read where a price list is in another currency, and set by the shop."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from sqlalchemy import Connection, delete, insert, select

from orderdesk.domain.prices.exchange import ExchangeRate
from orderdesk.persistence.schema import exchange_rates

_ALL = select(exchange_rates.c.currency, exchange_rates.c.valid_from, exchange_rates.c.rate).order_by(
    exchange_rates.c.currency, exchange_rates.c.valid_from.desc()
)


def read_rates(connection: Connection) -> list[ExchangeRate]:
    """Every rate, by currency, the newest first."""
    return [ExchangeRate(*row) for row in connection.execute(_ALL)]


def write_rate(connection: Connection, rate: ExchangeRate) -> None:
    """Keep a rate; one of the same currency from the same day is replaced."""
    drop_rate(connection, rate.currency, rate.valid_from)
    connection.execute(insert(exchange_rates).values(**asdict(rate)))


def drop_rate(connection: Connection, currency: str, day: date) -> bool:
    """Forget a rate; False when there is none."""
    gone = delete(exchange_rates).where(exchange_rates.c.currency == currency, exchange_rates.c.valid_from == day)
    return bool(connection.execute(gone).rowcount)
