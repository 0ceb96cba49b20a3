"""The steps lead to exactly today's tables, and an upgrade that is killed or fails leaves the old shop whole."""

from __future__ import annotations

import hashlib
import random
import re
import shutil
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from pysqlite3 import dbapi2 as driver
from sqlalchemy import Engine, make_url, text

from orderdesk.domain.values.errors import OrderDeskError, Refused, StorageFailed
from orderdesk.persistence.care import schema_steps
from orderdesk.persistence.care.archive import read_manifest
from orderdesk.persistence.care.creation import create_database, open_or_create
from orderdesk.persistence.care.migrating import Upgraded, migrate, needed
from orderdesk.persistence.columns.base import with_conditions
from orderdesk.persistence.database import postgresql, sqlite
from orderdesk.persistence.database.engine import OldSchema, open_database
from orderdesk.persistence.migrations import SCRIPTS
from orderdesk.persistence.schema import SCHEMA_VERSION
from tests.persistence import tasks

pytestmark = pytest.mark.long

NOW = datetime(2026, 11, 22, 21, 30, tzinfo=UTC)
VERSIONS = SCRIPTS / "versions"
UNWRITTEN = "the tables have changed: write the change into the newest step of orderdesk/persistence/migrations"
NEXT = SCHEMA_VERSION + 1
STEP = f'''"""A step that rebuilds a table others refer to, and fills a new column."""
import sqlalchemy as sa
from alembic import op

revision = "{NEXT:04d}"
down_revision = "{SCHEMA_VERSION:04d}"


def upgrade():
    with op.batch_alter_table("vendors") as batch:
        batch.add_column(sa.Column("rating", sa.Integer, nullable=False, server_default="3"))
    op.execute("UPDATE vendors SET rating = length(name)")
    {{more}}
'''


def steps_with(folder: Path, more: str = "") -> Path:
    """The product's steps and one more."""
    shutil.copytree(VERSIONS, folder / "versions", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / f"v{NEXT:04d}_next.py").write_text(STEP.format(more=more))
    return folder


@pytest.fixture
def steps(tmp_path: Path) -> Path:
    """Steps to the version after today's."""
    return steps_with(tmp_path / "steps")


def filled(url: str, vendors: int = 200) -> None:
    """A shop whose items refer to its vendors."""
    database = open_or_create(url)
    with database.writing() as work:
        rows = [{"n": f"vendor {number}", "i": number} for number in range(1, vendors + 1)]
        work.connection.execute(text("INSERT INTO vendors (id, name) VALUES (:i, :n)"), rows)
        work.connection.execute(text("INSERT INTO items (sku, name, vendor_id) VALUES (:n, :n, :i)"), rows)
    database.close()


def upgrade(url: str, steps: Path, backups: Path) -> Upgraded:
    return migrate(url, backups, NOW, app_version="9.9", target=NEXT, scripts=steps)


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def content(path: Path) -> tuple[int, int, int, str]:
    """Version, vendors, items and health of a file."""
    connection = driver.connect(str(path), isolation_level=None)
    found = tuple(
        connection.execute(question).fetchone()[0]
        for question in (
            "PRAGMA user_version",
            "SELECT count(*) FROM vendors",
            "SELECT count(*) FROM items",
            "PRAGMA integrity_check",
        )
    )
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    connection.close()
    assert broken == []
    return found  # type: ignore[return-value]


def objects(engine: Engine) -> Any:
    """All words a database says of its tables, indexes, triggers and functions; their order may differ."""
    questions = {
        "sqlite": ("SELECT name, type, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'",),
        "postgresql": (
            "SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns "
            "WHERE table_schema = 'public'",
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
            "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
            "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
            "SELECT sequencename, data_type FROM pg_sequences",
        ),
    }[engine.dialect.name]
    with engine.connect() as connection:
        found = [connection.exec_driver_sql(question).all() for question in questions]
    return [sorted(tuple(sorted(re.findall(r"[^\s,()]+", " ".join(map(str, row))))) for row in rows) for rows in found]


def outside_search(name: str | None, kind: str, parents: object) -> bool:
    """The search index is no table of the metadata."""
    return not (kind == "table" and str(name).startswith("search_"))


def test_a_step_never_changes_with_the_program() -> None:
    steps = sorted(VERSIONS.glob("v[0-9]*.py"))
    assert len(steps) == SCHEMA_VERSION
    assert not [step.name for step in steps if "orderdesk" in step.read_text()]


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION + 1))
def test_a_file_of_any_layout_can_be_made(tmp_path: Path, version: int) -> None:
    """As a server's backup before its upgrade is one of the layout it had."""
    schema_steps.make_file(tmp_path / "old.db", version)
    assert content(tmp_path / "old.db")[0] == version


