"""Stock: the counters are what the movements and the open allocations add up to, bin by bin."""

from __future__ import annotations

from orderdesk.persistence.proofs.base import Proof, in_sql

ON_HAND = """
    SELECT i.sku AS number, b.code AS bin, t.kept AS q_kept, t.facts AS q_facts FROM (
        SELECT item_id, bin_id, SUM(kept) AS kept, SUM(facts) AS facts FROM (
            SELECT item_id, bin_id, on_hand AS kept, 0 AS facts FROM stock
            UNION ALL
            SELECT item_id, bin_id, 0, SUM(quantity) FROM movements GROUP BY item_id, bin_id
        ) AS u GROUP BY item_id, bin_id
    ) AS t LEFT JOIN items i ON i.id = t.item_id LEFT JOIN bins b ON b.id = t.bin_id WHERE t.kept <> t.facts
"""
RESERVED = """
    SELECT i.sku AS number, b.code AS bin, t.kept AS q_kept, t.facts AS q_facts FROM (
        SELECT item_id, bin_id, SUM(kept) AS kept, SUM(facts) AS facts FROM (
            SELECT item_id, bin_id, reserved AS kept, 0 AS facts FROM stock
            UNION ALL
            SELECT item_id, bin_id, 0, SUM(quantity) FROM allocations WHERE gone = 0 GROUP BY item_id, bin_id
        ) AS u GROUP BY item_id, bin_id
    ) AS t LEFT JOIN items i ON i.id = t.item_id LEFT JOIN bins b ON b.id = t.bin_id WHERE t.kept <> t.facts
"""
LIMITS = """
    SELECT i.sku AS number, b.code AS bin, s.reserved AS q_reserved, s.on_hand AS q_on_hand
    FROM stock s JOIN items i ON i.id = s.item_id JOIN bins b ON b.id = s.bin_id
    WHERE s.reserved < 0 OR s.reserved > s.on_hand
"""
OFF_SHELF = """
    SELECT i.sku AS number, b.code AS bin, s.reserved AS q_reserved
    FROM stock s JOIN items i ON i.id = s.item_id JOIN bins b ON b.id = s.bin_id
    WHERE s.reserved <> 0 AND b.sells = 0
"""
MOVES = """
    SELECT i.sku AS number, SUM(m.quantity) AS q_left FROM movements m JOIN items i ON i.id = m.item_id
    WHERE m.kind = 'move' GROUP BY i.sku HAVING SUM(m.quantity) <> 0
"""
SIGNS = """
    SELECT i.sku AS number, m.id AS movement, m.kind AS kind, m.quantity AS q_moved
    FROM movements m JOIN items i ON i.id = m.item_id
    WHERE m.corrects_id IS NULL AND (
        (m.kind IN ('sale', 'take', 'scrap') AND m.quantity > 0) OR (m.kind IN ('receipt', 'return') AND m.quantity < 0)
    )
"""
CORRECTIONS = """
    SELECT i.sku AS number, m.id AS movement, m.corrects_id AS corrects
    FROM movements m JOIN items i ON i.id = m.item_id LEFT JOIN movements o ON o.id = m.corrects_id
    WHERE m.corrects_id IS NOT NULL AND (o.id IS NULL OR o.item_id <> m.item_id OR o.id >= m.id)
"""

prove = in_sql(
    Proof(
        "stock.on-hand",
        "item",
        ON_HAND,
        "{number} in bin {bin}: on hand says {q_kept}, its movements add up to {q_facts}.",
    ),
    Proof(
        "stock.reserved",
        "item",
        RESERVED,
        "{number} in bin {bin}: reserved says {q_kept}, its open allocations add up to {q_facts}.",
    ),
    Proof("stock.limits", "item", LIMITS, "{number} in bin {bin} has {q_reserved} reserved of {q_on_hand} on hand."),
    Proof("stock.off-shelf", "item", OFF_SHELF, "{number} has {q_reserved} reserved in {bin}, of which nothing sells."),
    Proof("stock.moves", "item", MOVES, "{number}: the moves between its bins leave {q_left} over."),
    Proof("stock.signs", "item", SIGNS, "{number}: movement {movement}, a {kind}, has the wrong sign: {q_moved}."),
    Proof(
        "stock.correction",
        "item",
        CORRECTIONS,
        "{number}: movement {movement} corrects {corrects}, which is no earlier movement of it.",
    ),
)
