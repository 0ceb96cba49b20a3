"""Settings, numbers: the next number of a series is set by keys alone, upward, and else refused with the reason."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from orderdesk.services.record.numbering import series_of
from orderdesk.ui.settings.shop.numbers import NumbersSection
from tests.ui.settings.conftest import open_section, push, tab_to, type_in
from tests.ui.tabs.conftest import Clerk


def choose(clerk: Clerk, section: NumbersSection, code: str) -> None:
    tab_to(clerk, "Series of numbers")
    clerk.press("Home")
    while section.list.current_row().code != code:
        clerk.press("Down")


def coming(clerk: Clerk, code: str) -> int:
    return {each.code: each.next for each in series_of(clerk.desk)}[code]


def test_a_series_is_set_upward(clerk: Clerk) -> None:
    section = open_section(clerk, "Numbers", NumbersSection)
    choose(clerk, section, "INV")
    clerk.press("Return")
    clerk.dialog.activateWindow()
    type_in(clerk, "Next number", "5001")
    clerk.send()
    assert coming(clerk, "INV") == 5001
    assert section.list.current_row().next == 5001
    assert clerk.said == "Invoices go on with INV-5001"


def test_what_is_no_higher_number_is_said_under_its_field(clerk: Clerk) -> None:
    section = open_section(clerk, "Numbers", NumbersSection)
    before = coming(clerk, "SO")
    choose(clerk, section, "SO")
    push(clerk, "Set next number")
    for text, said in (("1", "only go up"), ("many", "whole number"), ("99999999999", "only go up"), ("", "needed")):
        at = tab_to(clerk, "Next number")
        clerk.press("Ctrl+A", "Del")
        clerk.write(text)
        clerk.send()
        assert said in clerk.dialog.fields["number"].error
        assert at.hasFocus()
    clerk.press("Esc")
    assert coming(clerk, "SO") == before


def test_a_series_that_is_issued_says_why_it_stays(clerk: Clerk) -> None:
    clerk.shipped(("MUG", 1))
    section = open_section(clerk, "Numbers", NumbersSection)
    choose(clerk, section, "INV")
    assert not section.change.isEnabled()
    clerk.press("Return")
    assert QApplication.activeModalWidget() is None
    assert clerk.said == section.why.text() == "Invoices must run without a hole, and the first one is issued."


def test_what_was_issued_meanwhile_is_seen_on_coming_back(clerk: Clerk) -> None:
    section = open_section(clerk, "Numbers", NumbersSection)
    choose(clerk, section, "SO")
    before = section.list.current_row().next
    clerk.press("Alt+1")
    clerk.place(("MUG", 1))
    assert open_section(clerk, "Numbers", NumbersSection) is section
    choose(clerk, section, "SO")
    assert section.list.current_row().next == before + 1
