"""What was sold, by day, channel, item and customer, and what is late: sums in SQL, credit notes taken off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, Executable, and_, case, func, literal, select, text

from orderdesk.persistence.billing.records import DESCRIPTION
from orderdesk.persistence.schema import customers, invoice_lines, invoices, orders
from orderdesk.persistence.schema.orders import OPEN_STATES

_sign = case((invoices.c.kind == "invoice", 1), else_=-1)
_WHO = case((customers.c.company != "", customers.c.company), else_=func.coalesce(customers.c.name, "Walk-in"))
# Written out as in the index of the work in hand, so that it alone can serve.
_OPEN = and_(text(f"orders.{OPEN_STATES}"), orders.c.state == "confirmed")
_NOT_YET_SENT = ("unallocated", "part-allocated", "allocated", "picking", "packed", "part-shipped")


@dataclass(frozen=True, slots=True)
class Sales:
    """Sales of one day, channel, item or customer, credits taken off; amounts in minor units."""

    key: str
    name: str
    papers: int
    units: int
    net: int
    tax: int

    @property
    def total(self) -> int:
        return self.net + self.tax


@dataclass(frozen=True, slots=True)
class Late:
    """An order that should have left."""

    id: int
    number: str
    customer: str
    ship_by: date
    fulfilment: str
    hold: str
    total: int
    currency: str


def _between(first: date, last: date) -> ColumnElement[bool]:
    return invoices.c.issue_date.between(first, last)


def sales_by_day(connection: Connection, first: date, last: date) -> list[Sales]:
    """One row for each day that had a paper."""
    found = (
        select(
            invoices.c.issue_date,
            func.sum(case((invoices.c.kind == "invoice", 1), else_=0)),
            func.sum(_sign * invoices.c.net),
            func.sum(_sign * invoices.c.tax),
        )
        .where(_between(first, last))
        .group_by(invoices.c.issue_date)
        .order_by(invoices.c.issue_date)
    )
    return [Sales(day.isoformat(), "", int(n), 0, int(net), int(tax)) for day, n, net, tax in connection.execute(found)]


def sales_by_channel(connection: Connection, first: date, last: date) -> list[Sales]:
    """One row for each channel."""
    found = (
        select(
            orders.c.channel,
            func.sum(case((invoices.c.kind == "invoice", 1), else_=0)),
            func.sum(_sign * invoices.c.net),
            func.sum(_sign * invoices.c.tax),
        )
        .select_from(invoices.join(orders, orders.c.id == invoices.c.order_id))
        .where(_between(first, last))
        .group_by(orders.c.channel)
        .order_by(func.sum(_sign * invoices.c.net).desc())
    )
    return [Sales(name, "", int(n), 0, int(net), int(tax)) for name, n, net, tax in connection.execute(found)]


def sales_by_item(connection: Connection, first: date, last: date) -> list[Sales]:
    """One row for each SKU, and one for each charge by its label; `papers` counts its lines. Best sellers first."""
    key = case((invoice_lines.c.sku != "", invoice_lines.c.sku), else_=DESCRIPTION)
    return _by_line(
        connection,
        select(
            key,
            func.max(DESCRIPTION),
            func.count(),
            func.sum(_sign * invoice_lines.c.quantity),
            func.sum(_sign * invoice_lines.c.net),
            func.sum(_sign * invoice_lines.c.tax),
        )
        .select_from(invoices.join(invoice_lines, invoice_lines.c.invoice_id == invoices.c.id))
        .where(_between(first, last))
        .group_by(key)
        .order_by(func.sum(_sign * invoice_lines.c.net).desc(), key),
    )


def sales_by_customer(connection: Connection, first: date, last: date) -> list[Sales]:
    """One row for each customer, and one for those who gave no name."""
    who = customers.alias("who")
    number = func.coalesce(who.c.number, "")
    return _by_line(
        connection,
        select(
            number,
            func.max(case((who.c.company != "", who.c.company), else_=func.coalesce(who.c.name, "Walk-in"))),
            func.sum(case((invoices.c.kind == "invoice", 1), else_=0)),
            literal(0),
            func.sum(_sign * invoices.c.net),
            func.sum(_sign * invoices.c.tax),
        )
        .select_from(
            invoices.outerjoin(customers, customers.c.id == invoices.c.customer_id).outerjoin(
                who, who.c.id == func.coalesce(customers.c.merged_into_id, customers.c.id)
            )
        )
        .where(_between(first, last))
        .group_by(number)
        .order_by(func.sum(_sign * invoices.c.net).desc(), number),
    )


def _by_line(connection: Connection, found: Executable) -> list[Sales]:
    return [
        Sales(key, name, int(papers), int(units), int(net), int(tax))
        for key, name, papers, units, net, tax in connection.execute(found)
    ]


def late_orders(connection: Connection, today: date) -> list[Late]:
    """Confirmed orders whose ship-by date is past and that have something left to send, the latest first."""
    found = (
        select(
            orders.c.id,
            orders.c.number,
            _WHO,
            orders.c.ship_by,
            orders.c.fulfilment,
            orders.c.hold,
            orders.c.total,
            orders.c.currency,
        )
        .select_from(orders.outerjoin(customers, customers.c.id == orders.c.customer_id))
        .where(
            _OPEN,
            orders.c.ship_by < today,
            orders.c.fulfilment.in_(_NOT_YET_SENT),
        )
        .order_by(orders.c.ship_by, orders.c.id)
    )
    return [Late(*row) for row in connection.execute(found)]
