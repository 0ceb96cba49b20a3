"""The ninth layout: no box was split off before, and what an older label told the driver to collect is not known."""

from __future__ import annotations

from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as driver
from sqlalchemy import Connection, create_engine, text

from orderdesk.persistence.care import schema_steps
from orderdesk.persistence.fulfilment.labels import boxes_of, due_printed
from tests.postgres import Server

SHOP = (
    "INSERT INTO tax_profiles (id, name) VALUES (1, 'Taxes')",
    "INSERT INTO orders (id, number, state, currency, tax_profile_id, placed_at) "
    "VALUES (7, 'SO-1', 'confirmed', 'GBP', 1, 1)",
    "INSERT INTO shipments (id, number, order_id, state, made_at) VALUES (3, 'SH-1', 7, 'packed', 1)",
    "INSERT INTO boxes (shipment_id, position, weight_g, label_copies) VALUES (3, 1, 100, 1), (3, 2, 200, 0)",
    "INSERT INTO labels (shipment_id, box, at, what, copies) VALUES (3, 1, 5, 'printed', 1)",
)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_boxes_and_labels_are_as_they_were(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    if kind == "postgresql":
        server: Server = request.getfixturevalue("postgres_server")
        with server.fresh() as url:
            grown(url)
    else:
        grown(f"sqlite:///{tmp_path / 'shop.db'}")


def grown(url: str) -> None:
    engine = create_engine(url, module=driver) if url.startswith("sqlite") else create_engine(url)
    with engine.begin() as connection:
        schema_steps.upgrade(connection, 8)
        as_desk(connection)
        for statement in SHOP:
            connection.execute(text(statement))
    with engine.begin() as connection:
        as_desk(connection)
        schema_steps.upgrade(connection, 9)
    with engine.begin() as connection:
        boxes = boxes_of(connection, 3)
        assert [(box.position, box.label_copies, box.earlier) for box in boxes] == [(1, 1, ""), (2, 0, "")]
        assert due_printed(connection, boxes[0]) is None
    engine.dispose()


def as_desk(connection: Connection) -> None:
    """A server takes rows from OrderDesk alone."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT set_config('orderdesk.desk', 'on', false)"))
