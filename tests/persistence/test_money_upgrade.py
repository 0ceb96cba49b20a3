"""The step to the seventh layout: tenders become rows, and refunds learn which payment they gave back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pysqlite3 import dbapi2 as driver
from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError

from orderdesk.persistence.care import schema_steps
from orderdesk.persistence.database import postgresql

pytestmark = pytest.mark.long

AT = 1_772_442_000_000
SHOP = f"""
INSERT INTO tax_profiles (id, name) VALUES (1, 'Taxes');
INSERT INTO shops (id, name, currency, tax_profile_id, since) VALUES (1, 'Corner', 'GBP', 1, {AT});
INSERT INTO orders (id, number, state, currency, tax_profile_id, placed_at)
    VALUES (1, 'SO-1', 'confirmed', 'GBP', 1, {AT});
INSERT INTO payments (id, kind, at, order_id, tender, amount, receipt, undoes_id) VALUES
    (1, 'payment', {AT}, 1, 'cash', 100, 'R-1', NULL), (2, 'payment', {AT}, 1, 'card', 300, 'R-2', NULL),
    (3, 'payment', {AT}, 1, 'cash', 50, 'R-3', NULL), (4, 'refund', {AT}, 1, 'cash', 70, 'R-4', NULL),
    (5, 'refund', {AT}, 1, 'card', 300, 'R-5', 2), (6, 'refund', {AT}, 1, 'cash', 60, 'R-6', NULL),
    (7, 'refund', {AT}, 1, 'transfer', 10, 'R-7', NULL);
"""


def test_refunds_learn_what_they_gave_back(tmp_path: Path) -> None:
    grown = tmp_path / "shop.db"
    schema_steps.make_file(grown, 6)
    with driver.connect(str(grown)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.executescript(SHOP)
    schema_steps.upgrade_file(grown, 7)
    with driver.connect(str(grown)) as connection:
        rows = connection.execute("SELECT id, amount, receipt, gives_back_id FROM payments ORDER BY id").fetchall()
        codes = [row[0] for row in connection.execute("SELECT code FROM tenders ORDER BY id")]
        for change in ("UPDATE payments SET amount = 1", "DELETE FROM payments"):
            with pytest.raises(driver.Error, match="append-only"):
                connection.execute(change)
    assert codes == ["cash", "card", "transfer", "account", "store-credit", "cod"]
    # The sixth gave back of two payments at once, and the last by a tender that had brought nothing.
    assert [row[3] for row in rows] == [None, None, None, 1, 2, None, None]
    assert [row[:3] for row in rows[:2]] == [(1, 100, "R-1"), (2, 300, "R-2")]


def test_a_server_learns_the_same(postgres_server: Any) -> None:
    with postgres_server.fresh() as url:
        engine = postgresql.engine(make_url(url))
        with engine.begin() as connection:
            schema_steps.upgrade(connection, 6)
        with engine.begin() as connection:
            for statement in SHOP.split(";\n"):
                if statement.strip():
                    connection.exec_driver_sql(statement)
        with engine.begin() as connection:
            schema_steps.upgrade(connection, 7)
        with engine.connect() as connection:
            found = connection.scalars(text("SELECT gives_back_id FROM payments ORDER BY id")).all()
            with pytest.raises(DBAPIError, match="append-only"):
                connection.execute(text("UPDATE payments SET amount = 1"))
        engine.dispose()
    assert found == [None, None, None, 1, 2, None, None]


def test_a_file_without_a_shop_has_no_tenders_yet(tmp_path: Path) -> None:
    grown = tmp_path / "shop.db"
    schema_steps.make_file(grown, 6)
    schema_steps.upgrade_file(grown, 7)
    with driver.connect(str(grown)) as connection:
        assert connection.execute("SELECT count(*) FROM tenders").fetchone() == (0,)
