"""Moments of the past as they are typed and shown: a day and a time on the shop's wall clock."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta

from orderdesk.domain.values.business_day import Calendar
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.written.figure_signs import quoted
from orderdesk.domain.values.written.local import shown_day
from orderdesk.domain.values.written.short_days import typed_day

_TIME = re.compile(r"(?:^|[ ,T])\s*(\d{1,2})(?::(\d{2}))?(?::(\d{2}))?\s*([ap]m)?$", re.ASCII | re.IGNORECASE)
_LAST = timedelta(milliseconds=1)


def typed_moment(text: str, now: datetime, calendar: Calendar, *, field: str = "at") -> datetime:
    """The moment that is meant, in UTC: "3.3.2026 12:00", "3 mar 2pm", "yesterday 14:30", "12:00" (of today), or with
    an offset of its own "2026-03-03T12:00+01:00".

    A day without its year is the last one that was, and a day alone means its end. `Refused` for what is no moment.
    """
    said = " ".join(text.split())
    told = _with_offset(said)
    if told is not None:
        return told
    found = _TIME.search(said)
    clock = _clock(found) if found else None
    today = calendar.day_of(now)
    day_text = said[: found.start()].strip(" ,") if found and clock is not None else said
    if not day_text and clock is None:
        raise Refused(f"Enter a day and a time such as {shown_moment(now, calendar)}, not {quoted(text)}.", field=field)
    day = typed_day(day_text, today, field=field, past=True) if day_text else today
    if clock is not None:
        return datetime.combine(day, clock, calendar.zone).astimezone(UTC)
    return min(now, calendar.bounds(day)[1] - _LAST) if day <= today else calendar.start_of(day)


def shown_moment(at: datetime, calendar: Calendar) -> str:
    """A moment as the shop writes it: "03/03/2026 12:00"."""
    local = at.astimezone(calendar.zone)
    return f"{shown_day(local.date())} {local:%H:%M}"


def _with_offset(said: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        return None
    return at.astimezone(UTC) if at.tzinfo else None


def _clock(found: re.Match[str]) -> time | None:
    """The time of a day; None for a figure that is none, such as the year of a day."""
    hour, half = int(found[1]), (found[4] or "").lower()
    if not found[2] and not half:
        return None
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    minute, second = int(found[2] or 0), int(found[3] or 0)
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None
