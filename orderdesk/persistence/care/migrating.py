"""Upgrades a shop made by an older OrderDesk: backup, copy, check, and only then the change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, inspect, text

from orderdesk.domain.values.errors import StorageFailed
from orderdesk.persistence.care import schema_steps
from orderdesk.persistence.care.backup import BEFORE_UPGRADE, backup_file, backup_server, free_name
from orderdesk.persistence.care.creation import ADVISORY_KEY, revision
from orderdesk.persistence.care.files import scratch_beside, swap, sweep, synced
from orderdesk.persistence.care.proving import Verify, prove_file
from orderdesk.persistence.columns.base import SCHEMA_VERSION
from orderdesk.persistence.database import engine as engines
from orderdesk.persistence.database import postgresql, sqlite
from orderdesk.persistence.database.failures import storage_errors
from orderdesk.persistence.database.places import check_ours, check_place, check_writable, newer
from orderdesk.persistence.database.sharing.lock import beside, maintenance_lock
from orderdesk.persistence.database.sharing.turns import take_turn
from orderdesk.persistence.migrations import SCRIPTS


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What an upgrade did: versions before and after, the backup made first, and the old file that was kept."""

    before: int
    after: int
    backup: Path | None = None
    kept: Path | None = None


def migrate(
    url: str | URL,
    backup_dir: Path,
    now: datetime,
    *,
    app_version: str,
    verify: Verify | None = None,
    allow_network: bool = False,
    target: int = SCHEMA_VERSION,
    scripts: Path = SCRIPTS,
) -> Upgraded:
    """Bring the shop at `url` to this program's schema; a shop that has it already is left alone.

    Killed at any moment, the shop is the old or the new one, and running it again succeeds. Raises `StorageFailed`
    when others use the shop, when no verified backup can be made or when a row would be lost.
    """
    address = engines.parsed(url)
    if address.get_backend_name() == "postgresql":
        return _migrate_server(address, backup_dir, now, app_version, verify, target, scripts)
    path = engines.file_of(address)
    check_place(path, allow_network=allow_network)
    check_writable(path)
    if not path.exists():
        raise StorageFailed(f"There is no database at {path}. Correct the path.")
    if check_ours(path, target).schema_version == target:
        return Upgraded(target, target)
    with maintenance_lock(path):
        return _migrate_file(path, backup_dir, now, app_version, verify, target, scripts)


def _migrate_file(
    path: Path, backup_dir: Path, now: datetime, app_version: str, verify: Verify | None, target: int, scripts: Path
) -> Upgraded:
    old = check_ours(path, target).schema_version  # another program may have upgraded it while we waited for the lock
    if old == target:
        return Upgraded(target, target)
    sweep(path)
    saved = _backup_name(backup_dir, path.stem, now, old, target)
    backup_file(path, saved, now=now, app_version=app_version, reason=BEFORE_UPGRADE)
    kept = beside(path, f".version-{old}-{now:%Y%m%d-%H%M%S}")
    with storage_errors(str(path)), scratch_beside(path) as scratch:
        sqlite.settle(path)
        sqlite.copy(path, scratch)
        prove_file(scratch, str(path))
        schema_steps.upgrade_file(scratch, target, scripts)
        prove_file(scratch, str(path), verify)
        synced(scratch)
        swap(scratch, path, kept)
    return Upgraded(old, target, saved, kept)


def _backup_name(folder: Path, stem: str, now: datetime, old: int, new: int) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageFailed(
            f"No backup can be made in {folder} ({error.strerror}), so nothing was upgraded. Choose another folder."
        ) from error
    return free_name(folder, stem, now, f"{BEFORE_UPGRADE}-{old}-to-{new}")


def _migrate_server(
    address: URL,
    backup_dir: Path,
    now: datetime,
    app_version: str,
    verify: Verify | None,
    target: int,
    scripts: Path,
) -> Upgraded:
    place = engines.place_of(address)
    engine = postgresql.engine(address)
    try:
        if engines.known_revision(engine, place) is None:
            raise StorageFailed(f"{place} holds no OrderDesk shop. Correct the address.")
        with storage_errors(place), engine.begin() as connection:
            old = _alone(connection, place)
            if old > target:
                raise newer(place, old)
            if old == target:
                return Upgraded(target, target)
            saved = _backup_name(backup_dir, address.database or "shop", now, old, target)
            _backup_first(engine, place, saved, now, app_version)
            schema_steps.upgrade(connection, target, scripts)
            if verify is not None:
                verify(connection)
            return Upgraded(old, target, saved)
    finally:
        engine.dispose()


def _alone(connection: Connection, place: str) -> int:
    """Keep other PCs from upgrading and from writing until the end of the transaction; return the version found."""
    if not connection.scalar(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": ADVISORY_KEY}):
        raise StorageFailed(f"Another PC is upgrading {place} just now. Wait until it has ended.")
    take_turn(connection)
    for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
        connection.execute(text(f"SET LOCAL {limit} = 0"))
    names = ", ".join(f'"{name}"' for name in sorted(inspect(connection).get_table_names()))
    connection.execute(text(f"LOCK TABLE {names} IN EXCLUSIVE MODE"))
    return int(connection.scalar(text("SELECT version_num FROM alembic_version")) or 0)


def _backup_first(engine: Engine, place: str, saved: Path, now: datetime, app_version: str) -> None:
    backup_server(engine, place, saved, now=now, app_version=app_version, reason=BEFORE_UPGRADE)


def needed(url: str | URL) -> bool:
    """Whether the shop at `url` must be upgraded before it can be opened."""
    address = engines.parsed(url)
    if address.get_backend_name() == "sqlite":
        return check_ours(engines.file_of(address)).schema_version < SCHEMA_VERSION
    engine = postgresql.engine(address)
    try:
        found = engines.known_revision(engine, engines.place_of(address))
    finally:
        engine.dispose()
    return found is not None and found < revision()
