"""Is this a good place for the shop's file, and is the file ours? Asked before SQLite may touch anything."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from orderdesk.domain.values.errors import Refused, StorageFailed, Unwritable
from orderdesk.persistence.columns.base import SCHEMA_VERSION
from orderdesk.persistence.database.failures import Damaged
from orderdesk.persistence.database.sharing.lock import beside
from orderdesk.persistence.database.sqlite import APPLICATION_ID

_MAGIC = b"SQLite format 3\0"
_NETWORK = set("nfs nfs4 cifs smb3 smbfs 9p afs ceph glusterfs davfs ncpfs sshfs webdav".split())
_LOCAL_FUSE = set("fuse-overlayfs mergerfs gocryptfs encfs cryfs ntfs-3g exfat portal lxcfs".split())
# Folders that a program copies elsewhere behind our back, file by file.
_SYNCED = (
    *("onedrive", "dropbox", "google drive", "googledrive", "icloud", "com~apple~clouddocs"),
    *("nextcloud", "owncloud", "pcloud", "syncthing", "box sync"),
)
_ROOM = 4_000_000
"""A disk with fewer bytes left is tried before it is trusted, with a sixteenth of them."""
_MOUNTS = Path("/proc/mounts")


class Foreign(Refused):
    """A file of another program lies where the shop's is expected."""


@dataclass(frozen=True, slots=True)
class Header:
    """What the first page of a SQLite file says of itself."""

    application_id: int
    schema_version: int


def check_place(path: Path, *, allow_network: bool = False) -> None:
    """Refuse a directory, a missing or unwritable folder, and (unless allowed) a shared or synchronised one."""
    if path.is_dir():
        raise StorageFailed(f"{path} is a folder. Name the database file inside it, such as {path / 'shop.db'}.")
    folder = path.absolute().parent
    if not folder.is_dir():
        raise StorageFailed(f"The folder {folder} does not exist. Make it first, or choose another one.")
    if not allow_network and (shared := shared_place(path)):
        raise StorageFailed(
            f"{path} lies {shared}, where a database gets damaged. Keep it on a disk of this PC, or put several PCs "
            "on PostgreSQL; \N{LEFT DOUBLE QUOTATION MARK}--allow-network\N{RIGHT DOUBLE QUOTATION MARK} opens it all "
            "the same, for one program at a time."
        )


def why_unwritable(path: Path) -> str:
    """Why nothing can be kept in a file just now, in a sentence; "" where it can."""
    try:
        check_writable(path)
        if shutil.disk_usage(path.absolute().parent).free < _ROOM:
            _check_room(path)
    except StorageFailed as said:
        return str(said)
    return ""


def _check_room(path: Path) -> None:
    """Refuse a disk that has no room for one more commit; what it says of its own room may be another's."""
    probe = beside(path, "-room")
    try:
        with probe.open("wb") as file:
            file.write(bytes(_ROOM // 16))
    except OSError as error:
        raise Unwritable(
            f"The disk with {path} is full. Free some space and try again; nothing was changed."
        ) from error
    finally:
        with suppress(OSError):
            probe.unlink(missing_ok=True)


def check_writable(path: Path) -> None:
    """Refuse a file or folder that this user cannot write; a commit needs both."""
    folder = path.absolute().parent
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Unwritable(f"The folder {folder} cannot be written. Allow writing to it, or choose another one.")
    for file in (path, beside(path, "-wal"), beside(path, "-shm"), beside(path, "-lock")):
        if file.exists() and not os.access(file, os.R_OK | os.W_OK):
            raise Unwritable(f"The file {file} cannot be read and written. Allow both, then try again.")


def check_ours(path: Path, known: int = SCHEMA_VERSION) -> Header:
    """Read the header of an existing file; refuse a foreign one, a damaged one and one of a schema above `known`."""
    header = read_header(path)
    if header.application_id != APPLICATION_ID:
        raise Foreign(f"{path} is not an OrderDesk database. Choose another file; this one was not touched.")
    if header.schema_version > known:
        raise newer(str(path), header.schema_version)
    return header


def newer(place: str, version: int | str) -> Refused:
    """The refusal of a database that a newer OrderDesk has upgraded."""
    return Refused(
        f"{place} belongs to a newer OrderDesk (its layout is {version}, this program knows {SCHEMA_VERSION}). "
        "Install the newer OrderDesk; nothing was touched."
    )


def read_header(path: Path) -> Header:
    """The marks in the first 100 bytes, without opening the file as a database."""
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise StorageFailed(
            f"{path} could not be read ({error.strerror}). Check the disk and its permissions."
        ) from error
    header = Header(int.from_bytes(head[68:72], "big"), int.from_bytes(head[60:64], "big"))
    if head.startswith(_MAGIC) and len(head) == 100:
        return header
    if not head or header.application_id == APPLICATION_ID:
        raise Damaged(
            f"{path} is damaged: its beginning is {'overwritten' if head else 'gone'}. Leave the file as it is, and "
            "restore the newest backup with \N{LEFT DOUBLE QUOTATION MARK}orderdesk restore"
            "\N{RIGHT DOUBLE QUOTATION MARK}."
        )
    raise Foreign(f"{path} is not an OrderDesk database. Choose another file; this one was not touched.")


def shared_place(path: Path, mounts: Path = _MOUNTS) -> str:
    """Why the folder is no place for a database ("on the network share //nas/shop"), or "" when it is one."""
    full = path.absolute()
    if str(path).startswith(("\\\\", "//")):
        return "on the network share " + str(path.parent)
    for part in full.resolve().parts[:-1]:
        if part.casefold().startswith(_SYNCED):
            return f"in {part}, a folder that is copied to other PCs"
    if sys.platform == "win32":
        return _windows_share(full)
    return _mounted_share(full, mounts) if mounts.exists() else ""


def _mounted_share(full: Path, mounts: Path) -> str:
    folder = full.parent.resolve()
    best = ("", "", "")
    for line in mounts.read_text("utf-8", "surrogateescape").splitlines():
        source, point, kind = line.split(" ")[:3]
        point = point.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
        if folder.is_relative_to(point) and len(point) >= len(best[1]):
            best = (source, point, kind)
    source, point, kind = best
    name = kind.removeprefix("fuse.")
    if point == "/":
        return ""  # a sandbox may show its own disk as a 9p share
    if name in _NETWORK or (kind.startswith("fuse.") and name not in _LOCAL_FUSE):
        return f"on {source} ({name}, mounted at {point})"
    return ""


def _windows_share(full: Path) -> str:
    import ctypes

    remote = 4
    kind = ctypes.windll.kernel32.GetDriveTypeW(full.drive + "\\")  # type: ignore[attr-defined,unused-ignore]
    return f"on the network drive {full.drive}" if kind == remote else ""
