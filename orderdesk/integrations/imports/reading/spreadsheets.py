"""Spreadsheets (.xlsx, .xls, .ods): weighed before they are opened, then read in a process of their own with limits.

A spreadsheet is a zip file, and a small one can unpack to more than any memory holds; a child process that may only
use so much time and memory can be ended without harm.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from orderdesk.domain.values.errors import BadInput
from orderdesk.integrations.imports.reading.headings import MOST_COLUMNS, MOST_TITLE_LINES, fitted, head_of

LARGEST_BYTES = 200_000_000
HIGHEST_RATIO = 100
MOST_ENTRIES = 2_000
MOST_ROWS = 200_000
SECONDS = 60
MEMORY = 1_000_000_000
_BLOCK = 2_000
_ARCHIVES = (".zip", ".xlsx", ".xlsm", ".ods", ".gz", ".7z", ".rar")


class SpreadsheetTable:
    """One sheet of a workbook, as text: the one that was named, else the first that holds a table."""

    def __init__(self, path: Path, sheet: str = "") -> None:
        self.name = path.name
        self.path = path
        self.notes: list[str] = []
        check_size(path)
        self.sheets, chosen, found = _read(path, sheet)
        rows = [(row, cells) for row, cells in enumerate(found, 1) if any(cells)]
        head = head_of(rows[:MOST_TITLE_LINES], self.name)
        self.headers = head.headers
        self._rows = [(row, fitted(cells, len(head.headers))) for row, cells in rows if row > head.row]
        if len(self.sheets) > 1:
            others = ", ".join(each for each in self.sheets if each != chosen)
            self.notes.append(f"The sheet {chosen} of {self.name} was read; there is also {others[:200]}.")
        self.notes += head.notes

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row with its number; empty rows are left out."""
        return iter(self._rows)


def check_size(path: Path) -> None:
    """Refuse a file that is too large, claims to unpack to too much, or hides other archives."""
    if path.suffix.lower() == ".xls":
        if path.stat().st_size > LARGEST_BYTES:
            raise BadInput(f"{path.name} is larger than {LARGEST_BYTES // 1_000_000} MB; save it as .csv.")
        return
    try:
        with zipfile.ZipFile(path) as packed:
            entries = packed.infolist()
    except (OSError, zipfile.BadZipFile, ValueError):
        raise BadInput(f"{path.name} is no spreadsheet that can be opened; save it as .xlsx or .csv.") from None
    size = sum(entry.file_size for entry in entries)
    small = max(1, sum(entry.compress_size for entry in entries))
    if len(entries) > MOST_ENTRIES or any(entry.filename.lower().endswith(_ARCHIVES) for entry in entries):
        raise BadInput(f"{path.name} is no plain spreadsheet: it holds {len(entries):,} parts or other archives.")
    if size > LARGEST_BYTES or size > small * HIGHEST_RATIO:
        raise BadInput(f"{path.name} would unpack to {size // 1_000_000:,} MB and is not opened; save it as .csv.")


Found = tuple[tuple[str, ...], str, list[list[str]]]
"""The names of all sheets, which one was read, and its rows."""


def _read(path: Path, sheet: str) -> Found:
    """All rows of one sheet, read by a child process."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(str(path), sheet, there), daemon=True)
    child.start()
    there.close()
    try:
        return _received(here, path.name)
    finally:
        child.kill()
        child.join()
        here.close()


def _received(here: Connection, name: str) -> Found:
    rows: list[list[str]] = []
    sheets: tuple[str, ...] = ()
    try:
        while here.poll(SECONDS):
            kind, said = here.recv()
            if kind == "end":
                return sheets, said, rows
            if kind == "refused":
                raise BadInput(said)
            if kind == "sheets":
                sheets = said
            else:
                rows += said
    except (EOFError, OSError):
        raise BadInput(f"{name} needs more memory or time than is allowed; save it as .csv.") from None
    raise BadInput(f"{name} takes more than {SECONDS} seconds to read; save it as .csv.")


def _child(path: str, sheet: str, out: Connection) -> None:
    """Runs in the child: send the sheets, blocks of rows, then the end, or one sentence."""
    _limit()
    _hush()
    name = Path(path).name
    try:
        _send(path, sheet, out)
    except BadInput as error:
        out.send(("refused", str(error)))
    except MemoryError:
        out.send(("refused", f"{name} needs more memory than is allowed; save it as .csv."))
    except BaseException:  # the library panics as it likes, and each of its faults means the same
        out.send(("refused", f"{name} is damaged or no spreadsheet; save it as .xlsx or .csv."))
    out.close()


def _send(path: str, wanted: str, out: Connection) -> None:
    from python_calamine import CalamineWorkbook

    book, name = CalamineWorkbook.from_path(path), Path(path).name
    sheets = tuple(book.sheet_names)
    if wanted and wanted not in sheets:
        raise BadInput(f"{name} has no sheet {wanted[:60]}; it has {', '.join(sheets)[:300]}.", field="sheet")
    out.send(("sheets", sheets))
    chosen = wanted
    for chosen in (wanted,) if wanted else sheets:
        sheet = book.get_sheet_by_name(chosen)
        if wanted or sheet.height > 1 or chosen == sheets[-1]:
            break
    for block in _blocks(sheet, name):
        out.send(("rows", block))
    out.send(("end", chosen))


def _hush() -> None:
    """What the library prints when it gives up is for its makers; the person gets a sentence."""
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 2)


def _limit() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _blocks(sheet: Any, name: str) -> Iterator[list[list[str]]]:
    if sheet.height > MOST_ROWS:
        raise BadInput(f"{name} has {sheet.height:,} rows; at most {MOST_ROWS:,} are read. Save it as .csv.")
    if sheet.width > MOST_COLUMNS:
        raise BadInput(f"{name} has {sheet.width:,} columns; at most {MOST_COLUMNS:,} are read.")
    block: list[list[str]] = [[] for _ in range(sheet.start[0])] if sheet.start else []
    for cells in sheet.iter_rows():
        block.append([_as_text(cell) for cell in cells])
        if len(block) >= _BLOCK:
            yield block
            block = []
    yield block


def _as_text(cell: Any) -> str:
    """A cell as the digits that stand in the file: 2.55 is "2.55", a whole number has no point."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 10**15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    return cell.isoformat() if isinstance(cell, date) else str(cell)
