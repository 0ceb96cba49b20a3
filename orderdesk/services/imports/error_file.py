"""The rows of a file that were not taken, as a file to mend them in."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from orderdesk.domain.errors import BadInput
from orderdesk.integrations.imports.protocol import Problem

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_errors(errors: Sequence[Problem], path: Path) -> None:
    """Write the rows that were not taken as CSV: file, row, column, reason and the row's own cells."""
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["file", "row", "column", "reason", "cells"])
            for each in errors:
                writer.writerow([each.file, each.row, *map(_plain, (each.column, each.reason, *each.cells))])
    except OSError as error:
        raise BadInput(f"{path.name} can not be written: {(error.strerror or 'no access').lower()}.") from None


def _plain(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
