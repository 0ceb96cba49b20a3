"""Everything that points somewhere points to something, also by its name; messages and drafts are well formed."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy import Connection, text

from orderdesk.domain.care.checking import Finding
from orderdesk.persistence.proofs.base import MOST, Context, Proof, in_sql

SUBJECTS = {
    "address": "addresses",
    "bin": "bins",
    "carton": "cartons",
    "customer": "customers",
    "import": "import_batches",
    "invoice": "invoices",
    "item": "items",
    "location": "locations",
    "message": "messages",
    "order": "orders",
    "payment": "payments",
    "picklist": "picklists",
    "purchase": "purchases",
    "return": "returns",
    "service": "services",
    "shipment": "shipments",
    "shop": "shops",
    "tax-profile": "tax_profiles",
    "task": "tasks",
    "till": "tills",
    "till-session": "till_sessions",
    "user": "users",
    "vendor": "vendors",
}
"""The kinds of things that have a history, and the tables they are in."""
WHOLE = ("books",)
"""Kinds of events that are about the shop as a whole; their number says nothing."""
GONE = ("undone", "discarded")
"""Events after which a thing may be gone: an import was taken back, a draft thrown away."""

MESSAGES = """
    SELECT COALESCE(o.number, 'no order') AS number, m.kind AS kind, m.state AS state
    FROM messages m LEFT JOIN orders o ON o.id = m.order_id
    WHERE m.kind = '' OR m.title = '' OR m.version < 1 OR (m.state = 'sent') <> (m.sent_at IS NOT NULL)
        OR m.sent_at < m.made_at
"""
LISTS = """
    SELECT l.name AS number, l.currency AS currency FROM price_lists l
    WHERE NOT EXISTS (SELECT 1 FROM shops s WHERE s.currency = l.currency)
        AND NOT EXISTS (SELECT 1 FROM exchange_rates r WHERE r.currency = l.currency)
"""
_IN_SQL = in_sql(
    Proof("message.form", "message", MESSAGES, "{number}: its {kind} message is {state}, which its other fields deny."),
    Proof("list.exchange", "price-list", LISTS, "{number} is in {currency}, of which there is no exchange rate."),
)


def prove(connection: Connection, context: Context) -> Iterator[Finding]:
    """Messages, drafts and the history."""
    yield from _IN_SQL(connection, context)
    yield from _drafts(connection)
    yield from _unknown(connection)
    for subject, table in SUBJECTS.items():
        yield from _history(connection, subject, table)
        context.tick()


def _drafts(connection: Connection) -> Iterator[Finding]:
    for desk, kind, body in connection.execute(text("SELECT desk, kind, body FROM drafts ORDER BY id")):
        try:
            good = isinstance(json.loads(body), dict)
        except ValueError:
            good = False
        if not good:
            yield Finding("draft.form", "draft", desk, f"The {kind} draft of {desk} cannot be read.")


def _unknown(connection: Connection) -> Iterator[Finding]:
    known = (*SUBJECTS, *WHOLE)
    for (subject,) in connection.execute(text("SELECT DISTINCT subject FROM events")):
        if subject not in known:
            said = f"The history tells of a {subject}, a kind of thing that nobody knows."
            yield Finding("event.kind", "event", subject, said)


def _history(connection: Connection, subject: str, table: str) -> Iterator[Finding]:
    gone = ", ".join(f"'{word}'" for word in GONE)
    sql = text(
        f"SELECT e.subject_id, MIN(e.what) FROM events e WHERE e.subject = :subject AND NOT EXISTS "
        f"(SELECT 1 FROM {table} t WHERE t.id = e.subject_id) AND NOT EXISTS (SELECT 1 FROM events g WHERE "
        f"g.subject_id = e.subject_id AND g.subject = e.subject AND g.what IN ({gone})) "
        f"GROUP BY e.subject_id LIMIT {MOST}"
    )
    for key, what in connection.execute(sql, {"subject": subject}):
        said = f"The history says {what} of {subject} {key}, which is not there."
        yield Finding("event.reference", subject, str(key), said)
