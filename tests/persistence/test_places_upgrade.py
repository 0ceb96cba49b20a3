"""The sixth layout: everything lies in the shop, goods to be put back are tasks, lines keep their orders."""

from __future__ import annotations

from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as driver
from sqlalchemy import create_engine, text

from orderdesk.persistence.care import schema_steps
from tests.postgres import Server

SHOP = (
    "INSERT INTO items (id, sku, name) VALUES (1, 'MUG', 'Mug')",
    "INSERT INTO bins (id, code, kind) VALUES (4, 'A-1', 'shelf'), (5, 'QUARANTINE', 'quarantine')",
    "INSERT INTO stock (item_id, bin_id, on_hand) VALUES (1, 4, 3000)",
    "INSERT INTO tax_profiles (id, name) VALUES (1, 'Taxes')",
    "INSERT INTO orders (id, number, state, currency, tax_profile_id, placed_at) "
    "VALUES (7, 'SO-1', 'confirmed', 'GBP', 1, 1)",
    "INSERT INTO shipments (id, number, order_id, state, made_at) VALUES (3, 'SH-1', 7, 'cancelled', 1)",
    'INSERT INTO put_backs (shipment_id, item_id, bin_id, quantity, made_at, done_at, "user") '
    "VALUES (3, 1, 4, 1000, 5, NULL, ''), (3, 1, 4, 2000, 5, 6, 'ann')",
    "INSERT INTO vendors (id, name) VALUES (1, 'Kilnworks')",
    "INSERT INTO purchases (id, number, vendor_id, currency, made_at) VALUES (2, 'PO-1', 1, 'GBP', 1)",
    "INSERT INTO incoming (item_id, reference, quantity, purchase_id, position, expected) "
    "VALUES (1, 'PO-1', 1000, 2, 1, 0), (1, 'noted', 2000, NULL, 0, 1)",
)
ASKED = {
    "SELECT id, name, kind, sells FROM locations": [(1, "Shop", "shop", 1)],
    "SELECT id, location_id, code, walk, kind, sells FROM bins ORDER BY id": [
        (4, 1, "A-1", 0, "shelf", 1),
        (5, 1, "QUARANTINE", 0, "quarantine", 0),
    ],
    "SELECT kind, order_id, shipment_id, item_id, bin_id, quantity, made_at, done_at, done_by FROM tasks ORDER BY id": [
        ("put back", 7, 3, 1, 4, 1000, 5, None, ""),
        ("put back", 7, 3, 1, 4, 2000, 5, 6, "ann"),
    ],
    "SELECT reference, quantity, purchase_id, position, expected FROM incoming ORDER BY id": [
        ("PO-1", 1000, 2, 1, 0),
        ("noted", 2000, None, 0, 1),
    ],
}


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_was_there_lies_in_the_shop(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    if kind == "postgresql":
        server: Server = request.getfixturevalue("postgres_server")
        with server.fresh() as url:
            grown(url)
    else:
        grown(f"sqlite:///{tmp_path / 'shop.db'}")


def grown(url: str) -> None:
    engine = create_engine(url, module=driver) if url.startswith("sqlite") else create_engine(url)
    with engine.begin() as connection:
        schema_steps.upgrade(connection, 5)
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT set_config('orderdesk.desk', 'on', false)"))
        for statement in SHOP:
            connection.execute(text(statement))
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT set_config('orderdesk.desk', 'on', false)"))
        schema_steps.upgrade(connection, 6)
        for asked, rows in ASKED.items():
            assert [tuple(row) for row in connection.execute(text(asked))] == rows
    engine.dispose()
