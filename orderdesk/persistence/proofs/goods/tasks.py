"""Tasks: what is done was asked for before, and goods are put back for the order that they were picked for."""

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

prove = in_sql(
    Proof("task.form", "task", FORM, "Task {number}, a {kind}, is not as its other fields say."),
    Proof("task.order", "task", ORDER, "Task {number} is about {shipment} and about another order than that is of."),
)
