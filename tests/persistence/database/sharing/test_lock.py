"""One window a shop, an upgrade alone, and no lock outlives its holder."""

from __future__ import annotations

from pathlib import Path

import pytest

from orderdesk.domain.values.errors import StorageFailed
from orderdesk.persistence.database.engine import Database, open_database
from orderdesk.persistence.database.sharing.lock import FileLock, maintenance_lock, use_lock, window_lock
from tests.persistence import tasks


def test_a_second_window_is_told_who_is_first(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    first = tasks.start("hold", "window", path)
    assert tasks.said(first) == "held"
    with pytest.raises(StorageFailed, match=rf"already open on .* \(.+ on .+, process {first.pid}\)"):
        window_lock(path)
    tasks.killed(first)
    window_lock(path).release()


def test_ten_windows_started_at_once_leave_exactly_one(tmp_path: Path) -> None:
    windows = [tasks.start("hold", "window", tmp_path / "shop.db") for _ in range(10)]
    answers = [tasks.said(window) for window in windows]
    for window in windows:
        tasks.killed(window)
    assert answers.count("held") == 1
    assert sum("already open" in answer for answer in answers) == 9


def test_commands_run_beside_the_window(shop: Database) -> None:
    assert shop.path
    with window_lock(shop.path):
        open_database(shop.url).close()


def test_maintenance_waits_for_nobody_and_lets_nobody_in(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    user = tasks.start("hold", "use", path)
    assert tasks.said(user) == "held"
    with use_lock(path), pytest.raises(StorageFailed, match="open in another program"):
        maintenance_lock(path)
    tasks.killed(user)
    with maintenance_lock(path):
        refused = tasks.start("hold", "use", path)
        assert "Wait until that has ended" in tasks.said(refused)
        tasks.ended(refused)
    use_lock(path).release()


def test_a_holder_killed_during_maintenance_leaves_the_way_free(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    holder = tasks.start("hold", "maintenance", path)
    assert tasks.said(holder) == "held"
    tasks.killed(holder)
    maintenance_lock(path).release()


def test_closing_the_database_gives_the_lock_back(shop: Database) -> None:
    assert shop.path
    shop.close()
    shop.close()
    maintenance_lock(shop.path).release()


def test_a_shorter_name_overwrites_a_longer_one(tmp_path: Path) -> None:
    path = tmp_path / "x-lock"
    path.write_bytes(b"process 123456789 on a computer with a very long name")
    with FileLock(path, shared=False, refusal=""):
        assert path.read_bytes().count(b"process") == 1
        assert not path.read_bytes().endswith(b"name")
