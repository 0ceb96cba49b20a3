"""Tasks: what is done was asked for before, goods are put back for the order that they were picked for, and a bin whose
count is done was counted."""

from __future__ import annotations

from orderdesk.persistence.proofs.base import Proof, in_sql

FORM = """
    SELECT t.id AS number, t.kind AS kind FROM tasks t
    WHERE t.done_at < t.made_at OR (t.done_at IS NULL AND t.done_by <> '') OR (t.kind <> 'put back' AND t.note = '')
"""
ORDER = """
    SELECT t.id AS number, s.number AS shipment FROM tasks t JOIN shipments s ON s.id = t.shipment_id
    WHERE t.order_id IS NULL OR t.order_id <> s.order_id
"""
# A count of a bin is done by counting, in the same minute and by the same person.
COUNT = """
    SELECT t.id AS number, coalesce(i.sku, '') AS sku FROM tasks t LEFT JOIN items i ON i.id = t.item_id
    WHERE t.kind = 'count' AND t.bin_id IS NOT NULL AND (t.item_id IS NULL OR t.quantity <= 0 OR (
        t.done_at IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM events e WHERE e.subject = 'item' AND e.subject_id = t.item_id AND e.what = 'counted'
            AND e.at = t.done_at AND e."user" = t.done_by)))
"""

prove = in_sql(
    Proof("task.form", "task", FORM, "Task {number}, a {kind}, is not as its other fields say."),
    Proof("task.order", "task", ORDER, "Task {number} is about {shipment} and about another order than that is of."),
    Proof("task.count", "task", COUNT, "Task {number}, the count of a bin of {sku}, is done though nobody counted it."),
)
