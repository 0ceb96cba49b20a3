"""What OrderDesk relies on in Qt, Python and SQLite; a new release of one must pass here before it is locked."""

from __future__ import annotations

import subprocess
import sys

import PySide6
import pysqlite3
import pytest
from PySide6.QtCore import QObject


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is never counted from Python 3.12 on")
def test_qt_gives_back_every_none_it_takes() -> None:
    """Some releases lose one reference to None with each call, and Python dies after a few thousand of them."""
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1_000):
        thing.setObjectName("order")
    assert abs(sys.getrefcount(None) - before) < 100


def test_qt_is_the_locked_one() -> None:
    assert PySide6.__version__ == "6.11.3"


def test_sqlite_is_past_the_wal_reset_fault() -> None:
    assert pysqlite3.sqlite_version_info >= (3, 51, 3)


def test_sqlite_has_what_the_shop_is_built_on() -> None:
    with pysqlite3.connect(":memory:") as shop:
        shop.execute("CREATE TABLE stock (sku TEXT PRIMARY KEY, pieces INTEGER) STRICT")
        shop.execute("CREATE VIRTUAL TABLE words USING fts5(word, tokenize='trigram')")
        shop.execute("INSERT INTO words VALUES ('Acme Ceramics')")
        added = shop.execute("INSERT INTO stock VALUES ('A', 3) RETURNING pieces").fetchall()
        found = shop.execute("SELECT word FROM words WHERE words MATCH 'ramic'").fetchall()
    shop.close()
    assert (added, found) == ([(3,)], [("Acme Ceramics",)])


def test_the_import_statement_stays_pythons_own() -> None:
    # In a process of its own: here others imported PySide6 first.
    script = (
        "import builtins; own = builtins.__import__; import orderdesk.ui, PySide6.QtWidgets, PySide6.QtSvg; "
        "assert builtins.__import__ is own"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
