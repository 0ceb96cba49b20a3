"""One use case, one transaction: all of it is kept or none, and the screens are told what changed."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Connection, Engine, text

from orderdesk.persistence.database import seals
from orderdesk.persistence.database.failures import Busy, storage_errors
from orderdesk.persistence.database.sharing.here import origin
from orderdesk.persistence.database.sharing.seen import SeenVersion
from orderdesk.persistence.database.sharing.turns import Turn, Waits, begin_in_turn

Changes = frozenset[str]
"""What a commit changed, by topic: "orders", "stock", "shipments"…"""

CHANNEL = "orderdesk"
_NOTIFY = text("SELECT pg_notify(:channel, :payload)")
_TRIES = 8
_LONGEST_SECONDS = 20.0
_T = TypeVar("_T")


class UnitOfWork:
    """The open transaction of one use case."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._topics: set[str] = set()

    def touch(self, *topics: str) -> None:
        """Say what this work changes; screens that show it read again after the commit."""
        self._topics.update(topics)

    @property
    def changes(self) -> Changes:
        """The topics touched so far; they hold once the block has ended without error."""
        return frozenset(self._topics)


@contextmanager
def writing(engine: Engine, place: str, seen: SeenVersion, turn: Turn, waits: Waits) -> Iterator[UnitOfWork]:
    """Run the block in one write transaction: commit at its end, roll back on any error.

    It begins when it is its turn, and nobody else writes before it has ended; `waits` hears of a long wait. What it
    commits counts as `seen` by the watcher of a SQLite file.
    """
    with (
        storage_errors(place),
        turn(waits),
        engine.connect() as connection,
        seen.by(connection),
        begin_in_turn(connection, place, waits),
    ):
        work = UnitOfWork(connection)
        yield work
        seals.settle(connection)
        if work.changes and engine.dialect.name == "postgresql":
            # Delivered by the server at commit, and only then.
            payload = " ".join([origin(), *sorted(work.changes)])
            connection.execute(_NOTIFY, {"channel": CHANNEL, "payload": payload})


@contextmanager
def reading(engine: Engine, place: str) -> Iterator[Connection]:
    """Run the block on one snapshot: everything read inside belongs to the same moment."""
    with storage_errors(place, reading=True), engine.begin() as connection:
        yield connection


def retrying(work: Callable[[], _T]) -> _T:
    """Run `work` again while others are in its way: at most 8 times or 20 s, a little later each time.

    Only for work that is one whole transaction and does nothing outside the database.
    """
    give_up = time.monotonic() + _LONGEST_SECONDS
    for attempt in range(1, _TRIES):
        try:
            return work()
        except Busy:
            if time.monotonic() >= give_up:
                raise
            time.sleep(random.uniform(0.005, 0.02) * 2**attempt)  # noqa: S311  spreads the tries, guards no secret
    return work()
