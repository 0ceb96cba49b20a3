"""Spreadsheets (.xlsx, .ods): weighed before they are opened, then read in a process of their own with limits.

A spreadsheet is a zip file, and a small one can unpack to more than any memory holds; a child process that may only
use so much time and memory can be ended without harm.
"""

from __future__ import annotations

import multiprocessing
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from orderdesk.domain.errors import BadInput
from orderdesk.integrations.imports.text_files import MOST_COLUMNS, check_headers

LARGEST_BYTES = 200_000_000
HIGHEST_RATIO = 100
MOST_ENTRIES = 2_000
MOST_ROWS = 200_000
SECONDS = 60
MEMORY = 1_000_000_000
_BLOCK = 2_000
_ARCHIVES = (".zip", ".xlsx", ".xlsm", ".ods", ".gz", ".7z", ".rar")


class SpreadsheetTable:
    """The first sheet of a spreadsheet, as text."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self.path = path
        self.notes: list[str] = []
        check_size(path)
        rows = ((row, cells) for row, cells in enumerate(_read(path), 1) if any(cells))
        self._first, headings = next(rows, (0, []))
        while headings and not headings[-1]:
            headings.pop()
        self.headers = tuple(" ".join(cell.split()) for cell in headings)
        check_headers(self.headers, self.name)
        wide = len(self.headers)
        self._rows = [(row, _fitted(cells, wide)) for row, cells in rows]

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row with its number; empty rows are left out."""
        return iter(self._rows)


def _fitted(cells: list[str], wide: int) -> list[str]:
    """A row as wide as the headings: a spreadsheet leaves out, or adds, empty cells at the end."""
    while len(cells) > wide and not cells[-1]:
        cells.pop()
    return cells + [""] * (wide - len(cells))


def check_size(path: Path) -> None:
    """Refuse a file that claims to unpack to too much, or hides other archives."""
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


def _read(path: Path) -> list[list[str]]:
    """All rows of the first sheet, read by a child process."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(str(path), there), daemon=True)
    child.start()
    there.close()
    try:
        return _received(here, path.name)
    finally:
        child.kill()
        child.join()
        here.close()


def _received(here: Connection, name: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        while here.poll(SECONDS):
            kind, said = here.recv()
            if kind == "end":
                return rows
            if kind == "refused":
                raise BadInput(said)
            rows += said
    except EOFError:
        raise BadInput(f"{name} needs more memory or time than is allowed; save it as .csv.") from None
    raise BadInput(f"{name} takes more than {SECONDS} seconds to read; save it as .csv.")


def _child(path: str, out: Connection) -> None:
    """Runs in the child: send blocks of rows, then the end, or one sentence."""
    _limit()
    name = Path(path).name
    try:
        for block in _blocks(path):
            out.send(("rows", block))
        out.send(("end", ""))
    except BadInput as error:
        out.send(("refused", str(error)))
    except MemoryError:
        out.send(("refused", f"{name} needs more memory than is allowed; save it as .csv."))
    except BaseException:  # the library panics as it likes, and each of its faults means the same
        out.send(("refused", f"{name} is damaged or no spreadsheet; save it as .xlsx or .csv."))
    out.close()


def _limit() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _blocks(path: str) -> Iterator[list[list[str]]]:
    from python_calamine import CalamineWorkbook

    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    name = Path(path).name
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
