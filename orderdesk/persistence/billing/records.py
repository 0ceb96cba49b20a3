"""Invoices and credit notes: written once, and read back for what they billed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import BigInteger, Connection, Text, bindparam, case, func, insert, select, update

from orderdesk.domain.billing.billing import InvoicedPart
from orderdesk.domain.orders.records import OrderLine
from orderdesk.persistence.database.ready import Ready
from orderdesk.persistence.schema import invoice_lines, invoice_taxes, invoices, order_lines

_ADD = Ready(insert(invoices).returning(invoices.c.id))
_SAID, _BILLED = bindparam("said", type_=Text()), bindparam("billed", type_=BigInteger())
# What the order line says already is not written again; see DESCRIPTION.
_ADD_LINES = Ready(
    insert(invoice_lines).values(
        order_line_id=_BILLED,
        description=case(
            (select(order_lines.c.label).where(order_lines.c.id == _BILLED).scalar_subquery() == _SAID, ""), else_=_SAID
        ),
    )
)
DESCRIPTION = case(
    (invoice_lines.c.description != "", invoice_lines.c.description),
    else_=func.coalesce(
        select(order_lines.c.label).where(order_lines.c.id == invoice_lines.c.order_line_id).scalar_subquery(), ""
    ),
).label("description")
"""What an invoice line is for, in words: its own, or those of the order line it bills, which stand from then on."""
_ADD_TAXES = Ready(insert(invoice_taxes))
_LATEST_DATE = Ready(
    select(invoices.c.issue_date)
    .where(invoices.c.kind == bindparam("series"), invoices.c.batch_id.is_(None))
    .order_by(invoices.c.id.desc())
    .limit(1)
)
_credit = invoices.alias("credit")
_credit_line = invoice_lines.alias("credit_line")


def _credited(column: Any, *only: Any) -> Any:
    """What credit notes took off an invoice line, or `only` some of their lines."""
    return (
        select(func.coalesce(func.sum(column), 0))
        .select_from(_credit_line.join(_credit, _credit.c.id == _credit_line.c.invoice_id))
        .where(
            _credit.c.amends_id == invoices.c.id,
            _credit_line.c.order_line_id == invoice_lines.c.order_line_id,
            *only,
        )
        .scalar_subquery()
    )


_PARTS = Ready(
    select(
        invoices.c.id,
        invoice_lines.c.position,
        invoice_lines.c.order_line_id,
        invoice_lines.c.quantity,
        invoice_lines.c.net,
        invoice_lines.c.tax,
        *(_credited(_credit_line.c[name]) for name in ("quantity", "net", "tax")),
        *(_credited(_credit_line.c[name], _credit_line.c.quantity == 0) for name in ("net", "tax")),
    )
    .select_from(invoice_lines.join(invoices, invoices.c.id == invoice_lines.c.invoice_id))
    .where(
        invoices.c.order_id == bindparam("key"),
        invoices.c.kind == "invoice",
        invoice_lines.c.order_line_id.is_not(None),
    )
    .order_by(invoices.c.id, invoice_lines.c.position)
)
_TAXED = Ready(
    select(invoice_lines.c.order_line_id, func.sum(invoice_lines.c.tax))
    .select_from(invoice_lines.join(invoices, invoices.c.id == invoice_lines.c.invoice_id))
    .where(
        invoices.c.order_id == bindparam("key"),
        invoices.c.kind == "invoice",
        invoice_lines.c.order_line_id.is_not(None),
    )
    .group_by(invoice_lines.c.order_line_id)
)


def add_invoice(
    connection: Connection,
    values: Mapping[str, Any],
    lines: Sequence[Mapping[str, Any]],
    taxes: Sequence[Mapping[str, Any]],
) -> int:
    """Write an invoice or credit note with its lines and tax rows; return its key."""
    key = int(_ADD.scalar(connection, values))
    _ADD_LINES.run(connection, [_line(key, line) for line in lines])
    _ADD_TAXES.run(connection, [{"invoice_id": key, **row} for row in taxes])
    return key


def _line(invoice_id: int, line: Mapping[str, Any]) -> dict[str, Any]:
    rest = {name: value for name, value in line.items() if name not in ("description", "order_line_id")}
    return {**rest, "invoice_id": invoice_id, "said": line["description"], "billed": line["order_line_id"]}


def taxed_so_far(connection: Connection, order_id: int, lines: Sequence[OrderLine]) -> dict[int, int]:
    """The tax that the invoices of an order have billed, by order line; asked only where there are any."""
    if not any(line.invoiced for line in lines):
        return {}
    return {line: int(tax) for line, tax in _TAXED.rows(connection, {"key": order_id})}


def invoiced_parts(connection: Connection, order_id: int) -> list[InvoicedPart]:
    """What each invoice of an order billed of each line, and how much of that is credited already."""
    return [InvoicedPart(*map(int, row)) for row in _PARTS.rows(connection, {"key": order_id})]


def fees_kept(connection: Connection, order_id: int) -> int:
    """The net of the fees that the credit notes of an order kept back."""
    net = func.coalesce(func.sum(-invoice_lines.c.net), 0)
    found = select(net).select_from(invoice_lines.join(invoices, invoices.c.id == invoice_lines.c.invoice_id))
    of_notes = (invoices.c.order_id == order_id, invoices.c.kind == "credit-note")
    return int(connection.execute(found.where(*of_notes, invoice_lines.c.order_line_id.is_(None))).scalar_one())


def invoice_by_number(connection: Connection, number: str) -> int | None:
    """The key of invoice or credit note `number`."""
    return connection.execute(select(invoices.c.id).where(invoices.c.number == number)).scalar()


def invoice_and_order(connection: Connection, number: str) -> tuple[int, int] | None:
    """The keys of invoice `number` and of its order; a credit note is none."""
    found = select(invoices.c.id, invoices.c.order_id).where(invoices.c.number == number, invoices.c.kind == "invoice")
    row = connection.execute(found).first()
    return (row[0], row[1]) if row else None


def latest_issue_date(connection: Connection, kind: str) -> Any:
    """The issue date of the newest paper of a series that this shop numbered itself; None when there is none."""
    return _LATEST_DATE.scalar(connection, {"series": kind})


def count_copy(connection: Connection, invoice_id: int) -> int:
    """Count one more print of a paper; return which copy it is (1 is the original)."""
    counted = update(invoices).where(invoices.c.id == invoice_id).values(copies=invoices.c.copies + 1)
    copies: int = connection.execute(counted.returning(invoices.c.copies)).scalar_one()
    return copies
