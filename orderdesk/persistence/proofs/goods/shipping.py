"""Shipments: what left is gone from stock by the same quantities, and each is in a state that its goods allow."""

from __future__ import annotations

from orderdesk.persistence.proofs.base import Proof, in_sql

_LEFT = "('shipped', 'delivered', 'exception', 'returned-to-sender')"
_OPEN = "('waiting', 'allocated', 'picking', 'picked', 'packed')"

SALES = """
    SELECT COALESCE(s.number, 'no shipment') AS number, i.sku AS sku, b.code AS bin, t.gone AS q_gone, t.sold AS q_sold
    FROM (
        SELECT shipment_id, item_id, bin_id, SUM(gone) AS gone, SUM(sold) AS sold FROM (
            SELECT shipment_id, item_id, bin_id, quantity AS gone, 0 AS sold FROM allocations WHERE gone = 1
            UNION ALL
            SELECT document_id, item_id, bin_id, 0, -quantity FROM movements WHERE kind = 'sale'
        ) AS u GROUP BY shipment_id, item_id, bin_id
    ) AS t LEFT JOIN shipments s ON s.id = t.shipment_id LEFT JOIN items i ON i.id = t.item_id
    LEFT JOIN bins b ON b.id = t.bin_id WHERE t.gone <> t.sold OR s.id IS NULL
"""
GONE = f"""
    SELECT s.number AS number, s.state AS state, COUNT(*) AS parts FROM allocations a
    JOIN shipments s ON s.id = a.shipment_id
    WHERE a.gone <> CASE WHEN s.state IN {_LEFT} THEN 1 ELSE 0 END OR s.state = 'cancelled'
    GROUP BY s.number, s.state
"""
EMPTY = """
    SELECT s.number AS number, s.state AS state FROM shipments s
    WHERE s.state <> 'cancelled' AND NOT EXISTS (SELECT 1 FROM allocations a WHERE a.shipment_id = s.id)
"""
PICKED = """
    SELECT s.number AS number, s.state AS state, SUM(a.quantity) AS q_tied, SUM(a.picked) AS q_picked
    FROM shipments s JOIN allocations a ON a.shipment_id = s.id JOIN orders o ON o.id = s.order_id
    WHERE s.state IN ('picked', 'packed', 'shipped', 'delivered') AND s.unscanned = '' AND o.batch_id IS NULL
        AND a.picked <> a.quantity
    GROUP BY s.number, s.state
"""
BOXED = """
    SELECT number AS number, state AS state, SUM(quantity) AS q_tied, SUM(boxed) AS q_boxed FROM (
        SELECT s.number, s.state, a.quantity,
            CASE WHEN w.boxes = 1 AND w.written = 0 THEN a.quantity ELSE COALESCE(b.boxed, 0) END AS boxed
        FROM shipments s JOIN allocations a ON a.shipment_id = s.id JOIN orders o ON o.id = s.order_id
        LEFT JOIN (SELECT allocation_id, SUM(quantity) AS boxed FROM box_lines GROUP BY allocation_id) AS b
            ON b.allocation_id = a.id
        LEFT JOIN (
            SELECT shipment_id, COUNT(DISTINCT boxes.id) AS boxes, COUNT(allocation_id) AS written
            FROM boxes LEFT JOIN box_lines ON box_id = boxes.id GROUP BY shipment_id
        ) AS w ON w.shipment_id = s.id
        WHERE s.state IN ('packed', 'shipped', 'delivered') AND s.unscanned = '' AND o.batch_id IS NULL
    ) AS packed WHERE boxed <> quantity
    GROUP BY number, state
"""
BOXES = """
    SELECT s.number AS number FROM box_lines bl JOIN boxes b ON b.id = bl.box_id
    JOIN shipments s ON s.id = b.shipment_id JOIN allocations a ON a.id = bl.allocation_id
    WHERE a.shipment_id <> b.shipment_id GROUP BY s.number
"""
POSITIONS = """
    SELECT s.number AS number, b.position AS box FROM boxes b JOIN shipments s ON s.id = b.shipment_id
    GROUP BY s.number, b.position HAVING COUNT(*) > 1
"""
# What a box was before it was split off begins with the number of another shipment of its order: "SH-1001-2".
SPLIT = """
    SELECT s.number AS number, b.position AS box, b.earlier AS earlier FROM boxes b
    JOIN shipments s ON s.id = b.shipment_id
    WHERE b.earlier <> '' AND NOT EXISTS (
        SELECT 1 FROM shipments o WHERE o.order_id = s.order_id AND o.id <> s.id AND b.earlier LIKE o.number || '-%')
"""
CARTONS = """
    SELECT c.code AS number, COALESCE(b.boxes, 0) AS boxes, COALESCE(-m.moved, 0) AS used FROM cartons c
    LEFT JOIN (SELECT carton_id, COUNT(*) AS boxes FROM boxes GROUP BY carton_id) AS b ON b.carton_id = c.id
    LEFT JOIN (SELECT carton_id, SUM(quantity) AS moved FROM carton_moves WHERE kind IN ('used', 'back')
        GROUP BY carton_id) AS m ON m.carton_id = c.id
    WHERE COALESCE(b.boxes, 0) <> COALESCE(-m.moved, 0)
"""
LEFT = """
    SELECT c.code AS number, c.on_hand AS left_now, COALESCE(m.moved, 0) AS moved, COALESCE(m.known, 0) AS known
    FROM cartons c LEFT JOIN (
        SELECT carton_id, SUM(quantity) AS moved,
            MAX(CASE WHEN kind IN ('received', 'counted') THEN 1 ELSE 0 END) AS known
        FROM carton_moves GROUP BY carton_id) AS m ON m.carton_id = c.id
    WHERE (COALESCE(m.known, 0) = 1) <> (c.on_hand IS NOT NULL) OR c.on_hand <> m.moved
"""
BEARS = """
    SELECT s.number AS number, b.position AS box, b.carton AS word, c.code AS code FROM boxes b
    JOIN shipments s ON s.id = b.shipment_id JOIN cartons c ON c.id = b.carton_id WHERE b.carton <> c.code
"""
MOMENTS = f"""
    SELECT number AS number, state AS state FROM shipments WHERE (state IN {_LEFT}) <> (shipped_at IS NOT NULL)
        OR (state = 'delivered') <> (delivered_at IS NOT NULL) OR (state = 'picking' AND picklist_id IS NULL)
"""
VOID = """
    SELECT s.number AS number, p.number AS picklist FROM shipments s JOIN picklists p ON p.id = s.picklist_id
    WHERE s.state = 'picking' AND p.void <> ''
"""
ORDERS = f"""
    SELECT s.number AS number, s.state AS state, o.number AS ordered, o.state AS order_state
    FROM shipments s JOIN orders o ON o.id = s.order_id
    WHERE (o.state IN ('draft', 'quote') AND s.state <> 'cancelled')
        OR (o.state IN ('cancelled', 'closed') AND s.state IN {_OPEN})
        OR (o.state = 'cancelled' AND s.state IN {_LEFT})
"""

