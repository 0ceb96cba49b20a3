"""The folder of backups: what lies in it, a new one when something changed, and which old ones may go."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from errno import EIO
from pathlib import Path

from orderdesk.domain.values.errors import OrderDeskError
from orderdesk.persistence.care.archive import SUFFIX, Manifest, cannot_write, read_manifest, sha256_of
from orderdesk.persistence.care.backup import AUTOMATIC, backup, free_name
from orderdesk.persistence.care.files import scratch_beside, synced
from orderdesk.persistence.care.proving import Verify
from orderdesk.persistence.database.engine import Database

_ALL = timedelta(days=2)
_DAYS, _WEEKS, _MONTHS = 12, 10, 9


@dataclass(frozen=True, slots=True)
class Kept:
    """One backup on the shelf; `manifest` is None and `problem` a sentence when it cannot be read."""

    path: Path
    size: int
    manifest: Manifest | None
    problem: str = ""


def backups(folder: Path) -> tuple[Kept, ...]:
    """All backups in the folder, the newest first and the unreadable last; only their manifests are read."""
    readable: list[tuple[datetime, Kept]] = []
    unreadable: list[Kept] = []
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        each = _kept(path)
        if each.manifest is None:
            unreadable.append(each)
        else:
            readable.append((each.manifest.made_at, each))
    readable.sort(key=lambda pair: pair[0], reverse=True)
    return (*(each for _, each in readable), *unreadable)


def _kept(path: Path) -> Kept:
    size = path.stat().st_size
    try:
        return Kept(path, size, read_manifest(path))
    except OrderDeskError as error:
        return Kept(path, size, None, str(error))


def back_up_if_changed(
    database: Database, folder: Path, *, now: datetime, app_version: str, verify: Verify | None = None
) -> Path | None:
    """Make an automatic backup and thin the old ones; None when the newest backup already holds the same shop."""
    folder.mkdir(parents=True, exist_ok=True)
    newest = next((each.manifest for each in backups(folder) if each.manifest), None)
    stem = database.path.stem if database.path is not None else database.url.database or "shop"
    path = free_name(folder, stem, now, AUTOMATIC)
    made = backup(database, path, now=now, app_version=app_version, reason=AUTOMATIC, verify=verify)
    if newest is not None and newest.sha256 == made.sha256:
        path.unlink()
        return None
    thin(folder, now)
    return path


def copy_newest(folder: Path, second: Path, now: datetime) -> datetime | None:
    """Copy the newest backup into the folder `second` and thin the old ones there; when the newest there was made.

    Raises `StorageFailed` when the copy cannot be written; what lay there stays then.
    """
    newest = next((each for each in backups(folder) if each.manifest), None)
    if newest is not None and not (second / newest.path.name).exists():
        target = second / newest.path.name
        try:
            second.mkdir(exist_ok=True)
            with scratch_beside(target) as scratch:
                shutil.copyfile(newest.path, scratch)
                synced(scratch)
                if sha256_of(scratch) != sha256_of(newest.path):
                    raise OSError(EIO, "the copy differs")
                scratch.replace(target)
        except OSError as error:
            raise cannot_write(target, error) from error
        thin(second, now)
    return next((each.manifest.made_at for each in backups(second) if each.manifest), None)


def thin(folder: Path, now: datetime) -> tuple[Path, ...]:
    """Delete the automatic backups that are no longer worth their room; what a person or an upgrade made stays."""
    automatic = {
        each.path: each.manifest.made_at
        for each in backups(folder)
        if each.manifest is not None and each.manifest.reason == AUTOMATIC
    }
    wanted = worth_keeping(automatic.values(), now)
    gone = tuple(path for path, made_at in automatic.items() if made_at not in wanted)
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def worth_keeping(times: Iterable[datetime], now: datetime) -> set[datetime]:
    """All of the last 2 days, then the newest of each of 12 days, of each of 10 weeks and of each of 9 months."""
    newest_first = sorted(set(times), reverse=True)
    kept = {made_at for made_at in newest_first if now - made_at <= _ALL}
    older = [made_at for made_at in newest_first if made_at not in kept]
    kept |= set(_newest_of(older, "%Y-%m-%d", _DAYS))
    kept |= set(_newest_of(older, "%G-%V", _WEEKS))
    kept |= set(_newest_of(older, "%Y-%m", _MONTHS))
    return kept


def _newest_of(newest_first: Iterable[datetime], period: str, count: int) -> list[datetime]:
    found: dict[str, datetime] = {}
    for made_at in newest_first:
        found.setdefault(made_at.strftime(period), made_at)
    return list(found.values())[:count]
