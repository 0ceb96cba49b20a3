"""Brings a shop back from a backup: unpacked aside, upgraded, proved, and only then put in the shop's place."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pysqlite3 import dbapi2 as driver
from sqlalchemy import URL, Connection, Engine, exc, inspect, text

from orderdesk.domain.values.errors import Refused, StorageFailed
from orderdesk.persistence import schema
from orderdesk.persistence.care import creation, schema_steps
from orderdesk.persistence.care.archive import Manifest, damaged, unpack
from orderdesk.persistence.care.backup import BEFORE_RESTORE, backup_server, free_name
from orderdesk.persistence.care.files import put_new, scratch_beside, swap, sweep, synced
from orderdesk.persistence.care.proving import Verify, prove_file
from orderdesk.persistence.database import engine as engines
from orderdesk.persistence.database import neutral, postgresql, seals, sqlite
from orderdesk.persistence.database.failures import storage_errors
from orderdesk.persistence.database.places import check_place, check_writable, newer, read_header
from orderdesk.persistence.database.sharing.lock import beside, maintenance_lock
from orderdesk.persistence.database.sharing.turns import take_turn
from orderdesk.persistence.database.unit_of_work import CHANNEL
from orderdesk.persistence.people import records as people
from orderdesk.persistence.record import search
from orderdesk.persistence.schema.ddl import SEARCHED


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, and where the shop that stood there before is kept; None when there was none."""

    manifest: Manifest
    kept: Path | None


def restore(
    archive: Path,
    url: str | URL,
    *,
    now: datetime,
    app_version: str,
    verify: Verify | None = None,
    keep_dir: Path | None = None,
    allow_network: bool = False,
) -> Restored:
    """Put the shop of a backup at `url`; one that is there already is kept aside, a file beside it or a backup.

    The backup of a shop on `keep_dir` (by default the folder of `archive`) is made for PostgreSQL only. Raises
    `BadInput` for a damaged backup, `Refused` for one from a newer OrderDesk or with a schema that is not ours,
    `StorageFailed` when others use the shop or the disk is at fault. Nothing is changed then.
    """
    address = engines.parsed(url)
    if address.get_backend_name() == "sqlite":
        path = engines.file_of(address)
        check_place(path, allow_network=allow_network)
        check_writable(path)
        with maintenance_lock(path):
            return _restore_file(archive, path, now, verify)
    with tempfile.TemporaryDirectory(prefix="orderdesk-restore-") as folder:
        scratch = Path(folder) / "shop.db"
        manifest = _prepared(archive, scratch, verify)
        kept = _restore_server(scratch, address, keep_dir or archive.absolute().parent, now, app_version)
    return Restored(manifest, kept)


def _prepared(archive: Path, scratch: Path, verify: Verify | None) -> Manifest:
    """Unpack the backup's database as `scratch`, bring it to today's schema and prove it."""
    manifest = unpack(archive, scratch)
    if manifest.schema_version > schema.SCHEMA_VERSION:
        raise newer(str(archive), manifest.schema_version)
    try:
        header = read_header(scratch)
    except (Refused, StorageFailed):
        raise damaged(archive) from None
    if (header.application_id, header.schema_version) != (sqlite.APPLICATION_ID, manifest.schema_version):
        raise damaged(archive)
    with storage_errors(str(archive)):
        counts = prove_file(scratch, str(archive))
        if counts != manifest.counts:
            raise damaged(archive)
        if manifest.schema_version < schema.SCHEMA_VERSION:
            schema_steps.upgrade_file(scratch, schema.SCHEMA_VERSION)
        prove_file(scratch, str(archive), verify, own=True)
    synced(scratch)
    return manifest


