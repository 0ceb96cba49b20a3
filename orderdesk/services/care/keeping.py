"""Keeping the shop safe: backups that are proved, bringing one back, and upgrading an older database."""

from __future__ import annotations

import platform
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, Connection

from orderdesk import __version__
from orderdesk.domain.care.checking import Finding
from orderdesk.domain.values.errors import StorageFailed
from orderdesk.domain.values.rights import NO_RIGHT
from orderdesk.persistence.care import backup, migrating, restoring, shelf
from orderdesk.persistence.care.archive import Manifest, read_manifest
from orderdesk.persistence.database.engine import NoShop, open_database
from orderdesk.persistence.database.failures import Damaged
from orderdesk.persistence.database.places import Foreign
from orderdesk.persistence.proofs import registry
from orderdesk.persistence.proofs.base import Context
from orderdesk.persistence.proofs.seals import RESTORED
from orderdesk.persistence.record.newer import Newer, newer_than
from orderdesk.persistence.shop.records import shop_head
from orderdesk.persistence.shop.set_up import is_set_up
from orderdesk.services.desk import Desk

NO_SHOP = (NoShop, Damaged, Foreign)
"""What an address that holds no usable shop is refused with; only these let a restore go on without a right."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup as it was made; `findings` is what does not tie in the books it holds: it is kept all the same."""

    path: Path
    manifest: Manifest
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """A shop as it was restored; `kept` is where the one before it lies now."""

    manifest: Manifest
    kept: Path | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Loss:
    """What a restore over the shop in use would bring, and what was entered in this one since."""

    archive: Path
    manifest: Manifest
    newer: Newer


@dataclass(slots=True)
class _Look:
    """Proves the books of a copy and remembers what it found; a copy with a finding is better than none."""

    findings: list[Finding] = field(default_factory=list)

    def __call__(self, connection: Connection) -> None:
        if is_set_up(connection):
            context = Context(shop_head(connection)[1], lambda: None)
            for family in registry.FAMILIES:
                self.findings += family.prove(connection, context)


def back_up(desk: Desk, target: Path, *, reason: str = backup.MANUAL) -> BackedUp:
    """Write a backup to the new file `target`, or under a name of its own into the folder `target`."""
    desk.noting("back up", "backed up", reason)
    now = desk.clock()
    named = "" if reason == backup.MANUAL else reason
    path = backup.free_name(target, "shop", now, named) if target.is_dir() else target
    look = _Look()
    made = backup.backup(desk.database, path, now=now, app_version=__version__, reason=reason, verify=look)
    return BackedUp(path, made, tuple(look.findings))


def loss_of(desk: Desk, archive: Path) -> Loss:
    """What a restore of `archive` over this shop would take away; refuse who may not restore, and note who asked."""
    manifest = read_manifest(archive)
    with desk.writing(right="restore backups") as work:
        work.event("books", 0, "restore wanted", archive.name)
        return Loss(archive, manifest, newer_than(work.connection, manifest.made_at))


def keep_before_restore(desk: Desk, folder: Path) -> Path:
    """Back the shop up into `folder` because another one is to take its place."""
    make_shelf(folder)
    return back_up(desk, folder, reason=backup.BEFORE_RESTORE).path


def backups(folder: Path) -> tuple[shelf.Kept, ...]:
    """All backups in the folder, the newest first and the unreadable last."""
    return shelf.backups(folder)


def back_up_if_changed(desk: Desk, folder: Path) -> Path | None:
    """Put an automatic backup into `folder` and thin the old ones; None when the newest holds the same shop.

    The file is proved whole; the books in it are proved by `back_up` and by "Verify books", which take longer.
    """
    make_shelf(folder)
    return shelf.back_up_if_changed(desk.database, folder, now=desk.clock(), app_version=__version__)


def bring_back(
    archive: Path, address: URL, clock: Callable[[], datetime], *, allow_network: bool = False
) -> BroughtBack:
    """Put the shop of a backup in the place of the one at `address`, which is kept aside."""
    look = _Look()
    restored = restoring.restore(
        archive, address, now=clock(), app_version=__version__, verify=look, allow_network=allow_network
    )
    _note_restore(address, restored.manifest, clock, allow_network=allow_network)
    return BroughtBack(restored.manifest, restored.kept, tuple(look.findings))


def _note_restore(address: URL, manifest: Manifest, clock: Callable[[], datetime], *, allow_network: bool) -> None:
    """Write down where the history goes on from, so that what came after is known to be given up and not cut."""
    database = open_database(address, allow_network=allow_network, quick_check=False)
    try:
        with Desk(database, clock=clock).writing(right=NO_RIGHT) as work:
            if is_set_up(work.connection):
                work.event("books", 0, RESTORED, f"{manifest.made_at:%Y-%m-%d %H:%M} UTC")
    finally:
        database.close()


def copy_to_second(folder: Path, second: Path, now: datetime) -> datetime | None:
    """Copy the newest backup of `folder` to this PC's own folder in `second`, such as a stick or a network share.

    Returns when the newest one there was made. `StorageFailed` when the disk is not there or not writable.
    """
    if not second.is_dir():
        raise StorageFailed(f"The folder {second} is not there. Plug its disk in, or choose another one.")
    return shelf.copy_newest(folder, second / f"OrderDesk-{platform.node() or 'desk'}", now)


def make_shelf(folder: Path) -> None:
    """Make the folder of backups if it is not there; a sentence when it cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = error.strerror or "unknown fault"
        raise StorageFailed(
            f"The folder of backups {folder} cannot be made: {why}. Mend that, or choose another one."
        ) from None


def upgrade(
    address: URL, backups: Path, clock: Callable[[], datetime], *, allow_network: bool = False
) -> migrating.Upgraded:
    """Bring a database made by an older OrderDesk to today's layout; a backup is made in `backups` first."""
    make_shelf(backups)
    return migrating.migrate(
        address, backups, clock(), app_version=__version__, verify=_Look(), allow_network=allow_network
    )
