"""Days of the week as they are typed and kept: "Mon to Fri", "Tue, Thu"; kept as "Mon Tue Wed Thu Fri", "" for all."""

from __future__ import annotations

import re
from datetime import date, timedelta

from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.written.figure_signs import plain_signs, quoted
from orderdesk.domain.values.written.short_days import WEEKDAYS, named

NAMES = tuple(each[:3].capitalize() for each in WEEKDAYS)
_RANGE = re.compile(r"\s*(?:\bto\b|[-–])\s*")
_BETWEEN = re.compile(r"[\s,;]+|\band\b")


def parse_weekdays(text: str, field: str = "days") -> str:
    """The days as they are kept, from Monday on, "" for all of them or nothing typed. Refuses other words."""
    said = _RANGE.sub("-", plain_signs(text).casefold())
    days: set[int] = set()
    for part in filter(None, _BETWEEN.split(said)):
        first, to, last = part.partition("-")
        begins, ends = named(first, WEEKDAYS), named(last if to else first, WEEKDAYS)
        if begins is None or ends is None:
            raise Refused(f"Write days of the week such as Mon to Fri or Tue, Thu, not {quoted(text)}.", field=field)
        # "Fri to Mon" goes over the weekend.
        days.update((begins + step) % 7 for step in range((ends - begins) % 7 + 1))
    return "" if len(days) == 7 else " ".join(NAMES[day] for day in sorted(days))


def shown_weekdays(kept: str) -> str:
    """The days as a person reads them: "Mon to Fri", "Tue, Thu"; "" for every day."""
    days = [NAMES.index(each) for each in kept.split()]
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        return f"{NAMES[days[0]]} to {NAMES[days[-1]]}"
    return ", ".join(NAMES[day] for day in days)


def is_on(day: date, kept: str) -> bool:
    """Whether a date falls on one of the days."""
    return not kept or NAMES[day.weekday()] in kept.split()


def first_on(day: date, kept: str) -> date:
    """The first date from `day` on that falls on one of the days."""
    return next(each for step in range(7) if is_on(each := day + timedelta(days=step), kept))
