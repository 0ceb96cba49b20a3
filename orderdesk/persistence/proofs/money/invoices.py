"""Papers: each invoice and credit note adds up, is taxed by its own rules, and credits no more than was invoiced."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, text

from orderdesk.domain.care.checking import Finding
from orderdesk.domain.prices.pricing import part_of
from orderdesk.domain.values.money import amount_text
from orderdesk.persistence.proofs.base import MOST, Context, Proof, in_sql
from orderdesk.persistence.proofs.money import invoice_taxes

SUMS = """
    SELECT i.number AS number, i.net AS m_net, i.tax AS m_tax, i.total AS m_total, COALESCE(t.net, 0) AS m_lines,
        COALESCE(t.tax, 0) AS m_line_tax
    FROM invoices i LEFT JOIN (
        SELECT invoice_id, SUM(net) AS net, SUM(tax) AS tax FROM invoice_lines GROUP BY invoice_id
    ) AS t ON t.invoice_id = i.id
    WHERE i.net <> COALESCE(t.net, 0) OR i.tax <> COALESCE(t.tax, 0) OR i.net + i.tax <> i.total
"""
RATES = """
    SELECT i.number AS number, t.net AS m_net, t.base AS m_base, t.line_tax AS m_line_tax, t.tax AS m_tax
    FROM (
        SELECT invoice_id, SUM(net) AS net, SUM(base) AS base, SUM(line_tax) AS line_tax, SUM(tax) AS tax FROM (
            SELECT invoice_id, tax_rate AS rate, tax_place AS place, exemption, net, 0 AS base, tax AS line_tax,
                0 AS tax FROM invoice_lines
            UNION ALL
            SELECT invoice_id, rate, place, exemption, 0, base, 0, tax FROM invoice_taxes
        ) AS u GROUP BY invoice_id, rate, place, exemption
    ) AS t LEFT JOIN invoices i ON i.id = t.invoice_id WHERE t.net <> t.base OR t.line_tax <> t.tax
"""
# A credit that an import brought may be for a sale from before it.
AMENDS = """
    SELECT c.number AS number, COALESCE(i.number, 'no paper') AS amended FROM invoices c
    LEFT JOIN invoices i ON i.id = c.amends_id
    WHERE c.kind = 'credit-note' AND NOT (c.amends_id IS NULL AND c.batch_id IS NOT NULL) AND (
        i.id IS NULL OR i.kind <> 'invoice' OR i.order_id <> c.order_id OR i.currency <> c.currency
        OR c.issue_date < i.issue_date
    )
"""
STRAY = """
    SELECT i.number AS number, o.number AS ordered FROM invoice_lines il JOIN invoices i ON i.id = il.invoice_id
    JOIN order_lines l ON l.id = il.order_line_id JOIN orders o ON o.id = i.order_id
    WHERE l.order_id <> i.order_id OR l.tax_rate <> il.tax_rate OR l.tax_place <> il.tax_place
        OR l.exemption <> il.exemption GROUP BY i.number, o.number
"""
# A reason why there is no tax, beside a tax.
EXEMPT = """
    SELECT i.number AS number FROM invoice_taxes t JOIN invoices i ON i.id = t.invoice_id
    WHERE t.rate <> 0 AND t.exemption <> ''
"""
# What is sold is taxed where the shop is or was, or where the goods go.
PLACES = """
    SELECT i.number AS number, t.place AS place FROM invoice_taxes t JOIN invoices i ON i.id = t.invoice_id
    LEFT JOIN addresses a ON a.id = i.ship_to_id
    WHERE NOT EXISTS (SELECT 1 FROM shops s WHERE s.country = SUBSTR(t.place, 1, 2))
        AND COALESCE(a.country, '') <> SUBSTR(t.place, 1, 2)
"""
CREDITED_LINES = """
    SELECT i.number AS number, l.position AS place, b.quantity AS q_billed, c.quantity AS q_credited,
        b.net + b.tax AS m_billed, c.net + c.tax AS m_credited
    FROM (
        SELECT p.amends_id AS invoice_id, il.order_line_id AS line, SUM(il.quantity) AS quantity, SUM(il.net) AS net,
            SUM(il.tax) AS tax
        FROM invoices p JOIN invoice_lines il ON il.invoice_id = p.id
        WHERE p.kind = 'credit-note' AND il.order_line_id IS NOT NULL GROUP BY p.amends_id, il.order_line_id
    ) AS c
    LEFT JOIN (
        SELECT invoice_id, order_line_id AS line, SUM(quantity) AS quantity, SUM(net) AS net, SUM(tax) AS tax
        FROM invoice_lines WHERE order_line_id IS NOT NULL AND order_line_id IN (
            SELECT x.order_line_id FROM invoice_lines x JOIN invoices y ON y.id = x.invoice_id
            WHERE y.kind = 'credit-note'
        ) GROUP BY invoice_id, order_line_id
    ) AS b ON b.invoice_id = c.invoice_id AND b.line = c.line
    JOIN invoices i ON i.id = c.invoice_id JOIN order_lines l ON l.id = c.line
    WHERE c.quantity > COALESCE(b.quantity, 0) OR c.net > COALESCE(b.net, 0) OR c.tax > COALESCE(b.tax, 0)
