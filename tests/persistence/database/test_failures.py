"""Full disks and closed folders: a plain sentence, what was acknowledged is kept, and work goes on afterwards."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from pysqlite3 import dbapi2 as driver
from sqlalchemy import text

from orderdesk.persistence.care.creation import open_or_create
from orderdesk.persistence.database.engine import open_database
from orderdesk.persistence.database.failures import Busy, storage_errors, told_fault
from tests.persistence import tasks

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="closes folders and limits files the POSIX way")


def test_a_full_disk_keeps_what_was_acknowledged_and_lets_work_go_on(sqlite_url: str) -> None:
    open_or_create(sqlite_url).close()
    lines = tasks.ended(tasks.start("fill", sqlite_url, 900_000)).splitlines()
    acknowledged = int(lines[-3])
    assert acknowledged > 10
    assert lines[-2].startswith("StorageFailed: The disk with ")
    assert "nothing was changed" in lines[-2]
    database = open_database(sqlite_url)
    with database.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM vendors WHERE name LIKE 'vendor %'")) == acknowledged
        assert connection.scalar(text("SELECT count(*) FROM vendors WHERE name = 'after'")) == 1
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    database.close()


@pytest.mark.parametrize("limit", [4096, 100_000, 400_000])
def test_a_backup_on_a_full_disk_leaves_nothing_behind(limit: int, sqlite_url: str, tmp_path: Path) -> None:
    database = open_or_create(sqlite_url)
    with database.writing() as work:
        work.connection.execute(text("INSERT INTO vendors (name, address) VALUES ('one', :long)"),
                                {"long": "".join(map(chr, range(32, 50_000)))})  # fmt: skip
    database.close()
    folder = tmp_path / "stick"
    folder.mkdir()
    lines = tasks.ended(tasks.start("save", sqlite_url, folder / "one.odbackup", limit)).splitlines()
    assert lines[0].startswith("StorageFailed: ")
    assert lines[1:] == ["[]", "done", "['one.odbackup']"]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that another user may enter; pytest's own folders are closed to others."""
    with tempfile.TemporaryDirectory(prefix="orderdesk-folder-") as folder:
        yield Path(folder)


@pytest.mark.parametrize("exists", [True, False])
def test_a_folder_that_may_not_be_written_is_refused_without_a_trace(open_folder: Path, exists: bool) -> None:
    url = f"sqlite:///{open_folder / 'shop.db'}"
    if exists:
        open_or_create(url).close()
        (open_folder / "shop.db").chmod(0o644)
    before = sorted(open_folder.iterdir())
    open_folder.chmod(0o555)
    answer = tasks.ended(tasks.start("unprivileged", url))
    open_folder.chmod(0o755)
    assert answer.strip() == (
        f"Unwritable: The folder {open_folder} cannot be written. Allow writing to it, or choose another one."
    )
    assert sorted(open_folder.iterdir()) == before


def test_a_file_that_may_not_be_written_is_refused(open_folder: Path) -> None:
    path = open_folder / "shop.db"
    open_or_create(f"sqlite:///{path}").close()
    open_folder.chmod(0o777)
    path.chmod(0o444)
    answer = tasks.ended(tasks.start("unprivileged", f"sqlite:///{path}"))
    assert answer.startswith(f"Unwritable: The file {path} cannot be read and written.")


def sqlite_error(name: str) -> driver.Error:
    error = driver.OperationalError(name)
    error.sqlite_errorname = name
    return error


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("SQLITE_FULL", "is full"),
        ("SQLITE_IOERR_WRITE", "could not be read or written"),
        ("SQLITE_READONLY_DIRECTORY", "cannot be written"),
        ("SQLITE_CORRUPT_INDEX", "is damaged"),
        ("SQLITE_NOTADB", "is damaged"),
        ("SQLITE_CANTOPEN", "could not be opened"),
        ("SQLITE_BUSY_SNAPSHOT", "is busy"),
        ("SQLITE_LOCKED", "is busy"),
    ],
)
def test_each_fault_of_a_file_has_its_sentence(name: str, words: str) -> None:
    told = told_fault(sqlite_error(name), "shop.db")
    assert told is not None
    assert words in str(told)
    assert "shop.db" in str(told)
    assert isinstance(told, Busy) is ("busy" in words)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (psycopg.errors.DiskFull(), "is full"),
        (psycopg.errors.AdminShutdown(), "does not answer"),
        (psycopg.errors.ConnectionFailure(), "does not answer"),
        (psycopg.errors.TooManyConnections(), "short of"),
        (psycopg.errors.InvalidPassword(), "user name or password"),
        (psycopg.errors.InsufficientPrivilege(), "too few rights"),
        (psycopg.errors.DeadlockDetected(), "is busy"),
        (psycopg.errors.UniqueViolation(), "is busy"),
        (psycopg.errors.DataCorrupted(), "damage"),
        (psycopg.OperationalError("connection refused"), "does not answer"),
    ],
)
def test_each_fault_of_a_server_has_its_sentence(error: psycopg.Error, words: str) -> None:
    told = told_fault(error, "orders on till-1")
    assert told is not None
    assert words in str(told)


@pytest.mark.parametrize(
    "error",
    [
        sqlite_error("SQLITE_ERROR"),
        sqlite_error("SQLITE_CONSTRAINT"),
        psycopg.errors.UndefinedTable(),
        psycopg.errors.CheckViolation(),
        ValueError(),
    ],
)
def test_what_is_no_fault_of_storage_passes_as_it_is(error: Exception) -> None:
    assert told_fault(error, "shop.db") is None
    with pytest.raises(type(error)) as raised, storage_errors("shop.db"):
        raise error
    assert raised.value is error
