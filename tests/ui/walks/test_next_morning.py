"""Whoever may be set up to work here on one day, the window opens clean on the next, and shows nothing before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.quantity import pieces
from orderdesk.services.desk import Desk
from orderdesk.services.money.tills import close_till, count_till, open_till
from orderdesk.services.orders.placing import place_order
from orderdesk.services.people.users import rename_user, retire_user, save_user, set_pin, users_of
from orderdesk.ui.reports.count_grid import CountGrid
from orderdesk.ui.shell.sidebar import PersonButton
from orderdesk.ui.widgets.forms.dialog import FormDialog
from tests.ui.walks.mornings import Shop, morning, sign_in, sign_in_page, walk_all

__all__ = ["morning"]
PIN = "2468"


def _order(desk: Desk) -> None:
    place_order(desk, OrderRequest(lines=(LineRequest(pieces(2), "MUG"),), customer_id=1, service="road"))


def _nothing(_desk: Desk) -> None:
    pass


def _owner_with_pin(desk: Desk) -> None:
    set_pin(desk, desk.user, PIN)


def _first_owner_retired(desk: Desk) -> None:
    save_user(desk, "boss", "owner")
    set_pin(desk, "boss", PIN)
    retire_user(desk, desk.user)


def _owner_renamed(desk: Desk) -> None:
    set_pin(desk, desk.user, PIN)
    rename_user(desk, desk.user, "Anna & Bruno Berg")


def _names_that_begin_alike(desk: Desk) -> None:
    for name in ("boss", "boss 2", "bo"):
        save_user(desk, name, "owner")
        set_pin(desk, name, PIN)


def _packer_with_pin(desk: Desk) -> None:
    save_user(desk, "boss", "packer")
    set_pin(desk, "boss", PIN)


def _only_the_second_owner_without_pin(desk: Desk) -> None:
    save_user(desk, "boss", "owner")
    retire_user(desk, desk.user)


def _several_without_pins(desk: Desk) -> None:
    save_user(desk, "boss", "owner")
    save_user(desk, "pat", "packer")


NEVER, ALWAYS, AT_FIRST = range(3)
# What was set up, who begins ("" for the first owner), and on which days they have to say who they are.
PEOPLE: list[tuple[Callable[[Desk], None], str, int]] = [
    (_nothing, "", NEVER),
    (_owner_with_pin, "", ALWAYS),
    (_first_owner_retired, "boss", ALWAYS),
    (_owner_renamed, "Anna & Bruno Berg", ALWAYS),
    (_names_that_begin_alike, "", ALWAYS),
    (_packer_with_pin, "", ALWAYS),
    (_only_the_second_owner_without_pin, "boss", NEVER),
    (_several_without_pins, "", AT_FIRST),
]


@pytest.mark.parametrize(("set_up", "begins", "signs_in"), PEOPLE)
def test_the_window_opens_clean_for_whoever_works_here(
    morning: Shop, set_up: Callable[[Desk], None], begins: str, signs_in: int
) -> None:
    with morning.desk() as desk:
        (first,) = (each.name for each in users_of(desk))
        desk.user = first
        _order(desk)
        set_up(desk)
        has_pin = {each.name: each.has_pin for each in users_of(desk)}
    begins = begins or first
    for day in range(2):
        with morning.open() as program:
            page = sign_in_page(program)
            assert (page is not None) is (signs_in == ALWAYS or (signs_in == AT_FIRST and day == 0))
            if page is not None:
                if page.who.value() != begins:
                    page.who.choose(begins)
                sign_in(morning, program, PIN if has_pin[begins] else "")
            assert program.bench is not None
            assert program.bench.desk.user == begins
            walk_all(program)


def test_nothing_is_shown_before_somebody_has_signed_in(morning: Shop) -> None:
    with morning.desk() as desk:
        (desk.user,) = (each.name for each in users_of(desk))
        _order(desk)
        set_pin(desk, desk.user, PIN)
    with morning.open() as program:
        page = sign_in_page(program)
        assert page is not None
        shown = " ".join(each.text() for each in program.window.findChildren(QLabel) if each.isVisible())
        assert "Sign in" in shown
        for told in ("SO-1001", "Patel", "1 open"):
            assert told not in shown
        assert program.bench is None
        for key in (Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F4, Qt.Key.Key_F10, Qt.Key.Key_F12):
            QTest.keyClick(page.pin, key)
        QTest.keyClick(page.pin, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
        program.window.open_palette("patel")
        assert not [each for each in program.window.findChildren(QLabel) if "Patel" in each.text()]
        assert program.window.page is None
        QTest.keyClick(page.pin, Qt.Key.Key_Escape)
        morning.wait(lambda: not program.window.isVisible())


def test_a_pin_is_typed_wherever_the_focus_is(morning: Shop) -> None:
    with morning.desk() as desk:
        (desk.user,) = (each.name for each in users_of(desk))
        set_pin(desk, desk.user, PIN)
    with morning.open() as program:
        page = sign_in_page(program)
        assert page is not None
        morning.wait(page.pin.hasFocus)
        QTest.keyClick(page.pin, Qt.Key.Key_Tab)
        assert page.leave.hasFocus()
        for digit in PIN:
            QTest.keyClicks(QApplication.focusWidget(), digit)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        morning.wait(lambda: program.window.page)


def test_the_last_who_worked_here_is_proposed_and_signing_out_shows_nothing(morning: Shop) -> None:
    with morning.desk() as desk:
        (desk.user,) = (each.name for each in users_of(desk))
        _names_that_begin_alike(desk)
    with morning.open() as program:
        page = sign_in_page(program)
        assert page is not None
        page.who.choose("boss 2")
        sign_in(morning, program, PIN)
        program.window.commands.run("go.sign-out")
        assert program.bench is None
        assert program.window.page is None
        again = sign_in_page(program)
        assert again is not None
        assert again.who.value() == "boss 2"
        sign_in(morning, program, PIN)
    with morning.open() as program:
        page = sign_in_page(program)
        assert page is not None
        assert page.who.value() == "boss 2"


def test_who_is_retired_at_another_pc_is_signed_out_here(morning: Shop) -> None:
    with morning.desk() as desk:
        (first,) = (each.name for each in users_of(desk))
        desk.user = first
        _names_that_begin_alike(desk)
    with morning.open() as program:
        page = sign_in_page(program)
        assert page is not None
        page.who.choose("bo")
        sign_in(morning, program, PIN)
        with morning.desk() as other:
            other.user = first
            retire_user(other, "bo")
        morning.wait(lambda: sign_in_page(program))
        assert program.bench is None


def test_a_click_on_the_person_switches_to_another(morning: Shop) -> None:
    with morning.desk() as desk:
        (desk.user,) = (each.name for each in users_of(desk))
        save_user(desk, "boss", "owner")
        set_pin(desk, desk.user, PIN)
    with morning.open() as program:
        sign_in(morning, program, PIN)
        (button,) = program.window.findChildren(PersonButton)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QApplication.processEvents()
        (dialog,) = (each for each in program.window.findChildren(FormDialog) if each.isVisible())
        dialog.submit()
        assert program.bench is not None
        assert program.bench.desk.user == "boss"
        morning.wait(lambda: button.accessibleName().startswith("Switch user: boss"))


def test_a_till_left_open_is_told_the_next_morning_and_closed_for_its_day(morning: Shop) -> None:
    with morning.desk() as desk:
        (desk.user,) = (each.name for each in users_of(desk))
        open_till(desk, float_amount=0)
    morning.now += timedelta(days=1)
    with morning.open() as program:
        banner = program.shop.new_day._banner if program.shop else None
        assert banner is not None
        morning.wait(banner.isVisible)
        assert banner.text == "Till 1 is open since 30 Nov, 09:00. Count and close it for that day."
        assert program.bench is not None
        program.bench.go.emit("reports", ("count", "Till 1"))
        QApplication.processEvents()
        (dialog,) = (each for each in program.window.findChildren(FormDialog) if each.isVisible())
        assert dialog.windowTitle() == "Count and close the till of 30 Nov"
        assert dialog.findChildren(CountGrid)
        dialog.reject()
        count_till(program.bench.desk, {"0.01": 0})
        assert close_till(program.bench.desk).day == date(2026, 11, 30)
        morning.wait(lambda: not banner.isVisible())
        # The window stays open over midnight: every page reads the new day.
        told: list[object] = []
        program.bench.changed.connect(told.append)
        morning.now += timedelta(days=1)
        assert program.shop is not None
        program.shop.new_day.look()
        assert frozenset() in told
