"""Stock at any past minute: the ledgers add up to what is there and tied now, and every movement names its paper."""

from __future__ import annotations

from orderdesk.persistence.proofs.base import Proof, in_sql

LEDGER = """
    SELECT i.sku AS number, COALESCE(o.number, 'no order') AS ordered, b.code AS bin, t.kept AS q_kept,
        t.facts AS q_facts FROM (
        SELECT item_id, bin_id, order_line_id, SUM(kept) AS kept, SUM(facts) AS facts, MAX(order_id) AS order_id FROM (
            SELECT item_id, bin_id, order_id, order_line_id, SUM(quantity) AS kept, 0 AS facts FROM reservations
            GROUP BY item_id, bin_id, order_id, order_line_id HAVING SUM(quantity) <> 0
            UNION ALL
            SELECT a.item_id, a.bin_id, s.order_id, a.order_line_id, 0, SUM(a.quantity)
            FROM allocations a LEFT JOIN shipments s ON s.id = a.shipment_id WHERE a.gone = 0
            GROUP BY a.item_id, a.bin_id, s.order_id, a.order_line_id
        ) AS u GROUP BY item_id, bin_id, order_line_id
    ) AS t LEFT JOIN items i ON i.id = t.item_id LEFT JOIN bins b ON b.id = t.bin_id LEFT JOIN orders o
    ON o.id = t.order_id WHERE t.kept <> t.facts
"""
# What is there as of the last thing that was booked: a row that speaks of a later moment is missing from it.
AS_OF = """
    SELECT i.sku AS number, b.code AS bin, t.what AS what, t.kept AS q_kept, t.facts AS q_facts FROM (
        SELECT 'on hand' AS what, item_id, bin_id, SUM(kept) AS kept, SUM(facts) AS facts FROM (
            SELECT item_id, bin_id, on_hand AS kept, 0 AS facts FROM stock
            UNION ALL
            SELECT item_id, bin_id, 0, SUM(quantity) FROM movements
            WHERE effective_at BETWEEN 1 AND (SELECT MAX(at) FROM movements) GROUP BY item_id, bin_id
        ) AS u GROUP BY item_id, bin_id
        UNION ALL
        SELECT 'reserved', item_id, bin_id, SUM(kept), SUM(facts) FROM (
            SELECT item_id, bin_id, reserved AS kept, 0 AS facts FROM stock
            UNION ALL
            SELECT item_id, bin_id, 0, SUM(quantity) FROM reservations GROUP BY item_id, bin_id
        ) AS v GROUP BY item_id, bin_id
    ) AS t LEFT JOIN items i ON i.id = t.item_id LEFT JOIN bins b ON b.id = t.bin_id WHERE t.kept <> t.facts
"""
_PAPERS = (("shipment", "shipments"), ("return", "returns"), ("incoming", "incoming"))
_NEEDED = {"sale": "shipment", "return": "return"}
_EXISTS = " OR ".join(
    f"(m.document_kind = '{kind}' AND EXISTS (SELECT 1 FROM {table} p WHERE p.id = m.document_id))"
    for kind, table in _PAPERS
)
_WRONG = " OR ".join(f"(m.kind = '{kind}' AND m.document_kind <> '{paper}')" for kind, paper in _NEEDED.items())
DOCUMENTS = f"""
    SELECT i.sku AS number, m.id AS movement, m.kind AS kind,
        CASE WHEN m.document_kind = '' THEN 'paper' ELSE m.document_kind END AS paper,
        m.document_id AS key
    FROM movements m JOIN items i ON i.id = m.item_id
    WHERE NOT ((m.document_kind = '' AND m.document_id IS NULL) OR {_EXISTS}) OR {_WRONG}
"""
# An imported history may tell of sales before what was there was counted for the first time.
PAST = """
    SELECT i.sku AS number, b.code AS bin, -MIN(t.level) AS q_lacking FROM (
        SELECT item_id, bin_id, SUM(SUM(quantity)) OVER (
            PARTITION BY item_id, bin_id ORDER BY effective_at
        ) AS level FROM movements m
        WHERE item_id IN (SELECT id FROM items WHERE oversell = 0) AND NOT EXISTS (
            SELECT 1 FROM movements s WHERE s.item_id = m.item_id AND s.kind = 'sale' AND s.batch_id IS NOT NULL
        ) GROUP BY item_id, bin_id, effective_at
    ) AS t JOIN items i ON i.id = t.item_id JOIN bins b ON b.id = t.bin_id
    GROUP BY i.sku, b.code HAVING MIN(t.level) < 0
"""

prove = in_sql(
    Proof(
        "stock.ledger",
        "item",
        LEDGER,
        "{number} in bin {bin}: the ledger of reservations has {q_kept} for {ordered}, and {q_facts} are allocated.",
    ),
    Proof(
        "stock.as-of",
        "item",
        AS_OF,
        "{number} in bin {bin}: {what} says {q_kept}, the ledger as of now adds up to {q_facts}.",
    ),
    Proof(
        "stock.document",
        "item",
        DOCUMENTS,
        "{number}: movement {movement}, a {kind}, names {paper} {key}, which is not there or not behind it.",
    ),
    Proof("stock.past", "item", PAST, "{number} in bin {bin} was {q_lacking} below nothing at a past moment."),
)
