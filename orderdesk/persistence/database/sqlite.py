"""One SQLite file: how each connection is set up so that no sale is lost, torn or doubled."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pysqlite3 import dbapi2 as driver
from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import OperationalError

from orderdesk.domain.values.errors import StorageFailed
from orderdesk.persistence.database import gate, seals

APPLICATION_ID = 0x4F44534B  # "ODSK", in the header of every file of ours
BUSY_SECONDS = 15
_STEPS_A_LOOK = 100_000
_SETTINGS = (
    f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}",
    "PRAGMA foreign_keys = ON",
    # Without it INSERT OR REPLACE walks round the append-only triggers.
    "PRAGMA recursive_triggers = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
    "PRAGMA temp_store = MEMORY",
)
# A copy that is thrown away when anything goes wrong needs no care; its bytes are flushed once it is finished.
_SCRATCH = ("PRAGMA foreign_keys = OFF", "PRAGMA journal_mode = MEMORY", "PRAGMA synchronous = OFF")
# Only these keep every acknowledged commit through a power cut.
# A log that one great import has blown up is cut back afterwards.
_LOCAL = ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA journal_size_limit = 16777216")
_SHARED = ("PRAGMA journal_mode = DELETE", "PRAGMA synchronous = EXTRA")


def connect(path: Path, *, mode: str = "rw") -> Any:
    """A bare connection to the file in autocommit, the settings not yet made; `mode` "rwc" creates it."""
    return driver.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=512,
    )


def connect_to_read(path: Path) -> Any:
    """A bare connection that only reads, also where nothing can be written beside the file.

    There SQLite can make neither its log nor the index of it. Without a log that holds anything the file is whole by
    itself, and is read as one that does not change: nobody can change it there.
    """
    try:
        return _readable(path, "ro")
    except driver.OperationalError:
        log = path.with_name(path.name + "-wal")
        if log.exists() and log.stat().st_size:
            raise
        return _readable(path, "ro&immutable=1")


def _readable(path: Path, mode: str) -> Any:
    connection = connect(path, mode=mode)
    try:
        for statement in (*_SETTINGS, "PRAGMA query_only = ON", "SELECT 1 FROM sqlite_master"):
            connection.execute(statement).close()
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def ended_by(connection: Connection, stopped: Callable[[], bool]) -> Iterator[None]:
    """Let a long statement on this connection end with `StorageFailed` soon after `stopped` says so."""
    bare: Any = connection.connection.driver_connection
    bare.set_progress_handler(stopped, _STEPS_A_LOOK)
    try:
        yield
    except OperationalError:
        if stopped():
            raise StorageFailed("The integrity check was stopped; nothing was changed.") from None
        raise
    finally:
        bare.set_progress_handler(None, 0)


def configure(connection: Any, *, network: bool = False) -> None:
    """Make the settings of a bare connection; a folder on the network cannot have a write-ahead log."""
    try:
        for statement in (*_SETTINGS, *(_SHARED if network else _LOCAL)):
            connection.execute(statement).close()
    except UnicodeDecodeError as error:
        # SQLite names the damaged part of a schema, and the damage is in the name.
        raise driver.DatabaseError("database disk image is malformed") from error


def read_engine(path: Path, *, network: bool = False) -> Engine:
    """Connections that see one snapshot per transaction and refuse to write."""
    return _engine(path, "BEGIN DEFERRED", network=network, query_only=True)


def write_engine(path: Path, *, network: bool = False) -> Engine:
    """Connections whose every transaction holds the write lock from its first statement."""
    engine = _engine(path, "BEGIN IMMEDIATE", network=network, query_only=False)
    gate.guard(engine)
    event.listen(engine, "connect", lambda connection, record: seals.keep_tally(record.info, connection))
    return engine


def _engine(path: Path, begin: str, *, network: bool, query_only: bool) -> Engine:
    def opened() -> Any:
        connection = connect(path)
        try:
            configure(connection, network=network)
            connection.execute(f"PRAGMA query_only = {int(query_only)}").close()
        except BaseException:
            connection.close()
            raise
        return connection

    def opened_to_read() -> Any:
        try:
            return opened()
        except driver.OperationalError:
            return connect_to_read(path)

    return _made(opened_to_read if query_only else opened, begin)


def _made(opened: Callable[[], Any], begin: str) -> Engine:
    engine = create_engine("sqlite://", module=driver, creator=opened, poolclass=QueuePool, query_cache_size=2000)

    # The driver itself would start no transaction before a SELECT: what was read could change before it is written.
    @event.listens_for(engine, "begin")
    def started(connection: Connection) -> None:
        seals.begin(connection)
        connection.connection.dbapi_connection.execute(begin).close()  # type: ignore[union-attr]

    return engine


def aside_engine(path: Path) -> Engine:
    """Connections to a copy that nobody else knows of: quick, with no foreign key in force until the copy is checked.

    A table that is rebuilt while foreign keys are on takes the rows that refer to it along.
    """
    return _made(lambda: _aside(path), "BEGIN IMMEDIATE")


def _aside(path: Path) -> Any:
    connection = connect(path, mode="rwc")
    for statement in (*_SETTINGS, *_SCRATCH):
        connection.execute(statement).close()
    return connection


def settle(path: Path) -> None:
    """Bring everything of a file that nobody uses into the one file, its write-ahead log gone."""
    connection = connect(path)
    try:
        connection.execute("PRAGMA journal_mode = DELETE").close()
    finally:
        connection.close()


def copy(source: Path, target: Path) -> None:
    """Copy a database in use, as it was at one moment, into a new file of its own."""
    reading = connect(source)
    try:
        writing = connect(target, mode="rwc")
        try:
            writing.execute("PRAGMA synchronous = OFF").close()
            reading.backup(writing)
            writing.execute("PRAGMA journal_mode = DELETE").close()
        finally:
            writing.close()
    finally:
        reading.close()


def version() -> str:
    """The SQLite in use, such as "3.53.4"."""
    return str(driver.sqlite_version)
