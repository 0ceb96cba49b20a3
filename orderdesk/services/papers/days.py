"""X, Z and day reports as data for their paper, their times in the shop's own zone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from orderdesk.domain.reports.day_report import DayReport
from orderdesk.domain.values.errors import NotFound
from orderdesk.domain.values.written.short_days import day_of_figures
from orderdesk.persistence.money.tills import sessions_of_z
from orderdesk.services.desk import Desk
from orderdesk.services.money import tills
from orderdesk.services.money.day_report import day_report
from orderdesk.services.money.till_views import session_of_z, z_report


def day_report_data(desk: Desk, number: str) -> DayReport:
    """The report of a day ("2026-05-31"), of a closed till ("Z-3", or "Z-3 Till 2" where several have one of that
    number), or of the till that is open now ("X")."""
    if (z := _z_of(number)) is not None:
        return _local(desk, z_report(desk, session_of_z(desk, z[0], till=z[1])))
    word, _, till = number.strip().partition(" ")
    if word.upper().rstrip("-") == "X":
        return _local(desk, tills.x_report(desk, till=till))
    return _local(desk, day_report(desk, _day(number)))


def session_of_paper(connection: Connection, number: str) -> int | None:
    """The closed session whose Z is asked for by `number`; None for any other report, and for a Z that is not one."""
    z = _z_of(number)
    found = sessions_of_z(connection, z[0]) if z else []
    keys = [key for key, till in found if z and z[1] in ("", till)]
    return keys[0] if len(keys) == 1 else None


def _z_of(number: str) -> tuple[int, str] | None:
    """The number of a Z and its till, "" where none is named."""
    word, _, till = number.strip().partition(" ")
    digits = word[1:].lstrip("-")
    is_z = word[:1].upper() == "Z" and digits.isdigit() and digits.isascii() and len(digits) < 10
    return (int(digits), till) if is_z else None


def _day(text: str) -> date:
    found = day_of_figures(text, field="number")
    if found is None:
        raise NotFound(
            f"There is no report {text[:40]}; name a day such as 2026-05-31, or a Z such as Z-3.", field="number"
        )
    return found


def _local(desk: Desk, report: DayReport) -> DayReport:
    return replace(
        report,
        made_at=report.made_at.astimezone(desk.zone),
        opened_at=report.opened_at and report.opened_at.astimezone(desk.zone),
        closed_at=report.closed_at and report.closed_at.astimezone(desk.zone),
    )
