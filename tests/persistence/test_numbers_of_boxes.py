"""The step to the fifth layout: the tracking number of a shipment stands on its boxes, and labels have a ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, create_engine, select, text

from orderdesk.persistence.care import schema_steps
from orderdesk.persistence.database import seals, sqlite
from orderdesk.persistence.fulfilment.labels import boxes_of
from orderdesk.persistence.proofs.base import Context
from orderdesk.persistence.proofs.goods import labels as proofs
from orderdesk.persistence.schema import SCHEMA_VERSION, labels
from tests.postgres import Server

CONTEXT = Context("GBP", lambda: None)
# number of the shipment, state, tracking, shipped, its boxes as (copies, void)
SHIPMENTS = (
    ("SH-1", "shipped", "1Z1", True, ((2, 0), (0, 0))),
    ("SH-2", "shipped", "1Z1", True, ((1, 1),)),
    ("SH-3", "packed", "", False, ((3, 1),)),
    ("SH-4", "delivered", "1Z4", True, ()),
    ("SH-5", "picked", "1Z5", False, ()),
    ("SH-6", "shipped", "", True, ((0, 0),)),
)


def old_shop(connection: Connection) -> None:
    """Six shipments as the fourth layout keeps them, sealed."""
    schema_steps.upgrade(connection, 4)
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT set_config('orderdesk.desk', 'on', false)"))
    connection.execute(text("INSERT INTO tax_profiles (id, name) VALUES (1, 'VAT')"))
    connection.execute(
        text("INSERT INTO orders (id, number, state, currency, tax_profile_id, placed_at) "
             "VALUES (1, 'SO-1', 'confirmed', 'GBP', 1, 1)")
    )  # fmt: skip
    for key, (number, state, tracking, left, packed) in enumerate(SHIPMENTS, start=1):
        connection.execute(
            text("INSERT INTO shipments (id, number, order_id, state, tracking, made_at, shipped_at) "
                 "VALUES (:key, :number, 1, :state, :tracking, 1, :left)"),
            {"key": key, "number": number, "state": state, "tracking": tracking, "left": 7 if left else None},
        )  # fmt: skip
        for place, (copies, void) in enumerate(packed, start=1):
            connection.execute(
                text("INSERT INTO boxes (shipment_id, position, weight_g, label_copies, label_void) "
                     "VALUES (:key, :place, 100, :copies, :void)"),
                {"key": key, "place": place, "copies": copies, "void": void},
            )  # fmt: skip
    seals.renew(connection)


def labels_of(connection: Connection, shipment: int) -> list[tuple[str, int, int]]:
    return [(each.tracking, each.label_copies, each.label_void) for each in boxes_of(connection, shipment)]


@pytest.fixture(params=["sqlite", "postgresql"])
def upgraded(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """The old shop in today's layout."""
    if request.param == "sqlite":
        path = tmp_path / "old.db"
        engine = sqlite.aside_engine(path)
        with engine.begin() as connection:
            old_shop(connection)
        engine.dispose()
        yield from _upgraded(sqlite.aside_engine(path))
        return
    server: Server = request.getfixturevalue("postgres_server")
    with server.fresh() as url:
        engine = create_engine(url)
        with engine.begin() as connection:
            old_shop(connection)
        yield from _upgraded(engine)


def _upgraded(engine: Engine) -> Any:
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT set_config('orderdesk.desk', 'on', false)"))
        schema_steps.upgrade(connection, SCHEMA_VERSION)
        yield connection
    engine.dispose()


def test_each_box_keeps_the_number_its_label_bore(upgraded: Connection) -> None:
    assert labels_of(upgraded, 1) == [("1Z1", 2, 0), ("1Z1", 0, 0)]
    assert labels_of(upgraded, 2) == [("1Z1", 0, 0)], "it left, so its label was no void one; it was never a print"
    assert labels_of(upgraded, 3) == [("", 0, 1)]
    assert labels_of(upgraded, 4) == [("1Z4", 0, 0)], "what nobody packed left in one box"
    assert labels_of(upgraded, 5) == []
    assert labels_of(upgraded, 6) == [("", 0, 0)]


def test_the_ledger_begins_with_what_there_is(upgraded: Connection) -> None:
    told = select(labels.c.shipment_id, labels.c.box, labels.c.what, labels.c.tracking, labels.c.copies)
    assert [tuple(row) for row in upgraded.execute(told.order_by(labels.c.id))] == [
        (1, 1, "moved", "1Z1", 2),
        (1, 2, "moved", "1Z1", 0),
        (2, 1, "moved", "1Z1", 0),
        (3, 1, "voided", "", 0),
        (4, 1, "moved", "1Z4", 0),
    ]


def test_the_upgraded_labels_prove_and_are_sealed(upgraded: Connection) -> None:
    assert list(proofs.prove(upgraded, CONTEXT)) == [], "one number for several boxes was right then"
    assert seals.spoilt(upgraded) == []
