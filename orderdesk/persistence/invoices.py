"""Invoices and credit notes: written once, and read back for what they billed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from orderdesk.domain.billing import InvoicedPart
from orderdesk.persistence.schema import invoice_lines, invoice_taxes, invoices

_ADD = insert(invoices).returning(invoices.c.id)
_ADD_LINES = insert(invoice_lines)
_ADD_TAXES = insert(invoice_taxes)
_credit = invoices.alias("credit")
_credit_line = invoice_lines.alias("credit_line")
_CREDITED = (
    select(func.coalesce(func.sum(_credit_line.c.quantity), 0))
    .select_from(_credit_line.join(_credit, _credit.c.id == _credit_line.c.invoice_id))
    .where(
        _credit.c.amends_id == invoices.c.id,
        _credit_line.c.order_line_id == invoice_lines.c.order_line_id,
    )
    .scalar_subquery()
)
_PARTS = (
    select(
        invoices.c.id,
        invoice_lines.c.id,
        invoice_lines.c.order_line_id,
        invoice_lines.c.quantity,
        invoice_lines.c.net,
        invoice_lines.c.tax,
        _CREDITED,
    )
    .select_from(invoice_lines.join(invoices, invoices.c.id == invoice_lines.c.invoice_id))
    .where(
        invoices.c.order_id == bindparam("key"),
        invoices.c.kind == "invoice",
        invoice_lines.c.order_line_id.is_not(None),
    )
    .order_by(invoices.c.id, invoice_lines.c.position)
)


def add_invoice(
    connection: Connection,
    values: Mapping[str, Any],
    lines: Sequence[Mapping[str, Any]],
    taxes: Sequence[Mapping[str, Any]],
) -> int:
    """Write an invoice or credit note with its lines and tax rows; return its key."""
    key: int = connection.execute(_ADD, dict(values)).scalar_one()
    connection.execute(_ADD_LINES, [{"invoice_id": key, **line} for line in lines])
    connection.execute(_ADD_TAXES, [{"invoice_id": key, **row} for row in taxes])
    return key


def invoiced_parts(connection: Connection, order_id: int) -> list[InvoicedPart]:
    """What each invoice of an order billed of each line, and how much of that is credited already."""
    return [InvoicedPart(*row) for row in connection.execute(_PARTS, {"key": order_id})]


def invoice_by_number(connection: Connection, number: str) -> int | None:
    """The key of invoice or credit note `number`."""
    return connection.execute(select(invoices.c.id).where(invoices.c.number == number)).scalar()


def latest_issue_date(connection: Connection, kind: str) -> Any:
    """The issue date of the newest paper of a series that this shop numbered itself; None when there is none."""
    own = select(invoices.c.issue_date).where(invoices.c.kind == kind, invoices.c.batch_id.is_(None))
    return connection.execute(own.order_by(invoices.c.id.desc()).limit(1)).scalar()


def count_copy(connection: Connection, invoice_id: int) -> int:
    """Count one more print of a paper; return which copy it is (1 is the original)."""
    counted = update(invoices).where(invoices.c.id == invoice_id).values(copies=invoices.c.copies + 1)
    copies: int = connection.execute(counted.returning(invoices.c.copies)).scalar_one()
    return copies
