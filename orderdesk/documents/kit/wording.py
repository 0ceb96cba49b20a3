"""Figures as words on paper: dates, times, weights, quantities and amounts. English month names on every machine."""

from __future__ import annotations

from datetime import date, datetime

from orderdesk.domain.values.money import Rate, with_percent
from orderdesk.domain.values.written.local import current, shown_day

_DAYS = "Mon Tue Wed Thu Fri Sat Sun".split()


def day_text(day: date | None) -> str:
    """20/11/2026, as the shop writes it; empty for none."""
    return shown_day(day)


def weekday_text(day: date | None) -> str:
    """Fri 20/11/2026; empty for none."""
    return f"{_DAYS[day.weekday()]} {day_text(day)}" if day else ""


def time_text(moment: datetime | None) -> str:
    """20/11/2026 09:58, in the time zone that the moment carries; empty for none."""
    return f"{day_text(moment)} {moment:%H:%M}" if moment else ""


def short_time_text(moment: datetime | None) -> str:
    """20 Nov 09:58, where the year is said elsewhere; empty for none."""
    return f"{current().days.short(moment)} {moment:%H:%M}" if moment else ""


def rate_text(rate: Rate) -> str:
    """200_000 is "20%", in the form of the shop."""
    return with_percent(rate)


def printed_text(at: datetime | None, by: str, place: str = "") -> str:
    """The foot of a paper: when and by whom it was printed, as far as known."""
    who = " · ".join(part for part in (by, place) if part)
    when = f"Printed {time_text(at)}" if at else "Printed" if who else ""
    return f"{when} by {who}" if who else when
