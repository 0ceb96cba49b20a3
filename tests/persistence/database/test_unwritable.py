"""What cannot be written is still read: a closed folder, a closed file, a server that only reads; and then goes on."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from errno import ENOSPC
from pathlib import Path
from typing import Any

import psycopg
import pytest
from pysqlite3 import dbapi2 as driver
from sqlalchemy import make_url, text

from orderdesk.domain.values.errors import StorageFailed, Unwritable
from orderdesk.persistence.care.creation import open_or_create
from orderdesk.persistence.database import places, sqlite
from orderdesk.persistence.database.engine import Database, open_database
from tests.persistence import tasks

posix = pytest.mark.skipif(sys.platform == "win32", reason="closes folders the POSIX way")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that another user may enter; pytest's own folders are closed to others."""
    with tempfile.TemporaryDirectory(prefix="orderdesk-folder-") as made:
        yield Path(made)
        Path(made).chmod(0o755)


def add(database: Database, name: str) -> None:
    with database.writing() as work:
        work.connection.execute(text("INSERT INTO vendors (name) VALUES (:name)"), {"name": name})


def count(database: Database) -> int:
    with database.reading() as connection:
        return int(connection.scalar(text("SELECT count(*) FROM vendors")) or 0)


def reopen(folder: Path, files: int, itself: int) -> None:
    for each in folder.iterdir():
        each.chmod(files)
    folder.chmod(itself)


@posix
@pytest.mark.parametrize("open_elsewhere", [False, True])
@pytest.mark.parametrize(
    ("files", "itself", "what"), [(0o644, 0o555, "folder"), (0o444, 0o777, "file"), (0o444, 0o555, "folder")]
)
def test_what_may_not_be_written_is_read_and_goes_on_by_itself(
    folder: Path, files: int, itself: int, what: str, open_elsewhere: bool
) -> None:
    url = f"sqlite:///{folder / 'shop.db'}"
    other = open_or_create(url)
    add(other, "one")
    if not open_elsewhere:
        other.close()
    before = sorted(each.name for each in folder.iterdir())
    reopen(folder, files, itself)
    reader = tasks.start("read_on", url, stdin=subprocess.PIPE)
    told = [tasks.said(reader), tasks.said(reader)]
    assert told[0] == "1", reader.communicate()[1]
    assert told[1].startswith(f"Unwritable: The {what} {folder}")
    if itself == 0o555:
        assert sorted(each.name for each in folder.iterdir()) == before
    reopen(folder, 0o666, 0o777)
    assert reader.stdin is not None
    reader.stdin.write("\n")
    assert tasks.ended(reader).split() == ["1", "done"]
    other.close()
    again = open_database(url)
    assert count(again) == 2
    again.close()


def test_a_log_that_cannot_be_read_is_never_left_out(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    database = open_or_create(sqlite_url)
    add(database, "one")
    assert database.path is not None

    def no_index(path: Path, mode: str) -> object:
        if mode == "ro":
            raise driver.OperationalError("unable to open database file")
        raise AssertionError("what stands in the log is passed over")

    monkeypatch.setattr(sqlite, "_readable", no_index)
    with pytest.raises(driver.OperationalError):
        sqlite.connect_to_read(database.path)
    database.close()


def test_a_disk_without_room_is_told_before_it_is_written(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    open_or_create(sqlite_url).close()
    full = "The disk with {} is full. Free some space and try again; nothing was changed."
    with monkeypatch.context() as patch:
        patch.setattr(places, "_ROOM", 1 << 62)  # more than any disk has, so each is tried
        patch.setattr(Path, "open", _no_room)
        database = open_database(sqlite_url)
        assert database.halt.why == full.format(database.path)
        assert database.halt.words.endswith("try again. Everything can be read meanwhile, and nothing is kept.")
        assert count(database) == 0
        with pytest.raises(Unwritable, match="is full"):
            add(database, "one")
    add(database, "two")
    assert (database.halt.why, database.halt.words) == ("", "")
    database.close()


_OPEN = Path.open


def _no_room(path: Path, mode: str = "r", **how: Any) -> Any:
    if "w" in mode:
        raise OSError(ENOSPC, "No space left on device")
    return _OPEN(path, mode, **how)


def test_a_server_that_only_reads_is_read_and_goes_on_by_itself(postgres_url: str) -> None:
    open_or_create(postgres_url).close()
    _let_write(postgres_url, may=False)
    database = open_database(postgres_url)
    assert "can only be read just now" in database.halt.why
    assert count(database) == 0
    with pytest.raises(Unwritable, match="can only be read just now"):
        add(database, "one")
    _let_write(postgres_url, may=True)
    add(database, "one")
    assert (count(database), database.halt.why) == (1, "")
    database.close()


def test_a_server_that_reads_alone_in_the_middle_of_the_day_is_noticed(postgres_url: str) -> None:
    open_or_create(postgres_url).close()
    database = open_database(postgres_url)
    add(database, "one")
    _let_write(postgres_url, may=False)
    database.write.dispose()
    with pytest.raises(StorageFailed, match="can only be read just now"):
        add(database, "two")
    assert database.look_again()
    _let_write(postgres_url, may=True)
    assert not database.look_again()
    assert count(database) == 1
    database.close()


def _let_write(url: str, *, may: bool) -> None:
    address = make_url(url).set(drivername="postgresql")
    with psycopg.connect(address.render_as_string(hide_password=False), autocommit=True) as connection:
        connection.execute("SET default_transaction_read_only = off")
        connection.execute(
            f'ALTER DATABASE "{address.database}" SET default_transaction_read_only = {"off" if may else "on"}'
        )
