"""Everything about one order, as the detail beside the list and `order show` tell it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from orderdesk.domain.orders.records import Order, OrderLine
from orderdesk.domain.prices.tax import Taxed, TaxRow, tax_rows
from orderdesk.domain.values.addresses import PostalAddress
from orderdesk.domain.values.quantity import Quantity
from orderdesk.persistence.columns.rows import columns_of
from orderdesk.persistence.fulfilment.lists import ShipmentRow, shipments_of
from orderdesk.persistence.orders import records as kept
from orderdesk.persistence.record.history import EventRow, history_of, history_of_several
from orderdesk.persistence.returns.lists import ReturnRow, returns_of_order
from orderdesk.persistence.schema import (
    addresses,
    allocations,
    customers,
    import_batches,
    invoices,
    messages,
    payments,
    services,
    shipments,
    shops,
    tenders,
)
from orderdesk.persistence.shop.records import tax_home


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
    """Money taken or given back; `gives_back` is the receipt of the payment that a refund is of, if it names one."""

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
    tender_name: str
    gives_back: str


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message to the customer; `sent_at` is None until a person has noted that it is sent."""

    id: int
    kind: str
    version: int
    state: str
    title: str
    body: str
    made_at: datetime
    sent_at: datetime | None

    @property
    def state_words(self) -> str:
        """ "not sent", whatever it waits for, until it is "sent"."""
        return "sent" if self.sent_at else "not sent"


@dataclass(frozen=True, slots=True)
class OrderView:
    """One order whole. `taxes` are the tax rows of the order as agreed, `parcel_events` what happened to its
    shipments, `tied` what is reserved by line and the state of its shipment, `home` the place whose tax is the
    shop's own."""

    order: Order
    lines: tuple[OrderLine, ...]
    discounts: tuple[tuple[str, int], ...]
    taxes: tuple[TaxRow, ...]
    customer: CustomerPart | None
    bill_to: PostalAddress | None
    ship_to: PostalAddress | None
    service: str
    shipments: tuple[ShipmentRow, ...]
    papers: tuple[PaperRow, ...]
    payments: tuple[PaymentRow, ...]
    returns: tuple[ReturnRow, ...]
    messages: tuple[MessageRow, ...]
    events: tuple[EventRow, ...]
    imported_from: str
    parcel_events: tuple[EventRow, ...] = ()
    tied: Mapping[int, Mapping[str, Quantity]] = field(default_factory=dict)
    home: str = ""

    @property
    def goods(self) -> tuple[OrderLine, ...]:
        """The lines that are items."""
        return tuple(line for line in self.lines if line.item_id is not None)

    @property
    def charges(self) -> tuple[OrderLine, ...]:
        """The lines that are charges."""
        return tuple(line for line in self.lines if line.item_id is None)

    @property
    def credits(self) -> tuple[PaperRow, ...]:
        """The credit notes, oldest first."""
        return tuple(paper for paper in self.papers if paper.kind == "credit-note")

    @property
    def given_up(self) -> int:
        """What cancelling took off the total with no credit note, as it was not invoiced yet."""
        if not any(line.cancelled for line in self.lines):
            return 0
        credited = sum(note.total for note in self.credits)
        paid = sum(-each.amount if each.kind == "refund" else each.amount for each in self.payments)
        return self.order.total - credited - paid - self.order.due

    @property
    def backordered(self) -> int:
        """Open quantity without stock, over all lines."""
        return sum(line.progress.backordered for line in self.lines) if self.order.is_open else 0


