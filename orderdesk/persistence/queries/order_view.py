"""Everything about one order, as the detail beside the list and `order show` tell it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from orderdesk.domain.orders import Order, OrderLine
from orderdesk.domain.tax import TaxRow
from orderdesk.persistence import orders as kept
from orderdesk.persistence.history import EventRow, history_of, history_of_several
from orderdesk.persistence.queries.returns import ReturnRow, returns_of_order
from orderdesk.persistence.queries.shipments import ShipmentRow, shipment_row
from orderdesk.persistence.schema import (
    addresses,
    customers,
    import_batches,
    invoices,
    messages,
    payments,
    services,
    shipments,
)


@dataclass(frozen=True, slots=True)
class Address:
    """An address as it was when the order was made."""

    name: str
    line1: str
    line2: str
    city: str
    region: str
    postcode: str
    country: str
    phone: str

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines under the name, as they are written on a label."""
        town = " ".join(part for part in (self.city, self.region, self.postcode) if part)
        return tuple(part for part in (self.line1, self.line2, town, self.country) if part)


@dataclass(frozen=True, slots=True)
class CustomerPart:
    """Who ordered."""

    id: int
    number: str
    name: str
    company: str
    phone: str
    email: str
    blocked: str


@dataclass(frozen=True, slots=True)
class PaperRow:
    """An invoice or credit note of the order."""

    id: int
    kind: str
    number: str
    issue_date: date
    total: int
    reason: str
    return_id: int | None


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """Money taken or given back."""

    id: int
    kind: str
    at: datetime
    tender: str
    amount: int
    tendered: int
    change: int
    reference: str
    receipt: str
    user: str


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message to the customer."""

    kind: str
    version: int
    state: str
    title: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class OrderView:
    """One order whole. `taxes` are the tax rows of the order as agreed, `parcel_events` what happened to its
    shipments."""

    order: Order
    lines: tuple[OrderLine, ...]
    discounts: tuple[tuple[str, int], ...]
    taxes: tuple[TaxRow, ...]
    customer: CustomerPart | None
    bill_to: Address | None
    ship_to: Address | None
    service: str
    shipments: tuple[ShipmentRow, ...]
    papers: tuple[PaperRow, ...]
    payments: tuple[PaymentRow, ...]
    returns: tuple[ReturnRow, ...]
    messages: tuple[MessageRow, ...]
    events: tuple[EventRow, ...]
    imported_from: str
    parcel_events: tuple[EventRow, ...] = ()

    @property
    def goods(self) -> tuple[OrderLine, ...]:
        """The lines that are items."""
        return tuple(line for line in self.lines if line.item_id is not None)

    @property
    def charges(self) -> tuple[OrderLine, ...]:
        """The lines that are charges."""
        return tuple(line for line in self.lines if line.item_id is None)

    @property
    def backordered(self) -> int:
        """Open quantity without stock, over all lines."""
        return sum(line.progress.backordered for line in self.lines) if self.order.is_open else 0


def order_view(connection: Connection, order_id: int) -> OrderView | None:
    """The order with all that belongs to it; None when there is none."""
    order = kept.read_order(connection, order_id)
    if order is None:
        return None
    lines = kept.read_lines(connection, order_id)
    sent = _shipments(connection, order_id)
    return OrderView(
        order,
        lines,
        tuple(kept.discounts_of(connection, order_id)),
        _tax_rows(lines),
        _customer(connection, order.customer_id),
        address_of(connection, order.bill_to_id),
        address_of(connection, order.ship_to_id),
        _service(connection, order.service_id),
        sent,
        _papers(connection, order_id),
        _payments(connection, order_id),
        tuple(returns_of_order(connection, order_id)),
        _messages(connection, order_id),
        tuple(history_of(connection, "order", order_id)),
        _imported_from(connection, order.batch_id),
        tuple(history_of_several(connection, "shipment", [each.id for each in sent])) if sent else (),
    )


def address_of(connection: Connection, address_id: int | None) -> Address | None:
    """An address by key."""
    if address_id is None:
        return None
    names = ("name", "line1", "line2", "city", "region", "postcode", "country", "phone")
    row = connection.execute(select(*(addresses.c[each] for each in names)).where(addresses.c.id == address_id)).first()
    return Address(*row) if row else None


def _tax_rows(lines: tuple[OrderLine, ...]) -> tuple[TaxRow, ...]:
    rates = sorted({line.tax_rate for line in lines}, reverse=True)
    return tuple(
        TaxRow(
            rate,
            sum(line.net for line in lines if line.tax_rate == rate),
            sum(line.tax for line in lines if line.tax_rate == rate),
        )
        for rate in rates
    )


def _customer(connection: Connection, customer_id: int | None) -> CustomerPart | None:
    if customer_id is None:
        return None
    names = ("id", "number", "name", "company", "phone", "email", "blocked")
    found = select(*(customers.c[each] for each in names)).where(customers.c.id == customer_id)
    return CustomerPart(*connection.execute(found).one())


def _service(connection: Connection, service_id: int | None) -> str:
    if service_id is None:
        return ""
    return str(connection.execute(select(services.c.name).where(services.c.id == service_id)).scalar() or "")


def _shipments(connection: Connection, order_id: int) -> tuple[ShipmentRow, ...]:
    keys = connection.scalars(select(shipments.c.id).where(shipments.c.order_id == order_id).order_by(shipments.c.id))
    rows = [shipment_row(connection, key) for key in keys.all()]
    return tuple(row for row in rows if row is not None)


def _papers(connection: Connection, order_id: int) -> tuple[PaperRow, ...]:
    names = ("id", "kind", "number", "issue_date", "total", "reason", "return_id")
    found = select(*(invoices.c[each] for each in names)).where(invoices.c.order_id == order_id)
    return tuple(PaperRow(*row) for row in connection.execute(found.order_by(invoices.c.id)))


def _payments(connection: Connection, order_id: int) -> tuple[PaymentRow, ...]:
    names = ("id", "kind", "at", "tender", "amount", "tendered", "change", "reference", "receipt", "user")
    found = select(*(payments.c[each] for each in names)).where(payments.c.order_id == order_id)
    return tuple(PaymentRow(*row) for row in connection.execute(found.order_by(payments.c.id)))


def _messages(connection: Connection, order_id: int) -> tuple[MessageRow, ...]:
    names = ("kind", "version", "state", "title", "made_at")
    found = select(*(messages.c[each] for each in names)).where(messages.c.order_id == order_id)
    return tuple(MessageRow(*row) for row in connection.execute(found.order_by(messages.c.id)))


def _imported_from(connection: Connection, batch_id: int | None) -> str:
    if batch_id is None:
        return ""
    return str(connection.execute(select(import_batches.c.file_name).where(import_batches.c.id == batch_id)).scalar())