def _restore_file(archive: Path, path: Path, now: datetime, verify: Verify | None) -> Restored:
    sweep(path)
    with storage_errors(str(path)), scratch_beside(path) as scratch:
        manifest = _prepared(archive, scratch, verify)
        if not path.exists():
            _drop_log(path, None)
            put_new(scratch, path)
            return Restored(manifest, None)
        if _is_ours(path):
            _take_pins(path, scratch)
        kept = beside(path, f".before-restore-{now:%Y%m%d-%H%M%S}")
        _drop_log(path, kept)
        swap(scratch, path, kept)
    return Restored(manifest, kept)


def _take_pins(path: Path, scratch: Path) -> None:
    """Backups hold no PINs: who had one in the shop that is replaced has it in the one that takes its place."""
    with suppress(driver.Error, exc.DBAPIError, StorageFailed):  # a damaged shop has none to give
        old = sqlite.aside_engine(path)
        try:
            with old.connect() as connection:
                pins = people.kept_pins(connection)
        finally:
            old.dispose()
        with _source(scratch) as target:
            people.put_pins(target, pins)
        synced(scratch)


def _is_ours(path: Path) -> bool:
    """Whether a file bears our mark; one of another program is moved aside as it is."""
    with suppress(Refused, StorageFailed):
        return read_header(path).application_id == sqlite.APPLICATION_ID
    return False


def _drop_log(path: Path, kept: Path | None) -> None:
    """No write-ahead log of the old file may stay: it would be played into the new one."""
    if kept is not None and _is_ours(path):
        with suppress(driver.Error):  # a damaged file cannot take its log in
            sqlite.settle(path)
    for side in ("-wal", "-shm", "-journal"):
        left = beside(path, side)
        if left.exists():
            left.replace(beside(kept or path, side if kept else f"{side}.left"))


def _restore_server(scratch: Path, address: URL, keep_dir: Path, now: datetime, app_version: str) -> Path | None:
    place = engines.place_of(address)
    engine = postgresql.engine(address)
    try:
        kept = _keep_server(engine, place, address, keep_dir, now, app_version)
        with _source(scratch) as source, storage_errors(place), engine.begin() as target:
            pins = people.kept_pins(target)
            _empty(target, place)
            names = [table.name for table in schema.metadata.sorted_tables]
            with neutral.untriggered(target, names):
                neutral.copy_tables(source, target, names)
            neutral.advance_keys(target, names)
            seals.renew(target, seals.spoilt(source))
            people.put_pins(target, pins)
            for kind in SEARCHED:
                search.reindex(target, kind)
            if neutral.counted(target) != neutral.counted(source):
                raise StorageFailed(f"Not every row reached {place}; it was left as it was. Try again.")
            target.execute(text(f"NOTIFY {CHANNEL}, 'restore *'"))
        return kept
    finally:
        engine.dispose()


@contextmanager
def _source(scratch: Path) -> Iterator[Connection]:
    engine = sqlite.aside_engine(scratch)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def _keep_server(
    engine: Engine, place: str, address: URL, keep_dir: Path, now: datetime, app_version: str
) -> Path | None:
    found = engines.known_revision(engine, place)
    if found is None:
        creation.create_postgresql(engine, place)
        return None
    if found != creation.revision():
        raise Refused(f"{place} has the layout of another OrderDesk. Upgrade it first, or name an empty database.")
    kept = free_name(keep_dir, address.database or "shop", now, BEFORE_RESTORE)
    backup_server(engine, place, kept, now=now, app_version=app_version, reason=BEFORE_RESTORE)
    return kept


def _empty(target: Connection, place: str) -> None:
    """Take the database for ourselves and clear it; what is in it has been backed up."""
    if not target.scalar(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": creation.ADVISORY_KEY}):
        raise StorageFailed(f"Another PC is upgrading or restoring {place} just now. Wait until it has ended.")
    take_turn(target)
    for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
        target.execute(text(f"SET LOCAL {limit} = 0"))
    names = sorted(set(inspect(target).get_table_names()) - {"alembic_version"})
    quoted = ", ".join(f'"{name}"' for name in names)
    target.execute(text(f"TRUNCATE {quoted}"))
