"""How much was entered after a moment: what a shop would lack if it were brought back to that moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, func, select

from orderdesk.persistence.schema import invoices, orders, payments


@dataclass(frozen=True, slots=True)
class Newer:
    """Counts of what is newer than a moment; `invoices` with credit notes, `payments` with refunds."""

    orders: int
    invoices: int
    payments: int

    @property
    def anything(self) -> bool:
        return bool(self.orders or self.invoices or self.payments)


def newer_than(connection: Connection, at: datetime) -> Newer:
    """Count the orders, invoices and payments that were entered after `at`."""
    columns: tuple[Column[datetime], ...] = (orders.c.placed_at, invoices.c.issued_at, payments.c.at)
    counted = (connection.execute(select(func.count()).where(column > at)).scalar_one() for column in columns)
    return Newer(*map(int, counted))
