"""People at the window: switching by name and PIN, asking for what one may not do, and the page in the settings."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from orderdesk.domain.values.rights import RIGHTS, NotAllowed
from orderdesk.persistence.record.history import history_of
from orderdesk.services.orders.cancelling import cancel_order
from orderdesk.services.people.users import save_user, set_pin, users_of
from orderdesk.ui.settings.page import SettingsPage
from orderdesk.ui.settings.shop.people import PeopleSection
from orderdesk.ui.shell.commands.lacking import RIGHT_OF
from orderdesk.ui.widgets.button import ActionButton
from tests.ui.tabs.conftest import Clerk, shop

__all__ = ["shop"]


@pytest.fixture
def staffed(clerk: Clerk) -> Clerk:
    save_user(clerk.desk, "mara", "packer")
    set_pin(clerk.desk, "mara", "2468")
    set_pin(clerk.desk, "anna", "1357")
    return clerk


def _switch(clerk: Clerk, pin: str) -> None:
    clerk.press("Ctrl+U")
    clerk.dialog.activateWindow()
    QApplication.processEvents()
    assert isinstance(at := QApplication.focusWidget(), QLineEdit)
    assert at.echoMode() == QLineEdit.EchoMode.Password
    clerk.write(pin)
    clerk.press("Return")


def test_another_person_sits_down_by_keys_alone(staffed: Clerk) -> None:
    _switch(staffed, "9999")
    assert staffed.desk.user == "anna"
    assert staffed.dialog.fields["pin"].error == "That is not the PIN of mara."
    staffed.write("2468")
    staffed.press("Return")
    assert staffed.desk.user == "mara"
    with pytest.raises(NotAllowed):
        cancel_order(staffed.desk, 1, "x")


def test_what_one_may_not_do_another_allows_once(staffed: Clerk) -> None:
    view = staffed.place(("MUG", 1))
    staffed.desk.user = "mara"
    bench = staffed.program.bench
    assert bench is not None
    assert not bench.attempt(lambda: cancel_order(bench.desk, view.order.id, "changed their mind"), "Cancelled")
    dialog = staffed.dialog
    dialog.activateWindow()
    staffed.press("Tab")
    staffed.write("caller on the line")
    staffed.press("Tab")
    staffed.write("1357")
    staffed.press("Return")
    assert staffed.again(view).order.state == "cancelled"
    assert bench.desk.approval is None
    with staffed.desk.reading() as connection:
        (told,) = [each for each in history_of(connection, "order", view.order.id) if each.what == "override"]
    assert (told.user, told.detail) == ("mara", "cancel orders; anna allowed it: caller on the line")


def test_people_are_kept_in_the_settings(staffed: Clerk) -> None:
    staffed.program.go("settings", "People")
    page = staffed.program.window.page
    assert isinstance(page, SettingsPage)
    section = page.section("People")
    assert isinstance(section, PeopleSection)
    section.add()
    staffed.fill("Name", "Otto")
    staffed.send()
    assert next((each.name, each.role) for each in users_of(staffed.desk)) == ("Otto", "counter")
    section.ask_limits()
    staffed.fill("Counter: discount, percent", "15")
    staffed.send()
    assert "Counter: discount up to 15 %, cash back up to 0.00" in section._limits.text()


def test_a_discount_beyond_the_limit_is_allowed_while_the_order_is_taken(staffed: Clerk) -> None:
    save_user(staffed.desk, "cora", "counter")
    staffed.desk.user = "cora"
    staffed.press("F2")
    staffed.write("patel")
    QTest.qWait(200)
    staffed.press("Return")
    QTest.qWait(100)
    staffed.write("mug -20%")
    QTest.qWait(200)
    staffed.press("Return", "Ctrl+Return")
    assert "may not give this discount" in staffed.dialog.findChildren(QLabel)[1].text()
    staffed.dialog.activateWindow()
    staffed.press("Tab")
    staffed.write("old customer")
    staffed.press("Tab")
    staffed.write("1357")
    staffed.press("Return")
    assert staffed.said.endswith("confirmed")


def test_what_one_may_not_do_is_faded_and_says_whose_pin_it_asks_for(staffed: Clerk) -> None:
    staffed.place(("MUG", 1))
    QApplication.processEvents()
    staffed.list.enter_list()
    bench = staffed.program.bench
    assert bench is not None
    cancel, new = bench.commands.action("order.cancel"), bench.commands.action("order.hold")
    assert not cancel.property("lacking")
    _switch(staffed, "2468")
    QApplication.processEvents()
    assert staffed.desk.user == "mara"
    assert cancel.property("lacking")
    assert cancel.isEnabled(), "tried, it asks for another person's PIN"
    said = "mara (packer) may not cancel orders; ask an owner or a manager. When it is run, their PIN is asked for."
    assert cancel.toolTip() == said
    assert not new.property("lacking"), "whoever packs may hold an order"
    staffed.press("Alt+2")
    buttons = [each for each in staffed.find(ActionButton) if each.accessibleName() == "New item"]
    assert [each.property("lacking") for each in buttons] == [True]


def test_every_command_that_is_faded_is_there_and_its_right_too(staffed: Clerk) -> None:
    window = staffed.program.window
    for place in (*window.tabs, *window.places):
        window.go_to(place.id)
    known = {each.id for each in window.commands.all()}
    assert set(RIGHT_OF) <= known
    assert set(RIGHT_OF.values()) <= set(RIGHTS)


def test_who_is_alone_is_led_to_where_people_are_added(clerk: Clerk) -> None:
    (alone,) = [each.name for each in users_of(clerk.desk)]
    clerk.program.window.sidebar._person.click()
    assert clerk.said == f"Nobody but {alone} works here, so nobody can take over."
    (add,) = [each for each in clerk.program.window.banner.findChildren(QPushButton) if each.text() == "Add a person"]
    add.setFocus()
    clerk.press("Space")
    page = clerk.program.window.page
    assert isinstance(page, SettingsPage)
    assert page.list.current_row()[0] == "People"