def test_a_migrated_file_is_the_same_as_a_new_one(tmp_path: Path) -> None:
    made, grown = tmp_path / "made.db", tmp_path / "grown.db"
    schema_steps.make_file(made)
    schema_steps.upgrade_file(grown, SCHEMA_VERSION)
    engines = [sqlite.aside_engine(path) for path in (made, grown)]
    assert objects(engines[0]) == objects(engines[1]), UNWRITTEN
    with engines[1].connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": outside_search})
        assert compare_metadata(context, with_conditions()) == []
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == f"{SCHEMA_VERSION:04d}"
    for engine in engines:
        engine.dispose()


def test_a_migrated_server_is_the_same_as_a_new_one(postgres_server: Any) -> None:
    with postgres_server.fresh() as made_url, postgres_server.fresh() as grown_url:
        create_database(made_url)
        made, grown = (postgresql.engine(make_url(url)) for url in (made_url, grown_url))
        with grown.begin() as connection:
            schema_steps.upgrade(connection, SCHEMA_VERSION)
        assert objects(made) == objects(grown), UNWRITTEN
        made.dispose()
        grown.dispose()


def test_a_shop_of_today_is_left_alone(database_url: str, tmp_path: Path) -> None:
    filled(database_url)
    assert not needed(database_url)
    assert migrate(database_url, tmp_path / "backups", NOW, app_version="1") == Upgraded(SCHEMA_VERSION, SCHEMA_VERSION)
    assert not (tmp_path / "backups").exists()


def test_an_upgrade_keeps_every_row_and_the_old_file(sqlite_url: str, steps: Path, tmp_path: Path) -> None:
    filled(sqlite_url)
    path = file_of(sqlite_url)
    done = upgrade(sqlite_url, steps, tmp_path / "backups")
    assert (done.before, done.after) == (SCHEMA_VERSION, NEXT)
    assert content(path) == (NEXT, 200, 200, "ok")
    assert done.kept is not None
    assert content(done.kept) == (SCHEMA_VERSION, 200, 200, "ok")
    assert done.backup is not None
    assert done.backup.name == f"shop-20261122-213000-before-upgrade-{SCHEMA_VERSION}-to-{NEXT}.odbackup"
    manifest = read_manifest(done.backup)
    assert (manifest.schema_version, manifest.counts["vendors"]) == (SCHEMA_VERSION, 200)
    assert not [file for file in path.parent.iterdir() if file.name.startswith(".")]
    with pytest.raises(Refused, match="newer OrderDesk"):
        open_database(sqlite_url)


def test_a_server_is_upgraded_after_a_backup(postgres_url: str, steps: Path, tmp_path: Path) -> None:
    filled(postgres_url)
    done = upgrade(postgres_url, steps, tmp_path / "backups")
    assert done.backup is not None
    assert read_manifest(done.backup).counts["items"] == 200
    engine = postgresql.engine(make_url(postgres_url))
    with engine.connect() as connection:
        total = connection.scalar(text("SELECT sum(rating) FROM vendors"))
    assert total == sum(len(f"vendor {number}") for number in range(1, 201))
    engine.dispose()
    with pytest.raises(Refused, match="newer OrderDesk"):
        open_database(postgres_url)


