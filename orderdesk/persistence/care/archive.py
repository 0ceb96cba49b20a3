"""The .odbackup file: a zip of one SQLite database and a manifest that proves it whole."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from orderdesk.domain.values.errors import BadInput, Refused, StorageFailed
from orderdesk.persistence.care.files import put_new, scratch_beside, synced

SUFFIX = ".odbackup"
_FORMAT = 1
_DATABASE = "shop.db"
_MANIFEST = "manifest.json"
_CHUNK = 1 << 20
_SEAL = 64  # letters of a hash in hex
_LARGEST_MANIFEST = 1 << 20
_LARGEST_RATIO = 400
"""A page of zeros packs 400 times at most here; what claims more is made to fill the disk."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: `size` in bytes and `sha256` of the database, rows by table, when and why it was made."""

    schema_version: int
    app_version: str
    made_at: datetime
    reason: str
    source: str
    size: int
    sha256: str
    counts: dict[str, int]
    # How many events there were and the hash of the newest: a history that was cut since is known by it.
    events: int = 0
    head: str = ""

    def text(self) -> str:
        """The manifest as JSON text."""
        return json.dumps({"format": _FORMAT, **asdict(self), "made_at": self.made_at.isoformat()}, indent=1)


def write_archive(database: Path, target: Path, manifest: Manifest) -> None:
    """Pack a closed database file as `target`, flushed to the disk; refuse a name that is taken."""
    with scratch_beside(target) as scratch:
        try:
            with zipfile.ZipFile(scratch, "x", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                archive.writestr(_MANIFEST, manifest.text())
                archive.write(database, _DATABASE)
            seal(scratch)
            _prove(scratch, manifest)
            synced(scratch)
            placed = put_new(scratch, target)
        except OSError as error:
            raise cannot_write(target, error) from error
        if not placed:
            raise Refused(f"{target} exists already. Choose another name for the backup.")


def read_manifest(path: Path) -> Manifest:
    """What a backup says of itself; raises `BadInput` for what is no backup or damaged."""
    with _opened(path) as archive:
        return _manifest(archive, path)


def unpack(path: Path, target: Path) -> Manifest:
    """Write the database of a backup to the new file `target` and prove that it is the one that was packed.

    Raises `BadInput` for a damaged or foreign file and `StorageFailed` when the disk is too small. Names inside the
    archive are only compared, never used as paths.
    """
    with _opened(path) as archive:
        _check_seal(path)
        manifest = _manifest(archive, path)
        try:
            if shutil.disk_usage(target.parent).free < manifest.size:
                raise StorageFailed(f"{target.parent} has too little room: the backup needs {manifest.size:,} bytes.")
            with target.open("xb") as file:
                _copy(archive, manifest, path, file)
        except zipfile.BadZipFile as error:
            raise damaged(path) from error
        except OSError as error:
            raise cannot_write(target, error) from error
    return manifest


def seal(path: Path) -> None:
    """End a zip with the hash of all that stands before it, as its comment, so that no bit of it goes unwatched."""
    with zipfile.ZipFile(path, "a") as archive:
        archive.comment = b"0" * _SEAL
    with path.open("rb+") as file:
        digest = _hash_before_seal(file)
        file.seek(-_SEAL, os.SEEK_END)
        file.write(digest)


def _check_seal(path: Path) -> None:
    with path.open("rb") as file:
        digest = _hash_before_seal(file)
        if file.read() != digest:
            raise damaged(path)


def _hash_before_seal(file: BinaryIO) -> bytes:
    digest = hashlib.sha256()
    left = file.seek(0, os.SEEK_END) - _SEAL
    file.seek(0)
    while left > 0:
        chunk = file.read(min(_CHUNK, left))
        digest.update(chunk)
        left -= len(chunk)
    return digest.hexdigest().encode()


def sha256_of(path: Path) -> str:
    """The hash of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def damaged(path: Path) -> BadInput:
    """The refusal of a backup that is not what was packed."""
    return BadInput(f"{path} is damaged or not an OrderDesk backup. Choose another backup; nothing was changed.")


def cannot_write(target: Path, error: OSError) -> StorageFailed:
    """The fault of a place that cannot be written."""
    why = error.strerror or "unknown fault"
    return StorageFailed(f"{target} could not be written ({why}). Free some space or choose another folder.")


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    if path.exists() and not path.is_file():  # a pipe or a device would be read for ever
        raise damaged(path)
    try:
        archive = zipfile.ZipFile(path)
    except FileNotFoundError:
        raise BadInput(f"There is no backup at {path}.") from None
    except (OSError, zipfile.BadZipFile, ValueError) as error:
        raise damaged(path) from error
    with archive:
        if sorted(archive.namelist()) != [_MANIFEST, _DATABASE]:
            raise damaged(path)
        yield archive


def _manifest(archive: zipfile.ZipFile, path: Path) -> Manifest:
    try:
        if archive.getinfo(_MANIFEST).file_size > _LARGEST_MANIFEST:
            raise ValueError
        found = json.loads(archive.read(_MANIFEST))
        if found.pop("format") != _FORMAT:
            raise Refused(f"{path} was made by a newer OrderDesk. Install that one to restore it; nothing was changed.")
        manifest = Manifest(**{**found, "made_at": datetime.fromisoformat(found["made_at"])})
        _check_fields(manifest)
    except (ValueError, TypeError, KeyError, AttributeError, zipfile.BadZipFile, zlib.error, NotImplementedError,
            RuntimeError, EOFError, OSError) as error:  # fmt: skip
        raise damaged(path) from error
    packed = archive.getinfo(_DATABASE)
    if packed.file_size != manifest.size or packed.file_size > _LARGEST_RATIO * packed.compress_size:
        raise damaged(path)
    return manifest


def _check_fields(manifest: Manifest) -> None:
    numbers = (manifest.schema_version, manifest.size, manifest.events, *manifest.counts.values())
    texts = (manifest.app_version, manifest.reason, manifest.source, manifest.sha256, manifest.head, *manifest.counts)
    if not all(type(number) is int and number >= 0 for number in numbers) or manifest.made_at.tzinfo is None:
        raise ValueError
    if not all(isinstance(text, str) for text in texts):
        raise ValueError


def _copy(archive: zipfile.ZipFile, manifest: Manifest, path: Path, file: BinaryIO | None) -> None:
    """Unpack at most the promised bytes, into `file` if given, and compare their hash with the promised one."""
    digest = hashlib.sha256()
    left = manifest.size
    try:
        with archive.open(_DATABASE) as packed:
            while chunk := packed.read(min(_CHUNK, left + 1)):
                left -= len(chunk)
                digest.update(chunk)
                if left < 0:
                    raise damaged(path)
                if file is not None:
                    file.write(chunk)
    except (zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise damaged(path) from error
    if left or digest.hexdigest() != manifest.sha256:
        raise damaged(path)


def _prove(path: Path, manifest: Manifest) -> None:
    with _opened(path) as archive:
        if _manifest(archive, path) != manifest:
            raise damaged(path)
        _copy(archive, manifest, path, None)
