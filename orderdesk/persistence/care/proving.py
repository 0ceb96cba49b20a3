"""Is a database file whole? What is asked of every copy before it may count as a backup or take the shop's place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection

from orderdesk.domain.values.errors import Refused, StorageFailed
from orderdesk.persistence.care import own_schema
from orderdesk.persistence.database import sqlite
from orderdesk.persistence.database.neutral import counted

Verify = Callable[[Connection], None]
"""Proves the books of the database behind the connection; raises `StorageFailed` or `Refused` with what is wrong."""

_BROKEN_ROWS = 5


def prove_file(
    path: Path, place: str, verify: Verify | None = None, *, references: bool = True, own: bool = False
) -> dict[str, int]:
    """Check every page and reference of a file that nobody else uses, then its books; return the rows of each table.

    `place` is what a person knows the file as. A backup is taken of broken references too: better kept than lost. With
    `own` a schema that is not exactly ours is refused, before anything in it can act.
    """
    engine = sqlite.aside_engine(path)
    try:
        with engine.begin() as connection:
            check_pages(connection, place)
            if references:
                check_references(connection, place)
            if own:
                check_own(connection, place)
            if verify is not None:
                verify(connection)
            return counted(connection)
    finally:
        engine.dispose()


def check_own(connection: Connection, place: str) -> None:
    """Refuse a database that holds a trigger, view or table of a stranger, or lacks one of ours."""
    found = list(own_schema.differences(connection))
    if found:
        kind, name, state = found[0]
        said = {"missing": "lacks", "foreign": "holds a foreign", "changed": "has another"}[state]
        raise Refused(
            f"{place} {said} {kind} {name}: somebody has changed what guards the books. Choose another backup; "
            "nothing was changed."
        )


def check_pages(connection: Connection, place: str) -> None:
    """Let SQLite look through every page and index; raises `StorageFailed` at the first that is damaged."""
    found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
    if found != "ok":
        raise StorageFailed(f"{place} is damaged. Leave the file as it is, and restore the newest backup.")


def check_references(connection: Connection, place: str) -> None:
    """Raise `StorageFailed` naming the rows that refer to something that is not there."""
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        named = ", ".join(f"{table} row {row} (its {parent})" for table, row, parent, _ in broken[:_BROKEN_ROWS])
        more = f" and {len(broken) - _BROKEN_ROWS} more" if len(broken) > _BROKEN_ROWS else ""
        raise StorageFailed(
            f"{place} has rows that refer to something missing: {named}{more}. Nothing was changed; restore a backup "
            "from before, or ask for help with this message."
        )
