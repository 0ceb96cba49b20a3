"""The second folder of backups: copied to, remembered, and said when its newest copy is older than three days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from orderdesk.persistence.care.shelf import backups
from orderdesk.services.care.keeping import back_up, make_shelf
from orderdesk.services.desk import Desk
from orderdesk.ui.bench.second_folder import SecondFolder
from orderdesk.ui.bench.session import WindowSession
from orderdesk.ui.settings.this_pc.second_row import SecondRow
from orderdesk.ui.widgets.banner import Banner
from tests.ui.accessible import assert_accessible
from tests.ui.orders.conftest import shop, start, stop

__all__ = ["shop"]
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Hand:
    """A second folder under a clock that is set by hand; the shop has one backup of noon."""

    def __init__(self, shop: Desk, tmp_path: Path) -> None:
        self.now = NOON
        desk = replace(shop, clock=lambda: self.now)
        folder = tmp_path / "backups"
        make_shelf(folder)
        back_up(desk, folder)
        self.stick = tmp_path / "stick"
        self.stick.mkdir()
        self.second = SecondFolder(desk, folder, WindowSession(tmp_path / "window.ini"), Banner())

    def copy(self, qtbot: QtBot) -> str:
        """Try to copy; what the banner says then."""
        self.second.copy()
        qtbot.waitUntil(lambda: not self.second.busy)
        return self.second.banner.text


@pytest.fixture
def hand(shop: Desk, tmp_path: Path, dressed: QApplication, qtbot: QtBot) -> Iterator[Hand]:
    made = Hand(shop, tmp_path)
    made.second.choose(str(made.stick))
    qtbot.waitUntil(lambda: not made.second.busy)
    yield made
    made.second.stop()


def copies(hand: Hand) -> int:
    return sum(len(backups(folder)) for folder in hand.stick.iterdir())


def test_the_newest_backup_is_copied_once(hand: Hand, qtbot: QtBot) -> None:
    assert hand.second.newest == NOON
    assert copies(hand) == 1
    assert hand.copy(qtbot) == ""
    assert copies(hand) == 1


def test_a_disk_that_is_away_is_said_after_three_days(hand: Hand, qtbot: QtBot) -> None:
    away = hand.stick.with_name("away")
    hand.stick.rename(away)
    hand.now += timedelta(days=2)
    assert hand.copy(qtbot) == ""
    hand.now += timedelta(days=2)
    assert "is 4 days old" in hand.copy(qtbot)
    assert "is not there. Plug its disk in" in hand.second.banner.text
    away.rename(hand.stick)
    back_up(hand.second._desk, hand.second._folder)
    assert hand.copy(qtbot) == ""
    assert copies(hand) == 2


def test_a_folder_that_can_not_be_written_is_said_at_once(hand: Hand, qtbot: QtBot) -> None:
    hand.second.choose(str(hand.stick.with_name("nowhere")))
    qtbot.waitUntil(lambda: not hand.second.busy)
    assert "There is no backup in the second folder yet." in hand.second.banner.text
    hand.second.choose("")
    assert hand.second.banner.text == ""


def test_it_is_chosen_in_the_settings_by_key(
    shop: Desk, tmp_path: Path, dressed: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_shelf(tmp_path / "backups")
    back_up(shop, tmp_path / "backups")
    (tmp_path / "stick").mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(tmp_path / "stick"))
    program = start(tmp_path, dressed, qtbot, shop)
    try:
        program.go("settings", "Backup and proof")
        (line,) = program.window.findChildren(SecondRow)
        QTest.keyClick(line.change, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: "newest of" in line.words.text())
        assert_accessible(line)
        QTest.keyClick(line.none, Qt.Key.Key_Space)
        assert "can be copied" in line.words.text()
    finally:
        stop(program, dressed)
