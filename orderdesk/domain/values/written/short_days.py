"""Days as they are said or typed: today, tomorrow, thu, 12 mar, 2026-12-03, and 3.12.2026 as the shop writes it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.written.days import day_readings, made_day, next_day
from orderdesk.domain.values.written.figure_signs import plain_signs, quoted
from orderdesk.domain.values.written.local import current, shown_day

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([a-z]+)(?: (\d{4}))?", re.ASCII)
_MONTH_DAY = re.compile(r"([a-z]+) (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?", re.ASCII)


def read_day(text: str, today: date, *, field: str = "day") -> date | None:
    """The day that is meant, never one that is past unless its year is said; None for what is no day.

    A weekday is the next of that name after today; a day of a month is this year's, or next year's when it is over. Of
    figures that can mean two days the one in the shop's own order is meant; `Refused` names both where it has none.
    """
    said = plain_signs(text).casefold()
    if said in ("today", "tomorrow"):
        return today + timedelta(days=said == "tomorrow")
    weekday = named(said, WEEKDAYS)
    if weekday is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    if _ISO.fullmatch(said):
        return _iso(said)
    return day_of_figures(text, today, field=field) or _of_month(said.replace(",", "").replace(".", ""), today)


def typed_day(text: str, today: date, *, field: str = "day") -> date:
    """The day that is meant; refuse what is none."""
    found = read_day(text, today, field=field)
    if found is None:
        example = shown_day(date(today.year, 12, 31))
        raise Refused(f"Enter a day such as {example}, 12 mar or tomorrow, not {quoted(text)}.", field=field)
    return found


def day_of_figures(text: str, today: date | None = None, *, field: str = "day") -> date | None:
    """A day written in figures, with its year or from `today` on; None for what is none, `Refused` for two readings."""
    found = day_readings(text, today)
    if not found:
        return None
    days = dict.fromkeys(found.values())
    usual = current().days.order
    if len(days) == 1:
        return next(iter(days))
    if usual in found:
        return found[usual]
    one, other = list(days)[:2]
    raise Refused(f"{quoted(text)} can mean {one} or {other}; write it as one of them.", field=field)


def _of_month(said: str, today: date) -> date | None:
    plain, turned = _DAY_MONTH.fullmatch(said), _MONTH_DAY.fullmatch(said)
    if plain:
        day, name, year = plain[1], plain[2], plain[3]
    elif turned:
        day, name, year = turned[2], turned[1], turned[3]
    else:
        return None
    month = named(name, MONTHS)
    if month is None:
        return None
    if year:
        return made_day(int(year), month + 1, int(day))
    return next_day(month + 1, int(day), today)


def named(word: str, names: tuple[str, ...]) -> int | None:
    """The place of a name of which three letters or more are there."""
    fits = (place for place, name in enumerate(names) if len(word) > 2 and name.startswith(word))
    return next(fits, None)


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
