"""Orders are in a state that their facts allow, with the currency of the shop and of their papers."""

from __future__ import annotations

from orderdesk.persistence.proofs.base import Proof, in_sql

_ORDER = "SELECT o.number AS number, o.state AS state FROM orders o"

CANCELLED = f"""
    {_ORDER} WHERE o.state = 'cancelled' AND EXISTS (
        SELECT 1 FROM order_lines l WHERE l.order_id = o.id
            AND (l.cancelled <> l.quantity OR l.allocated <> 0 OR l.shipped <> 0)
    )
"""
CLOSED = f"""
    {_ORDER} WHERE o.state = 'closed' AND (
        EXISTS (
            SELECT 1 FROM order_lines l LEFT JOIN items i ON i.id = l.item_id WHERE l.order_id = o.id AND (
                l.invoiced < l.quantity - l.cancelled
                OR (i.stocked = 1 AND l.cancelled + l.shipped < l.quantity)
            )
        )
        OR EXISTS (
            SELECT 1 FROM returns r WHERE r.order_id = o.id
                AND r.state NOT IN ('settled', 'closed', 'declined', 'expired')
        )
    )
"""
UNPLACED = f"""
    {_ORDER} WHERE o.state IN ('draft', 'quote') AND (
        EXISTS (SELECT 1 FROM invoices i WHERE i.order_id = o.id)
        OR EXISTS (SELECT 1 FROM payments p WHERE p.order_id = o.id)
        OR EXISTS (
            SELECT 1 FROM order_lines l WHERE l.order_id = o.id
                AND (l.cancelled <> 0 OR l.allocated <> 0 OR l.shipped <> 0 OR l.invoiced <> 0)
        )
    )
"""
MOMENTS = f"""
    {_ORDER} WHERE (o.state IN ('confirmed', 'closed') AND o.confirmed_at IS NULL)
        OR (o.state = 'closed' AND o.closed_at IS NULL) OR (o.state = 'confirmed' AND o.closed_at IS NOT NULL)
"""
# A credit that an import brought for a sale from before it has an order without lines to stand on.
EMPTY = f"""
    {_ORDER} WHERE o.state IN ('confirmed', 'closed')
        AND NOT EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = o.id)
        AND NOT EXISTS (SELECT 1 FROM invoices c WHERE c.order_id = o.id AND c.kind = 'credit-note'
            AND c.amends_id IS NULL)
"""
CURRENCY = """
    SELECT o.number AS number, o.currency AS currency FROM orders o
    WHERE NOT EXISTS (SELECT 1 FROM shops s WHERE s.currency = o.currency)
"""
SNAPSHOT = """
    SELECT i.number AS number, o.number AS ordered FROM invoices i JOIN orders o ON o.id = i.order_id
    WHERE i.currency <> o.currency OR i.inclusive <> o.inclusive OR i.exemption <> o.exemption
        OR i.policy <> o.policy OR i.rounding <> o.rounding
"""
EXEMPT = """
    SELECT o.number AS number, l.position AS place FROM orders o JOIN order_lines l ON l.order_id = o.id
    WHERE o.exemption <> '' AND l.tax_rate <> 0 AND o.state IN ('confirmed', 'closed')
"""

prove = in_sql(
    Proof("state.cancelled", "order", CANCELLED, "{number} is {state}, but not all of it is, or goods are tied to it."),
    Proof("state.closed", "order", CLOSED, "{number} is {state} with something still to ship, bill or receive back."),
    Proof("state.unplaced", "order", UNPLACED, "{number} is only a {state}, yet it is tied, billed or paid."),
    Proof("state.moments", "order", MOMENTS, "{number} is {state}, which its times deny."),
    Proof("state.empty", "order", EMPTY, "{number} is {state} and has no lines."),
    Proof("state.currency", "order", CURRENCY, "{number} is in {currency}, which the shop never used."),
    Proof(
        "state.snapshot", "invoice", SNAPSHOT, "{number} is not by the currency and tax rules of its order {ordered}."
    ),
    Proof("state.exempt", "order", EXEMPT, "{number} line {place} is taxed, though the order is exempt."),
)
