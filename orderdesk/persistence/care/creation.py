"""A new, empty database with today's tables: made aside, then put in place in one step."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from pysqlite3 import dbapi2 as driver
from sqlalchemy import URL, Connection, Engine, create_engine, inspect, text
from sqlalchemy.pool import NullPool

from orderdesk.domain.values.errors import Refused, StorageFailed
from orderdesk.persistence import schema
from orderdesk.persistence.care.files import put_new, scratch_beside, sweep, synced
from orderdesk.persistence.columns.base import with_conditions
from orderdesk.persistence.database import postgresql, seals, sqlite
from orderdesk.persistence.database.engine import Database, NoShop, file_of, open_database, parsed, place_of
from orderdesk.persistence.database.failures import storage_errors
from orderdesk.persistence.database.places import check_place, check_writable
from orderdesk.persistence.database.sharing.lock import FileLock, maintenance_lock
from orderdesk.persistence.schema.ddl import STATEMENTS

_PATIENCE = 12
"""How often the lock is waited for while somebody else makes the same file on a slow disk."""
ADVISORY_KEY = 0x4F44534B
"""The lock under which one PC at a time creates or upgrades a PostgreSQL database."""


class ShopExists(Refused):
    """A shop was to be made where there is one."""


def revision(version: int = schema.SCHEMA_VERSION) -> str:
    """The name of the migration that leads to a schema version: 1 is "0001"."""
    return f"{version:04d}"


def open_or_create(url: str | URL, *, allow_network: bool = False, quick_check: bool = True) -> Database:
    """Open the database at `url` as `open_database` does; one that is missing is made first, empty."""
    try:
        return open_database(url, allow_network=allow_network, quick_check=quick_check)
    except NoShop:
        with suppress(ShopExists):  # another program was quicker
            create_database(url, allow_network=allow_network)
    return open_database(url, allow_network=allow_network, quick_check=quick_check)


def create_database(url: str | URL, *, allow_network: bool = False) -> None:
    """Make an empty database with today's tables; refuse one that exists."""
    address = parsed(url)
    if address.get_backend_name() == "sqlite":
        create_sqlite(file_of(address), allow_network=allow_network)
        return
    engine = postgresql.engine(address)
    try:
        create_postgresql(engine, place_of(address))
    finally:
        engine.dispose()


def create_sqlite(path: Path, *, allow_network: bool = False) -> None:
    """Make the file; refuse one that exists. Killed at any time, the file is whole or not there."""
    check_place(path, allow_network=allow_network)
    check_writable(path)
    _check_free(path)
    with _alone(path):
        _check_free(path)
        sweep(path)
        with storage_errors(str(path)), scratch_beside(path) as scratch:
            fill_sqlite(scratch, network=allow_network)
            synced(scratch)
            if not put_new(scratch, path):
                _check_free(path)


def _alone(path: Path) -> FileLock:
    """The lock for making the file; `ShopExists` as soon as whoever came first has made it."""
    for _ in range(_PATIENCE):
        with suppress(StorageFailed):
            return maintenance_lock(path)
        _check_free(path)
    return maintenance_lock(path)


def _check_free(path: Path) -> None:
    if path.exists():
        raise ShopExists(f"{path} exists already. Choose another name, or open it.")


def fill_sqlite(path: Path, *, network: bool = False) -> None:
    """Make today's tables in a new file that nobody else knows of, written to the disk as one whole."""
    engine = create_engine("sqlite://", module=driver, creator=lambda: _bare(path), poolclass=NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode = MEMORY")
        connection.exec_driver_sql(f"PRAGMA application_id = {sqlite.APPLICATION_ID}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        make_tables(connection)
        connection.exec_driver_sql(f"PRAGMA user_version = {schema.SCHEMA_VERSION}")
        connection.exec_driver_sql("COMMIT")
        if not network:
            _prove_log(connection)


def _bare(path: Path) -> object:
    connection = sqlite.connect(path, mode="rwc")
    connection.execute("PRAGMA foreign_keys = ON").close()
    return connection


def _prove_log(connection: Connection) -> None:
    """A disk may accept the write-ahead log in name and fail at the first write: write once to see."""
    kept = connection.exec_driver_sql("PRAGMA journal_mode = WAL").scalar_one()
    if kept != "wal":
        raise StorageFailed("This disk cannot keep a write-ahead log. Keep the database on a local disk of this PC.")
    connection.exec_driver_sql(f"PRAGMA user_version = {schema.SCHEMA_VERSION}")


def create_postgresql(engine: Engine, place: str) -> None:
    """Make today's tables in an empty database, all in one transaction; refuse a database with tables."""
    with storage_errors(place), engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_KEY})
        names = inspect(connection).get_table_names()
        if "alembic_version" in names:
            raise ShopExists(f"{place} holds an OrderDesk shop already. Open it, or name an empty database.")
        if names:
            raise Refused(f"{place} holds the tables of another program ({names[0]}…). Name an empty database.")
        make_tables(connection)


def make_tables(connection: Connection) -> None:
    """Create the tables, triggers and search indexes of today's schema and mark its revision."""
    with_conditions().create_all(connection, checkfirst=False)
    for statement in STATEMENTS[connection.dialect.name]:
        run_plain(connection, statement)
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
        "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    connection.exec_driver_sql(f"INSERT INTO alembic_version (version_num) VALUES ('{revision()}')")  # noqa: S608  ours
    seals.install(connection)
    seals.renew(connection)


def run_plain(connection: Connection, statement: str) -> None:
    """Run a statement as it stands; the PostgreSQL driver alone reads percent signs as parameters."""
    doubled = connection.dialect.name == "postgresql"
    connection.exec_driver_sql(statement.replace("%", "%%") if doubled else statement)
