"""Tenders: those that every shop needs are there, and each is what its code says and moves an account of its kind."""

from __future__ import annotations

from orderdesk.persistence.proofs.base import Proof, in_sql

NEEDED = """
    SELECT n.code AS number FROM (
        SELECT 'cash' AS code UNION ALL SELECT 'account' UNION ALL SELECT 'store-credit'
    ) AS n LEFT JOIN tenders t ON t.code = n.code AND t.active = 1
    WHERE t.id IS NULL AND EXISTS (SELECT 1 FROM shops)
"""
# The program knows the first six by their codes; what the owner added is of another kind than those there is one of.
KIND = """
    SELECT t.code AS number, t.kind AS kind FROM tenders t
    WHERE (t.code IN ('cash', 'card', 'transfer', 'account', 'store-credit', 'cod')) <> (t.kind = t.code)
        AND (t.code IN ('cash', 'card', 'transfer', 'account', 'store-credit', 'cod')
            OR t.kind IN ('cash', 'account', 'store-credit', 'cod'))
"""
ACCOUNT = """
    SELECT t.code AS number, t.account AS account FROM tenders t
    WHERE t.account <> CASE t.kind WHEN 'cash' THEN 'cash' WHEN 'account' THEN 'brought along'
            WHEN 'store-credit' THEN 'store credit' WHEN 'cod' THEN 'carriers' ELSE t.account END
        OR (t.kind NOT IN ('cash', 'account', 'store-credit', 'cod') AND t.account NOT IN ('tender', 'card', 'bank'))
"""

prove = in_sql(
    Proof("tender.needed", "tender", NEEDED, "The tender {number} is missing or retired, and every shop needs it."),
    Proof("tender.kind", "tender", KIND, "The tender {number} is of the kind {kind}, which its code denies."),
    Proof(
        "tender.account", "tender", ACCOUNT, "The tender {number} moves the account {account}, which is not its own."
    ),
)
