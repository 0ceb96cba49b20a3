"""Opening a file as a table, by what it is."""

from __future__ import annotations

from pathlib import Path

from orderdesk.domain.values.errors import BadInput
from orderdesk.integrations.imports.protocol import Sheet
from orderdesk.integrations.imports.reading.spreadsheets import SpreadsheetTable
from orderdesk.integrations.imports.reading.text_files import TextTable

_TEXT = (".csv", ".tsv", ".txt", ".tab")
_SHEETS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")


def open_sheet(path: Path, *, encoding: str = "", sheet: str = "") -> Sheet:
    """The table in a file; refuse what is no table or cannot be read.

    `encoding` is that of a text and `sheet` the one of a workbook, where they are not to be found out.
    """
    if not path.is_file():
        raise BadInput(f"There is no file {path}.")
    suffixes = [each.lower() for each in path.suffixes]
    last = suffixes[-1] if suffixes else ""
    inner = suffixes[-2] if last == ".gz" and len(suffixes) > 1 else last
    if inner in _TEXT:
        return TextTable(path, encoding)
    if last in _SHEETS:
        return SpreadsheetTable(path, sheet)
    raise BadInput(f"{path.name} is no file that can be imported; save it as .csv or .xlsx.")


def files_of(path: Path) -> list[Path]:
    """A file itself, or the tables in a folder in the order of their names."""
    if not path.is_dir():
        return [path]
    found = sorted(each for each in path.iterdir() if {s.lower() for s in each.suffixes} & {*_TEXT, *_SHEETS})
    if not found:
        raise BadInput(f"There is no table to import in {path}.")
    return found
