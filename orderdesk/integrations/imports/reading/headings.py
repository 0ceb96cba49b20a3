"""Where a table begins and what its columns are called: title lines, columns without a name, names that come twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from orderdesk.domain.values.errors import BadInput
from orderdesk.integrations.imports.fields import FIELDS
from orderdesk.integrations.imports.reading.words import words

MOST_COLUMNS = 1_000
MOST_TITLE_LINES = 30
_BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Head:
    """The headings of a table, the number of the row they stand in, and what was found out, in plain words."""

    row: int
    headers: tuple[str, ...]
    notes: tuple[str, ...] = ()


def head_of(first: Sequence[tuple[int, list[str]]], name: str) -> Head:
    """The heading of a table by its first rows (number, cells): the first that names columns, below any title lines."""
    place = _place_of([cells for _, cells in first])
    row, cells = first[place] if first else (0, [])
    used = max((len(one) for _, found in first[place + 1 :] if (one := _without_end(found))), default=0)
    headers, notes = _named(cells, name, row, used)
    if place:
        notes.insert(0, f"The headings of {name} stand in row {row:,}; what is above them is not read.")
    return Head(row, headers, tuple(notes))


def _place_of(rows: Sequence[list[str]]) -> int:
    """A title line is narrower than the heading below it, which has two words or more that name a column."""
    wide = [sum(bool(cell.strip()) for cell in cells) for cells in rows]
    for place, cells in enumerate(rows):
        if wide[place] > max(wide[:place], default=0) and sum(words(cell) in _vocabulary() for cell in cells) > 1:
            return place
    return next((place for place, count in enumerate(wide) if count > 1), 0) if len(rows) > 2 else 0


@cache
def _vocabulary() -> frozenset[str]:
    """Every word by which some field is known."""
    fields = [each for kind in FIELDS.values() for each in kind]
    return frozenset(words(name) for each in fields for name in (each.name, each.title, *each.synonyms))


def _without_end(cells: Sequence[str]) -> list[str]:
    """The cells up to the last that holds something."""
    found = [cell.strip() for cell in cells]
    while found and not found[-1]:
        found.pop()
    return found


def _named(cells: Sequence[str], name: str, row: int, used: int) -> tuple[tuple[str, ...], list[str]]:
    """The headings, each a name of its own: a second "Phone" is "Phone (2)", a column without one "Column 4".

    Columns behind the last heading that hold nothing are no columns; the rows below hold something in the first `used`.
    """
    clean = [" ".join(cell.replace(_BYTE_ORDER_MARK, "").split()) for cell in cells]
    while clean and not clean[-1] and len(clean) > used:
        clean.pop()
    if not any(clean):
        raise BadInput(f"{name} has no headings; the first row must name the columns.", line=row or 1)
    if len(clean) > MOST_COLUMNS:
        raise BadInput(f"{name} has {len(clean):,} columns; at most {MOST_COLUMNS:,} are read.", line=row)
    taken: set[str] = set()
    found, notes = [], []
    for place, heading in enumerate(clean, 1):
        own = _free(heading or f"Column {place}", taken)
        if heading and own != heading:
            notes.append(f"The column {heading[:60]} comes more than once in {name}; the later is called {own[:60]}.")
        found.append(own)
    return tuple(found), notes


def _free(heading: str, taken: set[str]) -> str:
    """A heading that no column before has, in any case."""
    own, count = heading, 1
    while own.casefold() in taken:
        count += 1
        own = f"{heading} ({count})"
    taken.add(own.casefold())
    return own


def fitted(cells: list[str], wide: int) -> list[str]:
    """A row without the empty cells behind its last heading, filled up where a program left empty ones out."""
    if len(cells) > wide and not any(cells[wide:]):
        return cells[:wide]
    return cells + [""] * (wide - len(cells))
