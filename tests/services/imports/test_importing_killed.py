"""An import that is killed leaves whole parts; run again it goes on, and comes to what one clean run does."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from orderdesk.persistence.database.engine import open_database
from orderdesk.services.care.checking import check
from orderdesk.services.desk import Desk
from orderdesk.services.imports.importing import import_file, undo_import
from tests.factories import northside
from tests.patience import LIMIT, times
from tests.scenarios.books import dump, rows, without_lasting

ROOT = Path(__file__).resolve().parents[3]
ROWS = times(4_000, 10_000)
KILLS = times(3, 5)
PART = ROWS * 2


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten thousand products, with vendors, barcodes and stock."""
    found = tmp_path_factory.mktemp("file") / "products.csv"
    lines = (
        f"K{place:05d},Item {place},{place % 90 + 1}.{place % 100:02d},{place:013d},Vendor {place % 40},{place % 7}\n"
        for place in range(ROWS)
    )
    found.write_text("sku,name,price,barcode,vendor,stock\n" + "".join(lines), encoding="utf-8")
    return found


def started(url: str, path: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.services.import_tasks", url, "products", str(path), str(PART)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def moments() -> Iterator[tuple[str, int]]:
    """After which word, and how many milliseconds later, the process is killed."""
    yield from [("Comparing", 0), ("Writing", 0), ("Writing", 150), ("Writing", 400), ("Writing", 900)][:KILLS]


def test_killed_anywhere_and_run_again_it_is_one_clean_run(tmp_path: Path, path: Path) -> None:
    clean, killed = (f"sqlite:///{tmp_path / name}.db" for name in ("clean", "killed"))
    for url in (clean, killed):
        northside(url).database.close()
    desk = Desk(open_database(killed))
    before = dump(desk)
    desk.database.close()

    parts = ROWS * 5 // PART
    for word, pause in moments():
        process = started(killed, path)
        assert process.stdout is not None
        for line in process.stdout:
            if line.strip() == word:
                break
        time.sleep(pause / 1000)
        process.kill()
        process.communicate(timeout=LIMIT)
        desk = Desk(open_database(killed))
        now = dump(desk)
        come = len(now["items"]) - len(before["items"])
        assert come == ROWS or come in [part * PART // 5 for part in range(parts + 1)]
        assert check(desk).findings == ()
        desk.database.close()

    desks = {}
    for url in (clean, killed):
        desks[url] = Desk(open_database(url))
        result = import_file(desks[url], "products", path)
        assert result.counts["new"] + result.counts["same"] == ROWS
        assert rows(desks[url], "SELECT COUNT(*) FROM import_batches") == [(1,)]
        again = import_file(desks[url], "products", path)
        assert again.batch_id is None
        assert again.counts["same"] == ROWS
        assert check(desks[url]).findings == ()
    kept = [rows(desks[url], "SELECT summary FROM import_batches") for url in (clean, killed)]
    assert all("open" not in str(each) for each in kept)
    one, other = (timeless(without_lasting(dump(desks[url]))) for url in (clean, killed))
    assert one == other
    for desk in desks.values():
        undo_import(desk, 1)
        assert rows(desk, "SELECT COUNT(*) FROM items WHERE batch_id IS NOT NULL") == [(0,)]
        assert check(desk).findings == ()
    for desk in desks.values():
        desk.database.close()


def timeless(found: dict[str, list[tuple[object, ...]]]) -> dict[str, object]:
    """A dump without the times and users at which it came to be."""
    timed = ("movements", "shops", "users", "customers", "seals")
    plain: dict[str, object] = {name: rows for name, rows in found.items() if name not in timed}
    plain["customers"] = len(found["customers"])
    plain["movements"] = sorted((row[3:7] for row in found["movements"]), key=repr)
    return plain
