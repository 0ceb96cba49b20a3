"""Days as they are said on the telephone: today, tomorrow, thu, 12 mar, 2026-12-03."""

from __future__ import annotations

import re
from datetime import date, timedelta

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([a-z]+)(?: (\d{4}))?", re.ASCII)
_MONTH_DAY = re.compile(r"([a-z]+) (\d{1,2})(?:st|nd|rd|th)?", re.ASCII)


def read_day(text: str, today: date) -> date | None:
    """The day that is meant, never one that is past unless its year is said; None for what is no day.

    A weekday is the next of that name after today; a day of a month is this year's, or next year's when it is over.
    """
    said = " ".join(text.casefold().split())
    if said in ("today", "tomorrow"):
        return today + timedelta(days=said == "tomorrow")
    weekday = _named(said, WEEKDAYS)
    if weekday is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    if _ISO.fullmatch(said):
        return _iso(said)
    return _of_month(said, today)


def _of_month(said: str, today: date) -> date | None:
    plain, turned = _DAY_MONTH.fullmatch(said), _MONTH_DAY.fullmatch(said)
    if plain:
        day, name, year = plain[1], plain[2], plain[3]
    elif turned:
        day, name, year = turned[2], turned[1], None
    else:
        return None
    month = _named(name, MONTHS)
    if month is None:
        return None
    if year:
        return _date(int(year), month + 1, int(day))
    # The 29th of February may be some years away.
    ahead = (_date(today.year + more, month + 1, int(day)) for more in range(9))
    return next((each for each in ahead if each is not None and each >= today), None)


def _named(word: str, names: tuple[str, ...]) -> int | None:
    """The place of a name of which three letters or more are there."""
    fits = (place for place, name in enumerate(names) if len(word) > 2 and name.startswith(word))
    return next(fits, None)


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
