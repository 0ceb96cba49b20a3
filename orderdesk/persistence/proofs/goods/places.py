"""Places: a bin sells when it is a shelf of a location that does, and everything lies in the shop or beside it."""

from __future__ import annotations

from orderdesk.persistence.proofs.base import Proof, in_sql
from orderdesk.persistence.schema.stock import HOME

SELLS = """
    SELECT b.code AS number, p.name AS place FROM bins b JOIN locations p ON p.id = b.location_id
    WHERE b.sells <> CASE WHEN b.kind = 'shelf' THEN p.sells ELSE 0 END
"""
KINDS = f"""
    SELECT p.name AS number, p.kind AS kind FROM locations p WHERE p.id = {HOME} AND p.kind <> 'shop'
"""

prove = in_sql(
    Proof("place.sells", "bin", SELLS, "{number} of {place} is not sold from as its kind and its location say."),
    Proof("place.kind", "location", KINDS, "{number}, the first location, is the shop itself and no {kind}."),
)
