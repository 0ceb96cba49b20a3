"""Tills: one session at a time, each beginning with what was left, and every Z equal to a recount of its facts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from orderdesk.domain.care.checking import Finding
from orderdesk.domain.reports.day_report import as_json
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import amount_text, kept_amount
from orderdesk.persistence.money import tills
from orderdesk.persistence.money.tills import TillSession
from orderdesk.persistence.proofs.base import Context, Proof, in_sql
from orderdesk.persistence.reports import day_report as figures
from orderdesk.persistence.reports.day_scope import Scope, session_scope
from orderdesk.persistence.schema import till_sessions

SESSIONS = """
    SELECT t.name AS number, s.id AS session, s.state AS state FROM till_sessions s JOIN tills t ON t.id = s.till_id
    WHERE (s.state IN ('closed', 'verified')) <> (s.z_number IS NOT NULL)
        OR (s.state IN ('closed', 'verified')) <> (s.closed_at IS NOT NULL)
        OR (s.state IN ('closed', 'verified')) <> (s.closed_by <> '')
        OR (s.state = 'verified') <> (s.verified_by <> '') OR (s.state = 'verified' AND s.verified_by = s.closed_by)
        OR s.left_in_till < 0 OR s.left_in_till > s.counted OR s.closed_at < s.opened_at
"""
ONE_OPEN = """
    SELECT t.name AS number, COUNT(*) AS sessions FROM till_sessions s JOIN tills t ON t.id = s.till_id
    WHERE s.state IN ('open', 'counting') GROUP BY t.name HAVING COUNT(*) > 1
"""
CHAIN = """
    SELECT t.name AS number, s.id AS session, s.float_amount AS m_float, p.left_in_till AS m_left
    FROM till_sessions s JOIN tills t ON t.id = s.till_id JOIN till_sessions p ON p.id = (
        SELECT MAX(b.id) FROM till_sessions b WHERE b.till_id = s.till_id AND b.id < s.id
    ) WHERE s.float_amount <> p.left_in_till
"""
MOVED = """
    SELECT t.name AS number, s.id AS session, m.kind AS kind, m.amount AS m_amount FROM till_movements m
    JOIN till_sessions s ON s.id = m.till_session_id JOIN tills t ON t.id = s.till_id
    WHERE m.at < s.opened_at OR m.at > s.closed_at OR (m.kind = 'no-sale') <> (m.amount = 0)
"""
_IN_SQL = in_sql(
    Proof("till.session", "till", SESSIONS, "{number}: session {session} is {state}, which its other figures deny."),
    Proof("till.one-open", "till", ONE_OPEN, "{number} has {sessions} sessions open at once."),
    Proof(
        "till.chain",
        "till",
        CHAIN,
        "{number}: session {session} began with {m_float}, but {m_left} was left before it.",
    ),
    Proof("till.movement", "till", MOVED, "{number}: a {kind} of {m_amount} does not fit session {session}."),
)
_TAXED = ("sales_base", "sales_tax", "credits_base", "credits_tax")
_CLOSED = select(till_sessions.c.id).where(till_sessions.c.z_number.is_not(None)).order_by(till_sessions.c.id)


def prove(connection: Connection, context: Context) -> Iterator[Finding]:
    """The sessions as rows, then each Z against a recount."""
    yield from _IN_SQL(connection, context)
    for session_id in connection.scalars(_CLOSED).all():
        session = tills.read_session(connection, session_id)
        if session is not None:
            yield from _recount(connection, session, context)
        context.tick()


def _recount(connection: Connection, session: TillSession, context: Context) -> Iterator[Finding]:
    name = f"Z {session.z_number} of {session.till}"
    expected = tills.expected_cash(connection, session)
    if expected != session.expected:
        one, other = (amount_text(each, context.currency) for each in (session.expected, expected))
        yield Finding("till.expected", "till", name, f"{name} expected {one} in the drawer, a recount says {other}.")
    if _pieces(session, context) != session.counted:
        said = f"{name}: the notes and coins counted are not {amount_text(session.counted, context.currency)}."
        yield Finding("till.count", "till", name, said)
    for what in _differences(connection, session):
        yield Finding("till.z", "till", name, f"{name}: its {what} are not what a recount of its facts says.")


def _pieces(session: TillSession, context: Context) -> int | None:
    try:
        pieces = (session.denominations or {}).items()
        return sum(kept_amount(piece, context.currency) * int(count) for piece, count in pieces)
    except (Refused, AttributeError, TypeError, ValueError):
        return None


def _differences(connection: Connection, session: TillSession) -> Iterator[str]:
    """The parts of a kept Z that a recount does not give."""
    kept = _kept(connection, session)
    if session.closed_at is None or not isinstance(kept, dict):
        yield "kept figures"
        return
    scope = session_scope(session, session.closed_at)
    facts: dict[str, Any] = {
        "invoices": figures.series(connection, scope, "invoice"),
        "credit_notes": figures.series(connection, scope, "credit-note"),
        "discounts": figures.discounts(connection, scope),
    }
    owed, settled = figures.accounts(connection, scope)
    facts |= {"owed": owed, "settled": settled, "z_number": session.z_number}
    if kept.get("deposits") is not None:
        facts["deposits"] = figures.deposits(connection, scope)
    for name, value in facts.items():
        if kept.get(name) != as_json(value):
            yield name.replace("_", " ")
    said = kept.get("taxes") or []
    placed = all("place" in each for each in said)  # a Z from before places were kept adds them up
    if _by_tax(said, placed=placed) != _by_tax(as_json(figures.taxes(connection, scope)), placed=placed):
        yield "taxes"
    yield from _drawer(connection, scope, session, kept)


def _by_tax(rows: Sequence[Mapping[str, Any]], *, placed: bool) -> dict[tuple[str, Any], list[int]]:
    """What the rows of a tax table come to, by place and rate."""
    found: dict[tuple[str, Any], list[int]] = {}
    for row in rows:
        own = found.setdefault((row.get("place", "") if placed else "", row.get("rate")), [0] * len(_TAXED))
        own[:] = [before + row.get(name, 0) for before, name in zip(own, _TAXED, strict=True)]
    return found


def _kept(connection: Connection, session: TillSession) -> Any:
    try:
        return tills.z_report(connection, session.id)
    except json.JSONDecodeError:
        return None


def _drawer(connection: Connection, scope: Scope, session: TillSession, kept: dict[str, Any]) -> Iterator[str]:
    cash = as_json(figures.cash(connection, scope, session.float_amount))
    counted = {"counted": session.counted, "left": session.left_in_till, "reason": session.note}
    shown = kept.get("cash") or {}
    if any(shown.get(name) != value for name, value in (cash | counted).items() if name != "denominations"):
        yield "cash figures"
    taken = {each.tender: [each.taken, each.refunded, each.slips] for each in figures.tenders(connection, scope)}
    said = {row["tender"]: [row["taken"], row["refunded"], row["slips"]] for row in kept.get("tenders", ())}
    if taken != {name: row for name, row in said.items() if row[2]}:
        yield "tenders"
