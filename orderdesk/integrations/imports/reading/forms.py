"""How the figures and dates of a file are written: settled once for all its cells, and told where none proves it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from orderdesk.domain.values.errors import BadInput, Refused
from orderdesk.domain.values.written import local
from orderdesk.domain.values.written.column_forms import ColumnDays, ColumnForm, column_days, column_form
from orderdesk.domain.values.written.figure_signs import quoted
from orderdesk.domain.values.written.figures import read_decimal
from orderdesk.domain.values.written.number_form import PLAIN, NumberForm
from orderdesk.integrations.imports.fields import DATE, FIGURE, fields_that_look, is_ours
from orderdesk.integrations.imports.protocol import Sheet
from orderdesk.integrations.imports.reading import values


@dataclass(frozen=True, slots=True)
class Forms:
    """The number form of each field, and the order of day and month in all date columns."""

    numbers: Mapping[str, NumberForm] = field(default_factory=dict)
    days: str = "dmy"


def forms_of(kind: str, sheets: Sequence[Sheet], columns: Mapping[str, str]) -> Forms:
    """Settle the forms of some files of one shape; what the cells do not prove is as the shop writes it, and noted.

    A program writes all its columns alike: one that proves nothing is as those that do, or plain in our own exports.
    Raises `BadInput` for dates or figures that are written in two ways.
    """
    own = all(is_ours(kind, sheet.headers) for sheet in sheets)
    usual = PLAIN if own else local.current().numbers
    figures, dates = fields_that_look(kind, FIGURE), fields_that_look(kind, DATE)
    cells = _cells(sheets, {heading: name for heading, name in columns.items() if name in figures | dates})
    notes = sheets[0].notes if sheets else []
    settled = {name: _settled(columns, name, cells[name], usual) for name in cells if name in figures}
    proofs = {each.form.decimal: each.form for each in settled.values() if each.proved}
    common = next(iter(proofs.values())) if len(proofs) == 1 else None
    numbers = {name: common if common and not each.proved else each.form for name, each in settled.items()}
    for name, each in settled.items():
        if not own:
            _tell_figures(notes, _heading(columns, name), each, numbers[name])
    days = column_days(cell for name, found in cells.items() if name in dates for cell in found)
    _tell_days(notes, days)
    if any(values.is_serial(cell) for name, found in cells.items() if name in dates for cell in found):
        notes.append("Dates that are a number of days, as a spreadsheet keeps them, are read as their day.")
    return Forms(numbers, days.order)


def _cells(sheets: Sequence[Sheet], wanted: Mapping[str, str]) -> dict[str, dict[str, None]]:
    """The different cells of these columns, by field, in the order of their first appearance."""
    found: dict[str, dict[str, None]] = {name: {} for name in wanted.values()}
    for sheet in sheets:
        places = [(found[name], sheet.headers.index(heading)) for heading, name in wanted.items()]
        for _, cells in sheet.rows() if places else ():
            for kept, place in places:
                if place < len(cells) and (cell := cells[place].strip()):
                    kept[cell] = None
    return found


def _settled(columns: Mapping[str, str], name: str, cells: Iterable[str], usual: NumberForm) -> ColumnForm:
    try:
        return column_form((cell.replace("%", "") for cell in cells), usual)
    except BadInput as error:
        raise BadInput(f"{_heading(columns, name)}: {error}", field=_heading(columns, name)) from None


def _heading(columns: Mapping[str, str], name: str) -> str:
    return next((heading for heading, field in columns.items() if field == name), name)


def _tell_figures(notes: list[str], heading: str, settled: ColumnForm, form: NumberForm) -> None:
    """A figure that could have meant two things is shown as it was read, unless its column writes as the shop does."""
    shop = local.current().numbers
    if not settled.unclear or (settled.proved and form.decimal == shop.decimal):
        return
    try:
        value = read_decimal(settled.unclear, form, money="")
    except Refused:
        return
    why = "as the shop writes figures" if form is shop else "as other figures of the file are written"
    told = f"{value.normalize():f}".replace(".", shop.decimal)
    notes.append(f"{heading}: {quoted(settled.unclear)} is read as {told}, {why}.")


def _tell_days(notes: list[str], days: ColumnDays) -> None:
    usual = local.current().days.order
    if not days.unclear or (days.proved and days.order == usual):
        return
    found = values.day(days.unclear, days.order)
    if found is not None:
        why = "as other dates of the file show" if days.proved else "as the shop writes dates"
        first = {"mdy": "month first", "ymd": "year first"}.get(days.order, "day first")
        notes.append(f"Dates such as {days.unclear[:20]} are read {first} ({found.day} {found:%B %Y}), {why}.")
