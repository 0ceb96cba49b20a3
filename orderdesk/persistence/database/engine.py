"""The shop's database, opened by its address: one SQLite file, or a PostgreSQL server that several PCs share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, make_url, text
from sqlalchemy.exc import ArgumentError

from orderdesk.domain.values.errors import BadInput, StorageFailed, Unwritable
from orderdesk.persistence.columns.base import SCHEMA_VERSION
from orderdesk.persistence.database import postgresql, sqlite, unit_of_work
from orderdesk.persistence.database.failures import Damaged, storage_errors
from orderdesk.persistence.database.places import check_ours, check_place, check_writable, newer, why_unwritable
from orderdesk.persistence.database.sharing.lock import FileLock, use_lock
from orderdesk.persistence.database.sharing.seen import SeenVersion
from orderdesk.persistence.database.sharing.turns import Turn, Waits, no_turn, turns_beside
from orderdesk.persistence.database.unit_of_work import UnitOfWork

# Looking through a file takes about 15 ms a MB; a larger one is looked through once the window stands.
_QUICK_CHECK_BYTES = 20_000_000


@dataclass(slots=True)
class Halt:
    """Whether anything can be kept just now: `why` says in a sentence why not, "" while it can."""

    why: str = ""

    @property
    def words(self) -> str:
        """What a person is told who only reads, or ""."""
        told = self.why.removesuffix("; nothing was changed.").removesuffix(".")
        return f"{told}. Everything can be read meanwhile, and nothing is kept." if self.why else ""


@dataclass(frozen=True, slots=True)
class Database:
    """An open database: `read` refuses to write, every transaction of `write` holds its lock from the start."""

    url: URL
    read: Engine
    write: Engine
    path: Path | None
    lock: FileLock | None
    turn: Turn = no_turn
    seen: SeenVersion = field(default_factory=SeenVersion)
    halt: Halt = field(default_factory=Halt)
    place: str = field(init=False)
    """The database as a person knows it: the file, or name and server; never the password."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "place", place_of(self.url))

    @property
    def dialect(self) -> str:
        """ "sqlite" or "postgresql"."""
        return self.write.dialect.name

    @contextmanager
    def writing(self, waits: Waits = bool) -> Iterator[UnitOfWork]:
        """One use case: committed as a whole at the end of the block, rolled back on any error.

        It waits until no other use case writes; `waits` hears when that takes long, and when it is over. `Unwritable`
        where nothing can be kept, until it can be again.
        """
        if why := self.look_again():
            raise Unwritable(why)
        try:
            with unit_of_work.writing(self.write, self.place, self.seen, self.turn, waits) as work:
                yield work
        except Unwritable as said:
            self.halt.why = str(said)
            raise

    def look_again(self) -> str:
        """Why nothing can be kept, found out anew where that was so; "" when it can be, from now on."""
        if self.halt.why:
            self.halt.why = self._why_unwritable()
            if not self.halt.why:
                # What was opened for reading alone is opened anew.
                self.read.dispose()
                self.write.dispose()
        return self.halt.why

    def _why_unwritable(self) -> str:
        if self.path is not None:
            return why_unwritable(self.path)
        # What a session may do is settled when it begins.
        self.write.dispose()
        return postgresql.why_unwritable(self.write, self.place)

    def reading(self) -> AbstractContextManager[Connection]:
        """One snapshot for everything that is read in the block."""
        return unit_of_work.reading(self.read, self.place)

    def versions(self) -> str:
        """The database program in use, for About and `check`: "SQLite 3.53.4"."""
        if self.path is not None:
            return f"SQLite {sqlite.version()}"
        with self.reading() as connection:
            return "PostgreSQL " + str(connection.scalar(text("SHOW server_version"))).split()[0]

    @property
    def is_big(self) -> bool:
        """Whether it is a file too large to be looked through before the window stands."""
        return self.path is not None and self.path.stat().st_size > _QUICK_CHECK_BYTES

    def look_through(self, stopped: Callable[[], bool] = lambda: False) -> None:
        """Look quickly through a SQLite file for damaged pages; raises `StorageFailed` if there is one.

        It ends soon after `stopped` says so, with `StorageFailed` as well.
        """
        if self.path is not None:
            with self.reading() as connection, sqlite.ended_by(connection, stopped):
                find_damage(connection, self.place)

    def close(self) -> None:
        """Close all connections and let others have the file; a second call does nothing."""
        self.read.dispose()
        self.write.dispose()
        if self.lock is not None:
            self.lock.release()


def open_database(url: str | URL, *, allow_network: bool = False, quick_check: bool = True) -> Database:
    """Open the database at `url`.

    Raises `NoShop` where there is none, `Refused` for a foreign or newer database, `StorageFailed` for one that can
    not be used, `OldSchema` for one that must be upgraded first. `quick_check` looks through a file of up to 20 MB for
    damage; for a larger one call `look_through`.
    """
    address = parsed(url)
    if address.get_backend_name() == "postgresql":
        return _open_postgresql(address)
    return _open_sqlite(address, allow_network, quick_check)


class NoShop(StorageFailed):
    """There is no shop at the address: no file, or a server's database without our tables."""


class OldSchema(StorageFailed):
    """The database was made by an older OrderDesk and must be upgraded before use."""


