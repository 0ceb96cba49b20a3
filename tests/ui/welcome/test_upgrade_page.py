"""A shop of an older OrderDesk at the start of the window: what is said, the upgrade, a failed backup, and Quit."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from orderdesk.persistence.care import archive
from orderdesk.persistence.care.shelf import backups
from orderdesk.persistence.database.engine import OldSchema, open_database
from orderdesk.settings import Settings
from orderdesk.ui.shell.window import Program
from orderdesk.ui.welcome.upgrade_page import UpgradePage, how_long
from orderdesk.ui.widgets.label import Label
from tests.ui.accessible import assert_accessible
from tests.ui.welcome.conftest import Begin

OLD = Path(__file__).parents[2] / "services" / "care" / "shops" / "shop-of-layout-1.odbackup"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    archive.unpack(OLD, tmp_path / "shop.db")
    return Settings(data_dir=tmp_path)


def page_of(program: Program) -> UpgradePage:
    (page,) = program.window.findChildren(UpgradePage)
    return page


def digest(settings: Settings) -> str:
    return hashlib.sha256((settings.data_dir / "shop.db").read_bytes()).hexdigest()


def test_it_says_what_will_happen_and_touches_nothing(settings: Settings, begin: Begin) -> None:
    before = digest(settings)
    page = page_of(begin(settings))
    said = " ".join(label.text() for label in page.findChildren(Label))
    assert "This shop was made by an older OrderDesk" in said
    assert str(settings.data_dir / "backups") in said
    assert "less than a minute" in said
    assert QApplication.focusWidget() is page.go
    assert_accessible(page)
    assert digest(settings) == before


def test_one_key_backs_up_upgrades_and_ends_in_the_shop(settings: Settings, begin: Begin, qtbot: QtBot) -> None:
    program = begin(settings)
    QTest.keyClick(page_of(program).go, Qt.Key.Key_Return, CTRL)
    assert not page_of(program).leave.isEnabled()
    qtbot.waitUntil(lambda: program.window.page is not None)
    (made,) = [kept for kept in backups(settings.data_dir / "backups") if kept.manifest]
    assert made.manifest is not None
    assert (made.manifest.reason, made.manifest.schema_version) == ("before-upgrade", 1)
    assert program.window.tab == "orders"


def test_a_failed_backup_blocks_the_upgrade(settings: Settings, begin: Begin, qtbot: QtBot) -> None:
    (settings.data_dir / "backups").write_text("in the way", encoding="utf-8")
    before = digest(settings)
    page = page_of(begin(settings))
    QTest.keyClick(page.go, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: bool(page.banner.text))
    assert "cannot be made" in page.banner.text
    assert "The shop was left as it was." in page.banner.text
    assert page.go.isEnabled()
    assert digest(settings) == before


def test_quit_leaves_everything_as_it_was(settings: Settings, begin: Begin) -> None:
    before = digest(settings)
    program = begin(settings)
    page = page_of(program)
    page.leave.setFocus()
    QTest.keyClick(page.leave, Qt.Key.Key_Space)
    assert not program.window.isVisible()
    assert digest(settings) == before
    assert not (settings.data_dir / "backups").exists()
    with pytest.raises(OldSchema):
        open_database(f"sqlite:///{settings.data_dir / 'shop.db'}")


@pytest.mark.parametrize(("size", "words"), [(0, "No other PC"), (1_000_000, "less than"), (600_000_000, "3 minutes")])
def test_how_long_an_upgrade_takes_in_words(size: int, words: str) -> None:
    assert words in how_long(size)
