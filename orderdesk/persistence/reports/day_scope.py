"""What a report is about: one till session, or a whole day of the shop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from orderdesk.persistence.money.tills import TillSession
from orderdesk.persistence.schema import invoices, payments, till_movements, till_sessions


@dataclass(frozen=True, slots=True)
class Scope:
    """Which papers, payments and till movements a report is about, and between which moments."""

    papers: ColumnElement[bool]
    money: ColumnElement[bool]
    moved: ColumnElement[bool]
    start: datetime
    end: datetime
    # What was known by then: papers and money not after the end; of a whole day all that is not of it came before.
    papers_known: ColumnElement[bool]
    money_known: ColumnElement[bool]
    whole_day: bool = False


def day_scope(day: date, start: datetime, end: datetime) -> Scope:
    """A whole day of the shop: papers by issue date, money between two moments, all tills and none."""
    return Scope(
        invoices.c.issue_date == day,
        and_(payments.c.at >= start, payments.c.at < end),
        and_(till_movements.c.at >= start, till_movements.c.at < end),
        start,
        end,
        invoices.c.issue_date <= day,
        payments.c.at < end,
        whole_day=True,
    )


def session_scope(session: TillSession, end: datetime) -> Scope:
    """One till session: its payments, and the papers issued in its time to the orders paid through it.

    An order that is paid through two tills at once belongs to the one that took its first money.
    """
    here = payments.c.till_session_id == session.id
    mine = select(payments.c.order_id).where(here)
    first = (
        select(func.min(payments.c.id))
        .where(here, payments.c.order_id == invoices.c.order_id)
        .correlate(invoices)
        .scalar_subquery()
    )
    other, shift = payments.alias("other"), till_sessions.alias("shift")
    earlier = exists(
        select(other.c.id)
        .correlate(invoices)
        .select_from(other.join(shift, shift.c.id == other.c.till_session_id))
        .where(
            other.c.order_id == invoices.c.order_id,
            other.c.till_session_id != session.id,
            other.c.id < first,
            shift.c.opened_at <= invoices.c.issued_at,
            or_(shift.c.closed_at.is_(None), shift.c.closed_at >= invoices.c.issued_at),
        )
    )
    papers = and_(
        invoices.c.order_id.in_(mine),
        invoices.c.issued_at >= session.opened_at,
        invoices.c.issued_at <= end,
        ~earlier,
    )
    moved = till_movements.c.till_session_id == session.id
    known = (invoices.c.issued_at <= end, payments.c.at <= end)
    return Scope(papers, here, moved, session.opened_at, end, *known)