prove = in_sql(
    Proof(
        "shipment.sales",
        "shipment",
        SALES,
        "{number}: {q_gone} of {sku} left from bin {bin}, but the sale movements say {q_sold}.",
    ),
    Proof(
        "shipment.gone",
        "shipment",
        GONE,
        "{number} is {state}, and {parts} of its allocations say otherwise.",
    ),
    Proof("shipment.empty", "shipment", EMPTY, "{number} is {state} and holds no goods."),
    Proof(
        "shipment.picked",
        "shipment",
        PICKED,
        "{number} is {state}, though only {q_picked} of {q_tied} were picked on some of its lines.",
    ),
    Proof(
        "shipment.boxes",
        "shipment",
        BOXED,
        "{number} is {state}, and its boxes hold {q_boxed} where {q_tied} should be.",
    ),
    Proof("shipment.box", "shipment", BOXES, "A box of {number} holds the goods of another shipment."),
    Proof("shipment.positions", "shipment", POSITIONS, "{number} has more than one box {box}."),
    Proof("shipment.split", "shipment", SPLIT, "Box {box} of {number} was never {earlier}, as it says."),
    Proof(
        "carton.used",
        "carton",
        CARTONS,
        "Boxes packed in carton {number}: {boxes}; used up by its history: {used}.",
    ),
    Proof("carton.left", "carton", LEFT, "Of carton {number} {left_now} are left, and its history says {moved}."),
    Proof("carton.box", "shipment", BEARS, "Box {box} of {number} is called {word}, but used up a carton {code}."),
    Proof("shipment.moments", "shipment", MOMENTS, "{number} is {state}, which its times and its picklist deny."),
    Proof("shipment.void", "shipment", VOID, "{number} is being picked by {picklist}, which is void."),
    Proof("shipment.order", "shipment", ORDERS, "{number} is {state}, but its order {ordered} is {order_state}."),
)
