"""Order in the shop's folder at each start: no half-written copies of the shop, and nothing others may read."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from orderdesk.domain.values.errors import StorageFailed
from orderdesk.persistence.care.files import sweep, sweep_folder
from orderdesk.persistence.database.sharing.lock import beside, idle_lock

_SIDES = ("", "-wal", "-shm", "-lock", "-window", "-turn", "-next")


def sweep_all(database: Path, backups: Path) -> None:
    """Remove the scratch of programs that were killed, beside the shop and its backups, while nobody works on it."""
    if not database.exists():
        return
    for side in _SIDES:
        _close(beside(database, side), 0o600)
    with suppress(StorageFailed), idle_lock(database):
        sweep(database)
        sweep_folder(backups)


def make_private(*folders: Path) -> None:
    """Close the folders of the shop to other users of this PC."""
    for folder in folders:
        _close(folder, 0o700)


def _close(path: Path, mode: int) -> None:
    """Take the rights of others away from what is ours; a disk that knows no rights is left as it is."""
    if os.name != "posix":
        return
    with suppress(OSError):
        found = path.stat()
        shared = found.st_mode & stat.S_ISVTX  # such as /tmp
        if not shared and found.st_uid == os.getuid() and stat.S_IMODE(found.st_mode) & 0o077:
            path.chmod(mode)
