"""The business day: which day a moment counts for, in a shop's own time zone and with the hour at which its day ends.

A bar that closes at three has its day end at 04:00: what is sold at half past one counts for the evening before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.written.weekdays import first_on

_HOUR = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_DAY = timedelta(days=1)
LATEST = time(12)
"""A day that ended after noon would be yesterday for most of its work."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days of a shop: each begins at `begins` on the wall clock of `zone`, when the one before it ends."""

    zone: ZoneInfo
    begins: time = time()

    def start_of(self, day: date) -> datetime:
        """The first moment of a day, in UTC. An hour that the clocks skip counts as the moment they were changed."""
        return datetime.combine(day, self.begins, self.zone).astimezone(UTC)

    def bounds(self, day: date) -> tuple[datetime, datetime]:
        """The first moment of a day, and the first of the next, in UTC."""
        return self.start_of(day), self.start_of(day + _DAY)

    def day_of(self, at: datetime) -> date:
        """The day that a moment counts for. An hour that comes twice in autumn belongs to one day whole."""
        local = at.astimezone(self.zone)
        day = local.date()
        if self.begins == time():
            return day
        # The wall clock is asked first, the moments themselves decide: once a year they disagree for an hour.
        while at < self.start_of(day):
            day -= _DAY
        while at >= self.start_of(day + _DAY):
            day += _DAY
        return day

    def leaves(self, at: datetime, cutoff: str, days: str = "") -> date:
        """The day on which what is ordered at a moment can leave: the same, or the next one after the `cutoff` of its
        service ("15:00", "" for none), of the `days` of the week on which that leaves ("Mon Tue", "" for all)."""
        day, local = self.day_of(at), at.astimezone(self.zone)
        late = cutoff and (local.date() > day or f"{local:%H:%M}" > cutoff)
        return first_on(day + _DAY if late else day, days)

    def cutoff_on(self, day: date, cutoff: str) -> datetime:
        """The moment at which a service leaves on a day, in UTC; without a `cutoff` the end of that day."""
        if not cutoff:
            return self.bounds(day)[1]
        return datetime.combine(day, time.fromisoformat(cutoff), self.zone).astimezone(UTC)


def hour_text(hour: time) -> str:
    """An hour as it is typed and kept: "04:00"."""
    return f"{hour:%H:%M}"


UTC_DAYS = Calendar(ZoneInfo("UTC"))
"""The days while no shop says otherwise."""


def parse_hour(text: str, field: str = "day_ends") -> time:
    """The hour at which a business day ends; nothing typed is midnight."""
    found = _HOUR.fullmatch(text.strip() or "00:00")
    if not found:
        raise Refused(
            f"Write the hour at which the day ends as hours and minutes, such as 04:00, not {text.strip()[:20]}.",
            field=field,
        )
    hour = time(int(found[1]), int(found[2]))
    if hour > LATEST:
        raise Refused(f"A business day ends between 00:00 and {hour_text(LATEST)}, at night.", field=field)
    return hour
