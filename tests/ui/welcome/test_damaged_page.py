"""A damaged file at the start of the window: the newest backup first, the way back, and a bad backup."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from orderdesk.settings import Settings
from orderdesk.ui.shell.window import Program
from orderdesk.ui.welcome.damaged_page import DamagedPage
from tests.ui.accessible import assert_accessible
from tests.ui.welcome.conftest import Begin
from tests.ui.welcome.test_upgrade_page import OLD

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "shop.db").write_bytes(b"")
    (tmp_path / "backups").mkdir()
    shutil.copyfile(OLD, tmp_path / "backups" / "shop.odbackup")
    return Settings(data_dir=tmp_path)


def page_of(program: Program) -> DamagedPage:
    (page,) = program.window.findChildren(DamagedPage)
    return page


def test_one_key_restores_the_newest_and_says_where_the_damaged_file_is(
    settings: Settings, begin: Begin, qtbot: QtBot
) -> None:
    program = begin(settings)
    page = page_of(program)
    assert page.go.accessibleName().startswith("Restore the backup of ")
    assert_accessible(page)
    QTest.keyClick(page.list, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.go.accessibleName() == "Open the shop")
    assert "The shop is back: 55 orders." in page.banner.text
    (kept,) = settings.data_dir.glob("shop.db.before-restore-*")
    assert str(kept) in page.banner.text
    QTest.keyClick(page.go, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: program.window.page is not None)


def test_a_bad_backup_is_refused_and_another_may_be_chosen(settings: Settings, begin: Begin, qtbot: QtBot) -> None:
    page = page_of(begin(settings))
    bad = settings.data_dir / "bad.odbackup"
    bad.write_text("no", encoding="utf-8")
    page.bring_back(bad)
    qtbot.waitUntil(lambda: "damaged or not" in page.banner.text)
    assert page.other.isEnabled()
    assert (settings.data_dir / "shop.db").read_bytes() == b""


def test_without_a_backup_only_a_file_may_be_chosen(settings: Settings, begin: Begin) -> None:
    (settings.data_dir / "backups" / "shop.odbackup").unlink()
    page = page_of(begin(settings))
    assert not page.go.isEnabled()
    assert page.other.isEnabled()
