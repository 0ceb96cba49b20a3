"""Days written as figures: 31.12.2026, 12/31/2026, 2026-12-31, 31/12; which figure is the month is never guessed.

A year of four digits says where it stands, a figure above 12 is the day, and points stand between day and month only
where the day goes first. What is left with two readings is settled by the form of the shop, or of the file.
"""

from __future__ import annotations

import re
from datetime import date

from orderdesk.domain.values.written.figure_signs import plain_signs

DAY_ORDERS = ("dmy", "mdy", "ymd")
_PARTS = re.compile(r"(\d{1,4}) ?([-/.年]) ?(\d{1,2})(?: ?[-/.月] ?(\d{4}|\d{1,2})日?)?\.?(?![\d.,/-])", re.ASCII)
_NEWEST = 70
"""Of two digits, 70 and above are of the last century."""


def day_readings(text: str, today: date | None = None) -> dict[str, date]:
    """Each order under which the whole text is a day, with that day; without a year the next from `today`."""
    clean = plain_signs(text)
    match = _PARTS.fullmatch(clean)
    return _readings(match, today) if match else {}


def month_first(text: str, today: date) -> date | None:
    """The next day of two figures where the year goes first, and so the month before the day; None for what is none."""
    match = _PARTS.fullmatch(plain_signs(text))
    if match is None or match[4] or len(match[1]) > 2:
        return None
    return next_day(int(match[1]), int(match[3]), today)


def is_day_shaped(text: str) -> bool:
    """Whether the whole text is figures as a day has them, whether or not the calendar has that day."""
    return _PARTS.fullmatch(plain_signs(text)) is not None


def orders_of(cell: str) -> frozenset[str]:
    """The orders under which a cell begins with a whole date; none for what is no date of figures."""
    match = _PARTS.match(plain_signs(cell))
    return frozenset(_readings(match, None)) if match else frozenset()


def _readings(match: re.Match[str], today: date | None) -> dict[str, date]:
    sign = match[2]
    parts = [part for part in (match[1], match[3], match[4]) if part]
    found = {order: _day(parts, order, today) for order in _orders(parts)}
    days = {order: day for order, day in found.items() if day}
    # No country that writes the month first sets a point behind it.
    return {"dmy": days["dmy"]} if sign == "." and "dmy" in days else days


def _orders(parts: list[str]) -> tuple[str, ...]:
    if len(parts[0]) > 2:
        return ("ymd",)
    return ("dmy", "mdy") if len(parts) == 2 or len(parts[-1]) == 4 else DAY_ORDERS


def _day(parts: list[str], order: str, today: date | None) -> date | None:
    found = dict(zip(order, parts, strict=False))
    month, day = int(found["m"]), int(found["d"]) if "d" in found else 0
    if "y" in found:
        return made_day(_year(found["y"]), month, day)
    return next_day(month, day, today) if today else None


def _year(digits: str) -> int:
    if len(digits) == 3:
        return 0
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < _NEWEST else 1900)


def next_day(month: int, day: int, today: date) -> date | None:
    """The next such day from today on; the 29th of February may be some years away."""
    ahead = (made_day(today.year + more, month, day) for more in range(9))
    return next((each for each in ahead if each is not None and each >= today), None)


def made_day(year: int, month: int, day: int) -> date | None:
    """The day of these figures; None when the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
