"""Files put in place whole: written aside on the same disk, flushed, then renamed."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from orderdesk.domain.values.errors import StorageFailed

_SIDES = ("", "-journal", "-wal", "-shm")


@contextmanager
def scratch_beside(path: Path) -> Iterator[Path]:
    """A free name in the same folder; whatever still bears it afterwards is removed."""
    scratch = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        yield scratch
    finally:
        remove_database(scratch)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file aside and give it its name when it is whole; what bore the name before is replaced, not written to.

    Raises `StorageFailed` when it cannot be written; nothing is changed then.
    """
    scratch = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        if path.is_dir():
            raise IsADirectoryError(None, "it is a folder")
        with scratch.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(path)
    except (OSError, ValueError) as error:
        with suppress(OSError, ValueError):
            scratch.unlink()
        why = (getattr(error, "strerror", None) or "that is no file name").lower()
        raise StorageFailed(f"{path} cannot be written: {why}. Choose another place.") from None


def same_file(one: Path, other: Path) -> bool:
    """Whether two names lead to one file, through links of any kind; names of nothing are compared as paths."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return os.path.normcase(one.absolute()) == os.path.normcase(other.absolute())


def remove_database(path: Path) -> None:
    """Remove a file and what SQLite keeps beside it, if there."""
    for side in _SIDES:
        with suppress(FileNotFoundError):
            Path(f"{path}{side}").unlink()


def sweep(path: Path) -> None:
    """Remove what a killed program left aside of `path`; only while no other program works on it."""
    for left in path.parent.glob(f".{glob_safe(path.name)}.????????.part*"):
        with suppress(OSError):
            left.unlink()


def sweep_folder(folder: Path) -> None:
    """Remove what killed programs left half written in a folder of backups; only while no other program writes one."""
    for left in folder.glob(".*.????????.part*"):
        with suppress(OSError):
            left.unlink()


def glob_safe(name: str) -> str:
    """A name in which no letter is a wildcard."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)


def synced(path: Path) -> None:
    """Wait until the file's bytes are on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the folder's names are on the disk; Windows does so by itself."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def put_new(scratch: Path, path: Path) -> bool:
    """Give a finished file its name unless the name is taken; tells whether it was given."""
    try:
        os.link(scratch, path)
    except FileExistsError:
        return False
    except OSError:  # a disk without hard links
        if path.exists():
            return False
        scratch.rename(path)
    sync_folder(path.absolute().parent)
    return True


def swap(scratch: Path, path: Path, kept: Path) -> None:
    """Put a finished file in the place of `path`, whose old content stays as `kept`; at no time is there neither."""
    with suppress(FileNotFoundError):
        kept.unlink()
    try:
        os.link(path, kept)
    except OSError:  # a disk without hard links
        kept.write_bytes(path.read_bytes())
        synced(kept)
    scratch.replace(path)
    sync_folder(path.absolute().parent)
