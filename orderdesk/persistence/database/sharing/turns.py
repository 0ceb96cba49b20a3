"""Writers take turns: one use case writes at a time, and whoever came while it did is next.

What a use case reads before it writes is then true until it has written, on either database and for every use case,
without any of them saying what it locks; and nobody can stand in the way of somebody who stands in theirs.

SQLite lets one write at a time by itself, but whom it lets in next is chance: those who wait look again less and less
often, and a long import goes on before any of them has looked. So they queue beside the file at two locks, which the
system frees even when a program is killed: whoever waits next holds "shop.db-next", whoever writes "shop.db-turn". The
writer must pass the first again, and so is behind the next. A PostgreSQL server keeps such a queue of its own.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from sqlalchemy import Connection, RootTransaction, text
from sqlalchemy.exc import DBAPIError

from orderdesk.domain.values.errors import Unwritable
from orderdesk.persistence.database.failures import Busy
from orderdesk.persistence.database.sharing.lock import beside, take_lock

Waits = Callable[[bool], object]
"""Hears True when a use case has waited so long that a person should be told, and False once the waiting is over."""

Turn = Callable[[Waits], AbstractContextManager[None]]
"""Waits for the turn of one use case, which has it to the end of the block."""

PATIENT_SECONDS = 2.0
LONGEST_SECONDS = 30.0
_KEY = 0x7475726E
_SOONEST, _LATEST = 0.0005, 0.008
_LONG_WAIT = 0.5
_TOO_LONG = "Others have been writing to {place} for {seconds:.0f} s. Try again in a moment; nothing was changed."

# Waiting is ended by lock_timeout, and a PC that falls off the network while it writes must not stop all others.
_TAKE = text(
    "SELECT set_config('lock_timeout', was, true), set_config('idle_in_transaction_session_timeout', '20s', true) "
    "FROM (SELECT current_setting('lock_timeout') AS was, set_config('lock_timeout', :limit, true), "
    "pg_advisory_xact_lock(:key) OFFSET 0) AS turn"
)
_LOCK_TIMEOUT = "55P03"


def no_turn(_: Waits) -> AbstractContextManager[None]:
    """For a database that needs no queue beside it."""
    return nullcontext()


def turns_beside(database: Path) -> Turn:
    """The queue of those who write to a SQLite file."""
    place, turns, nexts = str(database), beside(database, "-turn"), beside(database, "-next")
    return lambda waits: _in_turn(_Patience(place, waits), str(turns), str(nexts))


@contextmanager
def _in_turn(patience: _Patience, turns: str, nexts: str) -> Iterator[None]:
    with _held(turns) as turn:
        with _held(nexts) as next_one:
            patience.until(lambda: take_lock(next_one))
            patience.until(lambda: take_lock(turn))
        patience.end()
        yield


@contextmanager
def _held(path: str) -> Iterator[int]:
    """A file to lock: closing it gives the lock back."""
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise Unwritable(
            f"{path} cannot be written. Allow writing to its folder, and see that the disk has room."
        ) from error
    try:
        yield file
    finally:
        os.close(file)


class _Patience:
    """How long a use case has waited. Who has waited longer looks more often, and so comes sooner."""

    def __init__(self, place: str, waits: Waits) -> None:
        self._place, self._waits = place, waits
        self._since = 0.0
        self._told = False

    def until(self, taken: Callable[[], bool]) -> None:
        """Wait until the lock is taken; raises `Busy` after the longest time."""
        while not taken():
            self._since = self._since or time.monotonic()
            waited = time.monotonic() - self._since
            if waited > LONGEST_SECONDS:
                self.end()
                raise Busy(_TOO_LONG.format(place=self._place, seconds=waited))
            if waited > PATIENT_SECONDS and not self._told:
                self._told = True
                self._waits(True)
            time.sleep(max(_SOONEST, _LATEST * (1 - waited / _LONG_WAIT)))

    def end(self) -> None:
        """The waiting is over, one way or another."""
        if self._told:
            self._waits(False)


def begin_in_turn(connection: Connection, place: str, waits: Waits) -> RootTransaction:
    """Begin a transaction; on a server once no other use case writes there, and it is the next one's when it ends."""
    if connection.dialect.name != "postgresql":
        return connection.begin()
    begun = _begun(connection, PATIENT_SECONDS)
    if begun is not None:
        return begun
    waits(True)
    try:
        begun = _begun(connection, LONGEST_SECONDS - PATIENT_SECONDS)
    finally:
        waits(False)
    if begun is None:
        raise Busy(_TOO_LONG.format(place=place, seconds=LONGEST_SECONDS))
    return begun


def take_turn(connection: Connection, seconds: float = LONGEST_SECONDS) -> None:
    """Let no use case write on this server until the transaction ends; raises a database error after so long."""
    connection.execute(_TAKE, {"limit": f"{seconds * 1000:.0f}ms", "key": _KEY})


def _begun(connection: Connection, seconds: float) -> RootTransaction | None:
    transaction = connection.begin()
    try:
        take_turn(connection, seconds)
    except DBAPIError as error:
        transaction.rollback()
        if getattr(error.orig, "sqlstate", "") != _LOCK_TIMEOUT:
            raise
        return None
    return transaction
