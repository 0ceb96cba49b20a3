"""A shop opened by its address keeps, refuses and names things as it must."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as driver
from sqlalchemy import URL, make_url, text
from sqlalchemy.exc import DBAPIError

from orderdesk.domain.values.errors import BadInput, OrderDeskError, Refused, StorageFailed
from orderdesk.persistence.care.creation import create_database, open_or_create
from orderdesk.persistence.database import postgresql
from orderdesk.persistence.database.engine import Database, OldSchema, open_database
from orderdesk.persistence.database.failures import Damaged
from orderdesk.persistence.database.sqlite import APPLICATION_ID
from orderdesk.persistence.schema import SCHEMA_VERSION
from tests.persistence import tasks


def settings(database: Database, face: str) -> dict[str, object]:
    engine = getattr(database, face)
    names = (
        "journal_mode",
        "synchronous",
        "foreign_keys",
        "busy_timeout",
        "recursive_triggers",
        "trusted_schema",
        "cell_size_check",
        "mmap_size",
        "query_only",
        "application_id",
        "user_version",
    )
    with engine.connect() as connection:
        return {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names}


@pytest.mark.parametrize(("face", "query_only"), [("read", 1), ("write", 0)])
def test_every_connection_is_set_up_to_lose_nothing(shop: Database, face: str, query_only: int) -> None:
    assert settings(shop, face) == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 15000,
        "recursive_triggers": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "mmap_size": 0,
        "query_only": query_only,
        "application_id": APPLICATION_ID,
        "user_version": SCHEMA_VERSION,
    }


def test_the_network_gets_no_write_ahead_log_and_one_opener(sqlite_url: str) -> None:
    database = open_or_create(sqlite_url, allow_network=True)
    made = settings(database, "write")
    assert (made["journal_mode"], made["synchronous"]) == ("delete", 3)
    with pytest.raises(StorageFailed, match="in use by one program that must be alone"):
        open_database(sqlite_url, allow_network=True)
    database.close()
    open_database(sqlite_url, allow_network=True).close()


def test_a_shop_is_made_only_when_asked(database_url: str) -> None:
    with pytest.raises(StorageFailed, match="orderdesk init"):
        open_database(database_url)
    create_database(database_url)
    with pytest.raises(Refused, match=r"exists already|holds an OrderDesk shop already"):
        create_database(database_url)
    open_or_create(database_url).close()


def test_many_that_make_the_same_shop_at_once_all_find_it(database_url: str) -> None:
    openers = [tasks.start("opened", database_url) for _ in range(6)]
    assert [tasks.ended(opener).strip() for opener in openers] == ["done"] * 6
    database = open_database(database_url)
    with database.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM vendors")) == 6
    database.close()


def test_the_read_face_refuses_to_write(database: Database) -> None:
    with pytest.raises(DBAPIError), database.reading() as connection:
        connection.execute(text("INSERT INTO vendors (name) VALUES ('sneaked')"))
    with database.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM vendors")) == 0


def test_a_new_shop_leaves_no_scrap_and_clears_that_of_a_killed_program(tmp_path: Path) -> None:
    (tmp_path / ".shop.db.0123abcd.part").write_text("half")
    (tmp_path / ".shop.db.0123abcd.part-journal").write_text("half")
    url = f"sqlite:///{tmp_path / 'shop.db'}"
    open_or_create(url).close()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["shop.db", "shop.db-lock"]


def test_a_name_with_odd_letters_is_the_name_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "Zoë's shop #1 %41?.db"
    open_or_create(URL.create("sqlite", database=str(path))).close()
    assert path.is_file()


def test_versions_name_the_program_in_use(database: Database) -> None:
    name, number = database.versions().split()
    assert name.lower() == database.dialect
    assert number.split(".")[0].isdigit()


def test_append_only_holds_even_against_replace(database: Database) -> None:
    with database.writing() as work:
        work.connection.execute(
            text("INSERT INTO events (id, at, subject, subject_id, what) VALUES (1, 0, 'order', 1, 'made')")
        )
    attempts = ["UPDATE events SET what = 'x'", "DELETE FROM events"]
    if database.dialect == "sqlite":
        attempts.append("INSERT OR REPLACE INTO events (id, at, subject, subject_id, what) VALUES (1, 0, 'o', 1, 'x')")
    for attempt in attempts:
        with pytest.raises(DBAPIError, match="append-only"), database.writing() as work:
            work.connection.execute(text(attempt))


@pytest.mark.parametrize(
    "address",
    [
        "",
        "shop.db",
        "mysql://x/y",
        "sqlite://",
        "sqlite:///:memory:",
        "postgres-q://x",
        "sqlite:///file::memory:?uri=1",
    ],
)
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(BadInput, match="address"):
        open_or_create(address)


def sqlite_file(path: Path, *statements: str) -> None:
    connection = driver.connect(str(path), isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def damaged_page(path: Path) -> None:
    open_or_create(f"sqlite:///{path}").close()
    content = bytearray(path.read_bytes())
    content[4096 * 2 : 4096 * 4] = b"\x5a" * 8192
    path.write_bytes(content)


def overwritten_head(path: Path) -> None:
    open_or_create(f"sqlite:///{path}").close()
    path.write_bytes(b"garbage garbage!" + path.read_bytes()[16:])


def cut_short(path: Path) -> None:
    open_or_create(f"sqlite:///{path}").close()
    path.write_bytes(path.read_bytes()[: 4096 * 7])


BAD_FILES = {
    "a folder": (lambda path: path.mkdir(), StorageFailed, "is a folder"),
    "an empty file": (lambda path: path.touch(), Damaged, "damaged"),
    "a text": (lambda path: path.write_text("Dear shop, " * 100), Refused, "not an OrderDesk database"),
    "a short text": (lambda path: path.write_text("{}"), Refused, "not an OrderDesk database"),
    "a foreign database": (
        lambda path: sqlite_file(path, "PRAGMA journal_mode = WAL", "CREATE TABLE other (id INTEGER)"),
        Refused,
        "not an OrderDesk database",
    ),
    "a newer database": (
        lambda path: sqlite_file(
            path, f"PRAGMA application_id = {APPLICATION_ID}", "PRAGMA user_version = 999", "CREATE TABLE t (id)"
        ),
        Refused,
        "newer OrderDesk",
    ),
    "an older database": (
        lambda path: sqlite_file(
            path, f"PRAGMA application_id = {APPLICATION_ID}", "PRAGMA user_version = 0", "CREATE TABLE t (id)"
        ),
        OldSchema,
        "orderdesk migrate",
    ),
    "a damaged page": (damaged_page, Damaged, "damaged"),
    "an overwritten head": (overwritten_head, Damaged, "damaged"),
    "a cut end": (cut_short, Damaged, "damaged"),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_bad_file_is_refused_untouched_in_one_sentence(kind: str, tmp_path: Path) -> None:
    make, expected, words = BAD_FILES[kind]
    path = tmp_path / "shop.db"
    make(path)
    before = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    with pytest.raises(expected, match=words) as refusal:
        open_or_create(f"sqlite:///{path}")
    assert isinstance(refusal.value, expected)
    assert "\n" not in str(refusal.value)
    after = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    assert after == before
    assert {file.name for file in tmp_path.iterdir()} <= {"shop.db", "shop.db-lock"}


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageFailed, match=r"nowhere does not exist"):
        open_or_create(f"sqlite:///{tmp_path / 'nowhere' / 'shop.db'}")


def test_a_newer_or_foreign_server_database_is_refused(postgres_url: str) -> None:
    create_database(postgres_url)
    engine = postgresql.engine(make_url(postgres_url))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0999'"))
    with pytest.raises(Refused, match="newer OrderDesk"):
        open_database(postgres_url)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    with pytest.raises(Refused, match="tables of another program"):
        open_or_create(postgres_url)
    engine.dispose()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("postgresql+psycopg://od@127.0.0.1:1/shop", "does not answer"),
        ("postgresql+psycopg://od@no-such-host.invalid/shop?sslmode=disable", "does not answer"),
    ],
)
def test_a_server_that_is_not_there_is_said_plainly(address: str, words: str) -> None:
    with pytest.raises(StorageFailed, match=words) as refusal:
        open_database(address)
    assert "\n" not in str(refusal.value)


def test_a_missing_server_database_is_named_and_the_password_is_not(postgres_url: str) -> None:
    url = make_url(postgres_url).set(database="nothing_here", password="s3cret")
    with pytest.raises(StorageFailed, match="has no database nothing_here") as refusal:
        open_database(url)
    assert "s3cret" not in str(refusal.value)


def test_limits_on_the_server_are_set(postgres_url: str) -> None:
    database = open_or_create(postgres_url + "?options=-csearch_path%3Dpublic")
    shown = {}
    with database.reading() as connection:
        for name in (
            "lock_timeout",
            "statement_timeout",
            "idle_in_transaction_session_timeout",
            "application_name",
            "search_path",
            "transaction_isolation",
            "transaction_read_only",
        ):
            shown[name] = connection.scalar(text(f"SHOW {name}"))
    database.close()
    assert shown.pop("application_name").startswith("orderdesk ")
    assert shown == {
        "lock_timeout": "5s",
        "statement_timeout": "30s",
        "idle_in_transaction_session_timeout": "1min",
        "search_path": "public",
        "transaction_isolation": "repeatable read",
        "transaction_read_only": "on",
    }


@pytest.mark.parametrize(
    ("address", "mode"),
    [
        ("postgresql://od@db.example.com/shop", "verify-full"),
        ("postgresql://od@localhost/shop", None),
        ("postgresql://od@/shop?host=/run/postgresql", None),
        ("postgresql://od@/shop?host=db.example.com", "verify-full"),
        ("postgresql://od@/shop", None),
    ],
)
def test_other_hosts_must_prove_who_they_are(address: str, mode: str | None) -> None:
    assert postgresql.connect_args(make_url(address)).get("sslmode") == mode


def test_the_address_wins_over_our_own_wishes() -> None:
    told = postgresql.connect_args(make_url("postgresql://od@db.example.com/shop?sslmode=require&connect_timeout=3"))
    assert "sslmode" not in told
    assert "connect_timeout" not in told


def test_errors_of_ours_are_not_dressed_up_as_storage_faults(database: Database) -> None:
    with pytest.raises(DBAPIError, match="no_such_table") as fault, database.reading() as connection:
        connection.execute(text("SELECT * FROM no_such_table"))
    assert not isinstance(fault.value, OrderDeskError)
    with pytest.raises(DBAPIError), database.writing() as work:
        work.connection.execute(text("INSERT INTO vendors (name) VALUES (NULL)"))