FAULTS = {
    "it loses a row": ('op.execute("DELETE FROM items WHERE id = 7")', "items from 200 to 199"),
    "it loses a table": ('op.drop_table("incoming")', "incoming"),
    "it breaks a reference": ('op.execute("UPDATE items SET vendor_id = 999 WHERE id = 3")', "items"),
    "it fails": ('raise ValueError("step")', "step"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_bad_step_changes_nothing(fault: str, database_url: str, tmp_path: Path) -> None:
    more, words = FAULTS[fault]
    filled(database_url)
    if "lose" in fault and "table" in fault:
        database = open_database(database_url)
        with database.writing() as work:
            work.connection.execute(text("INSERT INTO incoming (item_id, quantity) SELECT id, 1000 FROM items"))
        database.close()
    with pytest.raises(Exception, match=words):
        upgrade(database_url, steps_with(tmp_path / "steps", more), tmp_path / "backups")
    assert len(list((tmp_path / "backups").iterdir())) == 1
    database = open_database(database_url)
    with database.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM items JOIN vendors ON vendors.id = vendor_id")) == 200
    database.close()


def test_books_that_do_not_tie_stop_the_upgrade(database_url: str, steps: Path, tmp_path: Path) -> None:
    filled(database_url)

    def verify(connection: Any) -> None:
        assert connection.scalar(text("SELECT count(*) FROM vendors")) == 200
        raise StorageFailed("the books do not tie")

    with pytest.raises(StorageFailed, match="do not tie"):
        migrate(database_url, tmp_path, NOW, app_version="1", verify=verify, target=NEXT, scripts=steps)
    open_database(database_url).close()


def test_an_upgrade_without_a_backup_is_refused(sqlite_url: str, steps: Path, tmp_path: Path) -> None:
    filled(sqlite_url)
    before = sha256(file_of(sqlite_url))
    (tmp_path / "backups").write_text("a file where the folder should be")
    with pytest.raises(StorageFailed, match="nothing was upgraded"):
        upgrade(sqlite_url, steps, tmp_path / "backups")
    assert sha256(file_of(sqlite_url)) == before


def test_a_shop_in_use_is_not_upgraded(sqlite_url: str, steps: Path, tmp_path: Path) -> None:
    filled(sqlite_url)
    database = open_database(sqlite_url)
    with pytest.raises(StorageFailed, match="Close every OrderDesk window"):
        upgrade(sqlite_url, steps, tmp_path / "backups")
    database.close()


def test_a_broken_reference_is_named_with_a_backup_and_no_loss(sqlite_url: str, steps: Path, tmp_path: Path) -> None:
    filled(sqlite_url)
    path = file_of(sqlite_url)
    connection = driver.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("UPDATE items SET vendor_id = 12345 WHERE id = 17")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    with pytest.raises(StorageFailed, match=r"items row 17 \(its vendors\)"):
        upgrade(sqlite_url, steps, tmp_path / "backups")
    (saved,) = (tmp_path / "backups").iterdir()
    assert read_manifest(saved).counts["items"] == 200
    connection = driver.connect(str(path))
    assert connection.execute("SELECT count(*) FROM items").fetchone() == (200,)
    connection.close()


def test_a_newer_or_foreign_file_is_refused_untouched(sqlite_url: str, steps: Path, tmp_path: Path) -> None:
    filled(sqlite_url)
    upgrade(sqlite_url, steps, tmp_path / "backups")
    foreign = tmp_path / "foreign.db"
    foreign.write_text("Dear shop, " * 100)
    for path, words in ((file_of(sqlite_url), "newer OrderDesk"), (foreign, "not an OrderDesk database")):
        before = sha256(path)
        with pytest.raises(Refused, match=words):
            migrate(f"sqlite:///{path}", tmp_path / "backups", NOW, app_version="1")
        assert sha256(path) == before


def test_an_old_shop_says_that_it_must_be_upgraded(database_url: str) -> None:
    filled(database_url)
    if database_url.startswith("sqlite"):
        connection = driver.connect(str(file_of(database_url)), isolation_level=None)
        connection.execute("PRAGMA user_version = 0")
        connection.close()
    else:
        engine = postgresql.engine(make_url(database_url))
        with engine.begin() as session:
            session.execute(text("UPDATE alembic_version SET version_num = '0000'"))
        engine.dispose()
    assert needed(database_url)
    with pytest.raises(OldSchema, match="orderdesk migrate"):
        open_database(database_url)


def test_killed_at_any_moment_the_shop_is_old_or_new(sqlite_url: str, steps: Path, tmp_path: Path) -> None:
    filled(sqlite_url, vendors=3000)
    path = file_of(sqlite_url)
    old = tmp_path / "old.db"
    sqlite.settle(path)
    shutil.copy(path, old)
    process = tasks.start("upgrade", sqlite_url, tmp_path / "first", steps, NEXT)
    tasks.said(process)
    began = time.monotonic()
    tasks.ended(process)
    longest = time.monotonic() - began
    seen = set()
    for round_number in range(20):
        for left in path.parent.glob("*shop.db*"):
            left.unlink()
        shutil.copy(old, path)
        process = tasks.start("upgrade", sqlite_url, tmp_path / f"backups {round_number}", steps, NEXT)
        assert tasks.said(process) == "ready"
        time.sleep(random.uniform(0, longest * 1.1))
        tasks.killed(process)
        state = content(path)
        assert state in {(SCHEMA_VERSION, 3000, 3000, "ok"), (NEXT, 3000, 3000, "ok")}
        seen.add(state[0])
        upgrade(sqlite_url, steps, tmp_path / f"backups {round_number}")
        assert content(path) == (NEXT, 3000, 3000, "ok")
        assert not [file for file in path.parent.iterdir() if file.name.startswith(".shop.db")]
    assert SCHEMA_VERSION in seen


def test_two_programs_that_upgrade_at_once_do_it_once(database_url: str, steps: Path, tmp_path: Path) -> None:
    filled(database_url, vendors=500)
    both = [tasks.start("upgrade", database_url, tmp_path / f"backups {n}", steps, NEXT) for n in range(2)]
    answers = sorted(tasks.ended(each).splitlines()[-1] for each in both)
    assert f"{SCHEMA_VERSION} to {NEXT}" in answers
    other = next(answer for answer in answers if answer != f"{SCHEMA_VERSION} to {NEXT}")
    assert other == f"{NEXT} to {NEXT}" or other.startswith("StorageFailed: ")


def test_every_fault_is_one_of_ours(tmp_path: Path) -> None:
    with pytest.raises(OrderDeskError, match="There is no database"):
        migrate(f"sqlite:///{tmp_path / 'none.db'}", tmp_path, NOW, app_version="1")
