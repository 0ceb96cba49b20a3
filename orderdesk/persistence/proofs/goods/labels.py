"""Labels: each box bears what its ledger says, none leaves with a void one, and a number leads to one parcel."""

from __future__ import annotations

from orderdesk.persistence.proofs.base import Proof, in_sql
from orderdesk.persistence.schema.fulfilment import UNDER_WAY

NEWEST = "SELECT * FROM labels WHERE id IN (SELECT MAX(id) FROM labels GROUP BY shipment_id, box)"
AGREE = f"""
    SELECT s.number AS number, b.position AS box, b.tracking AS tracking, b.label_copies AS copies,
        COALESCE(l.tracking, '') AS kept, COALESCE(l.copies, 0) AS counted
    FROM boxes b JOIN shipments s ON s.id = b.shipment_id
    LEFT JOIN ({NEWEST}) AS l ON l.shipment_id = b.shipment_id AND l.box = b.position
    WHERE b.tracking <> COALESCE(l.tracking, '') OR b.label_copies <> COALESCE(l.copies, 0)
        OR b.label_void <> CASE WHEN l.what = 'voided' THEN 1 ELSE 0 END
"""
LOST = f"""
    SELECT s.number AS number, l.box AS box, l.what AS what FROM ({NEWEST}) AS l
    JOIN shipments s ON s.id = l.shipment_id
    WHERE l.what <> 'opened'
        AND NOT EXISTS (SELECT 1 FROM boxes b WHERE b.shipment_id = l.shipment_id AND b.position = l.box)
"""
COUNTED = """
    SELECT s.number AS number, l.box AS box, l.copies AS copies FROM labels l JOIN shipments s ON s.id = l.shipment_id
    WHERE l.copies < 0 OR (l.what IN ('voided', 'opened') AND l.copies <> 0)
        OR (l.what = 'printed' AND l.copies <> 1 + (
            SELECT COALESCE(MAX(p.copies), 0) FROM labels p WHERE p.id = (
                SELECT MAX(q.id) FROM labels q
                WHERE q.shipment_id = l.shipment_id AND q.box = l.box AND q.id < l.id)))
"""
DUE = """
    SELECT s.number AS number, l.box AS box, l.what AS what, l.due AS m_due FROM labels l
    JOIN shipments s ON s.id = l.shipment_id WHERE l.due <= 0 OR (l.due IS NOT NULL AND l.what <> 'printed')
"""
VOID = """
    SELECT s.number AS number, s.state AS state, b.position AS box FROM boxes b JOIN shipments s ON s.id = b.shipment_id
    WHERE b.label_void = 1 AND s.shipped_at IS NOT NULL
"""
# The boxes of the older layout had one number between them; of two that bear it, one at least must be such a box.
TWICE = f"""
    SELECT b.tracking AS number, MIN(s.number) AS shipment, MAX(s.number) AS other
    FROM boxes b JOIN shipments s ON s.id = b.shipment_id
    LEFT JOIN ({NEWEST}) AS l ON l.shipment_id = b.shipment_id AND l.box = b.position
    WHERE b.tracking <> '' AND b.label_void = 0 AND s.{UNDER_WAY}
    GROUP BY b.tracking HAVING COUNT(*) > 1 AND SUM(CASE WHEN l.what = 'moved' THEN 0 ELSE 1 END) > 0
"""

prove = in_sql(
    Proof(
        "label.ledger",
        "shipment",
        AGREE,
        "Box {box} of {number} bears the number “{tracking}”, printed {copies} times; its labels say “{kept}”, printed "
        "{counted} times.",
    ),
    Proof("label.lost", "shipment", LOST, "A label of box {box} of {number} was {what}, and there is no such box."),
    Proof("label.counted", "shipment", COUNTED, "The prints of the label of box {box} of {number} are miscounted."),
    Proof(
        "label.due", "shipment", DUE, "The label of box {box} of {number} was {what}, and {m_due} collected with it."
    ),
    Proof("label.void", "shipment", VOID, "{number} is {state}, and the label of its box {box} is void."),
    Proof(
        "label.twice",
        "tracking",
        TWICE,
        "The tracking number {number} is on several parcels on their way, of {shipment} and {other}.",
    ),
)
