"""The rows of a file that were not taken, as a file to mend them in."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Sequence
from pathlib import Path

from orderdesk.integrations.imports.protocol import Problem
from orderdesk.services.care.files_out import CSV, check_apart, write_out
from orderdesk.services.desk import Desk

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_errors(desk: Desk, errors: Sequence[Problem], path: Path, sources: Collection[Path] = ()) -> None:
    """Write the rows that were not taken as CSV: file, row, column, reason and the row's own cells.

    Raises `Refused` for one of the `sources`, the files that were read.
    """
    check_apart(path, sources)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["file", "row", "column", "reason", "cells"])
    for each in errors:
        writer.writerow([each.file, each.row, *map(_plain, (each.column, each.reason, *each.cells))])
    write_out(desk, path, out.getvalue().encode("utf-8-sig"), CSV)


def _plain(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
