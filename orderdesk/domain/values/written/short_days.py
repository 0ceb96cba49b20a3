"""Days as they are said or typed: today, +3, thu, 12 mar, 2026-12-03, and 3.12.2026 as the shop writes it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.written.days import day_readings, is_day_shaped, made_day, month_first, next_day
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
_STEPS = re.compile(r"([+-] ?\d{1,3}) ?(d|days?|w|weeks?)?", re.ASCII)
_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}
_WEEK, _YEAR = timedelta(days=8), timedelta(days=366)
_FIRST_YEAR, _LAST_YEAR = 1900, 2999


def read_day(text: str, today: date, *, field: str = "day", past: bool = False) -> date | None:
    """The day that is meant; None for what is no day.

    Without its year it is the next one from today on, of the `past` the last one that was; a weekday is the next of
    that name after today, and before a day it is that day's own. +3 and -2w are days and weeks from today. Of figures
    that can mean two days the one in the shop's own order is meant; `Refused` names both where it has none.
    """
    said = plain_signs(text).casefold()
    if said in _NEAR:
        return today + timedelta(days=_NEAR[said])
    if steps := _STEPS.fullmatch(said):
        return today + timedelta(days=int(steps[1].replace(" ", "")) * (7 if (steps[2] or "d")[0] == "w" else 1))
    weekday, said = _own_weekday(said)
    day = _next(said, today, field)
    if past and day is not None and day > today:
        earlier = (_next(said, day - step, field) for step in (_WEEK, _YEAR))
        day = next((each for each in earlier if each is not None and each <= today), day)
    if day is not None and weekday not in (None, day.weekday()):
        raise Refused(f"{shown_day(day)} is a {WEEKDAYS[day.weekday()].capitalize()}.", field=field)
    return day


def _own_weekday(said: str) -> tuple[int | None, str]:
    """The weekday that stands before a day, as in "thu, 3 dec", and the day."""
    before, _, rest = said.partition(" ")
    weekday = named(before.rstrip(",."), WEEKDAYS) if rest else None
    return (None, said) if weekday is None else (weekday, rest)


def _next(said: str, today: date, field: str) -> date | None:
    weekday = named(said, WEEKDAYS)
    if weekday is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    if _ISO.fullmatch(said):
        return _iso(said)
    return day_of_figures(said, today, field=field) or _of_month(said.replace(",", "").replace(".", ""), today)


def typed_day(text: str, today: date, *, field: str = "day", past: bool = False) -> date:
    """The day that is meant, see `read_day`; refuse what is none, with the reason."""
    found = read_day(text, today, field=field, past=past)
    if found is None:
        if is_day_shaped(text) or _is_of_month(text):
            raise Refused(f"The calendar has no {quoted(text)}.", field=field)
        example = shown_day(date(today.year, 12, 31))
        raise Refused(f"Enter a day such as {example}, 12 mar, tomorrow or +3, not {quoted(text)}.", field=field)
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise Refused(f"Enter a day of the years {_FIRST_YEAR} to {_LAST_YEAR}, not {quoted(text)}.", field=field)
    return found


def day_of_figures(text: str, today: date | None = None, *, field: str = "day") -> date | None:
    """A day written in figures, with its year or from `today` on; None for what is none, `Refused` for two readings."""
    found = day_readings(text, today)
    if not found:
        return None
    days = dict.fromkeys(found.values())
    usual = current().days.order
    if usual == "ymd" and today is not None and (day := month_first(text, today)):
        return day
    if len(days) == 1:
        return next(iter(days))
    if usual in found:
        return found[usual]
    one, other = list(days)[:2]
    raise Refused(f"{quoted(text)} can mean {one} or {other}; write it as one of them.", field=field)


def _of_month(said: str, today: date) -> date | None:
    parts = _month_parts(said)
    if parts is None:
        return None
    year, month, day = parts
    return made_day(int(year), month, day) if year else next_day(month, day, today)


def _is_of_month(text: str) -> bool:
    return _month_parts(plain_signs(text).casefold().replace(",", "").replace(".", "")) is not None


def _month_parts(said: str) -> tuple[str | None, int, int] | None:
    """The year if it is said, the month and the day of "12 mar 2027" or "mar 12"."""
    plain, turned = _DAY_MONTH.fullmatch(said), _MONTH_DAY.fullmatch(said)
    if plain:
        day, name, year = plain[1], plain[2], plain[3]
    elif turned:
        day, name, year = turned[2], turned[1], turned[3]
    else:
        return None
    month = named(name, MONTHS)
    return None if month is None else (year, month + 1, int(day))


def named(word: str, names: tuple[str, ...]) -> int | None:
    """The place of a name of which three letters or more are there."""
    fits = (place for place, name in enumerate(names) if len(word) > 2 and name.startswith(word))
    return next(fits, None)


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
