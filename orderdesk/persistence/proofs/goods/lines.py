"""The line equation: ordered = cancelled + shipped + allocated + back-ordered, each of them counted from facts."""

from __future__ import annotations

from orderdesk.persistence.proofs.base import Proof, in_sql

_LINE = "o.number AS number, l.position AS place"
_FROM = "FROM order_lines l JOIN orders o ON o.id = l.order_id"

EQUATION = f"""
    SELECT {_LINE}, l.quantity AS q_ordered, l.cancelled AS q_cancelled, l.shipped AS q_shipped,
        l.allocated AS q_allocated
    {_FROM}
    WHERE l.cancelled < 0 OR l.shipped < 0 OR l.allocated < 0 OR l.quantity <= 0
        OR l.cancelled + l.shipped + l.allocated > l.quantity
"""
CHARGES = f"""
    SELECT {_LINE}, l.allocated AS q_allocated, l.shipped AS q_shipped {_FROM} LEFT JOIN items i ON i.id = l.item_id
    WHERE (l.item_id IS NULL OR i.stocked = 0) AND (l.allocated <> 0 OR l.shipped <> 0)
"""
TIED = f"""
    SELECT {_LINE}, l.allocated AS q_allocated, COALESCE(a.tied, 0) AS q_tied, l.shipped AS q_shipped,
        COALESCE(a.gone, 0) AS q_gone
    {_FROM} LEFT JOIN (
        SELECT order_line_id, SUM(CASE WHEN gone = 0 THEN quantity ELSE 0 END) AS tied,
            SUM(CASE WHEN gone = 0 THEN 0 ELSE quantity END) AS gone
        FROM allocations GROUP BY order_line_id
    ) AS a ON a.order_line_id = l.id
"""
ALLOCATED = f"{TIED} WHERE l.allocated <> COALESCE(a.tied, 0)"
SHIPPED = f"{TIED} WHERE l.shipped <> COALESCE(a.gone, 0)"
RETURNED = f"""
    SELECT {_LINE}, l.returned AS q_returned, COALESCE(r.received, 0) AS q_received
    {_FROM} LEFT JOIN (
        SELECT order_line_id, SUM(received) AS received FROM return_lines GROUP BY order_line_id
    ) AS r ON r.order_line_id = l.id
    WHERE l.returned <> COALESCE(r.received, 0)
"""
RETURNED_MORE = f"""
    SELECT {_LINE}, l.returned AS q_returned, l.shipped AS q_shipped {_FROM} WHERE l.returned < 0
        OR l.returned > l.shipped
"""
INVOICED = f"""
    SELECT {_LINE}, l.invoiced AS q_invoiced, COALESCE(p.billed, 0) AS q_billed
    {_FROM} LEFT JOIN (
        SELECT il.order_line_id AS line, SUM(il.quantity) AS billed
        FROM invoice_lines il JOIN invoices i ON i.id = il.invoice_id
        WHERE i.kind = 'invoice' AND il.order_line_id IS NOT NULL GROUP BY il.order_line_id
    ) AS p ON p.line = l.id
    WHERE l.invoiced <> COALESCE(p.billed, 0)
"""
# What was invoiced and wholly credited again may be cancelled afterwards.
INVOICED_MORE = f"""
    SELECT {_LINE}, l.invoiced AS q_invoiced, l.quantity - l.cancelled AS q_able
    {_FROM} WHERE l.invoiced > l.quantity - l.cancelled AND l.invoiced - COALESCE((
        SELECT SUM(il.quantity) FROM invoice_lines il JOIN invoices i ON i.id = il.invoice_id
        WHERE i.kind = 'credit-note' AND il.order_line_id = l.id
    ), 0) > l.quantity - l.cancelled
"""
EARLY = f"""
    SELECT {_LINE}, l.promised AS promised, o.ship_by AS wanted {_FROM}
    WHERE o.state = 'confirmed' AND l.promised < o.ship_by AND l.cancelled + l.shipped < l.quantity
"""
# A line of one order must not take the goods of another, nor other goods than its own.
ALLOCATIONS = """
    SELECT s.number AS number, o.number AS ordered FROM allocations a JOIN shipments s ON s.id = a.shipment_id
    JOIN order_lines l ON l.id = a.order_line_id JOIN orders o ON o.id = l.order_id
    WHERE l.order_id <> s.order_id OR l.item_id IS NULL OR l.item_id <> a.item_id
"""

prove = in_sql(
    Proof(
        "line.equation",
        "order",
        EQUATION,
        "{number} line {place}: {q_cancelled} cancelled, {q_shipped} shipped and {q_allocated} allocated do not fit"
        " into {q_ordered} ordered.",
    ),
    Proof(
        "line.charge",
        "order",
        CHARGES,
        "{number} line {place} is not kept in stock, yet {q_allocated} are allocated and {q_shipped} shipped.",
    ),
    Proof(
        "line.allocated",
        "order",
        ALLOCATED,
        "{number} line {place}: allocated says {q_allocated}, its open allocations add up to {q_tied}.",
    ),
    Proof(
        "line.shipped",
        "order",
        SHIPPED,
        "{number} line {place}: shipped says {q_shipped}, what left with its shipments adds up to {q_gone}.",
    ),
    Proof(
        "line.returned",
        "order",
        RETURNED,
        "{number} line {place}: returned says {q_returned}, its returns received {q_received}.",
    ),
    Proof(
        "line.returned-more",
        "order",
        RETURNED_MORE,
        "{number} line {place}: {q_returned} came back of {q_shipped} shipped.",
    ),
    Proof(
        "line.invoiced",
        "order",
        INVOICED,
        "{number} line {place}: invoiced says {q_invoiced}, its invoices billed {q_billed}.",
    ),
    Proof(
        "line.invoiced-more",
        "order",
        INVOICED_MORE,
        "{number} line {place}: {q_invoiced} are invoiced, though only {q_able} were ordered and not cancelled.",
    ),
    Proof(
        "line.early",
        "order",
        EARLY,
        "{number} line {place} is promised for {promised}, though it is wanted on {wanted}.",
    ),
    Proof(
        "line.allocation",
        "shipment",
        ALLOCATIONS,
        "{number} holds an allocation that does not belong to its order and item ({ordered}).",
    ),
)
