"""The rows of a table by their fields, each cell read exactly; a refused row is noted with its reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.written.number_form import PLAIN
from orderdesk.integrations.imports.protocol import Options, Reading, Sheet, one_row
from orderdesk.integrations.imports.reading import values
from orderdesk.integrations.imports.reading.forms import Forms
from orderdesk.integrations.imports.reading.words import words

_T = TypeVar("_T")
_STEP = 2_000
PLAIN_FORMS = Forms()
UNUSED = "a row with nothing in the columns that are used, such as a picture"
CLOSING = "the closing line of the file, with its totals"
_TOTALS = frozenset(
    "total totals sum subtotal summe gesamt gesamtsumme zusammen totaal totale somme suma razem summa".split()
) | {"grand total"}
_RECORDS = re.compile(r"\d+ (record|row|line|order|item)\(?s?\)?( downloaded| exported)?\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """One row by its fields."""

    number: int
    cells: Mapping[str, str]
    titles: Mapping[str, str]
    forms: Forms = PLAIN_FORMS

    def title(self, name: str) -> str:
        """The heading of the column that a field comes from."""
        return self.titles.get(name, name)

    def get(self, name: str, reader: Callable[..., _T], *more: Any) -> _T:
        """The field read exactly; a fault names its column."""
        try:
            return reader(self.cells.get(name, ""), *more)
        except Refused as error:
            raise Refused(str(error), field=self.title(name)) from None

    def text(self, name: str) -> str:
        return self.get(name, values.text)

    def needed(self, name: str, reader: Callable[..., _T], *more: Any) -> _T:
        """The field, refused when it is empty."""
        found = self.get(name, reader, *more)
        if found is None or found == "":
            raise Refused("This must not be empty.", field=self.title(name))
        return found

    def maybe(self, name: str, reader: Callable[..., _T], *more: Any) -> _T | None:
        """The field, or None when no column is mapped to it or its cell is empty."""
        return self.get(name, reader, *more) if self.cells.get(name, "").strip() else None

    def figure(self, name: str, reader: Callable[..., _T], *more: Any) -> _T | None:
        """A field of figures, read as its column writes them; None when it is empty."""
        return self.maybe(name, reader, *more, self.forms.numbers.get(name, PLAIN))

    def moment(self, name: str) -> datetime | None:
        """A date, with its time if there is one, as the file writes dates."""
        return self.maybe(name, values.moment, self.forms.days)

    def day(self, name: str) -> date | None:
        """A date, as the file writes dates."""
        return self.maybe(name, values.day, self.forms.days)


def rows_of(
    reading: Reading, sheet: Sheet, columns: Mapping[str, str], options: Options, forms: Forms | None = None
) -> Iterator[Row]:
    """The rows of a sheet that have as many fields as headings; a closing line of totals is none of them."""
    places = [(name, sheet.headers.index(heading)) for heading, name in columns.items()]
    titles = {name: heading for heading, name in columns.items()}
    own = forms or PLAIN_FORMS
    for number, cells in _without_total(reading, sheet):
        reading.lines += 1
        if reading.lines % _STEP == 0:
            options.step(reading.lines)
        if not any(cells[place].strip() for _, place in places if place < len(cells)):
            reading.unbooked[UNUSED] = reading.unbooked.get(UNUSED, 0) + 1
        elif one_row(reading, number, cells, sheet.headers):
            yield Row(number, {name: cells[place] for name, place in places}, titles, own)


def _without_total(reading: Reading, sheet: Sheet) -> Iterator[tuple[int, list[str]]]:
    """Each row; a last one that begins with "Total" and holds figures only, or that counts the records, is left out."""
    held: tuple[int, list[str]] | None = None
    for row in sheet.rows():
        if held is not None:
            yield held
        held = row
    if held is None:
        return
    if _is_closing(held[1]):
        reading.lines += 1
        reading.unbooked[CLOSING] = reading.unbooked.get(CLOSING, 0) + 1
    else:
        yield held


def _is_closing(cells: list[str]) -> bool:
    first, *rest = [cell.strip() for cell in cells if cell.strip()] or [""]
    if _RECORDS.fullmatch(first) and not rest:
        return True
    return words(first) in _TOTALS and all(not any(map(str.isalpha, cell)) or len(cell) < 4 for cell in rest)


def each_row(
    reading: Reading,
    sheet: Sheet,
    columns: Mapping[str, str],
    options: Options,
    make: Callable[[Row], _T],
    forms: Forms | None = None,
) -> Iterator[tuple[Row, _T]]:
    """What `make` makes of each row; a refused row is noted with its reason."""
    for row in rows_of(reading, sheet, columns, options, forms):
        try:
            yield row, make(row)
        except Refused as error:
            reading.refuse(row.number, error.field or "", str(error), tuple(row.cells.values()))
