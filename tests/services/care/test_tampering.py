"""What is done to the books behind OrderDesk's back is seen by the deep check, whatever and wherever it is."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from pysqlite3 import dbapi2 as sqlite
from sqlalchemy import make_url, text

from orderdesk.domain.values.errors import OrderDeskError
from orderdesk.persistence.care import own_schema
from orderdesk.persistence.database.engine import Database, open_database
from orderdesk.persistence.proofs import seals
from orderdesk.persistence.proofs.base import Context
from orderdesk.services.care.checking import check
from orderdesk.services.desk import Desk
from orderdesk.services.people.users import save_user, set_limit, set_pin
from tests import busy_shop, postgres
from tests.factories import northside

# What a person with a database tool would do to hide something; the triggers of the file stand unless it says so.
ALTERATIONS = (
    "DELETE FROM events WHERE id > (SELECT max(id) - 20 FROM events)",
    "DELETE FROM events WHERE id = 12",
    "UPDATE events SET user = 'bob' WHERE id = 30",
    "UPDATE events SET at = at + 60000 WHERE id = 30",
    "INSERT OR REPLACE INTO events SELECT id, at, user, subject, subject_id, what, 'nothing', hash FROM events "
    "WHERE id = 30",
    "INSERT INTO events (at, user, subject, subject_id, what, detail) SELECT at, user, subject, subject_id, what, "
    "'invented' FROM events WHERE id = 30",
    "UPDATE payments SET user = 'bob' WHERE id = 1",
    "UPDATE payments SET reference = '' WHERE id = 1",
    "UPDATE payments SET at = at - 86400000 WHERE id = 1",
    "UPDATE movements SET reason = 'broken' WHERE id = 3",
    "UPDATE movements SET user = 'bob' WHERE id = 3",
    "UPDATE invoices SET issue_date = date(issue_date, '-1 day') WHERE number = 'INV-1004'",
    "UPDATE invoices SET supply_date = '2026-01-01' WHERE number = 'INV-1001'",
    "UPDATE invoices SET due_date = '2027-01-01' WHERE number = 'INV-1001'",
    "UPDATE invoices SET bill_to_id = NULL, customer_id = NULL WHERE number = 'INV-1001'",
    "UPDATE invoices SET exemption = 'charity' WHERE number = 'INV-1001'",
    "INSERT OR REPLACE INTO invoice_taxes SELECT id, invoice_id, 'Relief', rate, base, tax, place, exemption FROM "
    "invoice_taxes",
    "UPDATE invoice_taxes SET label = 'Relief' WHERE id = 1",
    "UPDATE invoice_lines SET description = 'Advice' WHERE invoice_id = 1",
    "UPDATE invoice_lines SET tax_class = 'zero' WHERE invoice_id = 1",
    "UPDATE order_lines SET label = 'Advice' WHERE order_id = 1",
    "UPDATE addresses SET line1 = '1 Nowhere' WHERE id = 1",
    "UPDATE customers SET tax_id = 'XX1', blocked = '' WHERE id = 1",
    "UPDATE shops SET tax_id = 'GB1'",
    "UPDATE users SET role = 'owner' WHERE name = 'cat'",
    "UPDATE users SET pin = '' WHERE name = 'olga'",
    "UPDATE users SET active = 0 WHERE name = 'olga'",
    "DELETE FROM users WHERE name = 'cat'",
    "UPDATE role_limits SET most = NULL",
    "DELETE FROM role_limits",
    "UPDATE items SET price = price - 1 WHERE id = 1",
    "UPDATE tax_rates SET label = 'Relief'",
    "UPDATE till_movements SET reason = 'milk', user = 'bob'",
    "UPDATE till_sessions SET closed_by = 'bob' WHERE id = 1",
    "UPDATE messages SET body = 'else' WHERE id = 1",
    "UPDATE purchase_receipts SET user = 'bob'",
    "UPDATE postings SET day = date(day, '-1 day') WHERE document = 'payment'",
    "UPDATE postings SET debit = debit + 100 WHERE debit > 0 AND document = 'invoice'",
    "DELETE FROM postings WHERE document = 'till movement'",
    "INSERT INTO postings (day, document, document_id, account_id, debit) SELECT day, 'invoice', 1, account_id, 5 "
    "FROM postings WHERE id = 1",
    "UPDATE accounts SET name = 'Sundries' WHERE kind = 'sales'",
)


def make(url: str) -> None:
    """The busy shop with three people, one PIN and a limit."""
    busy_shop.make(url)
    database = open_database(url)
    try:
        owner = Desk(database, user="ann")
        save_user(owner, "olga", "owner")
        save_user(owner, "cat", "counter")
        set_limit(owner, "counter", "give this discount", 50_000)
        set_pin(owner, "olga", "2580")
    finally:
        database.close()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "shop.db"
    make(f"sqlite:///{path}")
    return path


@contextmanager
def opened(url: str) -> Iterator[Database]:
    database = open_database(url, quick_check=False)
    try:
        yield database
    finally:
        database.close()


def rules(database: Database) -> set[str]:
    return {each.rule for each in check(Desk(database, user="ann")).findings}


def altered(path: Path, *statements: str) -> set[str]:
    """The rules that a file breaks after these statements, made by a bare connection that respects no trigger."""
    connection = sqlite.connect(str(path), isolation_level=None)
    for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        kept = connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (name,)).fetchone()[0]
        connection.execute(f"DROP TRIGGER {name}")
        statements = (*statements, kept)
    for statement in statements:
        connection.execute(statement)
    connection.close()
    with opened(f"sqlite:///{path}") as database:
        return rules(database)


def test_an_untouched_shop_is_silent(whole: Path, tmp_path: Path) -> None:
    shutil.copy(whole, tmp_path / "shop.db")
    assert altered(tmp_path / "shop.db") == set()


@pytest.mark.parametrize("alteration", ALTERATIONS, ids=[each[:50] for each in ALTERATIONS])
def test_an_alteration_is_seen(whole: Path, tmp_path: Path, alteration: str) -> None:
    shutil.copy(whole, tmp_path / "shop.db")
    assert altered(tmp_path / "shop.db", alteration) & {"seal.rows", "seal.event", "seal.end"}


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER events_no_update",
        "DROP INDEX ix_payments_at",
        "CREATE TRIGGER helpful AFTER INSERT ON payments BEGIN UPDATE users SET role = 'owner'; END",
        "CREATE VIEW helpful AS SELECT * FROM users",
        "CREATE TABLE helpful (id INTEGER)",
    ],
)
def test_a_foreign_schema_is_seen(whole: Path, tmp_path: Path, statement: str) -> None:
    path = tmp_path / "shop.db"
    shutil.copy(whole, path)
    connection = sqlite.connect(str(path), isolation_level=None)
    connection.execute(statement)
    connection.close()
    with opened(f"sqlite:///{path}") as database:
        assert rules(database) == {"seal.schema"}


def test_a_cut_tail_is_seen_by_what_a_till_was_closed_on(whole: Path, tmp_path: Path) -> None:
    """Whoever also mends the count and the sum of the seals is given away by the Z."""
    path = tmp_path / "shop.db"
    shutil.copy(whole, path)
    found = altered(
        path,
        "DELETE FROM events WHERE id > 20",
        "UPDATE seals SET counted = 20, head = (SELECT hash FROM events WHERE id = 20) WHERE name = 'events'",
    )
    assert "seal.anchor" in found


def test_nine_of_ten_flipped_bits_that_change_a_row_are_seen(whole: Path, tmp_path: Path) -> None:
    """Single bits of the file: one that changes what a table says is seen, or the file is refused."""
    content, luck, path = whole.read_bytes(), random.Random(7), tmp_path / "shop.db"
    before = rows_of(whole)
    changed = seen = 0
    written = [place for place, byte in enumerate(content) if byte]
    while changed < 40:
        place, bit = luck.choice(written), luck.randrange(8)
        path.write_bytes(content[:place] + bytes([content[place] ^ (1 << bit)]) + content[place + 1 :])
        for left in tmp_path.glob("shop.db-*"):
            left.unlink()
        if rows_of(path) == before:
            continue
        changed += 1
        try:
            with opened(f"sqlite:///{path}") as database:
                seen += bool(rules(database))
        except OrderDeskError:
            seen += 1
    assert seen >= 0.9 * changed, f"{seen} of {changed}"


def rows_of(path: Path) -> object:
    connection = sqlite.connect(str(path), isolation_level=None)
    try:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in sorted(names)}
    except (sqlite.Error, UnicodeError) as error:
        return type(error).__name__
    finally:
        connection.close()


@pytest.fixture(scope="module")
def server(postgres_server: postgres.Server) -> Iterator[str]:
    with postgres_server.fresh() as url:
        make(url)
        yield url


def test_a_stranger_may_change_nothing_on_a_server(server: str) -> None:
    with psycopg.connect(postgres.plain(make_url(server)), autocommit=True) as session:
        for statement in (
            "UPDATE users SET role = 'owner'",
            "DELETE FROM role_limits",
            "INSERT INTO users (name, role) VALUES ('eve', 'owner')",
            "UPDATE orders SET user = 'bob'".replace("user", '"user"'),
        ):
            with pytest.raises(psycopg.errors.RaiseException, match="only OrderDesk changes"):
                session.execute(statement)
    with opened(server) as database:
        assert rules(database) == set()


@pytest.mark.parametrize(
    ("statement", "thing"),
    [
        ("ALTER TABLE events DISABLE TRIGGER events_no_update", "events_no_update"),
        ("CREATE VIEW helpful AS SELECT 1", "helpful"),
        ("CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
         "refuse_change"),
        ("DROP INDEX ix_payments_at", "ix_payments_at"),
        ("ALTER TABLE users DROP CONSTRAINT ck_users_role", "ck_users_role"),
        ("SET session_replication_role = replica; UPDATE users SET role = 'owner' WHERE name = 'cat'", "users"),
        ("SET session_replication_role = replica; UPDATE orders SET placed_at = 0 WHERE id = 1", "orders"),
        ("SET session_replication_role = replica; DELETE FROM events WHERE id = 9", "10"),
    ],
)  # fmt: skip
def test_an_alteration_on_a_server_is_seen(server: str, statement: str, thing: str) -> None:
    with opened(server) as database, database.write.connect() as connection:
        with connection.begin() as transaction:
            connection.exec_driver_sql(statement)
            found = [each.number for each in seals.prove(connection, Context("GBP", lambda: None))]
            transaction.rollback()
        assert thing in found


def test_older_rows_with_their_own_seal_are_seen(database: Database) -> None:
    """Whoever keeps a copy of the file needs no secret to put a table of it back together with its seal."""
    desk = northside(database)
    save_user(desk, "boss", "owner")
    boss = replace(desk, user="boss")
    save_user(boss, "olga", "counter")
    tables = ("users", "seals WHERE name = 'users'")
    with database.reading() as connection:
        before = [connection.execute(text(f"SELECT * FROM {each}")).mappings().all() for each in tables]
    save_user(boss, "olga", "packer")
    with database.write.connect() as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET session_replication_role = replica")
        connection.exec_driver_sql("DELETE FROM seals WHERE name = 'users'")
        for row in before[0]:
            connection.execute(text("UPDATE users SET role = :role WHERE id = :id"), dict(row))
        connection.execute(text("INSERT INTO seals VALUES (:name, :counted, :total, :head)"), dict(before[1][0]))
    with database.reading() as connection:
        assert [each.rule for each in seals.prove(connection, Context("GBP", lambda: None))] == ["seal.seals"]


def test_a_new_database_has_our_schema_on_both_kinds(database: Database) -> None:
    with database.reading() as connection:
        assert list(own_schema.differences(connection)) == []


def test_a_writer_that_fails_leaves_the_seals_alone(database: Database) -> None:
    with suppress(ZeroDivisionError), database.writing() as work:
        work.connection.execute(text("INSERT INTO vendors (name) VALUES ('Gone')"))
        raise ZeroDivisionError
    with database.writing() as work:
        work.connection.execute(text("INSERT INTO vendors (name) VALUES ('Here')"))
    with database.reading() as connection:
        assert list(seals.prove(connection, Context("GBP", lambda: None))) == []


def test_a_column_that_lost_its_name_is_told_and_the_rest_is_checked(whole: Path, tmp_path: Path) -> None:
    """As one flipped bit in the description of a table leaves it."""
    path = tmp_path / "shop.db"
    path.write_bytes(whole.read_bytes().replace(b"left_in_till BIGINT", b"left_in_tilm BIGINT"))
    with opened(f"sqlite:///{path}") as database:
        assert {"seal.schema", "storage.unreadable"} <= rules(database)
