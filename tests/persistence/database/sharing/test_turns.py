"""Writers take turns: whoever came first is next, a killed one holds nobody up, and a long wait is told."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread

import pytest
from sqlalchemy import text

from orderdesk.domain.values.errors import StorageFailed
from orderdesk.persistence.database.engine import Database, open_database
from orderdesk.persistence.database.sharing import turns
from orderdesk.persistence.database.sharing.lock import beside, take_lock
from tests.patience import LIMIT
from tests.persistence import tasks

WAITING = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")


def until(happened: Callable[[], object], what: str) -> None:
    """Wait for one thing."""
    give_up = time.monotonic() + LIMIT
    while not happened():
        assert time.monotonic() < give_up, f"{what} did not happen"
        time.sleep(0.005)


def one_waits(database: Database) -> bool:
    """Whether somebody has queued for the next turn."""
    if database.path is None:
        with database.reading() as connection:
            return bool(connection.scalar(WAITING))
    with beside(database.path, "-next").open("rb") as file:
        return not take_lock(file.fileno())


def write(database: Database, name: str) -> None:
    with database.writing() as work:
        work.connection.execute(text("INSERT INTO vendors (name) VALUES (:name)"), {"name": name})


def written(database: Database) -> list[str]:
    with database.reading() as connection:
        return list(connection.scalars(text("SELECT name FROM vendors ORDER BY id")))


def test_who_writes_again_at_once_is_behind_who_waited(database: Database) -> None:
    other = open_database(database.url)
    waiter = Thread(target=write, args=(other, "waited"))
    for turn in ("first", "again"):
        with database.writing() as work:
            work.connection.execute(text("INSERT INTO vendors (name) VALUES (:name)"), {"name": turn})
            if turn == "first":
                waiter.start()
                until(lambda: one_waits(other), "queueing")
    waiter.join(LIMIT)
    other.close()
    assert written(database) == ["first", "waited", "again"]


def test_a_killed_writer_holds_nobody_up(database: Database) -> None:
    writer = tasks.start("stall", database.url.render_as_string(hide_password=False))
    assert tasks.said(writer) == "writing"
    waiting = tasks.start("stall", database.url.render_as_string(hide_password=False))
    until(lambda: one_waits(database), "queueing")
    waiter = Thread(target=write, args=(database, "next"))
    waiter.start()
    tasks.killed(waiting)
    tasks.killed(writer)
    waiter.join(LIMIT)
    assert written(database) == ["next"]


def test_a_long_wait_is_told_and_so_is_its_end(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENT_SECONDS", 0.05)
    other = open_database(database.url)
    told: list[bool] = []
    waits = Event()

    def hear(still: bool) -> None:
        told.append(still)
        waits.set()

    def second() -> None:
        with other.writing(hear):
            pass

    waiter = Thread(target=second)
    with database.writing():
        waiter.start()
        assert waits.wait(LIMIT)
    waiter.join(LIMIT)
    other.close()
    assert told == [True, False]


def test_who_need_not_wait_hears_nothing(database: Database) -> None:
    told: list[bool] = []
    with database.writing(told.append):
        pass
    assert told == []


def test_a_turn_that_never_ends_is_said(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENT_SECONDS", 0.05)
    monkeypatch.setattr(turns, "LONGEST_SECONDS", 0.2)
    other = open_database(database.url)
    told: list[bool] = []
    with database.writing(), pytest.raises(StorageFailed, match="Others have been writing"), other.writing(told.append):
        pass
    other.close()
    assert told == [True, False]


def test_eight_writers_beside_one_who_writes_long_are_never_refused(database: Database) -> None:
    """Each has a connection of its own, as programs have; the long one begins again at once, as an import does."""

    def several(who: int) -> None:
        own = open_database(database.url)
        for number in range(10):
            write(own, f"{who}-{number}")
        own.close()

    def long() -> None:
        own = open_database(database.url)
        for number in range(5):
            with own.writing() as work:
                work.connection.execute(text("INSERT INTO vendors (name) VALUES (:name)"), {"name": f"long-{number}"})
                time.sleep(0.1)
        own.close()

    with ThreadPoolExecutor(9) as hands:
        done = [hands.submit(long), *(hands.submit(several, who) for who in range(8))]
    assert [each.exception() for each in done] == [None] * 9
    assert len(written(database)) == 85


def test_a_file_in_a_folder_of_the_network_has_no_queue(shop: Database) -> None:
    assert shop.path is not None
    shop.close()
    alone = open_database(shop.url, allow_network=True)
    write(alone, "alone")
    assert alone.turn is turns.no_turn
    alone.close()
