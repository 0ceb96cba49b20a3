"""Files that leave the shop: papers, tables and rejected rows. Each is written here, and none over the shop's own.

A file of the shop is known by what it is and not by its name: links of any kind lead to the same refusal.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from orderdesk.domain.values.errors import BadInput, Refused
from orderdesk.persistence.care.files import same_file, write_whole
from orderdesk.persistence.database.sharing.lock import beside
from orderdesk.services.desk import Desk

PDF, TABLE, CSV, EINVOICE, BACKUP = (".pdf",), (".csv", ".xlsx"), (".csv",), (".pdf", ".xml"), (".odbackup",)
"""The endings of what is written; a file of another ending is not what it says it is."""
_SIDES = ("", "-wal", "-shm", "-journal", "-lock", "-window", "-turn", "-next")
_KEPT = ("config.toml", "orderdesk.log", "window.ini")


def write_out(desk: Desk, path: Path, content: bytes, endings: Collection[str]) -> None:
    """Write a file for a person, whole or not at all; refuse another ending and any file of the shop."""
    check_ending(path, endings)
    check_outside(desk, path)
    write_whole(path, content)


def check_ending(path: Path, endings: Collection[str]) -> str:
    """The ending of a file, in small letters; refuse one that is none of `endings`."""
    ending = path.suffix.lower()
    if ending not in endings:
        named = " or ".join(endings)
        raise BadInput(f"Name a file that ends in {named}, not {path.name[:60]!r}.", field="file")
    return ending


def check_outside(desk: Desk, path: Path) -> None:
    """Refuse a target that is a file of the shop: its database and what lies beside it, its settings, its backups."""
    database = desk.database.path
    if database is None:
        return
    own = [beside(database, side) for side in _SIDES] + [database.parent / name for name in _KEPT]
    with suppress(OSError):
        own += [each for each in database.parent.glob("*/*.odbackup") if each.is_file()]
    if any(same_file(path, each) for each in own):
        raise Refused(f"{path} is a file of the shop itself. Choose another name; nothing was written.", field="file")


def check_apart(path: Path, sources: Collection[Path]) -> None:
    """Refuse a target that is one of the files that were read."""
    if any(same_file(path, each) for each in sources):
        raise Refused(f"{path} is a file that was read. Choose another name; nothing was written.", field="file")