def _open_sqlite(address: URL, allow_network: bool, quick_check: bool) -> Database:
    path = file_of(address)
    check_place(path, allow_network=allow_network)
    if not path.exists():
        check_writable(path)
        raise NoShop(
            f"There is no database at {path}. Make one with \N{LEFT DOUBLE QUOTATION MARK}orderdesk init"
            "\N{RIGHT DOUBLE QUOTATION MARK}, or correct the path."
        )
    check_ours(path)
    why = why_unwritable(path)
    lock = _lock_to_read(path) if why else use_lock(path, alone=allow_network)
    database = Database(
        url=address,
        read=sqlite.read_engine(path, network=allow_network),
        write=sqlite.write_engine(path, network=allow_network),
        path=path,
        lock=lock,
        # On a network folder one program works alone, and locks beside the file may not hold.
        turn=no_turn if allow_network else turns_beside(path),
        halt=Halt(why),
    )
    try:
        # Read again now that nobody can upgrade it; SQLite itself would write to an older file on opening it.
        _check_version(str(path), check_ours(path).schema_version)
        if quick_check and not database.is_big:
            database.look_through()
    except BaseException:
        database.close()
        raise
    return database


def _lock_to_read(path: Path) -> FileLock | None:
    """Hold the file open where even its lock cannot be written; nobody upgrades or replaces what they cannot write."""
    with suppress(Unwritable):
        return use_lock(path)
    return None


def find_damage(connection: Connection, place: str) -> None:
    """Let SQLite look through its file quickly; raises `StorageFailed` when a page is damaged."""
    found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
    if found != "ok":
        raise Damaged(
            f"{place} is damaged. Leave the file as it is, and restore the newest backup with "
            "\N{LEFT DOUBLE QUOTATION MARK}orderdesk restore\N{RIGHT DOUBLE QUOTATION MARK}."
        )


def _open_postgresql(address: URL) -> Database:
    engine = postgresql.engine(address)
    place = place_of(address)
    try:
        revision = known_revision(engine, place)
        if revision is None:
            raise NoShop(
                f"{place} holds no OrderDesk shop. Make one with \N{LEFT DOUBLE QUOTATION MARK}orderdesk init"
                "\N{RIGHT DOUBLE QUOTATION MARK}, or correct the address."
            )
        _check_version(place, int(revision))
        postgresql.check_direct(engine, place)
        halt = Halt(postgresql.why_unwritable(engine, place))
    except BaseException:
        engine.dispose()
        raise
    read = postgresql.reading(engine)
    return Database(url=address, read=read, write=engine, path=None, lock=None, halt=halt)


def known_revision(engine: Engine, place: str) -> str | None:
    """The revision a PostgreSQL database is at; None when it holds no shop."""
    with storage_errors(place), engine.connect() as connection:
        if connection.scalar(text("SELECT to_regclass('alembic_version')")) is None:
            return None
        found = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return None if found is None else str(found)


def _check_version(place: str, version: int) -> None:
    if version > SCHEMA_VERSION:
        raise newer(place, version)
    if version < SCHEMA_VERSION:
        raise OldSchema(
            f"{place} was made by an older OrderDesk. Upgrade it with \N{LEFT DOUBLE QUOTATION MARK}orderdesk migrate"
            "\N{RIGHT DOUBLE QUOTATION MARK}; a backup is made first."
        )


def parsed(url: str | URL) -> URL:
    """Read a database address; refuse what is neither a SQLite file nor a PostgreSQL server."""
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        raise BadInput(_WHICH.format(given="That"), field="db") from None
    if address.get_backend_name() not in {"sqlite", "postgresql"}:
        raise BadInput(_WHICH.format(given=address.get_backend_name()), field="db")
    _check_address(address)
    return address


def _check_address(address: URL) -> None:
    """Refuse a port that is none and an option that the driver does not know, before it stumbles over them."""
    if address.port is not None and not 0 < address.port < 65_536:
        raise BadInput(f"{address.port} is not a port; PostgreSQL usually listens on 5432.", field="db")
    server = address.get_backend_name() == "postgresql"
    if server and address.drivername not in ("postgresql", "postgresql+psycopg"):
        raise BadInput(_WHICH.format(given=address.drivername), field="db")
    unknown = sorted(set(address.query) - (postgresql.known_options() if server else set()))
    if unknown:
        raise BadInput(f"The database address has the option {unknown[0][:40]!r}, which is not known.", field="db")
    if any("\0" in part for part in (address.database or "", address.host or "", address.username or "")):
        raise BadInput(_WHICH.format(given="That"), field="db")


_WHICH = (
    "{given} is no database address OrderDesk knows. Give sqlite:///path/to/shop.db or "
    "postgresql+psycopg://user@server/name."
)


def file_of(address: URL) -> Path:
    """The file of a SQLite address; a database in memory is refused, as it would keep nothing."""
    if not address.database or ":memory:" in address.database or address.host:
        raise BadInput("A SQLite address needs a file: sqlite:///path/to/shop.db.", field="db")
    return Path(address.database).absolute()


def place_of(address: URL) -> str:
    """The database as a person knows it: the file, or "orders on server"."""
    if address.get_backend_name() == "sqlite":
        return str(file_of(address))
    return f"{address.database or 'orderdesk'} on {address.host or 'this PC'}"
