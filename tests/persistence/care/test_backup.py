"""A backup is whole, made beside running work, restores into a file and a server alike; a bad one changes nothing."""

from __future__ import annotations

import hashlib
import json
import os
import random
import threading
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pysqlite3 import dbapi2 as driver
from sqlalchemy import text

from orderdesk.domain.values.errors import BadInput, Refused, StorageFailed
from orderdesk.persistence.care.archive import read_manifest, seal
from orderdesk.persistence.care.backup import backup
from orderdesk.persistence.care.restoring import Restored, restore
from orderdesk.persistence.care.shelf import back_up_if_changed, backups, thin, worth_keeping
from orderdesk.persistence.database import sqlite
from orderdesk.persistence.database.engine import Database, open_database
from orderdesk.persistence.database.neutral import counted
from orderdesk.persistence.record import search
from orderdesk.persistence.schema import SCHEMA_VERSION, metadata
from tests.persistence import tasks

pytestmark = pytest.mark.long

NOW = datetime(2026, 11, 22, 21, 30, 5, tzinfo=UTC)


def fill(database: Database) -> None:
    """Vendors, items with a picture and a date, movements, and words to find them by."""
    with database.writing() as work:
        for statement in (
            "INSERT INTO vendors (name) VALUES ('Łódź & Söhne'), ('two')",
            "INSERT INTO items (sku, name, price, vendor_id) VALUES ('A-1', 'Mug', 125000, 1), ('A-2', 'Cup ☕', 5, 2)",
            "INSERT INTO incoming (item_id, quantity, due) VALUES (1, 5000, '2026-12-24')",
            "INSERT INTO locations (id, name, kind) VALUES (1, 'Shop', 'shop')",
            "INSERT INTO bins (location_id, code) VALUES (1, 'A1')",
            "INSERT INTO movements (at, item_id, bin_id, quantity, kind) VALUES (1700000000123, 1, 1, 7000, 'opening')",
            "INSERT INTO events (at, subject, subject_id, what) VALUES (1700000000123, 'item', 1, 'made')",
            "INSERT INTO counters (series, next) VALUES ('invoice', 42)",
        ):
            work.connection.execute(text(statement))
        work.connection.execute(text("UPDATE items SET picture = :p WHERE id = 1"), {"p": bytes(range(256))})
        search.reindex(work.connection, "items")


