"""The eleventh layout and the twelfth: boxes and scans are as they were, and how many cartons are left is known."""

from __future__ import annotations

from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as driver
from sqlalchemy import Engine, create_engine, exc, text

from orderdesk.persistence.care import schema_steps
from orderdesk.persistence.fulfilment.labels import boxes_of
from tests.persistence.test_boxes_upgrade import as_desk
from tests.postgres import Server

SHOP = (
    "INSERT INTO tax_profiles (id, name) VALUES (1, 'Taxes')",
    "INSERT INTO orders (id, number, state, currency, tax_profile_id, placed_at) "
    "VALUES (7, 'SO-1', 'confirmed', 'GBP', 1, 1)",
    "INSERT INTO shipments (id, number, order_id, state, made_at) VALUES (3, 'SH-1', 7, 'packed', 1)",
    "INSERT INTO items (sku, name) VALUES ('MUG', 'Mug')",
    "INSERT INTO boxes (shipment_id, position, carton, weight_g, earlier) VALUES (3, 1, 'M', 100, 'SH-9-1'), "
    "(3, 2, '', 200, '')",
    'INSERT INTO scans (id, at, "user", shipment_id, box, quantity, code, what) VALUES '
    "(4, 5, 'kofi', 3, 1, 0, 'SH-1', 'begun'), (6, 7, 'kofi', 3, 1, 1000, 'MUG', 'right')",
)
MOVE = "INSERT INTO carton_moves (carton_id, at, kind, quantity, shipment_id) VALUES "


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_boxes_and_scans_are_as_they_were(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    if kind == "postgresql":
        server: Server = request.getfixturevalue("postgres_server")
        with server.fresh() as url:
            grown(url)
    else:
        grown(f"sqlite:///{tmp_path / 'shop.db'}")


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_how_many_are_left_is_what_the_ledger_says(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    if kind == "postgresql":
        server: Server = request.getfixturevalue("postgres_server")
        with server.fresh() as url:
            counted(url)
    else:
        counted(f"sqlite:///{tmp_path / 'shop.db'}")


def counted(url: str) -> None:
    engine = create_engine(url, module=driver) if url.startswith("sqlite") else create_engine(url)
    with engine.begin() as connection:
        schema_steps.upgrade(connection, 11)
        as_desk(connection)
        for statement in SHOP[:3]:
            connection.execute(text(statement))
        for key in (1, 2, 3):
            connection.execute(text(f"INSERT INTO cartons (id, code, name, length_mm, width_mm, height_mm) VALUES "
                                    f"({key}, 'C{key}', 'C', 1, 1, 1)"))  # fmt: skip
        connection.execute(text(f"{MOVE} (1, 9, 'counted', 7, NULL), (1, 9, 'used', -2, 3), (2, 9, 'used', -1, 3)"))
    with engine.begin() as connection:
        as_desk(connection)
        schema_steps.upgrade(connection, 12)
    with engine.begin() as connection:
        assert list(connection.scalars(text("SELECT on_hand FROM cartons ORDER BY id"))) == [5, None, None]
    engine.dispose()


def grown(url: str) -> None:
    engine = create_engine(url, module=driver) if url.startswith("sqlite") else create_engine(url)
    with engine.begin() as connection:
        schema_steps.upgrade(connection, 10)
        as_desk(connection)
        for statement in SHOP:
            connection.execute(text(statement))
    with engine.begin() as connection:
        as_desk(connection)
        schema_steps.upgrade(connection, 11)
    with engine.begin() as connection:
        as_desk(connection)
        boxes = boxes_of(connection, 3)
        assert [(box.position, box.carton, box.weight_g, box.earlier) for box in boxes] == [
            (1, "M", 100, "SH-9-1"),
            (2, "", 200, ""),
        ]
        assert connection.execute(text("SELECT COUNT(carton_id) FROM boxes")).scalar() == 0
        scans = connection.execute(text("SELECT id, at, shipment_id, quantity, code, what FROM scans ORDER BY id"))
        assert [tuple(row) for row in scans] == [(4, 5, 3, 0, "SH-1", "begun"), (6, 7, 3, 1000, "MUG", "right")]
        assert connection.execute(text("SELECT upright, fragile FROM items")).one() == (0, 0)
        connection.execute(text("INSERT INTO scans (at, code, what) VALUES (9, 'M', 'carton')"))
        connection.execute(
            text("INSERT INTO cartons (id, code, name, length_mm, width_mm, height_mm) VALUES (1, 'M', 'M', 1, 1, 1)")
        )
        connection.execute(text(f"{MOVE} (1, 9, 'used', -1, 3)"))
    for wrong in (
        "INSERT INTO scans (at, code, what) VALUES (9, 'M', 'parcel')",
        "UPDATE scans SET code = 'TEE' WHERE id = 6",
        "DELETE FROM carton_moves",
        f"{MOVE} (1, 9, 'used', 1, 3)",
        f"{MOVE} (1, 9, 'received', 5, 3)",
        "INSERT INTO cartons (code, name, length_mm, width_mm, height_mm) VALUES ('N', 'N', 0, 1, 1)",
    ):
        with pytest.raises(exc.DBAPIError):
            write(engine, wrong)
    engine.dispose()


def write(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        as_desk(connection)
        connection.execute(text(statement))
