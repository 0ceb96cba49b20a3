"""Words kept as letters read back exactly, also in a shop that was kept in full words before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import BigInteger, Connection, create_engine, select, text, type_coerce

from orderdesk.persistence.billing.records import DESCRIPTION
from orderdesk.persistence.care import schema_steps
from orderdesk.persistence.care.archive import unpack
from orderdesk.persistence.columns.codes import CODES, PHRASES, long, long_phrase, short, short_phrase
from orderdesk.persistence.database import neutral, sqlite
from orderdesk.persistence.schema import (
    SCHEMA_VERSION,
    events,
    invoice_lines,
    invoices,
    messages,
    metadata,
    order_lines,
    orders,
)
from tests.postgres import Server

OLD = Path(__file__).parents[2] / "services/care/shops/shop-of-layout-1.odbackup"
ODD = ("", "s", "=", "=s", "==", "Standard", "what nobody foresaw", "\x01", "naïve ☕")


@pytest.mark.parametrize("about", CODES)
def test_every_word_reads_back(about: str) -> None:
    letters = list(CODES[about].values())
    assert len(set(letters)) == len(letters)
    assert all(len(letter) == 1 for letter in letters)
    for word in (*CODES[about], *letters, *ODD):
        assert long(about, short(about, word)) == word


@pytest.mark.parametrize(
    "said",
    [
        *(phrase.format("SO-1042", "1Z 07") for phrase in PHRASES.values()),
        "Your order SO-1\x1f",
        "Shipment left today. Tracking: . Tracking: .",
        "\x01aSO-1",
        "Your order {}",
        "Good morning,\nyour order SO-1042 is late.",
        *ODD,
    ],
)
def test_every_text_reads_back(said: str) -> None:
    assert long_phrase(short_phrase(said)) == said


def test_a_usual_text_is_short() -> None:
    assert short_phrase("Your order SO-1042 is on its way") == "\x01cSO-1042"
    assert len(short_phrase(PHRASES["b"].format("SO-1042"))) == len("SO-1042") + 2


def old_shop(folder: Path) -> Path:
    path = folder / "old.db"
    unpack(OLD, path)
    connection = sqlite.connect(path)
    # Words that look like letters, and two lines of one paper in the same place.
    connection.execute("INSERT INTO events (at, subject, subject_id, what, detail) VALUES (1, 'o', 1, '=s', 'odd')")
    connection.execute("UPDATE order_lines SET tax_class = 's' WHERE id = 1")
    connection.execute("INSERT INTO messages (order_id, kind, version, title, body, made_at) VALUES "
                       "(1, 'a', 7, 'Your order SO-1: the rest is here', 'Your order is late', 1)")  # fmt: skip
    connection.close()
    return path


AS_KEPT = {
    "events": 'SELECT id, at, "user", subject, subject_id, what, detail FROM events ORDER BY id',
    "messages": "SELECT id, order_id, kind, version, state, title, body FROM messages ORDER BY id",
    "order_lines": "SELECT id, label, tax_class, quantity, net FROM order_lines ORDER BY id",
    "invoice_lines": "SELECT invoice_id, position, sku, description, unit, tax_class, quantity, price, net, tax "
    "FROM invoice_lines ORDER BY invoice_id, position",
    "orders": "SELECT id, policy, rounding FROM orders ORDER BY id",
    "invoices": "SELECT id, policy, rounding FROM invoices ORDER BY id",
}


def as_read(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """The same by today's tables."""
    event_columns = (events.c.id, type_coerce(events.c.at, BigInteger), events.c.user, events.c.subject)
    lines = invoice_lines.c
    found = {
        "events": select(*event_columns, events.c.subject_id, events.c.what, events.c.detail).order_by(events.c.id),
        "messages": select(*(messages.c[name] for name in ("id", "order_id", "kind", "version", "state", "title",
                                                           "body"))).order_by(messages.c.id),
        "order_lines": select(*(order_lines.c[name] for name in ("id", "label", "tax_class", "quantity", "net")))
        .order_by(order_lines.c.id),
        "invoice_lines": select(lines.invoice_id, lines.position, lines.sku, DESCRIPTION, lines.unit, lines.tax_class,
                                lines.quantity, lines.price, lines.net, lines.tax)
        .order_by(lines.invoice_id, lines.position),
        "orders": select(orders.c.id, orders.c.policy, orders.c.rounding).order_by(orders.c.id),
        "invoices": select(invoices.c.id, invoices.c.policy, invoices.c.rounding).order_by(invoices.c.id),
    }  # fmt: skip
    return {name: [tuple(row) for row in connection.execute(asked)] for name, asked in found.items()}


def as_kept(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    return {name: [tuple(row) for row in connection.execute(text(asked))] for name, asked in AS_KEPT.items()}


def beginnings(connection: Connection) -> list[tuple[int, ...]]:
    asked = text("SELECT rowid FROM search_orders WHERE search_orders MATCH 'so1* OR p*' ORDER BY rowid")
    return [tuple(row) for row in connection.execute(asked)]


def test_an_old_shop_reads_word_for_word(tmp_path: Path) -> None:
    path = old_shop(tmp_path)
    engine = sqlite.aside_engine(path)
    with engine.begin() as connection:
        before, found = as_kept(connection), beginnings(connection)
    engine.dispose()
    schema_steps.upgrade_file(path, SCHEMA_VERSION)
    with sqlite.aside_engine(path).begin() as connection:
        assert as_read(connection) == before
        assert beginnings(connection) == found != []
        stored = connection.execute(text("SELECT count(*) FROM events WHERE subject = 'order'")).scalar_one()
    assert stored == 0


def test_an_old_shop_on_a_server_reads_word_for_word(tmp_path: Path, postgres_server: Server) -> None:
    old = sqlite.aside_engine(old_shop(tmp_path))
    with postgres_server.fresh() as url:
        server = create_engine(url)
        with old.begin() as source, server.begin() as target:
            schema_steps.upgrade(target, 1)
            known = [table.name for table in metadata.sorted_tables]
            names = neutral.tables_with_data(source)
            neutral.copy_tables(source, target, sorted(names, key=known.index))
            before = as_kept(source)
        with server.begin() as target:
            schema_steps.upgrade(target, SCHEMA_VERSION)
        with server.begin() as target:
            assert as_read(target) == before
        server.dispose()
    old.dispose()
