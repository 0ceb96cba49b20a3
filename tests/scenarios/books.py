"""What the books hold, for scenarios: rows by plain SQL, and the whole shop as comparable values."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, text

from orderdesk.persistence.schema import metadata
from orderdesk.services.desk import Desk

# The history also remembers what was taken back, and numbers are never used twice.
LASTING = ("events", "counters", "import_batches", "bins")


def rows(desk: Desk, sql: str, **values: Any) -> list[tuple[Any, ...]]:
    """The rows of a statement."""
    with desk.reading() as connection:
        return [tuple(row) for row in connection.execute(text(sql), values)]


def dump(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    """Every table whole, in an order of its own."""
    with desk.reading() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }


def without_lasting(found: dict[str, list[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    """A dump without what an undo leaves behind, and without the seals of that."""
    left = {name: each for name, each in found.items() if name not in LASTING}
    return left | {"seals": [row for row in found["seals"] if row[0] not in (*LASTING, "seals")]}
