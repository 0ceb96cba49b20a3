"""Purchase orders: their states follow from what came, and what came is in the movements and in the receipts alike."""

from __future__ import annotations

from orderdesk.persistence.proofs.base import Proof, in_sql

RECEIVED = """
    SELECT p.number AS number, i.sku AS sku, n.received AS q_kept, COALESCE(r.quantity, 0) AS q_receipts
    FROM incoming n JOIN purchases p ON p.id = n.purchase_id JOIN items i ON i.id = n.item_id
    LEFT JOIN (SELECT incoming_id, SUM(quantity) AS quantity FROM purchase_receipts GROUP BY incoming_id) r
        ON r.incoming_id = n.id
    WHERE n.received <> COALESCE(r.quantity, 0)
"""
MOVED = """
    SELECT p.number AS number, i.sku AS sku, n.received AS q_kept, COALESCE(m.quantity, 0) AS q_moved
    FROM incoming n JOIN purchases p ON p.id = n.purchase_id JOIN items i ON i.id = n.item_id
    LEFT JOIN (
        SELECT document_id, SUM(quantity) AS quantity FROM movements WHERE kind = 'receipt' GROUP BY document_id
    ) m ON m.document_id = n.id
    WHERE n.received <> COALESCE(m.quantity, 0)
"""
STATES = """
    SELECT p.number AS number, p.state AS state FROM purchases p
    LEFT JOIN (
        SELECT purchase_id, SUM(received) AS received, COUNT(*) AS lines,
            SUM(CASE WHEN received < quantity THEN 1 ELSE 0 END) AS waiting
        FROM incoming WHERE purchase_id IS NOT NULL GROUP BY purchase_id
    ) n ON n.purchase_id = p.id
    WHERE (p.state IN ('draft', 'sent') AND COALESCE(n.received, 0) > 0)
        OR (p.state = 'part-received' AND (n.received = 0 OR n.waiting = 0))
        OR (p.state = 'received' AND (n.waiting > 0 OR COALESCE(n.lines, 0) = 0))
        OR (p.state <> 'draft' AND p.state <> 'cancelled' AND p.sent_at IS NULL)
        OR (p.state IN ('received', 'cancelled')) <> (p.closed_at IS NOT NULL)
"""
EXPECTED = """
    SELECT p.number AS number, i.sku AS sku, p.state AS state
    FROM incoming n JOIN purchases p ON p.id = n.purchase_id JOIN items i ON i.id = n.item_id
    WHERE (p.state IN ('sent', 'part-received', 'received')) <> (n.expected = 1)
        OR n.reference <> p.number OR n.vendor_id <> p.vendor_id
"""
LOST = """
    SELECT n.reference AS number, i.sku AS sku FROM incoming n JOIN items i ON i.id = n.item_id
    LEFT JOIN purchases p ON p.id = n.purchase_id
    WHERE n.purchase_id IS NOT NULL AND p.id IS NULL
"""

prove = in_sql(
    Proof(
        "purchase.received",
        "purchase order",
        RECEIVED,
        "{number}: {q_kept} of {sku} are called received, its receipts add up to {q_receipts}.",
    ),
    Proof(
        "purchase.moved",
        "purchase order",
        MOVED,
        "{number}: {q_kept} of {sku} are called received, its movements add up to {q_moved}.",
    ),
    Proof("purchase.state", "purchase order", STATES, "{number} is called {state}, which its lines and dates deny."),
    Proof(
        "purchase.expected",
        "purchase order",
        EXPECTED,
        "{number} is {state}; what is expected of its {sku} does not follow from that.",
    ),
    Proof("purchase.lost", "purchase order", LOST, "{sku} is expected under {number}, a purchase order that is gone."),
)
