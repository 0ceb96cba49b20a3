"""The form a shop writes its days in: the order of day, month and year, and the sign between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()


@dataclass(frozen=True, slots=True)
class DayForm:
    """`order` is "dmy", "mdy" or "ymd", `sign` stands between the parts; `two_digits` keeps the nought of 03."""

    order: str = "dmy"
    sign: str = "/"
    two_digits: bool = True

    def written(self, day: date) -> str:
        """A day with its whole year: 31/12/2026, 12/31/2026, 31.12.2026, 2026-12-31."""
        width = 2 if self.two_digits else 1
        parts = {"d": f"{day.day:0{width}d}", "m": f"{day.month:0{width}d}", "y": f"{day.year:04d}"}
        return self.sign.join(parts[part] for part in self.order)

    def short(self, day: date) -> str:
        """A day of a year that is known: "19 Nov", where the month goes first "Nov 19"; English on every machine."""
        return self._named(day, MONTHS[day.month - 1][:3])

    def spoken(self, day: date, today: date) -> str:
        """A day in a sentence: "12 March" or "March 12", with the year when it is another than that of `today`."""
        said = self._named(day, MONTHS[day.month - 1])
        return said if day.year == today.year else f"{said}{',' if self.order == 'mdy' else ''} {day.year}"

    def full(self, day: date) -> str:
        """A day as a heading: "Tuesday 1 December 2026" or "Tuesday, December 1, 2026"."""
        comma = "," if self.order == "mdy" else ""
        return f"{WEEKDAYS[day.weekday()]}{comma} {self._named(day, MONTHS[day.month - 1])}{comma} {day.year}"

    def _named(self, day: date, month: str) -> str:
        return f"{day.day} {month}" if self.order == "dmy" else f"{month} {day.day}"


DAY_FIRST = DayForm("dmy", "/")
MONTH_FIRST = DayForm("mdy", "/")
ISO = DayForm("ymd", "-")
