"""Makes a backup of the shop while it is in use: copied at one moment, proved whole, then given its name."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from orderdesk.domain.values.errors import Refused, StorageFailed
from orderdesk.persistence.care import schema_steps
from orderdesk.persistence.care.archive import SUFFIX, Manifest, sha256_of, write_archive
from orderdesk.persistence.care.files import scratch_beside
from orderdesk.persistence.care.proving import Verify, prove_file
from orderdesk.persistence.database import neutral, postgresql, seals, sqlite
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.database.failures import storage_errors
from orderdesk.persistence.database.places import read_header
from orderdesk.persistence.people import records as people

MANUAL, AUTOMATIC, BEFORE_UPGRADE, BEFORE_RESTORE = "manual", "automatic", "before-upgrade", "before-restore"


def backup(
    database: Database,
    target: Path,
    *,
    now: datetime,
    app_version: str,
    reason: str = MANUAL,
    verify: Verify | None = None,
) -> Manifest:
    """Write a backup of an open shop to the new file `target` and say what it holds; work in the shop goes on.

    Raises `Refused` when the name is taken, `StorageFailed` when the disk or the shop is at fault, and what `verify`
    raises when the copied books do not tie; then no file is left.
    """
    if database.path is not None:
        return backup_file(database.path, target, now=now, app_version=app_version, reason=reason, verify=verify)
    return backup_server(
        database.read, database.place, target, now=now, app_version=app_version, reason=reason, verify=verify
    )


def backup_file(
    path: Path, target: Path, *, now: datetime, app_version: str, reason: str, verify: Verify | None = None
) -> Manifest:
    """As `backup`, for a SQLite file of any schema."""
    check_target(target)
    with storage_errors(str(target)), scratch_beside(target) as scratch:
        sqlite.copy(path, scratch)
        return _packed(scratch, target, str(path), f"SQLite {sqlite.version()}", now, app_version, reason, verify)


def backup_server(
    engine: Engine,
    place: str,
    target: Path,
    *,
    now: datetime,
    app_version: str,
    reason: str,
    verify: Verify | None = None,
) -> Manifest:
    """As `backup`, for a PostgreSQL database of any schema: its rows in a SQLite file of the same schema."""
    check_target(target)
    with storage_errors(str(target)), scratch_beside(target) as scratch:
        with storage_errors(place), postgresql.reading(engine).begin() as source:
            # A large shop takes longer to read than any click may.
            source.execute(text("SET LOCAL statement_timeout = 0"))
            version = int(source.scalar(text("SELECT version_num FROM alembic_version")) or 0)
            server = str(source.scalar(text("SHOW server_version"))).split()[0]
            _export(source, scratch, version)
        return _packed(scratch, target, place, f"PostgreSQL {server}", now, app_version, reason, verify)


def _export(source: Connection, scratch: Path, version: int) -> None:
    schema_steps.make_file(scratch, version)
    engine = sqlite.aside_engine(scratch)
    try:
        with engine.begin() as target:
            sealed = seals.exist(target)
            if sealed:
                seals.clear(target)
            neutral.copy_tables(source, target, neutral.tables_with_data(target))
            neutral.copy_search(source, target)
            if sealed:
                seals.renew(target, seals.spoilt(source))
    finally:
        engine.dispose()


def _packed(
    scratch: Path,
    target: Path,
    place: str,
    source: str,
    now: datetime,
    app_version: str,
    reason: str,
    verify: Verify | None,
) -> Manifest:
    counts = prove_file(scratch, place, verify, references=False)
    events, head = _without_pins(scratch)
    manifest = Manifest(
        schema_version=read_header(scratch).schema_version,
        app_version=app_version,
        made_at=now,
        reason=reason,
        source=source,
        size=scratch.stat().st_size,
        sha256=sha256_of(scratch),
        counts=counts,
        events=events,
        head=head,
    )
    write_archive(scratch, target, manifest)
    return manifest


def _without_pins(scratch: Path) -> tuple[int, str]:
    """Take the hashes of PINs out of a copy that others will hold: four digits are soon guessed from one.

    Returns how many events the copy has and the hash of the newest; (0, "") for one of a layout that has no chain.
    """
    engine = sqlite.aside_engine(scratch)
    try:
        with engine.begin() as connection:
            if not seals.exist(connection):
                return 0, ""
            if connection.scalar(text("SELECT count(*) FROM users WHERE pin <> ''")):
                people.drop_pins(connection)
            return seals.anchor_of(connection)
    finally:
        engine.dispose()


def check_target(target: Path) -> None:
    """Refuse a name that is taken and a folder that is not there, before any work is done."""
    if target.exists():
        raise Refused(f"{target} exists already. Choose another name for the backup.")
    if not target.absolute().parent.is_dir():
        raise StorageFailed(f"The folder {target.absolute().parent} does not exist. Make it, or choose another one.")


def free_name(folder: Path, stem: str, now: datetime, reason: str = "") -> Path:
    """A backup's name that is not taken yet: "shop-20261122-211500-before-upgrade-1-to-2.odbackup"."""
    name = f"{stem}-{now:%Y%m%d-%H%M%S}" + (f"-{reason}" if reason else "")
    taken = folder / f"{name}{SUFFIX}"
    number = 1
    while taken.exists():
        number += 1
        taken = folder / f"{name}-{number}{SUFFIX}"
    return taken
