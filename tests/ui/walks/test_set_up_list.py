"""The set-up list: in sight until all is done or it is dismissed, also over a restart; Enter leads to each place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from orderdesk.services.people.users import save_user
from orderdesk.services.shop.shop import edit_shop, form_of, shop_now
from orderdesk.ui.settings.page import SettingsPage
from orderdesk.ui.shell.starting.setting_up import PLACES, SettingUp
from orderdesk.ui.shell.window import Program
from tests.ui.accessible import assert_accessible
from tests.ui.walks.mornings import Shop, morning

__all__ = ["morning"]


def list_of(program: Program) -> SettingUp:
    assert program.shop is not None
    return program.shop.setting_up


def titles(program: Program) -> list[str]:
    rows = list_of(program).list._rows
    return [rows.model().index(number, 0).data() for number in range(rows.count())]


@contextmanager
def opened(morning: Shop) -> Iterator[Program]:
    """The window with its list in sight."""
    with morning.open() as program:
        morning.wait(list_of(program).list.isVisible)
        yield program


def go(morning: Shop, program: Program, title: str, key: Qt.Key) -> None:
    """Press a key on one row of the list."""
    program.window.activateWindow()
    assert program.window.commands.run("shop.set-up")
    rows = list_of(program).list._rows
    morning.wait(rows.hasFocus)
    rows.setCurrentRow(0)
    while rows.currentIndex().data() != title:
        QTest.keyClick(rows, Qt.Key.Key_Down)
    QTest.keyClick(rows, key)


def test_enter_leads_from_each_step_to_its_place(morning: Shop) -> None:
    with opened(morning) as program:
        assert_accessible(list_of(program).list)
        for step in list_of(program)._steps():
            go(morning, program, step.title, Qt.Key.Key_Return)
            place, what = PLACES[step.id]
            assert program.window.tab == place
            page = program.window.page
            if isinstance(page, SettingsPage) and step.title != "Tax number":
                assert page.list.current_row()[0] == what


def test_a_step_turns_done_when_the_shop_has_it(morning: Shop) -> None:
    with opened(morning) as program:
        assert program.bench is not None
        desk = program.bench.desk
        now = list_of(program).list
        before = now._count.text()
        edit_shop(desk, replace(form_of(shop_now(desk)), bank_details="Harbour Bank, account 1"))
        morning.wait(lambda: now._count.text() != before)
        row = now._rows.model().index(titles(program).index("Bank details"), 0)
        assert "done" in row.data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_printer_of_this_pc_counts(morning: Shop) -> None:
    with opened(morning) as program:
        page = program.window.go_to("settings")
        assert isinstance(page, SettingsPage)
        page._keep_printers({"invoice": "Office"})
        assert next(step for step in list_of(program)._steps() if step.id == "printer").done


def test_what_is_not_needed_stays_off_the_list_over_a_restart(morning: Shop) -> None:
    with opened(morning) as program:
        go(morning, program, "Logo", Qt.Key.Key_Delete)
        assert "Logo" not in titles(program)
    with opened(morning) as program:
        assert "Logo" not in titles(program)
        assert program.window.commands.run("shop.set-up")
        assert "Logo" in titles(program)


def test_a_list_put_away_stays_away_and_comes_back_from_the_palette(morning: Shop) -> None:
    with opened(morning) as program:
        list_of(program).list._close.click()
        assert list_of(program).list.isHidden()
    for _day in range(2):
        with morning.open() as program:
            QApplication.processEvents()
            list_of(program).read()
            assert list_of(program).list.isHidden()
    with morning.open() as program:
        assert program.window.commands.run("shop.set-up")
        assert list_of(program).list.isVisible()
    with opened(morning):
        pass


def test_it_is_gone_when_all_is_done(morning: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(morning) as program:
        steps = list_of(program)._steps()
        monkeypatch.setattr(list_of(program), "_steps", lambda: tuple(replace(step, done=True) for step in steps))
        list_of(program).read()
        assert list_of(program).list.isHidden()
        assert program.window.commands.run("shop.set-up")
        assert program.window.messages.log[-1][1] == "Everything on the set-up list is done"


def test_who_may_not_change_the_settings_sees_none(morning: Shop) -> None:
    with opened(morning) as program:
        assert program.bench is not None
        save_user(program.bench.desk, "mara", "packer")
        program.bench.desk.user = "mara"
        list_of(program).read()
        assert list_of(program).list.isHidden()
        assert not program.window.commands.run("shop.set-up")


def test_in_a_narrow_window_it_is_a_menu(morning: Shop) -> None:
    with opened(morning) as program:
        program.window.resize(1024, 700)
        QApplication.processEvents()
        menu = list_of(program).list._menu
        assert menu.isVisible()
        assert not list_of(program).list._rows.isVisible()
        assert_accessible(list_of(program).list)
        menu.menu_shown.aboutToShow.emit()
        words = [each.text() for each in menu.menu_shown.actions() if each.text()]
        assert words == [*titles(program), "Hide the set-up list"]
        next(each for each in menu.menu_shown.actions() if each.text() == "Items").trigger()
        assert program.window.tab == "import"
