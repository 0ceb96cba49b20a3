"""The hash of each issued paper: kept in the chain of events when it is issued, and made anew by the check.

What is hashed is what stands on the paper: its head, the parties as they are printed, every line and every tax. Papers
issued before the place of a tax was kept have the hash of what was kept then.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, text

from orderdesk.persistence.database.ready import Ready

ISSUED = "issued"
"""What the event says that carries the hash of a paper behind its number."""
_WITH_PLACES = ("place", "exemption")
"""What the rows of lines and taxes end with since places are kept."""
_PARTY = ", ".join(
    f"{side}.{name}" for side in ("b", "s") for name in "name line1 line2 city region postcode country".split()
)
_HEAD = f"""
    SELECT i.id, i.number, i.kind, i.order_id, i.customer_id, i.amends_id, i.return_id, i.reason, i.issued_at,
        CAST(i.issue_date AS TEXT), CAST(i.supply_date AS TEXT), CAST(i.due_date AS TEXT), i.currency, i.inclusive,
        i.policy, i.rounding, i.exemption, i.net, i.tax, i.total, i."user", h.name, h.line1, h.line2, h.city, h.region,
        h.postcode, h.country, h.tax_id, {_PARTY}
    FROM invoices i JOIN shops h ON h.id = i.shop_id LEFT JOIN addresses b ON b.id = i.bill_to_id
        LEFT JOIN addresses s ON s.id = i.ship_to_id
    WHERE i.id {{which}} ORDER BY i.id
"""  # noqa: S608  our own names
_LINES = """
    SELECT p.invoice_id, p.position, p.sku,
        CASE WHEN p.description <> '' THEN p.description ELSE coalesce(l.label, '') END,
        p.quantity, p.unit, p.price, p.discount, p.share, p.net, p.tax_class, p.tax_rate, p.tax, p.tax_place,
        p.exemption
    FROM invoice_lines p LEFT JOIN order_lines l ON l.id = p.order_line_id
    WHERE p.invoice_id {which} ORDER BY p.invoice_id, p.position
"""
_TAXES = """
    SELECT invoice_id, label, rate, base, tax, place, exemption FROM invoice_taxes
    WHERE invoice_id {which} ORDER BY invoice_id, id
"""
_PARTS = (_HEAD, _LINES, _TAXES)
_ONE = tuple(Ready(text(part.format(which="= :key"))) for part in _PARTS)
_OF_EVENTS = """
    SELECT subject_id, detail FROM events WHERE subject = 'invoice' AND what = 'issued' ORDER BY id
"""
_KEYS = f"IN (SELECT subject_id FROM ({_OF_EVENTS}) AS e)"  # noqa: S608  our own names
_ALL = tuple(text(part.format(which=_KEYS)) for part in _PARTS)
_Z_EVENTS = text("""
    SELECT e.subject_id, e.detail, s.z_report FROM events e LEFT JOIN till_sessions s ON s.id = e.subject_id
    WHERE e.subject = 'till-session' AND e.what = 'issued' ORDER BY e.id
""")


def invoice_said(connection: Connection, invoice_id: int) -> str:
    """What the event of issuing an invoice or credit note says: its number and its hash."""
    head, lines, taxes = (part.rows(connection, {"key": invoice_id}) for part in _ONE)
    return f"{head[0][1]} {_hash(head[0], lines, taxes)}"


def z_said(number: int | None, report: str) -> str:
    """What the event of issuing a Z says of the report as it is kept."""
    return f"Z {number} {sha256(report.encode()).hexdigest()[:32]}"


def changed_papers(connection: Connection) -> Iterator[str]:
    """The numbers of the papers that are no longer what was issued under them."""
    heads, lines, taxes = (
        {key: [tuple(row) for row in rows] for key, rows in groupby(connection.execute(part), key=itemgetter(0))}
        for part in _ALL
    )
    for key, said in connection.execute(text(_OF_EVENTS)):
        head, own = heads.get(key), (lines.get(key, []), taxes.get(key, []))
        if head is None or said not in _said_of(head[0], *own):
            yield said.partition(" ")[0]
    for _, said, report in connection.execute(_Z_EVENTS):
        number = said.rpartition(" ")[0]
        if said != z_said(int(number[2:]) if number[2:].isdigit() else None, report or ""):
            yield number


def _said_of(head: Sequence[Any], *own: Sequence[Sequence[Any]]) -> Iterator[str]:
    """What the event of a paper may say: what is kept of it, or was kept before lines and taxes had places."""
    yield f"{head[1]} {_hash(head, *own)}"
    yield f"{head[1]} {_hash(head, *([row[: -len(_WITH_PLACES)] for row in rows] for rows in own))}"


def _hash(*parts: Any) -> str:
    return sha256(marshal.dumps(parts, 0)).hexdigest()[:32]
