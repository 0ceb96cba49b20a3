"""The step to the sixth layout: letters become the words they stood for, and what was whole stays whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, create_engine, text

from orderdesk.persistence.care import schema_steps
from orderdesk.persistence.care.archive import unpack
from orderdesk.persistence.columns.types import millis
from orderdesk.persistence.database import neutral, seals, sqlite
from orderdesk.persistence.proofs import registry
from orderdesk.persistence.proofs import seals as proofs
from orderdesk.persistence.proofs.base import Context
from orderdesk.persistence.record.history import link
from orderdesk.persistence.record.paper_hashes import _PARTS, _hash, changed_papers, z_said
from orderdesk.persistence.schema import SCHEMA_VERSION, metadata
from tests.postgres import Server

OLD = Path(__file__).parents[1] / "services/care/shops/shop-of-layout-1.odbackup"
CONTEXT = Context("GBP", lambda: None)
AT = millis(datetime(2026, 11, 20, 9, 0, tzinfo=UTC))
# Words that look like letters, and a text of our own that is none of the usual ones.
ODD = (
    "INSERT INTO events (id, at, subject, subject_id, what, detail) VALUES (9001, 1, 'o', 1, '=s', 'odd')",
    "UPDATE order_lines SET tax_class = 's' WHERE id = 1",
    "INSERT INTO messages (id, order_id, kind, version, title, body, made_at) VALUES "
    "(9001, 1, 'a', 7, 'Your order SO-1: the rest is here', 'Shipment SH-1 left today. Tracking: 1Z 07.', 1), "
    "(9002, 1, 'a', 8, 'Your order', 'Shipment left today', 1)",
)
AS_KEPT = {
    "events": 'SELECT id, at, "user", subject, subject_id, what, detail FROM events ORDER BY id',
    "messages": "SELECT id, order_id, kind, version, state, title, body FROM messages ORDER BY id",
    "order_lines": "SELECT id, label, tax_class, quantity, net FROM order_lines ORDER BY id",
    "orders": "SELECT id, policy, rounding FROM orders ORDER BY id",
    "invoices": "SELECT id, policy, rounding FROM invoices ORDER BY id",
    "units": "SELECT invoice_id, unit, tax_class FROM invoice_lines ORDER BY invoice_id, unit, tax_class, net",
}


@pytest.fixture(params=["sqlite", "postgresql"])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A shop of the first layout, which kept whole words."""
    path = tmp_path / "old.db"
    unpack(OLD, path)
    engine = sqlite.aside_engine(path)
    with engine.begin() as connection:
        for statement in ODD:
            connection.execute(text(statement))
    if request.param == "sqlite":
        yield engine
        engine.dispose()
        return
    server: Server = request.getfixturevalue("postgres_server")
    with server.fresh() as url:
        moved = create_engine(url)
        with engine.begin() as source, moved.begin() as target:
            schema_steps.upgrade(target, 1)
            known = [table.name for table in metadata.sorted_tables]
            neutral.copy_tables(source, target, sorted(neutral.tables_with_data(source), key=known.index))
        engine.dispose()
        yield moved
        moved.dispose()


def upgraded(engine: Engine, version: int) -> None:
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT set_config('orderdesk.desk', 'on', false)"))
        schema_steps.upgrade(connection, version)


