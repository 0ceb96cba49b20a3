"""Backups that make themselves: by the clock, only after a change, on close, and a failure that stays in sight."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.care.shelf import backups
from orderdesk.services.desk import Desk
from orderdesk.services.orders.placing import place_order
from orderdesk.ui.bench.jobs import JobRunner
from orderdesk.ui.care.automatic import AutomaticBackups
from orderdesk.ui.shell.window import Program
from orderdesk.ui.widgets.banner import Banner
from tests.ui.orders.conftest import shop, start, stop

__all__ = ["shop"]
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@dataclass
class Hand:
    """The backups of a shop under a clock that is set by hand."""

    desk: Desk
    folder: Path
    now: datetime = NOON
    jobs: JobRunner = field(default_factory=JobRunner)

    def __post_init__(self) -> None:
        self.desk = replace(self.desk, clock=lambda: self.now)
        self.safe = AutomaticBackups(self.desk, self.folder, Banner(), self.jobs)

    def later(self, minutes: int, qtbot: QtBot) -> int:
        """Look at the clock `minutes` later; how many backups there are then."""
        self.now += timedelta(minutes=minutes)
        self.safe.look()
        self.settled(qtbot)
        return self.count()

    def settled(self, qtbot: QtBot) -> None:
        qtbot.waitUntil(lambda: not self.jobs.busy)

    def count(self) -> int:
        return len(backups(self.folder)) if self.folder.is_dir() else 0

    def change(self) -> None:
        place_order(self.desk, OrderRequest(lines=(LineRequest(pieces(1), "MUG"),), customer_id=1))
        self.safe.note_change()


@pytest.fixture
def hand(shop: Desk, tmp_path: Path, dressed: QApplication) -> Iterator[Hand]:
    made = Hand(shop, tmp_path / "backups")
    yield made
    made.safe.stop()
    made.jobs.stop()


def test_every_half_hour_and_only_when_something_changed(hand: Hand, qtbot: QtBot) -> None:
    assert hand.later(29, qtbot) == 0
    assert hand.later(1, qtbot) == 1
    assert hand.later(31, qtbot) == 1
    hand.change()
    assert hand.later(1, qtbot) == 2
    hand.change()
    assert hand.later(29, qtbot) == 2
    assert hand.later(1, qtbot) == 3


def test_forty_days_of_trade_leave_the_thinned_row(hand: Hand, qtbot: QtBot) -> None:
    for _ in range(40):
        hand.change()
        hand.later(24 * 60, qtbot)
    # The last two days whole, then 12 days, and the newest of each of the weeks and months before them.
    days = [hand.now - kept.manifest.made_at for kept in backups(hand.folder) if kept.manifest]
    assert 14 <= len(days) < 24
    assert days[0] == timedelta(0)
    assert max(days) > timedelta(days=30)


def test_a_failure_stays_in_sight_until_it_is_mended(hand: Hand, qtbot: QtBot) -> None:
    hand.folder.write_text("in the way", encoding="utf-8")
    hand.now += timedelta(minutes=30)
    hand.safe.look()
    hand.settled(qtbot)
    assert "The automatic backup failed." in hand.safe.banner.text
    assert "cannot be made" in hand.safe.banner.text
    hand.folder.unlink()
    assert hand.later(30, qtbot) == 1
    assert hand.safe.banner.text == ""


def test_closing_waits_for_the_last_backup_and_then_closes(hand: Hand, qtbot: QtBot) -> None:
    assert hand.safe.closing(lambda: None)
    hand.change()
    again: list[bool] = []
    assert not hand.safe.closing(lambda: again.append(hand.safe.closing(lambda: None)))
    qtbot.waitUntil(lambda: again == [True])
    assert hand.count() == 1


def test_a_failed_backup_keeps_the_window_open(hand: Hand, qtbot: QtBot) -> None:
    hand.folder.write_text("in the way", encoding="utf-8")
    hand.change()
    again: list[bool] = []
    assert not hand.safe.closing(lambda: again.append(True))
    hand.settled(qtbot)
    qtbot.wait(20)
    assert again == []
    assert "failed" in hand.safe.banner.text


def test_the_window_backs_up_before_it_closes(shop: Desk, tmp_path: Path, dressed: QApplication, qtbot: QtBot) -> None:
    program: Program = start(tmp_path, dressed, qtbot, shop)
    try:
        assert program.bench is not None
        place_order(program.bench.desk, OrderRequest(lines=(LineRequest(pieces(1), "MUG"),), customer_id=1))
        assert not program.window.close()
        qtbot.waitUntil(lambda: not program.window.isVisible())
        assert len(backups(tmp_path / "backups")) == 1
    finally:
        stop(program, dressed)
