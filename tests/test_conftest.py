"""Every test that asks for a database gets a new, empty one of each kind."""

from __future__ import annotations

import os

import psycopg
import pysqlite3
import pytest
from sqlalchemy import text

from orderdesk.persistence.database.engine import Database


def run(url: str, statement: str) -> None:
    """Run one statement on either kind of database, through its bare driver."""
    kind, _, place = url.partition(":///") if url.startswith("sqlite") else url.partition("+psycopg")
    if kind == "sqlite":
        connection = pysqlite3.connect(place)
        connection.execute(statement)
        connection.close()
    else:
        with psycopg.connect(kind + place, autocommit=True) as session:
            session.execute(statement)


@pytest.mark.parametrize("turn", [1, 2])
def test_a_database_is_new_each_time(database_url: str, turn: int) -> None:
    run(database_url, "CREATE TABLE left_behind (turn INTEGER)")


@pytest.mark.parametrize("turn", [1, 2])
def test_a_shop_is_new_each_time(database: Database, turn: int) -> None:
    with database.writing() as work:
        work.connection.execute(text("INSERT INTO vendors (name) VALUES ('one')"))
    with database.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM vendors")) == 1


def test_the_shop_of_the_user_is_out_of_reach(tmp_path_factory: pytest.TempPathFactory) -> None:
    assert os.environ["ORDERDESK_DATA_DIR"].startswith(str(tmp_path_factory.getbasetemp()))
