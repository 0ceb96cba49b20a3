"""The tax of papers: each is by its own rules, and the invoices for the parts of an order come to the order."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, TextClause, text

from orderdesk.domain.care.checking import Finding
from orderdesk.domain.prices.tax import tax_on
from orderdesk.domain.values.money import Amount, Rate, Rounding, percent_text
from orderdesk.persistence.proofs.base import Context, Proof, in_sql

# Of an order that is invoiced whole and of which nothing was given up.
PARTS = """
    SELECT o.number AS number, o.total AS m_total, SUM(i.total) AS m_billed
    FROM orders o JOIN invoices i ON i.order_id = o.id AND i.kind = 'invoice'
    WHERE NOT EXISTS (
        SELECT 1 FROM order_lines l WHERE l.order_id = o.id AND (l.invoiced <> l.quantity OR l.cancelled <> 0)
    )
    GROUP BY o.number, o.total HAVING SUM(i.total) <> o.total
"""
_ADDING_UP = in_sql(
    Proof(
        "invoice.parts",
        "order",
        PARTS,
        "{number} comes to {m_total}, and the invoices for all of it to {m_billed}.",
    )
)
_HEAD = "i.order_id, i.number, i.inclusive, i.rounding"
# A rate of a place, as one word.
_TAX = "CAST(t.rate AS TEXT) || ' ' || t.place"
_PER_DOCUMENT = (
    f"SELECT {_HEAD}, t.rate, {_TAX}, t.base, t.tax FROM invoice_taxes t "
    "JOIN invoices i ON i.id = t.invoice_id WHERE i.kind = 'invoice' AND i.policy = 'per-document'",
    _TAX,
)
_PER_LINE = (
    f"SELECT {_HEAD}, l.tax_rate, l.order_line_id, l.net, l.tax FROM invoice_lines l "
    "JOIN invoices i ON i.id = l.invoice_id WHERE i.kind = 'invoice' AND i.policy = 'per-line'",
    "l.order_line_id",
)


def prove(connection: Connection, context: Context) -> Iterator[Finding]:
    """Tax is worked out once for each rate and place of a paper, or for each of its lines, as its policy says."""
    yield from _ADDING_UP(connection, context)
    for every, together in (_PER_DOCUMENT, _PER_LINE):
        own = text(f"{every} AND i.order_id = :order AND {together} = :together ORDER BY i.id")
        for order, number, inclusive, rounding, rate, key, net, tax in connection.execute(text(every)).all():
            if _due(inclusive, rounding, rate, net, tax) != tax and not _parts_tie(connection, own, order, key):
                yield _mistaxed(number, rate, tax)
        context.tick()


def _due(inclusive: int, rounding: str, rate: Rate, net: Amount, tax: Amount) -> Amount:
    return tax_on(net + tax if inclusive else net, rate, inclusive=bool(inclusive), rounding=Rounding(rounding))


def _parts_tie(connection: Connection, own: TextClause, order: int, key: int | str | None) -> bool:
    """Whether an invoice bears the remainder of others: together they are never a unit from the tax of their sum."""
    rows = connection.execute(own, {"order": order, "together": key}).all()
    net = tax = 0
    for _, _, inclusive, rounding, rate, _, one, more in rows:
        net, tax = net + one, tax + more
        if abs(_due(inclusive, rounding, rate, net, tax) - tax) > 1 or more < 0:
            return False
    return len(rows) > 1


def _mistaxed(number: str, rate: Rate, tax: Amount) -> Finding:
    said = f"{number}: the tax at {percent_text(rate)} % is not what its rules make of its lines ({tax} minor units)."
    return Finding("invoice.tax", "invoice", number, said)