def rows(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Everything in the shop, and what is found by a word."""
    with database.reading() as connection:
        tables = [table for table in metadata.sorted_tables if table.name != "seals"]  # each kind adds up by itself
        found = {table.name: [tuple(row) for row in connection.execute(table.select())] for table in tables}
        query = search.matching(connection, "items", "cup")
        assert query is not None
        found["found"] = [tuple(row) for row in connection.execute(query)]
    return {name: sorted(values, key=str) for name, values in found.items()}


def made(database: Database, path: Path, **options: Any) -> Any:
    return backup(database, path, now=NOW, app_version="9.9", **options)


def brought(path: Path, url: str, **options: Any) -> Restored:
    return restore(path, url, now=NOW, app_version="9.9", **options)


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_backup_says_what_it_holds(database: Database, tmp_path: Path) -> None:
    fill(database)
    manifest = made(database, tmp_path / "one.odbackup")
    assert manifest == read_manifest(tmp_path / "one.odbackup")
    assert (manifest.schema_version, manifest.app_version, manifest.made_at) == (SCHEMA_VERSION, "9.9", NOW)
    assert manifest.counts["items"] == 2
    assert manifest.source == database.versions()
    with zipfile.ZipFile(tmp_path / "one.odbackup") as archive:
        assert sorted(archive.namelist()) == ["manifest.json", "shop.db"]
        assert hashlib.sha256(archive.read("shop.db")).hexdigest() == manifest.sha256
    assert sorted(file.name for file in tmp_path.iterdir() if "odbackup" in file.name) == ["one.odbackup"]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_shop_restores_into_either_kind_of_database(
    kind: str, database: Database, tmp_path: Path, postgres_server: Any
) -> None:
    fill(database)
    before = rows(database)
    assert before["found"] == [(2,)]
    made(database, tmp_path / "one.odbackup")
    with postgres_server.fresh() as server:
        url = f"sqlite:///{tmp_path / 'other.db'}" if kind == "sqlite" else server
        assert brought(tmp_path / "one.odbackup", url).kept is None
        other = open_database(url)
        assert rows(other) == before
        with other.writing() as work:
            key = work.connection.scalar(text("INSERT INTO vendors (name) VALUES ('three') RETURNING id"))
        assert key == 3
        other.close()


def test_the_shop_that_was_there_is_kept_aside(database: Database, tmp_path: Path) -> None:
    url = database.url
    fill(database)
    before = rows(database)
    saved = tmp_path / "one.odbackup"
    made(database, saved)
    with database.writing() as work:
        work.connection.execute(text("INSERT INTO vendors (name) VALUES ('newer')"))
    database.close()
    done = brought(saved, url)
    again = open_database(url)
    assert rows(again) == before
    again.close()
    assert done.kept is not None
    if done.kept.suffix == ".odbackup":
        assert read_manifest(done.kept).counts["vendors"] == 3
    else:
        aside = open_database(f"sqlite:///{done.kept}")
        with aside.reading() as connection:
            assert connection.scalar(text("SELECT count(*) FROM vendors")) == 3
        aside.close()


def test_a_backup_beside_writers_has_all_that_was_acknowledged(database: Database, tmp_path: Path) -> None:
    writers = [tasks.start("write", database.url.render_as_string(hide_password=False), who) for who in "abcd"]
    for writer in writers:
        assert tasks.said(writer) == "ready"
    acknowledged = dict.fromkeys("abcd", -1)
    waits: list[int] = []

    def listen(who: str, writer: Any) -> None:
        for line in writer.stdout:
            if not line.endswith("\n"):
                return  # killed in the middle of a word: nothing was acknowledged by it
            number, wait = line.split()
            acknowledged[who] = int(number)
            waits.append(int(wait))

    listeners = [threading.Thread(target=listen, args=pair) for pair in zip("abcd", writers, strict=True)]
    for listener in listeners:
        listener.start()
    promised = []
    for number in range(5):
        time.sleep(0.1)
        promised.append(dict(acknowledged))
        made(database, tmp_path / f"{number}.odbackup")
    for writer in writers:
        writer.kill()
    for listener, writer in zip(listeners, writers, strict=True):
        listener.join()
        writer.communicate()
    for number, promise in enumerate(promised):
        url = f"sqlite:///{tmp_path / f'{number}.db'}"
        brought(tmp_path / f"{number}.odbackup", url)
        shop = open_database(url)
        with shop.reading() as connection:
            names = set(connection.scalars(text("SELECT name FROM vendors")))
        shop.close()
        assert {f"{who}-{n}" for who, last in promise.items() for n in range(last + 1)} <= names
    assert sorted(waits)[int(len(waits) * 0.99)] < 2000


def test_books_that_do_not_tie_make_no_backup(database: Database, tmp_path: Path) -> None:
    def verify(connection: Any) -> None:
        raise StorageFailed("the books do not tie")

    before = sorted(tmp_path.iterdir())
    with pytest.raises(StorageFailed, match="do not tie"):
        made(database, tmp_path / "one.odbackup", verify=verify)
    assert sorted(tmp_path.iterdir()) == before


def test_a_name_that_is_taken_is_refused(database: Database, tmp_path: Path) -> None:
    taken = tmp_path / "one.odbackup"
    taken.write_text("mine")
    with pytest.raises(Refused, match="exists already"):
        made(database, taken)
    assert taken.read_text() == "mine"
    with pytest.raises(StorageFailed, match="does not exist"):
        made(database, tmp_path / "nowhere" / "one.odbackup")


@pytest.fixture
def saved(shop: Database, tmp_path: Path) -> Path:
    """A backup of a filled shop, which is closed."""
    fill(shop)
    path = tmp_path / "one.odbackup"
    made(shop, path)
    shop.close()
    assert shop.path
    sqlite.settle(shop.path)
    return path


def repacked(path: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """Pack a backup anew after a change of its parts."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    seal(path)


def manifest_with(**values: Any) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        parts["manifest.json"] = json.dumps(json.loads(parts["manifest.json"]) | values).encode()

    return change


def with_database(content: bytes) -> Callable[[dict[str, bytes]], None]:
    """Another database under a manifest that fits it."""

    def change(parts: dict[str, bytes]) -> None:
        parts["shop.db"] = content
        manifest_with(size=len(content), sha256=hashlib.sha256(content).hexdigest())(parts)

    return change


def slip(parts: dict[str, bytes]) -> None:
    parts["../../slipped"] = b"x"


def renamed(parts: dict[str, bytes]) -> None:
    parts["../shop.db"] = parts.pop("shop.db")


def row_removed(parts: dict[str, bytes]) -> None:
    connection = driver.connect(":memory:")
    with_database(parts["shop.db"].replace(b"Mug", b"Jug"))(parts)
    connection.close()
    manifest_with(counts=json.loads(parts["manifest.json"])["counts"] | {"items": 3})(parts)


BAD: dict[str, tuple[Callable[[dict[str, bytes]], None], str]] = {
    "a wrong hash": (manifest_with(sha256="0" * 64), "damaged"),
    "a wrong size": (manifest_with(size=5), "damaged"),
    "a size that is no number": (manifest_with(size="many"), "damaged"),
    "a time without zone": (manifest_with(made_at="2026-01-01T00:00:00"), "damaged"),
    "an unknown field": (manifest_with(more=1), "damaged"),
    "no counts": (manifest_with(counts=None), "damaged"),
    "rows that are not there": (row_removed, "damaged"),
    "a manifest that is no JSON": (lambda parts: parts.update({"manifest.json": b"\xff{"}), "damaged"),
    "a manifest of a list": (lambda parts: parts.update({"manifest.json": b"[]"}), "damaged"),
    "no manifest": (lambda parts: parts.pop("manifest.json") and None, "damaged"),
    "a name outside": (slip, "damaged"),
    "a database outside": (renamed, "damaged"),
    "a newer schema": (manifest_with(schema_version=SCHEMA_VERSION + 1), "newer OrderDesk"),
    "a newer format": (manifest_with(format=2), "newer OrderDesk"),
    "a schema that is not the file's": (manifest_with(schema_version=0), "damaged"),
    "a text for a database": (with_database(b"Dear shop, " * 1000), "damaged"),
    "a database cut short": (with_database(b"SQLite format 3\0"), "damaged"),
    "a database of zeros": (with_database(b"\0" * 50_000_000), "damaged"),
}


def tree(folder: Path) -> dict[str, str]:
    return {str(path): sha256(path) for path in folder.rglob("*") if path.is_file() and not path.name.endswith("-lock")}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_backup_is_refused_and_changes_nothing(kind: str, saved: Path, sqlite_url: str) -> None:
    change, words = BAD[kind]
    repacked(saved, change)
    before = tree(saved.parent.parent)
    with pytest.raises((BadInput, Refused), match=words) as refusal:
        brought(saved, sqlite_url)
    assert "\n" not in str(refusal.value)
    assert tree(saved.parent.parent) == before


def test_flipped_bits_and_cut_ends_are_refused(saved: Path, sqlite_url: str) -> None:
    good = saved.read_bytes()
    chance = random.Random(8)
    spoilt = []
    for _ in range(100):
        content = bytearray(good)
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        spoilt.append(bytes(content))
    spoilt += [good[: chance.randrange(len(good))] for _ in range(20)]
    before = {name: value for name, value in tree(saved.parent).items() if name != str(saved)}
    for content in spoilt:
        saved.write_bytes(content)
        with pytest.raises(BadInput, match="damaged"):
            brought(saved, sqlite_url)
    assert {name: value for name, value in tree(saved.parent).items() if name != str(saved)} == before


def test_a_missing_backup_is_named(sqlite_url: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="There is no backup at"):
        brought(tmp_path / "none.odbackup", sqlite_url)


def test_a_shop_in_use_stays_and_a_foreign_file_is_moved_aside(saved: Path, sqlite_url: str, tmp_path: Path) -> None:
    using = open_database(sqlite_url)
    with pytest.raises(StorageFailed, match="Close every OrderDesk window"):
        brought(saved, sqlite_url)
    using.close()
    foreign = tmp_path / "letter.txt"
    foreign.write_text("Dear shop, " * 100)
    kept = brought(saved, f"sqlite:///{foreign}").kept
    assert kept is not None
    assert kept.read_text().startswith("Dear shop")


def test_a_damaged_shop_is_replaced_and_kept(saved: Path, sqlite_url: str) -> None:
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    content = bytearray(path.read_bytes())
    content[4096 * 2 : 4096 * 9] = b"\x5a" * (4096 * 7)
    path.write_bytes(content)
    path.with_name("shop.db-wal").write_bytes(b"left by the old shop")
    done = brought(saved, sqlite_url)
    assert done.kept is not None
    assert done.kept.read_bytes()[4096 * 2 : 4096 * 9] == b"\x5a" * (4096 * 7)
    shop = open_database(sqlite_url)
    with shop.reading() as connection:
        assert counted(connection)["items"] == 2
    shop.close()


def test_a_shelf_lists_the_newest_first_and_names_what_is_unreadable(shop: Database, tmp_path: Path) -> None:
    for hours in (1, 3, 2):
        backup(shop, tmp_path / f"{hours}.odbackup", now=NOW + timedelta(hours=hours), app_version="1")
    (tmp_path / "bad.odbackup").write_text("no")
    listed = backups(tmp_path)
    assert [kept.path.stem for kept in listed] == ["3", "2", "1", "bad"]
    assert listed[-1].manifest is None
    assert "damaged" in listed[-1].problem


def test_an_unchanged_shop_is_not_backed_up_again(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    fill(database)
    assert back_up_if_changed(database, folder, now=NOW, app_version="1") is not None
    assert back_up_if_changed(database, folder, now=NOW + timedelta(minutes=30), app_version="1") is None
    with database.writing() as work:
        work.connection.execute(text("INSERT INTO vendors (name) VALUES ('newer')"))
    assert back_up_if_changed(database, folder, now=NOW + timedelta(minutes=60), app_version="1") is not None
    assert len(backups(folder)) == 2


def test_old_automatic_backups_are_thinned_and_others_stay(shop: Database, tmp_path: Path) -> None:
    backup(shop, tmp_path / "mine.odbackup", now=NOW - timedelta(days=3000), app_version="1")
    for hours in (300, 301, 1):
        moment = NOW - timedelta(hours=hours)
        backup(shop, tmp_path / f"{hours}.odbackup", now=moment, app_version="1", reason="automatic")
    assert [path.name for path in thin(tmp_path, NOW)] == ["301.odbackup"]
    assert sorted(path.stem for path in tmp_path.glob("*.odbackup")) == ["1", "300", "mine"]


def test_what_is_worth_keeping_reaches_back_nine_months() -> None:
    half_hours = [NOW - timedelta(minutes=30 * number) for number in range(400 * 48)]
    kept = worth_keeping(half_hours, NOW)
    assert all(moment in kept for moment in half_hours if NOW - moment <= timedelta(days=2))
    older = sorted((moment for moment in kept if NOW - moment > timedelta(days=2)), reverse=True)
    days = {moment.date() for moment in older}
    assert len(older) == len(days)
    assert 12 + 10 + 9 - 6 <= len(older) <= 12 + 10 + 9
    assert timedelta(days=220) < NOW - older[-1] < timedelta(days=280)
    assert worth_keeping(kept, NOW) == kept


@pytest.mark.parametrize("kind", ["a pipe", "a device", "a folder"])
def test_what_is_no_file_is_no_backup_and_is_not_waited_for(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "in.odbackup"
    if kind == "a folder":
        path.mkdir()
    elif not hasattr(os, "mkfifo"):
        pytest.skip("this system has neither")
    elif kind == "a pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero")
    with pytest.raises(BadInput, match="damaged or not"):
        read_manifest(path)
