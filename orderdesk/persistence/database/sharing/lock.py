"""Who has the SQLite file open: locks beside it that the system frees even when a program is killed.

Two files lie beside "shop.db": "shop.db-lock", held shared by everyone who uses the database and alone by an upgrade
or a restore; and "shop.db-window", held by the one window. Command-line verbs may run beside the window. Who may write
at this moment is told by two more, see `turns`.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from orderdesk.domain.values.errors import StorageFailed, Unwritable
from orderdesk.persistence.database.sharing.here import who

_WAIT_SECONDS = 1.5
_STEP_SECONDS = 0.05

if sys.platform == "win32":
    import msvcrt

    _SLOTS = 64
    _FAR = 1 << 30  # Windows hides locked bytes from others, so the locks lie far behind the holder's name.

    def take_lock(file: int, *, shared: bool = False) -> bool:
        """Take the lock on an open file, if nobody else has it; closing the file gives it back.

        Windows knows no shared lock here: sharing takes one of many bytes, holding alone takes them all.
        """
        taken: list[int] = []
        for slot in range(_SLOTS):
            os.lseek(file, _FAR + slot, os.SEEK_SET)
            try:
                msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
            except OSError:
                if shared:
                    continue
                for held in taken:
                    os.lseek(file, _FAR + held, os.SEEK_SET)
                    msvcrt.locking(file, msvcrt.LK_UNLCK, 1)
                return False
            if shared:
                return True
            taken.append(slot)
        return not shared
else:
    import fcntl

    def take_lock(file: int, *, shared: bool = False) -> bool:
        """Take the lock on an open file, if nobody else has it; closing the file gives it back."""
        try:
            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


class FileLock:
    """A lock that is held from its making until `release()` or the end of the process."""

    def __init__(self, path: Path, *, shared: bool, refusal: str, wait: float = _WAIT_SECONDS) -> None:
        """Take it within `wait` seconds or raise `StorageFailed` with `refusal`, "{holder}" filled in."""
        self.path = path
        self._file = _opened(path)
        deadline = time.monotonic() + wait
        while not take_lock(self._file.fileno(), shared=shared):
            if time.monotonic() >= deadline:
                holder = self._holder()
                self._file.close()
                raise StorageFailed(refusal.format(holder=holder))
            time.sleep(_STEP_SECONDS)
        if not shared:
            # Who holds it is for others to read; on a full disk nobody can be told.
            with suppress(OSError):
                self._sign()

    def release(self) -> None:
        """Give it back; a second call does nothing. The file stays: removing it would race with the next holder."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def _sign(self) -> None:
        name = f"{who()}, process {os.getpid()}".encode()
        self._file.seek(0)
        self._file.write(name)
        self._file.truncate(len(name))

    def _holder(self) -> str:
        self._file.seek(0)
        return self._file.read(200).decode("utf-8", "replace") or "another program"


def _opened(path: Path) -> BinaryIO:
    """The lock's file; one that is there is locked as well where it may only be read."""
    try:
        return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b", buffering=0)
    except OSError as error:
        with suppress(OSError):
            return os.fdopen(os.open(path, os.O_RDONLY), "rb", buffering=0)
        raise Unwritable(
            f"{path.parent} cannot be written. Allow writing to this folder, or choose another one."
        ) from error


def use_lock(database: Path, *, alone: bool = False) -> FileLock:
    """Hold the database open for use; `alone` where only one program may (a folder on the network)."""
    return FileLock(
        beside(database, "-lock"),
        shared=not alone,
        refusal=(
            f"{database} is in use by one program that must be alone ({{holder}}): it is being upgraded, restored or "
            "lies on a network folder. Wait until that has ended and try again."
        ),
    )


def maintenance_lock(database: Path) -> FileLock:
    """Hold the database alone, to make, upgrade or replace it."""
    return FileLock(
        beside(database, "-lock"),
        shared=False,
        refusal=f"{database} is open in another program. Close every OrderDesk window and command, then try again.",
    )


def idle_lock(database: Path) -> FileLock:
    """Hold the database alone for a moment if nobody has it; refused at once when somebody does."""
    return FileLock(beside(database, "-lock"), shared=False, refusal=f"{database} is in use.", wait=0)


def window_lock(database: Path) -> FileLock:
    """Be the one window on this database; refused with the name of the process that is it already."""
    return FileLock(
        beside(database, "-window"),
        shared=False,
        refusal=f"OrderDesk is already open on {database} ({{holder}}). Use that window, or close it first.",
        wait=0.2,
    )


def beside(database: Path, ending: str) -> Path:
    """The file that lies beside the database under its name and `ending`."""
    return database.with_name(database.name + ending)
