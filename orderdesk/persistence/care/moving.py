"""A shop's file taken away or given another place, while no program has it open."""

from __future__ import annotations

from pathlib import Path

from orderdesk.domain.values.errors import StorageFailed
from orderdesk.persistence.care.files import remove_database
from orderdesk.persistence.database import sqlite
from orderdesk.persistence.database.sharing.lock import maintenance_lock


def remove_shop(file: Path) -> None:
    """Remove a shop's file with what SQLite keeps beside it; `StorageFailed` while a program has it open."""
    with maintenance_lock(file):
        try:
            remove_database(file)
        except OSError as error:
            raise _failed(file, error) from None


def move_shop(file: Path, folder: Path) -> Path:
    """Move a shop's file into `folder`, made if it is not there; returns its new name, that of no other file."""
    with maintenance_lock(file):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            target = _free(folder / file.name)
            sqlite.settle(file)
            file.replace(target)
            remove_database(file)
        except OSError as error:
            raise _failed(file, error) from None
    return target


def _free(wanted: Path) -> Path:
    number, name = 1, wanted
    while name.exists():
        number += 1
        name = wanted.with_stem(f"{wanted.stem}-{number}")
    return name


def _failed(file: Path, error: OSError) -> StorageFailed:
    why = (error.strerror or "unknown fault").lower()
    return StorageFailed(f"{file} cannot be moved or removed: {why}. It was left as it was.")
