"""Fingerprints of the documents, the same on both databases, by which a restored shop is known to be the same."""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy import Connection, TextClause, exc, text

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
    """SHA-256 over each sequence, in the order in which it was written; what a damaged file does not let read has none,
    and the proofs tell of it."""
    found = {}
    for name, rows in _SEQUENCES.items():
        try:
            found[name] = _print(connection, rows, tick)
        except exc.DBAPIError:
            if connection.dialect.name != "sqlite":
                raise
    return found


def _print(connection: Connection, rows: TextClause, tick: Tick) -> str:
    digest = sha256()
    for part in connection.execute(rows).partitions(_CHUNK):
        digest.update("\n".join(repr(tuple(row)) for row in part).encode())
        digest.update(b"\n")
        tick()
    return digest.hexdigest()