"""
CREDITED_TOTALS = """
    SELECT i.number AS number, i.total AS m_billed, c.total AS m_credited FROM invoices i JOIN (
        SELECT amends_id, SUM(total) AS total FROM invoices WHERE kind = 'credit-note' GROUP BY amends_id
    ) AS c ON c.amends_id = i.id WHERE c.total > i.total
"""
# What is below nothing was never owed: an invoice asks for money, a credit note gives up what one asked for. By a line
# of no quantity it reduces the price of what stays with the customer.
NEGATIVE = """
    SELECT i.number AS number, i.net AS m_net, i.tax AS m_tax FROM invoices i
    WHERE i.net < 0 OR i.tax < 0 OR EXISTS (
        SELECT 1 FROM invoice_taxes t WHERE t.invoice_id = i.id AND (t.base < 0 OR t.tax < 0)
    ) OR EXISTS (
        SELECT 1 FROM invoice_lines l WHERE l.invoice_id = i.id AND l.quantity <= 0
            AND NOT (l.quantity = 0 AND i.kind = 'credit-note' AND l.order_line_id IS NOT NULL)
    )
"""
_ADDING_UP = in_sql(
    Proof(
        "invoice.sums",
        "invoice",
        SUMS,
        "{number} does not add up: net {m_net} and tax {m_tax} make {m_total}, its lines {m_lines} and {m_line_tax}.",
    ),
    Proof(
        "invoice.rates",
        "invoice",
        RATES,
        "{number}: its lines come to {m_net} and tax {m_line_tax} at one rate, its tax table to {m_base} and {m_tax}.",
    ),
    Proof("invoice.exempt", "invoice", EXEMPT, "{number} says why a part of it bears no tax, and taxes it."),
    Proof(
        "invoice.place",
        "invoice",
        PLACES,
        "{number} is taxed in {place}, where neither the shop is nor the goods go.",
    ),
    Proof(
        "invoice.negative",
        "invoice",
        NEGATIVE,
        "{number} is below nothing in a sum or a line: {m_net} and tax {m_tax}.",
    ),
    Proof(
        "invoice.stray",
        "invoice",
        STRAY,
        "{number} bills a line that is not of its order {ordered}, or with another tax.",
    ),
    Proof(
        "credit.amends", "credit-note", AMENDS, "{number} amends {amended}, which is no earlier invoice of its order."
    ),
    Proof(
        "credit.line",
        "invoice",
        CREDITED_LINES,
        "{number} billed {q_billed} ({m_billed}) of line {place}, and {q_credited} ({m_credited}) are credited.",
    ),
    Proof(
        "credit.total", "invoice", CREDITED_TOTALS, "{number} is over {m_billed}, and {m_credited} are credited on it."
    ),
)
_BILLED = text(
    "SELECT o.number, l.position, l.gross - l.share, l.quantity, SUM(il.quantity), "
    "SUM(il.net + CASE WHEN o.inclusive = 1 THEN il.tax ELSE 0 END) "
    "FROM invoice_lines il JOIN invoices i ON i.id = il.invoice_id JOIN order_lines l ON l.id = il.order_line_id "
    "JOIN orders o ON o.id = l.order_id WHERE i.kind = 'invoice' "
    "GROUP BY il.order_line_id, o.number, l.position, l.gross, l.share, l.quantity"
)


def prove(connection: Connection, context: Context) -> Iterator[Finding]:
    """All of the above, and what needs the rules of tax and pricing themselves."""
    yield from _ADDING_UP(connection, context)
    yield from _first(invoice_taxes.prove(connection, context))
    yield from _first(_worth(connection, context))


def _first(found: Iterator[Finding]) -> Iterator[Finding]:
    for _, each in zip(range(MOST), found, strict=False):
        yield each


def _worth(connection: Connection, context: Context) -> Iterator[Finding]:
    """What the invoices bill of a line is its price for that quantity, however many papers it took."""
    for number, place, whole, quantity, billed, amount in connection.execute(_BILLED):
        due = part_of(whole, quantity, 0, int(billed)) if quantity else 0
        if due != amount:
            one, other = (amount_text(int(each), context.currency) for each in (amount, due))
            said = f"{number} line {place}: its invoices bill {one} where the order says {other}."
            yield Finding("invoice.worth", "order", number, said)