_HOME = select(shops.c.country).order_by(shops.c.id.desc()).limit(1).scalar_subquery()
_ADDRESS = select(*columns_of(addresses, PostalAddress, {"home": _HOME})).where(addresses.c.id == bindparam("key"))
_CUSTOMER = select(*columns_of(customers, CustomerPart)).where(customers.c.id == bindparam("key"))
_SERVICE = select(services.c.name).where(services.c.id == bindparam("key"))
_PAPERS = select(*columns_of(invoices, PaperRow)).where(invoices.c.order_id == bindparam("key")).order_by(invoices.c.id)
_given_back = payments.alias("given_back")
_OF_PAYMENT: dict[str, Any] = {
    "tender_name": tenders.c.name,
    "gives_back": func.coalesce(_given_back.c.receipt, ""),
}
_PAYMENTS = (
    select(*columns_of(payments, PaymentRow, _OF_PAYMENT))
    .select_from(
        payments.join(tenders, tenders.c.code == payments.c.tender).outerjoin(
            _given_back, _given_back.c.id == payments.c.gives_back_id
        )
    )
    .where(payments.c.order_id == bindparam("key"))
    .order_by(payments.c.id)
)
_MESSAGES = (
    select(*columns_of(messages, MessageRow))
    .where(messages.c.order_id == bindparam("key"), messages.c.state != "dropped")
    .order_by(messages.c.id)
)
_TIED = (
    select(allocations.c.order_line_id, shipments.c.state, func.sum(allocations.c.quantity))
    .select_from(allocations.join(shipments, shipments.c.id == allocations.c.shipment_id))
    .where(shipments.c.order_id == bindparam("key"), allocations.c.gone == 0)
    .group_by(allocations.c.order_line_id, shipments.c.state)
)
_FILE = select(import_batches.c.file_name).where(import_batches.c.id == bindparam("key"))


def order_view(connection: Connection, order_id: int) -> OrderView | None:
    """The order with all that belongs to it; None when there is none."""
    order = kept.read_order(connection, order_id)
    if order is None:
        return None
    lines = kept.read_lines(connection, order_id)
    sent = tuple(shipments_of(connection, order_id))
    bill_to = address_of(connection, order.bill_to_id)
    elsewhere = order.ship_to_id != order.bill_to_id
    return OrderView(
        order,
        lines,
        tuple(kept.discounts_of(connection, order_id)),
        tuple(tax_rows([Taxed(line.net, line.tax) for line in lines], [line.line_tax for line in lines])),
        _customer(connection, order.customer_id),
        bill_to,
        address_of(connection, order.ship_to_id) if elsewhere else bill_to,
        _service(connection, order.service_id),
        sent,
        _papers(connection, order_id),
        _payments(connection, order_id),
        tuple(returns_of_order(connection, order_id)),
        _messages(connection, order_id),
        tuple(history_of(connection, "order", order_id)),
        _imported_from(connection, order.batch_id),
        tuple(history_of_several(connection, "shipment", [each.id for each in sent])) if sent else (),
        _tied(connection, order_id) if any(line.allocated for line in lines) else {},
        tax_home(connection).place,
    )


def _tied(connection: Connection, order_id: int) -> dict[int, dict[str, Quantity]]:
    found: dict[int, dict[str, Quantity]] = {}
    for line, state, quantity in connection.execute(_TIED, {"key": order_id}):
        found.setdefault(line, {})[state] = int(quantity)
    return found


def address_of(connection: Connection, address_id: int | None) -> PostalAddress | None:
    """An address by key."""
    if address_id is None:
        return None
    row = connection.execute(_ADDRESS, {"key": address_id}).first()
    return PostalAddress(*row) if row else None


def _customer(connection: Connection, customer_id: int | None) -> CustomerPart | None:
    return CustomerPart(*connection.execute(_CUSTOMER, {"key": customer_id}).one()) if customer_id else None


def _service(connection: Connection, service_id: int | None) -> str:
    return str(connection.execute(_SERVICE, {"key": service_id}).scalar() or "") if service_id else ""


def _papers(connection: Connection, order_id: int) -> tuple[PaperRow, ...]:
    return tuple(PaperRow(*row) for row in connection.execute(_PAPERS, {"key": order_id}))


def _payments(connection: Connection, order_id: int) -> tuple[PaymentRow, ...]:
    return tuple(PaymentRow(*row) for row in connection.execute(_PAYMENTS, {"key": order_id}))


def _messages(connection: Connection, order_id: int) -> tuple[MessageRow, ...]:
    return tuple(MessageRow(*row) for row in connection.execute(_MESSAGES, {"key": order_id}))


def _imported_from(connection: Connection, batch_id: int | None) -> str:
    return str(connection.execute(_FILE, {"key": batch_id}).scalar()) if batch_id else ""
