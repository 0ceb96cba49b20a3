"""The form a shop writes its days in: the order of day, month and year, and the sign between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


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


DAY_FIRST = DayForm("dmy", "/")
MONTH_FIRST = DayForm("mdy", "/")
ISO = DayForm("ymd", "-")
