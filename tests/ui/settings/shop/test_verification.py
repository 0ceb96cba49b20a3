"""Settings, verification: a check is switched and its level set by keys alone, and Undo puts it back."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from orderdesk.domain.checks.verifying import CHECKS, Setting
from orderdesk.services.checks.verifying import check_settings
from orderdesk.services.people.users import save_user
from orderdesk.ui.settings.shop.verification import VerificationSection
from tests.ui.settings.conftest import open_section, tab_to
from tests.ui.tabs.conftest import Clerk


def setting(clerk: Clerk, code: str) -> Setting:
    return {check.code: setting for check, setting in check_settings(clerk.desk)}[code]


def test_every_check_has_its_row_in_reading_order(clerk: Clerk) -> None:
    section = open_section(clerk, "Verification", VerificationSection)
    for check in CHECKS:
        for _ in range(2):
            clerk.press("Tab")
            if QApplication.focusWidget() is section.rows[check.code].on:
                break
        assert section.rows[check.code].on.hasFocus()
        assert section.rows[check.code].level.isVisible() == bool(check.unit)


def test_a_check_is_switched_off_and_undone(clerk: Clerk) -> None:
    section = open_section(clerk, "Verification", VerificationSection)
    while not section.rows["late"].on.hasFocus():
        clerk.press("Tab")
    clerk.press("Space")
    assert setting(clerk, "late") == Setting(False, 14)
    assert not section.rows["late"].level.isEnabled()
    clerk.press("Ctrl+Z")
    assert setting(clerk, "late") == Setting(True, 14)
    assert section.rows["late"].on.isChecked()


def test_a_level_is_set_with_enter_or_on_leaving_and_undone(clerk: Clerk) -> None:
    section = open_section(clerk, "Verification", VerificationSection)
    tab_to(clerk, "Late payer, days overdue")
    clerk.write("30")
    clerk.press("Return")
    assert setting(clerk, "late") == Setting(True, 30)
    assert clerk.said == "Late payer: on, 30 days overdue"
    tab_to(clerk, "Quantity far above usual, times the most so far")
    clerk.write("5")
    clerk.press("Tab")
    assert setting(clerk, "quantity").level == 5
    clerk.press("Ctrl+Z")
    assert setting(clerk, "quantity").level == 3
    assert section.rows["quantity"].level.text() == "3"


@pytest.mark.parametrize("text", ["0", "-3", "soon", "10001", "1.5"])
def test_a_level_that_can_not_be_is_refused_beside_its_field(clerk: Clerk, text: str) -> None:
    section = open_section(clerk, "Verification", VerificationSection)
    tab_to(clerk, "Late payer, days overdue")
    clerk.write(text)
    clerk.press("Return")
    assert section.rows["late"].error == "Enter a whole number from 1 to 10,000."
    assert setting(clerk, "late").level == 14
    clerk.write("20")
    clerk.press("Return")
    assert (section.rows["late"].error, setting(clerk, "late").level) == ("", 20)


def test_who_may_not_change_settings_leaves_it_as_it_was(clerk: Clerk) -> None:
    save_user(clerk.desk, "mara", "packer")
    section = open_section(clerk, "Verification", VerificationSection)
    clerk.desk.user = "mara"
    while not section.rows["cost"].on.hasFocus():
        clerk.press("Tab")
    clerk.press("Space")
    assert section.rows["cost"].on.isChecked()
    assert setting(clerk, "cost").on
