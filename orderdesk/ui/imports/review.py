"""What the rehearsal and its end come to, as rows and sums for the screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from orderdesk.domain.values.texts import count_word
from orderdesk.services.imports.importing import ImportPlan, ImportResult
from orderdesk.ui.imports.words import rows_of

MOST_CELLS = 4


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """What becomes of one row of the file; `place` is its number in the list."""

    place: int
    row: int
    file: str
    action: str
    name: str
    column: str
    detail: str


def review_rows(plan: ImportPlan) -> list[ReviewRow]:
    """All rows to show in the order of the file: every error, and the first thousand of each other kind."""
    headings = {field: heading for heading, field in plan.mapping.items()}
    found = [
        (each.file, each.row, "error", _cells(each.cells), headings.get(each.column, each.column), each.reason)
        for each in plan.errors
    ]
    found += [("", each.row, each.action, each.name, "", each.detail) for each in plan.rows if each.action != "error"]
    found.sort(key=lambda each: (each[0], each[1]))
    return [
        ReviewRow(place, row, file, action, name, column, detail)
        for place, (file, row, action, name, column, detail) in enumerate(found)
    ]


def _cells(cells: tuple[str, ...]) -> str:
    """The first cells of a row, to know it by."""
    return " · ".join([each.strip() for each in cells if each.strip()][:MOST_CELLS])


def note_rows(plan: ImportPlan) -> list[ReviewRow]:
    """The notes as rows of their own view."""
    notes = notes_of(plan)
    return [ReviewRow(-1 - place, 0, "", "note", "", "", note) for place, note in enumerate(notes)]


def notes_of(plan: ImportPlan) -> list[str]:
    """What was mended or guessed while reading, and which lines bring nothing, as sentences."""
    left_out = [f"{_lines(count)} left out: {reason}." for reason, count in plan.unbooked.items()]
    return [*left_out, *plan.notes]


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Where every line of the file went: (what, how many) that add up to `lines`; `lost` are not accounted for."""

    lines: int
    parts: tuple[tuple[str, int], ...]
    lost: int

    @property
    def sentence(self) -> str:
        """Whether it adds up."""
        if self.lost:
            return f"{_lines(self.lost)} of {self.lines:,} not accounted for; save the rejected rows and compare."
        return f"All {_lines(self.lines)} of the file are accounted for." if self.lines != 1 else "The one line is in."


def reconcile(result: ImportResult) -> Reconciled:
    """Lay the lines of the file to what became of them."""
    rest = result.lines - result.booked - result.same - sum(result.unbooked.values())
    rejected = rest if result.errors else 0
    parts = [("Brought in", result.booked), ("Here already, the same", result.same)]
    parts += [(f"Left out: {reason}", count) for reason, count in result.unbooked.items()]
    parts.append((f"Rejected, in {rows_of(result.counts['error'])}", rejected) if rejected else ("Rejected", 0))
    return Reconciled(result.lines, tuple(parts), rest - rejected)


def _lines(count: int) -> str:
    return count_word(count, "line")


def summary_of(counts: Mapping[str, int]) -> str:
    """Counts of a past import in a few words: "77 new, 2 errors"."""
    words = (("new", "new"), ("changed", "changed"), ("same", "same"), ("error", "rejected"))
    return ", ".join(f"{counts[key]:,} {word}" for key, word in words if counts.get(key)) or "—"
