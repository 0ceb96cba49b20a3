"""What bills are printed from: rows of invoices, credit notes and money, exactly as they were written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, exists, func, select

from orderdesk.persistence.billing.records import DESCRIPTION
from orderdesk.persistence.columns.rows import columns_of
from orderdesk.persistence.schema import (
    invoice_lines,
    invoice_taxes,
    invoices,
    orders,
    payments,
    return_lines,
    returns,
    tenders,
    till_sessions,
    tills,
)


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """The head of an invoice or credit note with what it refers to."""

    id: int
    kind: str
    number: str
    order_id: int
    customer_id: int | None
    shop_id: int
    bill_to_id: int | None
    ship_to_id: int | None
    return_id: int | None
    amends_id: int | None
    reason: str
    issued_at: datetime
    issue_date: date
    supply_date: date
    due_date: date
    currency: str
    inclusive: int
    exemption: str
    net: int
    tax: int
    total: int
    copies: int
    order_number: str
    placed_at: datetime
    reference: str
    note_to_customer: str
    tender: str
    return_number: str
    amends_number: str
    amends_date: date | None


@dataclass(frozen=True, slots=True)
class InvoiceLineRow:
    """A line as it was invoiced."""

    order_line_id: int | None
    sku: str
    description: str
    quantity: int
    unit: str
    price: int
    discount: int
    share: int
    net: int
    tax_rate: int
    tax: int
    exemption: str


@dataclass(frozen=True, slots=True)
class PaperTax:
    """A row of the tax table of an invoice as it was issued."""

    label: str
    rate: int
    base: int
    tax: int
    place: str
    exemption: str


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """Money taken or given back on an order."""

    id: int
    kind: str
    at: datetime
    tender: str
    amount: int
    tendered: int
    change: int
    rounding: int
    reference: str
    receipt: str
    user: str
    credit_note_id: int | None
    order_id: int
    till: str
    tender_name: str


_amended = invoices.alias("amended")
_OTHERS: dict[str, Any] = {
    "order_number": orders.c.number,
    "placed_at": orders.c.placed_at,
    "reference": orders.c.reference,
    "note_to_customer": orders.c.note_to_customer,
    "tender": orders.c.tender,
    "return_number": func.coalesce(returns.c.number, ""),
    "amends_number": func.coalesce(_amended.c.number, ""),
    "amends_date": _amended.c.issue_date,
}
_INVOICE: Select[Any] = select(*columns_of(invoices, InvoiceRow, _OTHERS)).select_from(
    invoices.join(orders, orders.c.id == invoices.c.order_id)
    .outerjoin(returns, returns.c.id == invoices.c.return_id)
    .outerjoin(_amended, _amended.c.id == invoices.c.amends_id)
)
_LINES = (
    select(*columns_of(invoice_lines, InvoiceLineRow, {"description": DESCRIPTION}))
    .where(invoice_lines.c.invoice_id == bindparam("key"))
    .order_by(invoice_lines.c.position)
)
_TAXES = (
    select(*columns_of(invoice_taxes, PaperTax))
    .where(invoice_taxes.c.invoice_id == bindparam("key"))
    .order_by(invoice_taxes.c.id)
)
_OF_MONEY: dict[str, Any] = {"till": func.coalesce(tills.c.name, ""), "tender_name": tenders.c.name}
_MONEY: Select[Any] = (
    select(*columns_of(payments, MoneyRow, _OF_MONEY))
    .select_from(
        payments.join(tenders, tenders.c.code == payments.c.tender)
        .outerjoin(till_sessions, till_sessions.c.id == payments.c.till_session_id)
        .outerjoin(tills, tills.c.id == till_sessions.c.till_id)
    )
    .order_by(payments.c.id)
)


def invoice_row(connection: Connection, number: str) -> InvoiceRow | None:
    """The head of invoice or credit note `number`."""
    row = connection.execute(_INVOICE.where(invoices.c.number == number)).first()
    return InvoiceRow(*row) if row else None


def invoices_of_order(connection: Connection, order_id: int) -> list[InvoiceRow]:
    """The invoices and credit notes of an order in the order of their issue."""
    found = _INVOICE.where(invoices.c.order_id == order_id).order_by(invoices.c.id)
    return [InvoiceRow(*row) for row in connection.execute(found)]


def lines_of(connection: Connection, invoice_id: int) -> list[InvoiceLineRow]:
    """The lines of an invoice as billed."""
    return [InvoiceLineRow(*row) for row in connection.execute(_LINES, {"key": invoice_id})]


def taxes_of(connection: Connection, invoice_id: int) -> list[PaperTax]:
    """The tax rows of an invoice."""
    return [PaperTax(*row) for row in connection.execute(_TAXES, {"key": invoice_id})]


def money_of_order(connection: Connection, order_id: int) -> list[MoneyRow]:
    """All payments and refunds of an order, oldest first; without what was undone, which never was."""
    back = payments.alias("back")
    stands = payments.c.undoes_id.is_(None) & ~exists(select(back.c.id).where(back.c.undoes_id == payments.c.id))
    return [MoneyRow(*row) for row in connection.execute(_MONEY.where(payments.c.order_id == order_id, stands))]


def money_of_receipt(connection: Connection, number: str) -> list[MoneyRow]:
    """The tenders of one receipt."""
    return [MoneyRow(*row) for row in connection.execute(_MONEY.where(payments.c.receipt == number))]


def outcomes_of(connection: Connection, return_id: int | None) -> dict[int, str]:
    """What became of the goods of a return, by order line: one word, or "restock, scrap" where parts of it differ."""
    if return_id is None:
        return {}
    found = select(return_lines.c.order_line_id, return_lines.c.outcome).where(return_lines.c.return_id == return_id)
    words: dict[int, list[str]] = {}
    for line, outcome in connection.execute(found.order_by(return_lines.c.id)):
        words.setdefault(line, []).append(outcome)
    return {line: ", ".join(dict.fromkeys(filter(None, each))) for line, each in words.items()}


def at_counter(connection: Connection, number: str) -> bool:
    """Whether a paper is of a sale at the counter, where goods and money changed hands at once."""
    channel = select(orders.c.channel).join(invoices, invoices.c.order_id == orders.c.id)
    return connection.execute(channel.where(invoices.c.number == number)).scalar() == "counter"
