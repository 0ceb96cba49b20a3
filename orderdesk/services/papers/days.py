"""X, Z and day reports as data for their paper, their times in the shop's own zone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from orderdesk.domain.day_report import DayReport
from orderdesk.domain.errors import NotFound
from orderdesk.services import tills
from orderdesk.services.day_report import day_report
from orderdesk.services.desk import Desk


def day_report_data(desk: Desk, number: str) -> DayReport:
    """The report of a day ("2026-05-31"), of a closed till ("Z-3", or "Z-3 Till 2" where several have one of that
    number), or of the till that is open now ("X")."""
    word, _, till = number.strip().partition(" ")
    kind, digits = word[:1].upper(), word[1:].lstrip("-")
    if kind == "X" and not digits:
        return _local(desk, tills.x_report(desk, till=till))
    if kind == "Z" and digits.isdigit() and digits.isascii() and len(digits) < 10:
        return _local(desk, tills.z_report(desk, tills.session_of_z(desk, int(digits), till=till)))
    return _local(desk, day_report(desk, _day(number)))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise NotFound(
            f"There is no report {text[:40]}; name a day such as 2026-05-31, or a Z such as Z-3.", field="number"
        ) from None


def _local(desk: Desk, report: DayReport) -> DayReport:
    return replace(
        report,
        made_at=report.made_at.astimezone(desk.zone),
        opened_at=report.opened_at and report.opened_at.astimezone(desk.zone),
        closed_at=report.closed_at and report.closed_at.astimezone(desk.zone),
    )
