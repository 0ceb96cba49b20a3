"""Whose a wave or a parcel is: who works on it, until they are done, give it up, or leave it alone for too long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from orderdesk.domain.values.texts import count_word


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has something, "" for nobody, where ("" for a picker, who walks), and when they were last at it."""

    name: str
    seen_at: datetime | None
    place: str = ""

    def has_it(self, now: datetime, free_after: int) -> bool:
        """Whether it is theirs: nobody was away from it for more than `free_after` minutes."""
        if not self.name or self.seen_at is None:
            return False
        return now - self.seen_at <= timedelta(minutes=free_after)

    def said(self, thing: str, verb: str, now: datetime) -> str:
        """ "Kofi is picking PL-1001, last seen 3 minutes ago"."""
        where = f" at {self.place}" if self.place else ""
        return f"{self.name} is {verb} {thing}{where}, {self.seen_words(now)}"

    def seen_words(self, now: datetime) -> str:
        """How long ago they were last at it."""
        minutes = int((now - (self.seen_at or now)).total_seconds()) // 60
        if minutes < 1:
            return "at it just now"
        if minutes < 120:
            return f"last seen {count_word(minutes, 'minute')} ago"
        return f"last seen {count_word(minutes // 60, 'hour')} ago"
