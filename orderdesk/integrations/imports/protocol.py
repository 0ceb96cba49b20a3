"""What every import format is: a name, the kind it brings, how it is recognised and how its rows become records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from orderdesk.domain.values.errors import BadInput
from orderdesk.integrations.imports.records import Record

KINDS = ("products", "customers", "orders", "stock", "prices")
MOST_PROBLEMS = 20_000


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row is not taken: its number, the column, the reason, its cells, and the file where there are several."""

    row: int
    column: str
    reason: str
    cells: tuple[str, ...] = ()
    file: str = ""


class Sheet(Protocol):
    """A table in a file: its headings, and its rows as often as they are asked for."""

    name: str
    path: Path
    headers: tuple[str, ...]
    sheets: tuple[str, ...]
    """The sheets of the workbook it stands in; none for a text."""
    notes: list[str]
    """What was found out or mended while reading, in plain words."""

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row with its number as a person counts; a row that cannot be mended has another length."""
        ...


@dataclass(slots=True)
class Reading:
    """What a file came to: records, rows with their problems, and how many lines were looked at.

    `unbooked` counts the lines that bring neither goods nor money, by reason.
    """

    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    lines: int = 0
    unbooked: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    makes_items: bool = False
    """The file is the only source of its items and customers: unknown ones are made."""
    names: dict[str, str] = field(default_factory=dict)
    """What the items that are made are called, by SKU."""

    def refuse(self, row: int, column: str, reason: str, cells: Sequence[str] = (), file: str = "") -> None:
        """Note why a row is not taken; stop when nearly all are wrong."""
        self.problems.append(Problem(row, column, reason, tuple(cells), file))
        if len(self.problems) >= MOST_PROBLEMS:
            raise BadInput(
                f"More than {MOST_PROBLEMS:,} rows cannot be read; look at the columns and the format. "
                f"The first: row {self.problems[0].row}, {self.problems[0].reason}"
            )


Step = Callable[[int], None]
"""Told how many lines are read so far; raises to stop."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a format needs to know of the shop: its currency, whether its prices contain tax, the channel orders come
    from, and the name of the web shop or market whose numbers they bear, where there is more than one."""

    currency: str
    channel: str = "online"
    source: str = ""
    inclusive: bool = False
    step: Step = lambda _: None


class Format(Protocol):
    """One shape of file."""

    name: str
    kind: str
    title: str

    def recognises(self, headers: Sequence[str]) -> bool:
        """Whether these headings are this format's own."""
        ...

    def columns(self, headers: Sequence[str], sample: Sequence[Sequence[str]] = ()) -> Mapping[str, str]:
        """Which column goes to which field, by its heading and its first cells: {heading: field}."""
        ...

    def read(self, sheets: Sequence[Sheet], columns: Mapping[str, str], options: Options) -> Reading:
        """Turn the rows of files of the same shape into records."""
        ...


def one_row(reading: Reading, row: int, cells: Sequence[str], headers: Sequence[str]) -> bool:
    """Whether a row has as many fields as headings; the reason is noted when not."""
    if len(cells) == len(headers):
        return True
    reading.refuse(row, "", f"The row has {len(cells)} fields, the heading has {len(headers)}.", cells)
    return False
