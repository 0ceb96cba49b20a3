"""What another program changes is heard here within two seconds, and silence means that nothing changed."""

from __future__ import annotations

import queue
import time
from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import text

from orderdesk.persistence.care.creation import open_or_create
from orderdesk.persistence.database.engine import Database, open_database
from orderdesk.persistence.database.sharing.watch import ANYTHING, ChangeWatcher
from orderdesk.persistence.database.unit_of_work import Changes
from tests.patience import LIMIT
from tests.persistence import tasks
from tests.postgres import plain


@pytest.fixture
def heard(database: Database) -> Iterator[queue.Queue[tuple[float, Changes]]]:
    """The changes heard, each with the moment it was heard."""
    found: queue.Queue[tuple[float, Changes]] = queue.Queue()
    watcher = ChangeWatcher(database, lambda changes: found.put((time.time(), changes)))
    watcher.start()
    yield found
    watcher.stop()


def test_another_program_is_heard_within_two_seconds(
    database: Database, heard: queue.Queue[tuple[float, Changes]]
) -> None:
    other = tasks.start("change", database.url.render_as_string(hide_password=False), stdin=-1)
    assert tasks.said(other) == "ready"
    assert other.stdin is not None
    for number in range(3):
        other.stdin.write(f"vendor {number}\n")
        other.stdin.flush()
        committed = float(tasks.said(other))
        when, changes = heard.get(timeout=LIMIT)
        assert when - committed < 2
        assert changes == (ANYTHING if database.dialect == "sqlite" else {"items", "stock"})
    tasks.ended(other)
    assert heard.empty()


def test_reading_is_not_heard(database: Database, heard: queue.Queue[tuple[float, Changes]]) -> None:
    with database.reading() as connection:
        connection.execute(text("SELECT count(*) FROM vendors"))
    with pytest.raises(queue.Empty):
        heard.get(timeout=1.2)


def test_work_that_was_rolled_back_is_not_heard(database: Database, heard: queue.Queue[tuple[float, Changes]]) -> None:
    def fail() -> None:
        with database.writing() as work:
            work.connection.execute(text("INSERT INTO vendors (name) VALUES ('one')"))
            work.touch("items")
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    with pytest.raises(queue.Empty):
        heard.get(timeout=1.2)


def test_our_own_work_is_no_news_but_a_strangers_between_is(
    database: Database, heard: queue.Queue[tuple[float, Changes]]
) -> None:
    def add(where: Database, name: str) -> None:
        with where.writing() as work:
            work.connection.execute(text("INSERT INTO vendors (name) VALUES (:name)"), {"name": name})
            work.touch("items")

    for name in "abcde":
        add(database, name)
    with pytest.raises(queue.Empty):
        heard.get(timeout=1.2)
    if database.dialect == "sqlite":  # to a server, all that one program opens is the same program
        other = open_database(database.url)
        add(other, "theirs")
        add(database, "ours")
        other.close()
        assert heard.get(timeout=LIMIT)[1] == ANYTHING
        assert heard.empty()


def test_a_server_that_went_away_is_told_and_met_again(postgres_url: str) -> None:
    database = open_or_create(postgres_url)
    told: queue.Queue[object] = queue.Queue()
    watcher = ChangeWatcher(database, told.put, reached=told.put)
    watcher.start()
    with psycopg.connect(plain(postgres_url), autocommit=True) as session:
        session.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE query LIKE 'LISTEN%' AND datname = current_database()"
        )
    assert [told.get(timeout=LIMIT) for _ in range(3)] == [False, True, ANYTHING]
    watcher.stop()
    database.close()
