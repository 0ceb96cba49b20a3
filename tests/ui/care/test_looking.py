"""The quick look after the start: silent while all is well, lasting and with a way to proof when something is off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from orderdesk.domain.values.errors import StorageFailed
from orderdesk.persistence.database import engine
from orderdesk.persistence.database.engine import open_database
from orderdesk.services.desk import Desk
from orderdesk.ui.care.looking import QuickLook
from orderdesk.ui.settings.this_pc.care import CareSection
from orderdesk.ui.widgets.banner import Banner
from orderdesk.ui.widgets.button import Button
from tests.ui.orders.conftest import shop, start, stop

__all__ = ["shop"]


@pytest.fixture
def verified() -> list[bool]:
    return []


@pytest.fixture
def look(shop: Desk, verified: list[bool], dressed: QApplication) -> Iterator[QuickLook]:
    made = QuickLook(shop, Banner(), lambda: verified.append(True))
    yield made
    made.stop()


def spoil(shop: Desk) -> None:
    """Count a piece too many, as no use case ever would."""
    with shop.database.writing() as unit:
        unit.connection.exec_driver_sql("UPDATE stock SET on_hand = on_hand + 1000")


def finish(look: QuickLook, qtbot: QtBot) -> None:
    look.begin()
    qtbot.waitUntil(lambda: not look.busy)


def test_a_sound_shop_is_not_spoken_of(look: QuickLook, qtbot: QtBot) -> None:
    finish(look, qtbot)
    assert look.banner.text == ""


def test_what_does_not_tie_stays_in_sight_with_a_way_to_proof(
    look: QuickLook, shop: Desk, verified: list[bool], qtbot: QtBot
) -> None:
    spoil(shop)
    finish(look, qtbot)
    assert look.banner.text.startswith("The books do not tie: ")
    (link,) = look.banner.findChildren(Button)
    QTest.keyClick(link, Qt.Key.Key_Space)
    assert verified == [True]


def test_a_big_file_that_is_damaged_is_found(
    shop: Desk, tmp_path: Path, qtbot: QtBot, dressed: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.database.close()
    file = tmp_path / "shop.db"
    data = bytearray(file.read_bytes())
    middle = len(data) // 8192 * 4096
    data[middle : middle + 4096] = b"x" * 4096
    file.write_bytes(bytes(data))
    monkeypatch.setattr(engine, "_QUICK_CHECK_BYTES", 1000)
    desk = Desk(open_database(f"sqlite:///{file}"))
    look = QuickLook(desk, Banner(), lambda: None)
    try:
        finish(look, qtbot)
        assert "is damaged" in look.banner.text
    finally:
        look.stop()
        desk.database.close()


def test_a_look_through_ends_when_it_is_told_to(shop: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine.sqlite, "_STEPS_A_LOOK", 1)
    with pytest.raises(StorageFailed):
        shop.database.look_through(lambda: True)
    shop.database.look_through()


def test_the_window_says_it_above_the_page_and_leads_to_the_proof(
    shop: Desk, tmp_path: Path, dressed: QApplication, qtbot: QtBot
) -> None:
    spoil(shop)
    program = start(tmp_path, dressed, qtbot, shop)
    try:
        assert program.shop is not None
        look = program.shop.look
        finish(look, qtbot)
        assert look.banner.isVisible()
        (link,) = look.banner.findChildren(Button)
        QTest.keyClick(link, Qt.Key.Key_Space)
        assert any(care.isVisible() for care in program.window.findChildren(CareSection))
    finally:
        stop(program, dressed)
