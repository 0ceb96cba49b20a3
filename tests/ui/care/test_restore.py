"""A backup put in the place of the open shop: what is said first, the way there by keys, and the way back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.care.shelf import backups
from orderdesk.persistence.database.sharing.lock import use_lock
from orderdesk.persistence.orders.lists import order_rows
from orderdesk.services.care.keeping import back_up
from orderdesk.services.desk import Desk
from orderdesk.services.orders.placing import place_order
from orderdesk.services.people.users import save_user, set_pin
from orderdesk.settings import Settings
from orderdesk.ui.care.restoring_page import RestoringPage
from orderdesk.ui.settings.this_pc.care import CareSection
from orderdesk.ui.shell.window import Program
from orderdesk.ui.widgets.banner import Banner
from orderdesk.ui.widgets.forms.dialog import Question
from orderdesk.ui.widgets.label import ElidedLabel, Label
from tests.factories import northside
from tests.ui.accessible import assert_accessible
from tests.ui.welcome.conftest import Begin, begin

__all__ = ["begin"]


@pytest.fixture
def settings(tmp_path: Path, sqlite_template: Path) -> Settings:
    """A shop with one order, and a backup of it."""
    shutil.copyfile(sqlite_template, tmp_path / "shop.db")
    desk = northside(f"sqlite:///{tmp_path / 'shop.db'}")
    order(desk)
    (tmp_path / "backups").mkdir()
    back_up(desk, tmp_path / "backups")
    desk.database.close()
    return Settings(data_dir=tmp_path, user="anna")


def order(desk: Desk) -> None:
    place_order(desk, OrderRequest(lines=(LineRequest(pieces(1), "MUG"),), customer_id=1))


def desk_of(program: Program) -> Desk:
    assert program.bench is not None
    return program.bench.desk


def orders_in(program: Program) -> int:
    desk = desk_of(program)
    with desk.reading() as connection:
        return len(order_rows(connection, "all", desk.today))


def care_of(program: Program) -> CareSection:
    assert program.scanner is not None
    # Keys of a test come as quickly as those of a bar code reader.
    program.scanner.paused = True
    program.go("settings", "Backup and proof")
    return next(each for each in program.window.findChildren(CareSection) if each.isVisible())


def ask_by_key(program: Program) -> Question:
    care = care_of(program)
    care.list.select_first()
    care.restore.setFocus()
    QTest.keyClick(care.restore, Qt.Key.Key_Space)
    return next(each for each in program.window.findChildren(Question) if each.isVisible())


def agree(question: Question) -> None:
    QTest.keyClick(question.verb, Qt.Key.Key_Space)


def said_in(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(Label))


def test_the_question_tells_the_loss_and_enter_keeps_the_shop(settings: Settings, begin: Begin) -> None:
    program = begin(settings)
    order(desk_of(program))
    order(desk_of(program))
    question = ask_by_key(program)
    assert "will be missing: 2 orders, 0 invoices, 0 payments." in said_in(question)
    assert "It holds 1 order" in said_in(question)
    assert_accessible(question)
    QTest.keyClick(question, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert orders_in(program) == 3
    assert not program.window.findChildren(RestoringPage)


def test_a_restore_keeps_the_shop_aside_and_opens_the_other(settings: Settings, begin: Begin, qtbot: QtBot) -> None:
    program = begin(settings)
    order(desk_of(program))
    before = program.bench
    agree(ask_by_key(program))
    qtbot.waitUntil(lambda: program.bench is not None and program.bench is not before)
    qtbot.waitUntil(lambda: program.window.page is not None)
    assert orders_in(program) == 1
    reasons = [kept.manifest.reason for kept in backups(settings.data_dir / "backups") if kept.manifest]
    assert reasons[0] == "before-restore"
    (kept,) = settings.data_dir.glob("shop.db.before-restore-????????-??????")
    assert any(str(kept) in banner.text for banner in program.window.findChildren(Banner))
    states = [label.accessibleName() for label in program.window.status.findChildren(ElidedLabel)]
    assert any("Automatic backups pause until" in state for state in states)
    assert program.backups is not None
    assert program.backups.paused


def test_the_window_works_as_before_after_a_restore(settings: Settings, begin: Begin, qtbot: QtBot) -> None:
    program = begin(settings)
    for _ in range(2):
        before = program.bench
        agree(ask_by_key(program))
        qtbot.waitUntil(lambda old=before: program.bench is not None and program.bench is not old)
        qtbot.waitUntil(lambda: program.window.page is not None)
    with qtbot.waitActive(program.window):
        program.window.activateWindow()
    QTest.keyClick(program.window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert program.window.tab == "inventory"
    QTest.keyClick(program.window, Qt.Key.Key_F2)
    assert program.window.tab == "orders"
    order(desk_of(program))
    assert orders_in(program) == 2
    program.window.close()
    assert not program.window.isVisible(), "no backup is made on close after a restore"


def test_while_another_has_the_file_the_shop_stays(settings: Settings, begin: Begin, qtbot: QtBot) -> None:
    program = begin(settings)
    order(desk_of(program))
    with use_lock(settings.data_dir / "shop.db"):
        agree(ask_by_key(program))
        qtbot.waitUntil(lambda: bool(program.window.findChildren(RestoringPage)))
        (page,) = program.window.findChildren(RestoringPage)
        qtbot.waitUntil(lambda: "The shop was left as it was." in page.banner.text)
    assert "open in another program" in page.banner.text
    assert_accessible(page)
    QTest.keyClick(program.window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert program.window.page is None, "no tab opens without a shop"
    page.go.setFocus()
    QTest.keyClick(page.go, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: program.window.page is not None)
    assert orders_in(program) == 2
    assert program.backups is not None
    assert not program.backups.paused


def test_a_damaged_file_is_refused_before_anything_is_asked(settings: Settings, begin: Begin) -> None:
    program = begin(settings)
    bad = settings.data_dir / "bad.odbackup"
    bad.write_text("no", encoding="utf-8")
    care_of(program).ask_restore(bad)
    assert "damaged or not an OrderDesk backup" in program.window.banner.text
    assert not program.window.findChildren(Question)


def test_who_is_no_owner_may_not_restore(settings: Settings, begin: Begin) -> None:
    program = begin(settings)
    desk = desk_of(program)
    save_user(desk, "anna", "owner")
    save_user(desk, "paula", "manager")
    set_pin(desk, "anna", "4711")
    desk.user = "paula"
    care = care_of(program)
    care.list.select_first()
    care.restore_chosen()
    assert not program.window.findChildren(Question)
    assert "paula (manager) may not restore backups" in said_in(program.window)