def as_kept(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    return {name: [tuple(row) for row in connection.execute(text(asked))] for name, asked in AS_KEPT.items()}


def test_every_word_is_the_one_it_was(old: Engine) -> None:
    with old.begin() as connection:
        before = as_kept(connection)
    upgraded(old, 5)
    with old.begin() as connection:
        assert connection.scalar(text("SELECT COUNT(*) FROM events WHERE subject = 'order'")) == 0
    upgraded(old, SCHEMA_VERSION)
    with old.begin() as connection:
        assert as_kept(connection) == before
        for table in ("events", "invoice_lines", "movements", "reservations", "postings", "till_sessions"):
            assert guarded(connection, table), table


def guarded(connection: Connection, table: str) -> bool:
    """Whether rows that only grow are guarded again."""
    asked = {
        "sqlite": "SELECT COUNT(*) FROM sqlite_master WHERE name = :name",
        "postgresql": "SELECT COUNT(*) FROM pg_trigger WHERE tgname = :name AND tgenabled = 'O'",
    }[connection.dialect.name]
    return connection.scalar(text(asked), {"name": f"{table}_no_update"}) == 1


def with_papers(connection: Connection) -> None:
    """Let the fifth layout have issued a paper and a Z, as it told of them, and count what it has."""
    invoice = connection.scalar(text("SELECT MIN(id) FROM invoices"))
    tell(connection, "n", invoice, "1", said_then(connection, invoice))
    count, head = connection.execute(text("SELECT COUNT(*), MAX(id) FROM events")).one()
    head = connection.scalar(text("SELECT hash FROM events WHERE id = :id"), {"id": head})
    report = json.dumps({"chain": [count, head], "till": "Till 1"}, sort_keys=True, separators=(",", ":"))
    connection.execute(text("INSERT INTO tills (id, name) VALUES (77, 'Till 77')"))
    connection.execute(
        text("INSERT INTO till_sessions (id, till_id, state, opened_at, float_amount, z_number, closed_at, z_report) "
             "VALUES (77, 77, 'closed', 1, 0, 3, 2, :report)"),
        {"report": report},
    )  # fmt: skip
    tell(connection, "z", 77, "1", z_said(3, report))
    seals.renew(connection)


def said_then(connection: Connection, invoice: int) -> str:
    """What the event of a paper said before the place of a tax was kept."""
    parts = [
        part.replace(", p.tax_place,\n        p.exemption", "").replace(", place, exemption", "") for part in _PARTS
    ]
    asked = [text(part.format(which="= :key")) for part in parts]
    head, lines, taxes = ([tuple(row) for row in connection.execute(part, {"key": invoice})] for part in asked)
    return f"{head[0][1]} {_hash(head[0], lines, taxes)}"


def tell(connection: Connection, subject: str, key: int, what: str, detail: str) -> None:
    head = connection.scalar(text("SELECT head FROM seals WHERE name = 'events'"))
    row = {"at": AT, "subject": subject, "key": key, "what": what, "detail": detail}
    row["hash"] = link(head, (AT, "", subject, key, what, detail))
    connection.execute(
        text("INSERT INTO events (id, at, subject, subject_id, what, detail, hash) "
             "SELECT MAX(id) + 1, :at, :subject, :key, :what, :detail, :hash FROM events"),
        row,
    )  # fmt: skip
    connection.execute(text("UPDATE seals SET head = :hash WHERE name = 'events'"), row)


def found(connection: Connection) -> set[tuple[str, str]]:
    registry.take_time(connection)
    return {(each.rule, each.number) for each in proofs.prove(connection, CONTEXT)}


def test_papers_events_and_zs_that_were_whole_are_whole(old: Engine) -> None:
    upgraded(old, 5)
    with old.begin() as connection:
        with_papers(connection)
        before = connection.scalar(text("SELECT z_report FROM till_sessions WHERE id = 77"))
    upgraded(old, SCHEMA_VERSION)
    with old.begin() as connection:
        assert found(connection) == set()
        told = connection.execute(text("SELECT subject, what FROM events ORDER BY id DESC LIMIT 2")).all()
        assert [tuple(each) for each in told] == [("till-session", "issued"), ("invoice", "issued")]
        after = connection.scalar(text("SELECT z_report FROM till_sessions WHERE id = 77"))
        count, head = json.loads(after)["chain"]
        assert json.loads(after) | {"chain": None} == json.loads(before) | {"chain": None}
        asked = text("SELECT hash FROM events ORDER BY id LIMIT 1 OFFSET :count")
        assert connection.scalar(asked, {"count": count - 1}) == head


SPOILT = {
    "an event": ("UPDATE events SET detail = 'another' WHERE id = 9001", ("seal.event", "9001")),
    "a paper": (
        "UPDATE invoice_lines SET net = net + 1 WHERE invoice_id = (SELECT MIN(id) FROM invoices)",
        ("seal.paper", "INV-1001"),
    ),
    "a Z": ("UPDATE till_sessions SET z_report = '{}' WHERE id = 77", ("seal.paper", "Z 3")),
    "the end": ("DELETE FROM events WHERE id = (SELECT MAX(id) FROM events)", ("seal.end", "history")),
}


@pytest.mark.parametrize("what", SPOILT)
def test_what_was_changed_before_is_still_found(old: Engine, what: str) -> None:
    statement, finding = SPOILT[what]
    upgraded(old, 5)
    with old.begin() as connection:
        with_papers(connection)
        number = connection.scalar(text("SELECT number FROM invoices ORDER BY id LIMIT 1"))
        unguarded(connection, statement)
    upgraded(old, SCHEMA_VERSION)
    rule, named = finding
    with old.begin() as connection:
        assert (rule, number if what == "a paper" else named) in found(connection)
        assert what != "a paper" or list(changed_papers(connection)) == [number]


def unguarded(connection: Connection, statement: str) -> None:
    """Change rows as a stranger does who takes the guard away and puts it back."""
    table = next(name for name in ("till_sessions", "invoice_lines", "events") if name in statement)
    moment = "delete" if statement.startswith("DELETE") else "update"
    name = f"{table}_no_{moment}"
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER {name}"))
        connection.execute(text(statement))
        connection.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER {name}"))
        return
    guard = connection.scalar(text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": name})
    connection.execute(text(f"DROP TRIGGER {name}"))
    connection.execute(text(statement))
    connection.exec_driver_sql(guard)
