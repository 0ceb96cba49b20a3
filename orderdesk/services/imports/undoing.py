"""Taking an import back: refused when something done since stands on it, else as if it had never been."""

from __future__ import annotations

from orderdesk.domain.values.errors import Refused
from orderdesk.persistence.imports import records as imports
from orderdesk.persistence.imports import undo as import_undo
from orderdesk.persistence.imports.records import Batch
from orderdesk.services.desk import Work
from orderdesk.services.record.progress import order_of, refresh


def undo(work: Work, batch: Batch) -> int:
    """Remove all rows of a batch and set right what it changed; returns how many rows that took."""
    import_undo.take_time(work.connection)
    reason = import_undo.obstacle(work.connection, batch.id)
    if reason:
        raise Refused(f"Import {batch.id} cannot be undone: {reason}")
    for subject, key in import_undo.told(work.connection, batch.id):
        work.event(subject, key, "undone", f"import {batch.id}")
    credited = import_undo.credited_orders(work.connection, batch.id)
    restored = import_undo.restore(work.connection, batch.id)
    removed = import_undo.remove(work.connection, batch.id)
    for order_id in credited:
        refresh(work, order_of(work, order_id))
    imports.forget_before(work.connection, batch.id)
    work.touch("orders", "stock", "items", "customers", "shipments", "payments", "returns", "invoices", "imports")
    return restored + removed
