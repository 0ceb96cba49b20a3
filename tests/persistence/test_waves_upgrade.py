"""The tenth layout: carriers come every day as before, and a list that is being picked belongs to who made it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as driver
from sqlalchemy import create_engine, text

from orderdesk.persistence.care import schema_steps
from tests.persistence.test_boxes_upgrade import as_desk
from tests.postgres import Server

SHOP = (
    "INSERT INTO tax_profiles (id, name) VALUES (1, 'Taxes')",
    "INSERT INTO services (code, name, cutoff) VALUES ('road', 'Road', '15:00')",
    "INSERT INTO locations (id, name, kind) VALUES (1, 'Shop', 'shop')",
    "INSERT INTO orders (id, number, state, currency, tax_profile_id, placed_at) "
    "VALUES (7, 'SO-1', 'confirmed', 'GBP', 1, 1)",
    'INSERT INTO picklists (id, number, made_at, "user", void) VALUES '
    "(1, 'PL-1', 5, 'kofi', ''), (2, 'PL-2', 6, 'maya', ''), (3, 'PL-3', 7, 'tom', 'SO-1 was changed')",
    "INSERT INTO shipments (id, number, order_id, state, picklist_id, made_at) VALUES "
    "(1, 'SH-1', 7, 'picking', 1, 1), (2, 'SH-2', 7, 'picked', 2, 1), (3, 'SH-3', 7, 'picking', 3, 1)",
)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_list_in_hand_is_its_makers(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    if kind == "postgresql":
        server: Server = request.getfixturevalue("postgres_server")
        with server.fresh() as url:
            grown(url)
    else:
        grown(f"sqlite:///{tmp_path / 'shop.db'}")


def grown(url: str) -> None:
    engine = create_engine(url, module=driver) if url.startswith("sqlite") else create_engine(url)
    with engine.begin() as connection:
        schema_steps.upgrade(connection, 9)
        as_desk(connection)
        for statement in SHOP:
            connection.execute(text(statement))
    with engine.begin() as connection:
        as_desk(connection)
        schema_steps.upgrade(connection, 10)
    with engine.begin() as connection:
        lists = connection.execute(text("SELECT number, owner, seen_at FROM picklists ORDER BY id")).all()
        assert [tuple(row) for row in lists] == [("PL-1", "kofi", 5), ("PL-2", "", None), ("PL-3", "", None)]
        assert connection.execute(text("SELECT days, cutoff FROM services")).one() == ("", "15:00")
        assert connection.execute(text("SELECT one_way FROM locations")).scalar() == 0
    engine.dispose()
