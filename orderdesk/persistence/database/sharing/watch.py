"""Hears within a second what other programs and PCs have changed, so that the screens can read again."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from orderdesk.persistence.database import sqlite
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.database.postgresql import connect_args
from orderdesk.persistence.database.sharing.here import origin
from orderdesk.persistence.database.unit_of_work import CHANNEL, Changes

if TYPE_CHECKING:
    import psycopg

ANYTHING: Changes = frozenset({"*"})
"""Something changed and nobody says what: read everything again. A SQLite file can tell no more than that."""

_EVERY_SECONDS = 0.5
_RECONNECT_SECONDS = 2.0
_STANDBY_SECONDS = 5.0


class ChangeWatcher:
    """Calls `changed(topics)` from a thread of its own after others commit, until `stop()`.

    What this program commits through `database` is not heard. `reached(False)` tells that the server went away,
    `reached(True)` that it is back; then `changed(ANYTHING)` follows, as notices may have been missed.
    """

    def __init__(
        self,
        database: Database,
        changed: Callable[[Changes], None],
        *,
        reached: Callable[[bool], None] = lambda _: None,
        every: float = _EVERY_SECONDS,
    ) -> None:
        self._database = database
        self._changed = changed
        self._reached = reached
        self._every = every
        self._stopping = Event()
        self._listening = Event()
        run = self._watch_file if database.path is not None else self._watch_server
        self._thread = Thread(target=run, name="change watcher", daemon=True)

    def start(self) -> None:
        """Begin; every commit after the return of this call is heard (a server that is away: once it is back)."""
        self._thread.start()
        self._listening.wait(timeout=5)

    def stop(self) -> None:
        """End; no call comes after it."""
        self._stopping.set()
        self._thread.join()

    def _watch_file(self) -> None:
        assert self._database.path is not None
        while not self._stopping.is_set():
            # Where nothing can be written the file may be read as one that does not change; it is opened anew after.
            stands_still = bool(self._database.halt.why)
            connection, seen = sqlite.connect_to_read(self._database.path), self._database.seen
            try:
                seen.watch(connection)
                self._listening.set()
                while not self._stopping.wait(self._every) and bool(self._database.halt.why) == stands_still:
                    if seen.news():
                        self._changed(ANYTHING)
            finally:
                seen.watch(None)
                connection.close()

    def _watch_server(self) -> None:
        import psycopg

        away = False
        while not self._stopping.is_set():
            try:
                with self._connected() as connection:
                    connection.execute(f"LISTEN {CHANNEL}")
                    self._listening.set()
                    if away:
                        away = False
                        self._reached(True)
                        self._changed(ANYTHING)
                    self._listen(connection)
            except psycopg.errors.ReadOnlySqlTransaction:
                # A server that stands by tells of no change: all is read again now and then.
                self._listening.set()
                if not self._stopping.wait(_STANDBY_SECONDS):
                    self._changed(ANYTHING)
            except psycopg.Error:
                if not away:
                    away = True
                    self._reached(False)
                self._stopping.wait(_RECONNECT_SECONDS)

    def _connected(self) -> psycopg.Connection[Any]:
        import psycopg

        url = self._database.url
        address = url.set(drivername="postgresql", query={k: v for k, v in url.query.items() if k != "options"})
        return psycopg.connect(address.render_as_string(hide_password=False), autocommit=True, **connect_args(url))

    def _listen(self, connection: psycopg.Connection[Any]) -> None:
        while not self._stopping.is_set():
            heard: set[str] = set()
            for notice in connection.notifies(timeout=self._every, stop_after=1):
                sender, *topics = notice.payload.split()
                if sender != origin():
                    heard.update(topics)
            if heard:
                self._changed(frozenset(heard))
