"""Returns: what was received came back into stock once, and was credited once."""

from __future__ import annotations

from orderdesk.persistence.proofs.base import Proof, in_sql

_HERE = "('received', 'inspected', 'settled', 'closed')"
_LOOKED_AT = "('inspected', 'settled', 'closed')"

RECEIVED = f"""
    SELECT r.number AS number, r.state AS state, SUM(l.received) AS q_received
    FROM returns r JOIN return_lines l ON l.return_id = r.id
    WHERE r.state NOT IN {_HERE} AND l.received <> 0 GROUP BY r.number, r.state
"""
OUTCOME = f"""
    SELECT r.number AS number, r.state AS state FROM returns r JOIN return_lines l ON l.return_id = r.id
    WHERE l.received > 0 AND (l.outcome <> '') <> (r.state IN {_LOOKED_AT}) GROUP BY r.number, r.state
"""
STOCKED = f"""
    SELECT COALESCE(r.number, 'no return') AS number, i.sku AS sku, t.due AS q_due, t.came AS q_came,
        t.due_scrap AS q_due_scrap, t.scrapped AS q_scrapped
    FROM (
        SELECT return_id, item_id, SUM(due) AS due, SUM(came) AS came, SUM(due_scrap) AS due_scrap,
            SUM(scrapped) AS scrapped
        FROM (
            SELECT l.return_id, l.item_id, l.received AS due, 0 AS came,
                CASE WHEN l.outcome = 'scrap' THEN l.received ELSE 0 END AS due_scrap, 0 AS scrapped
            FROM return_lines l JOIN returns r ON r.id = l.return_id
            WHERE r.state IN {_LOOKED_AT} AND l.item_id IS NOT NULL
            UNION ALL
            SELECT document_id, item_id, 0, quantity, 0, 0 FROM movements WHERE kind = 'return'
            UNION ALL
            SELECT document_id, item_id, 0, 0, 0, -quantity FROM movements
            WHERE kind = 'scrap' AND document_id IS NOT NULL
        ) AS u GROUP BY return_id, item_id
    ) AS t LEFT JOIN returns r ON r.id = t.return_id LEFT JOIN items i ON i.id = t.item_id
    WHERE t.due <> t.came OR t.due_scrap <> t.scrapped OR r.id IS NULL
"""
# What a person had credited before the goods came is not credited again.
CREDITED = """
    SELECT r.number AS number, o.position AS place, t.received AS q_received, t.credited AS q_credited
    FROM (
        SELECT return_id, line, SUM(received) AS received, SUM(credited) AS credited FROM (
            SELECT l.return_id, l.order_line_id AS line, l.received AS received, 0 AS credited
            FROM return_lines l JOIN returns r ON r.id = l.return_id WHERE r.state IN ('settled', 'closed')
            UNION ALL
            SELECT i.return_id, il.order_line_id, 0, il.quantity FROM invoices i
            JOIN invoice_lines il ON il.invoice_id = i.id
            WHERE i.return_id IS NOT NULL AND i.kind = 'credit-note' AND il.order_line_id IS NOT NULL
        ) AS u GROUP BY return_id, line
    ) AS t JOIN returns r ON r.id = t.return_id JOIN order_lines o ON o.id = t.line WHERE t.received <> t.credited
        AND (t.received < t.credited OR t.received > t.credited + COALESCE((
            SELECT SUM(il.quantity) FROM invoices i JOIN invoice_lines il ON il.invoice_id = i.id
            WHERE i.kind = 'credit-note' AND i.return_id IS NULL AND il.order_line_id = t.line
                AND i.issued_at < r.settled_at
        ), 0))
"""
FEES = """
    SELECT r.number AS number, r.restocking_fee AS m_fee, COALESCE(k.kept, 0) AS m_kept
    FROM returns r LEFT JOIN (
        SELECT i.return_id, SUM(-il.net) AS kept FROM invoices i JOIN invoice_lines il ON il.invoice_id = i.id
        WHERE i.return_id IS NOT NULL AND il.order_line_id IS NULL GROUP BY i.return_id
    ) AS k ON k.return_id = r.id
    WHERE r.restocking_fee <> COALESCE(k.kept, 0)
"""
ORDERS = """
    SELECT r.number AS number, o.number AS ordered FROM returns r JOIN return_lines l ON l.return_id = r.id
    JOIN order_lines ol ON ol.id = l.order_line_id JOIN orders o ON o.id = r.order_id
    WHERE ol.order_id <> r.order_id OR (l.item_id IS NOT NULL AND ol.item_id <> l.item_id)
    GROUP BY r.number, o.number
"""

prove = in_sql(
    Proof("return.received", "return", RECEIVED, "{number} is {state}, and yet {q_received} of it were received."),
    Proof("return.outcome", "return", OUTCOME, "{number} is {state}, which does not fit what became of its goods."),
    Proof(
        "return.stock",
        "return",
        STOCKED,
        "{number}: {q_due} of {sku} were received and {q_due_scrap} scrapped, but the movements say {q_came} and"
        " {q_scrapped}.",
    ),
    Proof(
        "return.credited",
        "return",
        CREDITED,
        "{number} line {place}: {q_received} were received, and {q_credited} credited.",
    ),
    Proof("return.fee", "return", FEES, "{number} keeps a fee of {m_fee}, its credit notes {m_kept}."),
    Proof("return.order", "return", ORDERS, "{number} holds goods that are not of its order {ordered}."),
)
