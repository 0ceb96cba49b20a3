"""Fingerprints of the documents, the same on both databases, by which a restored shop is known to be the same."""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy import Connection, text

from orderdesk.persistence.proofs.base import Tick

_SEQUENCES = {
    "invoices": text(
        "SELECT kind, number, order_id, issued_at, CAST(issue_date AS TEXT), currency, net, tax, total "
        "FROM invoices ORDER BY id"
    ),
    "payments": text("SELECT kind, at, order_id, tender, amount, tendered, change FROM payments ORDER BY id"),
    "movements": text("SELECT at, item_id, bin_id, quantity, kind, document_id FROM movements ORDER BY id"),
    "closed tills": text(
        "SELECT till_id, z_number, expected, counted, left_in_till, z_report FROM till_sessions "
        "WHERE z_number IS NOT NULL ORDER BY id"
    ),
}
_CHUNK = 10_000


def fingerprints(connection: Connection, tick: Tick) -> dict[str, str]:
    """SHA-256 over each sequence, in the order in which it was written."""
    found = {}
    for name, rows in _SEQUENCES.items():
        digest = sha256()
        for part in connection.execute(rows).partitions(_CHUNK):
            digest.update("\n".join(repr(tuple(row)) for row in part).encode())
            digest.update(b"\n")
            tick()
        found[name] = digest.hexdigest()
    return found
