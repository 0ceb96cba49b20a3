"""The rows of a table by their fields, each cell read exactly; a refused row is noted with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from orderdesk.domain.errors import Refused
from orderdesk.integrations.imports import values
from orderdesk.integrations.imports.protocol import Options, Reading, Sheet, one_row

_T = TypeVar("_T")
_STEP = 2_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row by its fields."""

    number: int
    cells: Mapping[str, str]
    titles: Mapping[str, str]

    def get(self, name: str, reader: Callable[..., _T], *more: Any) -> _T:
        """The field read exactly; a fault names its column."""
        try:
            return reader(self.cells.get(name, ""), *more)
        except Refused as error:
            raise Refused(str(error), field=self.titles.get(name, name)) from None

    def text(self, name: str) -> str:
        return self.get(name, values.text)

    def needed(self, name: str, reader: Callable[..., _T], *more: Any) -> _T:
        """The field, refused when it is empty."""
        found = self.get(name, reader, *more)
        if found is None or found == "":
            raise Refused("This must not be empty.", field=self.titles.get(name, name))
        return found

    def maybe(self, name: str, reader: Callable[..., _T], *more: Any) -> _T | None:
        """The field, or None when no column is mapped to it or its cell is empty."""
        return self.get(name, reader, *more) if self.cells.get(name, "").strip() else None


def rows_of(reading: Reading, sheet: Sheet, columns: Mapping[str, str], options: Options) -> Iterator[Row]:
    """The rows of a sheet that have as many fields as headings."""
    places = [(name, sheet.headers.index(heading)) for heading, name in columns.items()]
    titles = {name: heading for heading, name in columns.items()}
    for number, cells in sheet.rows():
        reading.lines += 1
        if reading.lines % _STEP == 0:
            options.step(reading.lines)
        if one_row(reading, number, cells, sheet.headers):
            yield Row(number, {name: cells[place] for name, place in places}, titles)


def each_row(
    reading: Reading, sheet: Sheet, columns: Mapping[str, str], options: Options, make: Callable[[Row], _T]
) -> Iterator[tuple[Row, _T]]:
    """What `make` makes of each row; a refused row is noted with its reason."""
    for row in rows_of(reading, sheet, columns, options):
        try:
            yield row, make(row)
        except Refused as error:
            reading.refuse(row.number, error.field or "", str(error), tuple(row.cells.values()))
