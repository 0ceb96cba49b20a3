"""How a file stands against what is here: which rows are new, changed, the same or wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, Protocol, TypeVar
from zoneinfo import ZoneInfo

from orderdesk.domain.shop.records import Shop
from orderdesk.domain.values.errors import Refused
from orderdesk.integrations.imports.protocol import Problem, Reading

NEW, CHANGED, SAME, ERROR = "new", "changed", "same", "error"
MOST_SHOWN = 1_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a row: "new", "changed", "same" or "error", what it is called, and the reason or the changes."""

    row: int
    action: str
    name: str
    detail: str = ""
    column: str = ""


@dataclass(slots=True)
class RowTally:
    """Rows counted by what becomes of them, with the first thousand of each to show."""

    counts: dict[str, int] = field(default_factory=lambda: {NEW: 0, CHANGED: 0, SAME: 0, ERROR: 0})
    shown: list[Outcome] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def add(self, row: int, action: str, name: str, detail: str = "", column: str = "") -> None:
        self.counts[action] += 1
        if self.counts[action] <= MOST_SHOWN:
            self.shown.append(Outcome(row, action, name, detail, column))

    def refuse(self, row: int, name: str, reason: str, column: str = "") -> None:
        """Count a row as wrong, with the reason."""
        self.add(row, ERROR, name, reason, column)
        self.problems.append(Problem(row, column, reason, (name,)))

    def include(self, problems: list[Problem]) -> None:
        """Count the rows that could not be read."""
        for each in problems:
            self.add(each.row, ERROR, each.file, each.reason, each.column)
        self.problems += problems


@dataclass(frozen=True, slots=True)
class MatchContext:
    """What matching and writing need to know beside the records."""

    shop: Shop
    zone: ZoneInfo
    channel: str
    today: date
    now: datetime
    user: str
    step: Callable[[int], None]
    began: datetime | None = None
    """When the history of the whole file begins, of which a part is being written."""
    """Told how many records are done; raises to stop."""


class FileRow(Protocol):
    """A record of a file: it knows the row that it stands in."""

    @property
    def row(self) -> int: ...


Record = TypeVar("Record", bound=FileRow)
Change = TypeVar("Change")


@dataclass(frozen=True, slots=True)
class Verdict(Generic[Change]):
    """What a record comes to: whether it is NEW, CHANGED or SAME, what it is called and what is told of it, and what
    is to be written; nothing where it is the SAME."""

    action: str
    name: str
    told: str = ""
    change: Change | None = None


def held_against(
    reading: Reading,
    records: Sequence[Record],
    context: MatchContext,
    judge: Callable[[Record], Verdict[Change]],
    called: Callable[[Record], str],
) -> tuple[RowTally, tuple[Change, ...]]:
    """Hold each record against what is here: `judge` says what it comes to or refuses it, as it is `called` then."""
    tally, changes = RowTally(), []
    tally.include(reading.problems)
    for place, record in enumerate(records):
        context.step(place)
        try:
            found = judge(record)
        except Refused as error:
            tally.refuse(record.row, called(record), str(error), error.field or "")
            continue
        tally.add(record.row, found.action, found.name, found.told)
        if found.change is not None:
            changes.append(found.change)
    return tally, tuple(changes)
