"""The entry line: what a clerk types for one line, matched with the items it may mean, live and never guessed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from orderdesk.domain.orders.typed.entry_line import readings
from orderdesk.domain.values.errors import Refused
from orderdesk.persistence.items.entry import Match, matches, unknown_words
from orderdesk.services.desk import Desk

MOST_CHOICES = 50


@dataclass(frozen=True, slots=True)
class Matched:
    """What a line may mean, best first; `unknown` are the words that no item has, `refused` what cannot be read.

    `chosen` is the one item meant, None where there are several or none: the only exact code, else the only item
    that has all words whole, else the only one whose words begin so.
    """

    found: tuple[Match, ...] = ()
    unknown: tuple[str, ...] = ()
    refused: str = ""
    cut: bool = False
    """Whether there may be more than was looked at."""

    @property
    def chosen(self) -> Match | None:
        exact = [match for match in self.found if match.exact]
        whole = [match for match in self.found if match.whole]
        best = exact or whole or self.found
        return best[0] if len(best) == 1 and (exact or not self.cut) else None


def match_line(desk: Desk, typed: str, customer_id: int | None = None, limit: int = MOST_CHOICES) -> Matched:
    """What a typed line means when this customer orders."""
    with desk.reading() as connection:
        return matched(connection, typed, customer_id, limit)


def matched(connection: Connection, typed: str, customer_id: int | None, limit: int = MOST_CHOICES) -> Matched:
    """The same inside a snapshot."""
    try:
        read = readings(typed)
    except Refused as said:
        return Matched(refused=str(said))
    found = tuple(matches(connection, read, customer_id, limit))
    unknown = () if found else tuple(unknown_words(connection, read[0].words, customer_id))
    return Matched(found, unknown, cut=len(found) >= limit)
