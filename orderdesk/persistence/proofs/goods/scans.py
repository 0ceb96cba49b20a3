"""Scans of the packing stations: what they count is what was packed, and nothing counts while a station is held."""

from __future__ import annotations

from orderdesk.persistence.proofs.base import Proof, in_sql

COUNTS = "what IN ('right', 'by hand')"
# Those of a parcel that was packed at a station and not opened since: what came after what was closed or opened last.
_CLOSED = """
    SELECT p.shipment_id AS shipment_id, MAX(p.id) AS id FROM scans p
    WHERE p.what IN ('packed', 'opened') GROUP BY p.shipment_id
"""
_ROUND = f"""
    SELECT c.shipment_id AS shipment_id, c.id AS closed, p.quantity AS packed, p.picklist_id AS picklist_id, COALESCE((
        SELECT MAX(b.id) FROM scans b
        WHERE b.shipment_id = c.shipment_id AND b.id < c.id AND b.what IN ('packed', 'opened')), 0) AS begins
    FROM ({_CLOSED}) AS c JOIN scans p ON p.id = c.id
    WHERE p.what = 'packed'
"""
_COUNTED = f"""
    SELECT r.shipment_id AS shipment_id, r.packed AS packed, s.item_id AS item_id,
        SUM(CASE WHEN s.{COUNTS} THEN s.quantity WHEN u.{COUNTS} THEN -u.quantity ELSE 0 END) AS quantity
    FROM ({_ROUND}) AS r
    JOIN scans s ON s.shipment_id = r.shipment_id AND s.id > r.begins AND s.id < r.closed
        AND s.picklist_id = r.picklist_id
    LEFT JOIN scans u ON u.id = s.undoes_id
    GROUP BY r.shipment_id, r.packed, s.item_id
"""
_INSIDE = """
    SELECT a.shipment_id AS shipment_id, a.item_id AS item_id, SUM(a.quantity) AS quantity
    FROM allocations a GROUP BY a.shipment_id, a.item_id
"""
PACKED = f"""
    SELECT h.number AS number, i.sku AS sku, a.quantity AS q_packed, COALESCE(c.quantity, 0) AS q_scanned
    FROM ({_ROUND}) AS r JOIN shipments h ON h.id = r.shipment_id
    JOIN ({_INSIDE}) AS a ON a.shipment_id = r.shipment_id
    JOIN items i ON i.id = a.item_id
    LEFT JOIN ({_COUNTED}) AS c ON c.shipment_id = r.shipment_id AND c.item_id = a.item_id
    WHERE COALESCE(c.quantity, 0) <> a.quantity
    UNION ALL
    SELECT h.number, i.sku, 0, c.quantity FROM ({_COUNTED}) AS c JOIN shipments h ON h.id = c.shipment_id
    JOIN items i ON i.id = c.item_id
    WHERE c.quantity <> 0 AND NOT EXISTS (
        SELECT 1 FROM allocations a WHERE a.shipment_id = c.shipment_id AND a.item_id = c.item_id)
"""
TOLD = f"""
    SELECT h.number AS number, c.packed AS q_told, SUM(c.quantity) AS q_scanned
    FROM ({_COUNTED}) AS c JOIN shipments h ON h.id = c.shipment_id
    GROUP BY h.number, c.packed HAVING SUM(c.quantity) <> c.packed
"""
UNDONE = """
    SELECT h.number AS number, u.id AS scan FROM scans u JOIN shipments h ON h.id = u.shipment_id
    JOIN scans s ON s.id = u.undoes_id
    WHERE s.id >= u.id OR s.shipment_id <> u.shipment_id OR s.quantity <> u.quantity
        OR s.what NOT IN ('right', 'by hand', 'next box', 'note', 'carton')
"""
# The stop before a scan that counts, unless it was answered in between.
HELD = f"""
    SELECT h.number AS number, s.id AS scan FROM scans s JOIN shipments h ON h.id = s.shipment_id
    WHERE (s.{COUNTS} OR s.what IN ('packed', 'label')) AND EXISTS (
        SELECT 1 FROM scans w WHERE w.shipment_id = s.shipment_id AND w.picklist_id = s.picklist_id AND w.id < s.id
            AND w.what IN ('wrong', 'too many', 'unknown', 'wrong label')
            AND NOT EXISTS (
                SELECT 1 FROM scans a WHERE a.shipment_id = w.shipment_id AND a.id > w.id AND a.id < s.id
                    AND a.what IN ('answered', 'packed', 'opened')))
"""
OPEN = f"""
    SELECT h.number AS number, h.state AS state FROM ({_ROUND}) AS r JOIN shipments h ON h.id = r.shipment_id
    WHERE h.state IN ('waiting', 'allocated', 'picking', 'picked', 'cancelled')
"""

prove = in_sql(
    Proof(
        "scan.packed",
        "shipment",
        PACKED,
        "{number} holds {q_packed} of {sku}; the scans that it was packed by come to {q_scanned}.",
    ),
    Proof(
        "scan.told", "shipment", TOLD, "{number} was closed with a count of {q_told}; its scans come to {q_scanned}."
    ),
    Proof("scan.undone", "shipment", UNDONE, "A scan of {number} undoes what it cannot (row {scan})."),
    Proof("scan.held", "shipment", HELD, "A scan of {number} counted before an error was answered (row {scan})."),
    Proof("scan.open", "shipment", OPEN, "{number} was packed by its scans, and is {state}."),
)
