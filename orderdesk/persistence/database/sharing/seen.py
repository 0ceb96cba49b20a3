"""Which commits to the SQLite file this program knows of: its own ones are no news to its watcher."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from sqlalchemy import Connection


class SeenVersion:
    """The version of the file up to which everything was either heard by the watcher or made by this program.

    SQLite counts for each connection the commits that others made. The watcher's connection counts all of them; a
    writing connection does not count its own, and so tells whether a stranger came between.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._watcher: Any = None
        self._version = 0

    def watch(self, connection: Any) -> None:
        """Begin to watch through this bare connection, as of now; None ends it."""
        with self._lock:
            self._watcher = connection
            self._version = 0 if connection is None else _version(connection)

    def news(self) -> bool:
        """Whether somebody else has committed since the last question."""
        with self._lock:
            before, self._version = self._version, _version(self._watcher)
            return self._version != before

    @contextmanager
    def by(self, connection: Connection) -> Iterator[None]:
        """What the block commits through `connection` is seen, unless a stranger's commit may hide behind it."""
        if self._watcher is None:
            yield
            return
        writer = connection.connection.driver_connection
        strangers = _version(writer)
        clean = self._now() == self._version
        yield
        now = self._now()
        with self._lock:
            if clean and _version(writer) == strangers:
                self._version = now

    def _now(self) -> int:
        with self._lock:
            return self._version if self._watcher is None else _version(self._watcher)


def _version(connection: Any) -> int:
    return int(connection.execute("PRAGMA data_version").fetchone()[0])
