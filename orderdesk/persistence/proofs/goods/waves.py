"""Waves: a list in hand belongs to somebody who works here, and each of its shipments has a tote of its own."""

from __future__ import annotations

from orderdesk.persistence.proofs.base import Proof, in_sql

OWNED = """
    SELECT p.number AS number, p.owner AS owner FROM picklists p
    WHERE (p.owner <> '') <> (p.seen_at IS NOT NULL) OR p.seen_at < p.made_at OR (p.owner <> '' AND (p.void <> ''
        OR NOT EXISTS (SELECT 1 FROM shipments s WHERE s.picklist_id = p.id AND s.state = 'picking')))
"""
# While one person works here, anybody at the desk is taken for them.
PEOPLE = """
    SELECT p.number AS number, p.owner AS owner FROM picklists p
    WHERE p.owner <> '' AND (SELECT COUNT(*) FROM users WHERE active = 1) > 1
        AND NOT EXISTS (SELECT 1 FROM users u WHERE u.name = p.owner AND u.active = 1)
"""
TOTES = """
    SELECT p.number AS number, s.tote AS tote, COUNT(*) AS shipments FROM shipments s
    JOIN picklists p ON p.id = s.picklist_id
    WHERE s.state = 'picking' GROUP BY p.number, s.tote HAVING COUNT(*) > 1 OR s.tote < 1
"""

prove = in_sql(
    Proof("wave.owner", "picklist", OWNED, "{number} is {owner}'s to pick, which its shipments or its times deny."),
    Proof("wave.person", "picklist", PEOPLE, "{number} is {owner}'s to pick, who does not work here."),
    Proof("wave.tote", "picklist", TOTES, "{number} has {shipments} shipments in tote {tote}."),
)
