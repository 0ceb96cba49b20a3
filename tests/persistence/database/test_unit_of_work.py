"""A use case is kept whole or not at all, whoever else is at work; and the others hear of it."""

from __future__ import annotations

import time

import pytest
from sqlalchemy import text

from orderdesk.domain.values.errors import StorageFailed
from orderdesk.persistence.care.creation import open_or_create
from orderdesk.persistence.database.engine import Database, open_database
from orderdesk.persistence.database.failures import Busy
from orderdesk.persistence.database.unit_of_work import retrying
from tests.persistence import tasks


def scratch(database: Database, left: int) -> None:
    kind = "BIGINT GENERATED ALWAYS AS IDENTITY" if database.dialect == "postgresql" else "INTEGER PRIMARY KEY"
    with database.writing() as work:
        for statement in (
            "CREATE TABLE scratch_stock (id INTEGER PRIMARY KEY, left_over INTEGER)",
            f"INSERT INTO scratch_stock VALUES (1, {left}), (2, {left})",
            f"CREATE TABLE scratch_ledger (id {kind}, quantity INTEGER)",
            f"CREATE TABLE scratch_left (id {kind}, n INTEGER)",
            f"CREATE TABLE scratch_right (id {kind}, n INTEGER)",
        ):
            work.connection.execute(text(statement))


def count(database: Database, table: str) -> int:
    with database.reading() as connection:
        return int(connection.scalar(text(f"SELECT count(*) FROM {table}")) or 0)


def test_a_clean_end_commits_and_tells_what_changed(database: Database) -> None:
    with database.writing() as work:
        work.connection.execute(text("INSERT INTO vendors (name) VALUES ('one')"))
        work.touch("items")
        work.touch("stock", "items")
    assert work.changes == {"items", "stock"}
    assert count(database, "vendors") == 1


def test_an_error_rolls_everything_back(database: Database) -> None:
    def fail_late() -> None:
        with database.writing() as work:
            work.connection.execute(text("INSERT INTO vendors (name) VALUES ('one')"))
            raise LookupError

    with pytest.raises(LookupError):
        fail_late()
    assert count(database, "vendors") == 0


def test_the_write_lock_is_held_from_the_start(shop: Database) -> None:
    other = open_database(shop.url)
    with other.write.connect() as impatient:
        impatient.exec_driver_sql("PRAGMA busy_timeout = 50")
        impatient.rollback()
        with shop.writing(), pytest.raises(Exception, match="locked"):
            impatient.begin()
    other.close()


def test_what_a_use_case_read_is_still_true_when_it_writes(database: Database) -> None:
    """Eight processes take from a stock of 100 with thought between reading and writing: exactly 100 are taken."""
    scratch(database, 100)
    takers = [tasks.start("take", database.url.render_as_string(hide_password=False), 20) for _ in range(8)]
    taken = [int(tasks.ended(taker)) for taker in takers]
    with database.reading() as connection:
        left = connection.scalar(text("SELECT left_over FROM scratch_stock WHERE id = 1"))
        ledger = connection.scalar(text("SELECT -sum(quantity) FROM scratch_ledger"))
    assert (sum(taken), left, ledger) == (100, 0, 100)


def test_a_report_is_never_torn(database: Database) -> None:
    scratch(database, 0)
    writer = tasks.start("pairs", database.url.render_as_string(hide_password=False))
    assert tasks.said(writer) == "ready"
    seen = []
    for _ in range(100):
        with database.reading() as connection:
            left = connection.scalar(text("SELECT count(*) FROM scratch_left"))
            time.sleep(0.002)
            right = connection.scalar(text("SELECT count(*) FROM scratch_right"))
        assert left == right
        seen.append(left)
    tasks.killed(writer)
    assert seen[-1] > seen[0]  # the writer did write meanwhile


def test_what_was_acknowledged_outlives_a_kill(database: Database) -> None:
    promised: set[str] = set()
    for who in range(8):
        writer = tasks.start("write", database.url.render_as_string(hide_password=False), who)
        assert tasks.said(writer) == "ready"
        time.sleep(0.02 * who)
        writer.kill()
        assert writer.stdout
        promised.update(f"{who}-{line.split()[0]}" for line in writer.stdout if line.endswith("\n"))
        tasks.killed(writer)
    with database.reading() as connection:
        kept = set(connection.scalars(text("SELECT name FROM vendors")))
    assert promised
    assert promised <= kept
    assert len(kept) <= len(promised) + 8  # at most the one that each was about to acknowledge


def test_two_that_lock_each_other_out_both_get_through(database: Database) -> None:
    scratch(database, 1000)
    url = database.url.render_as_string(hide_password=False)
    rivals = [tasks.start("crossed", url, *rows, 10) for rows in ((1, 2), (2, 1))]
    for rival in rivals:
        tasks.ended(rival)
    with database.reading() as connection:
        assert list(connection.scalars(text("SELECT left_over FROM scratch_stock"))) == [980, 980]


def test_a_busy_database_is_tried_eight_times_and_later_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[int] = []
    pauses: list[float] = []
    monkeypatch.setattr("orderdesk.persistence.database.unit_of_work.time.sleep", pauses.append)

    def work() -> None:
        tries.append(1)
        raise Busy("busy")

    with pytest.raises(Busy):
        retrying(work)
    assert len(tries) == 8
    assert len(pauses) == 7
    assert pauses[0] < 0.1 < pauses[-1]
    assert sum(pauses) < 10


def test_only_a_busy_database_is_tried_again() -> None:
    tries = []

    def work() -> None:
        tries.append(1)
        raise LookupError

    with pytest.raises(LookupError):
        retrying(work)
    assert len(tries) == 1


def test_the_first_success_ends_the_trying() -> None:
    answers = iter([Busy("busy"), Busy("busy"), "done"])

    def work() -> str:
        answer = next(answers)
        if isinstance(answer, Busy):
            raise answer
        return answer

    assert retrying(work) == "done"


def test_a_lock_that_is_never_given_back_is_said_in_time(postgres_url: str) -> None:
    database = open_or_create(f"{postgres_url}?options=-clock_timeout%3D500")
    scratch(database, 1)
    holder = open_database(postgres_url)
    update = text("UPDATE scratch_stock SET left_over = 0 WHERE id = 1")
    with holder.write.begin() as held:
        held.execute(update)
        began = time.monotonic()
        with pytest.raises(StorageFailed, match="held the same record"), database.writing() as work:
            work.connection.execute(update)
        assert 0.4 < time.monotonic() - began < 4
    holder.close()
    database.close()


def test_a_lost_server_is_said_and_found_again(postgres_url: str) -> None:
    database = open_or_create(postgres_url)
    other = open_database(postgres_url)

    def lose() -> None:
        with database.writing() as work:
            pid = work.connection.scalar(text("SELECT pg_backend_pid()"))
            with other.reading() as killer:
                killer.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
            time.sleep(0.2)
            work.connection.execute(text("INSERT INTO vendors (name) VALUES ('lost')"))

    with pytest.raises(StorageFailed, match="does not answer"):
        lose()
    with database.writing() as work:
        work.connection.execute(text("INSERT INTO vendors (name) VALUES ('found')"))
    assert count(database, "vendors") == 1
    other.close()
    database.close()
