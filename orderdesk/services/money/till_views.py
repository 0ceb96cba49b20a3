"""Tills to look at: which there are, which were left open, and the sessions that ended in a Z."""

from __future__ import annotations

from dataclasses import replace

from orderdesk.domain.reports.day_report import DayReport, from_json
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.persistence.money import tills
from orderdesk.persistence.money.tills import TillSession
from orderdesk.services.desk import Desk
from orderdesk.services.money.tills import open_tills

MOST_CLOSED = 200
"""So many closed sessions are listed."""


def z_report(desk: Desk, session_id: int) -> DayReport:
    """The Z of a closed session exactly as it was at the close, with the name of who verified it since."""
    with desk.reading(right="verify till") as connection:
        kept = tills.z_report(connection, session_id)
        session = tills.read_session(connection, session_id)
    if kept is None or session is None:
        raise NotFound("There is no closed till session of that number.", field="session")
    return replace(from_json(DayReport, kept), verified_by=session.verified_by)


def session_of_z(desk: Desk, z_number: int, *, till: str = "") -> int:
    """The session that ended in this Z; the till must be named when several have one of that number."""
    with desk.reading() as connection:
        found = [(key, name) for key, name in tills.sessions_of_z(connection, z_number) if not till or name == till]
    if not found:
        raise NotFound(f"There is no Z {z_number}.", field="z")
    if len(found) > 1:
        raise Refused(f"Say which till: {', '.join(name for _, name in found)}.", field="till")
    return found[0][0]


def left_open(desk: Desk) -> list[TillSession]:
    """The sessions that were opened on an earlier business day and never closed."""
    return [each for each in open_tills(desk) if desk.day_of(each.opened_at) < desk.today]


def till_names(desk: Desk) -> list[str]:
    """Every till of the shop, open or not."""
    with desk.reading() as connection:
        return tills.till_names(connection)


def closed_sessions(desk: Desk, most: int = MOST_CLOSED) -> list[TillSession]:
    """The sessions that ended in a Z, the newest first."""
    with desk.reading(right="verify till") as connection:
        return tills.closed_sessions(connection, most)
