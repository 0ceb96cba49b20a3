"""The focus stays on the page when what had it goes away, and comes to the page that is chosen."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget

from orderdesk.ui.fulfilment.tab import ShippingTab
from orderdesk.ui.stock.tab import InventoryTab
from orderdesk.ui.widgets.banner import Banner
from orderdesk.ui.widgets.button import Button
from tests.ui.tabs.conftest import Clerk


def at() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def test_a_list_without_rows_has_the_focus_on_what_mends_that(clerk: Clerk) -> None:
    clerk.press("Alt+4")
    assert isinstance(at(), Button)
    assert at().accessibleName() == "Start a return"
    assert clerk.list.empty.isAncestorOf(at())


def test_from_one_empty_view_to_the_next_the_focus_stays_on_the_page(clerk: Clerk) -> None:
    clerk.press("Alt+2")
    page = clerk.list
    assert isinstance(page, InventoryTab)
    for view in ("low", "out", "overstock"):
        page.show_view(view)
        assert clerk.rows == []
        assert page.empty.isAncestorOf(at()), view
    page.show_view("all")
    assert at() is page.table


def test_what_is_empty_and_needs_no_mending_has_the_focus_itself(clerk: Clerk) -> None:
    clerk.press("Alt+3")
    page = clerk.list
    assert isinstance(page, ShippingTab)
    page.show_view("exceptions")
    assert clerk.rows == []
    assert at() is page.empty
    clerk.press("Tab")
    clerk.press("Shift+Tab")
    assert at() is page.empty


def test_the_first_thing_of_an_empty_list_has_the_focus(clerk: Clerk) -> None:
    clerk.press("Alt+2", "Ctrl+F")
    clerk.write("AAA")
    page = clerk.list
    clerk.press("Tab")
    while not page.empty.isAncestorOf(at()):
        clerk.press("Tab")
    clerk.press("Ctrl+N")
    clerk.fill("SKU", "AAA")
    clerk.fill("Name", "Another")
    clerk.fill("Price, GBP", "1")
    clerk.send()
    assert clerk.list.table.current_row().sku == "AAA"
    assert at() is page.table


def test_the_key_of_the_tab_in_sight_brings_the_focus_back_to_it(clerk: Clerk) -> None:
    clerk.press("Alt+2")
    page = clerk.list
    clerk.program.window.sidebar.setFocus()
    clerk.press("Shift+Tab")
    while page.isAncestorOf(at()):
        clerk.press("Shift+Tab")
    clerk.press("Alt+2")
    assert at() is page.table
    clerk.press("Ctrl+F", "Alt+2")
    assert at() is page.search, "who is on the page stays where they are"


def test_a_link_that_is_pressed_keeps_the_focus_when_the_banner_is_said_anew(clerk: Clerk) -> None:
    clerk.place(("MUG", 1))
    banner = clerk.list.banner
    said: list[str] = []

    def say(text: str) -> None:
        said.append(text)
        banner.say(text, "info", [("Split", lambda: say("split")), ("Wait", lambda: say("wait"))])

    say("short")
    (link,) = [each for each in clerk.find(Button) if each.accessibleName() == "Wait"]
    link.setFocus()
    clerk.press("Space")
    assert (said[-1], at().accessibleName()) == ("wait", "Wait")
    assert isinstance(at().parentWidget(), Banner)
    banner.clear()
    assert at() is clerk.list.table, "what is no longer said gives the focus to the page"
