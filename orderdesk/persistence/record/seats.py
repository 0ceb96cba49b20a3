"""Seats: the name under which a window keeps what is half typed, which no other living window has.

Two windows of one name would write each other's forms over: two programs on one PC, or two PCs that are called alike.
The server knows who lives: a seat is a lock of the window's own session and goes with it, however it ends.
"""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

from sqlalchemy import Connection, text

from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.database.failures import storage_errors

_CLASS = 0x5EA7
"""Keeps these locks apart from other advisory locks."""
_TAKE = text("SELECT pg_try_advisory_lock(:seat)")
_SOON = text("SELECT set_config('tcp_keepalives_idle', '10', false), set_config('tcp_keepalives_interval', '5', false)")
"""The server gives a PC that fell off the network up within a minute."""


class Seat:
    """A seat called `name`, held until `leave`."""

    def __init__(self, database: Database, name: str, connection: Connection | None = None) -> None:
        self._database, self.name, self._connection = database, name, connection

    def hold(self) -> None:
        """Hold it again after the server was away; raises `StorageFailed` while it still is."""
        if self._connection is not None:
            self.leave()
            with storage_errors(self._database.place):
                self._connection = _session(self._database)
                _taken(self._connection, self.name)

    def leave(self) -> None:
        """Let another window have it."""
        if self._connection is not None:
            self._connection.close()


def take_seat(database: Database, names: Iterable[str]) -> Seat:
    """The first seat of these `names` that is free; a file, which has one window at a time, gives the first."""
    if database.path is not None:
        return Seat(database, next(iter(names)))
    with storage_errors(database.place):
        connection = _session(database)
        return Seat(database, next(name for name in names if _taken(connection, name)), connection)


def _session(database: Database) -> Connection:
    connection = database.write.connect().execution_options(isolation_level="AUTOCOMMIT")
    # It is nobody else's: work in the pool comes and goes.
    connection.detach()
    connection.execute(_SOON)
    return connection


def _taken(connection: Connection, name: str) -> bool:
    return bool(connection.scalar(_TAKE, {"seat": _CLASS << 32 | crc32(name.encode())}))
