"""The search over everything knows every screen by its words, and says so where it finds nothing."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from orderdesk.services.reports.reports import REPORTS
from orderdesk.ui.settings.page import SettingsPage
from orderdesk.ui.shell.commands.palette import ALSO, Palette
from orderdesk.ui.shell.commands.screens import screens
from orderdesk.ui.widgets.forms.suggestion_list import Suggestion
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.widgets.lists.view_tabs import ViewTabs
from tests.ui.accessible import assert_accessible
from tests.ui.tabs.conftest import Clerk


def look_for(clerk: Clerk, text: str) -> Palette:
    clerk.press("Ctrl+K")
    clerk.write(text)
    (palette,) = clerk.find(Palette)
    return palette


def offers(palette: Palette) -> list[str]:
    return [each.title for each in palette.offers.offers.rows if isinstance(each, Suggestion)]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("late", "Report: Late orders"),
        ("stock count", "Stock count: Adjust in the inventory"),
        ("to pick", "Orders: To pick"),
        ("closed till", "Report: Closed tills"),
        ("vat", "Settings: Taxes"),
        ("theme", "Settings: Appearance"),
        ("returns", "Help: Returns"),
    ],
)
def test_every_kind_of_screen_is_found_by_its_words(clerk: Clerk, typed: str, title: str) -> None:
    assert title in offers(look_for(clerk, typed))


def test_every_screen_opens(clerk: Clerk) -> None:
    window = clerk.program.window
    for screen in screens():
        clerk.program.go(screen.place, screen.what)
        QApplication.processEvents()
        assert window.tab == screen.place, screen.title
        for views in window.page.findChildren(ViewTabs) if hasattr(screen.what, "id") else []:  # type: ignore[union-attr]
            assert views.current == screen.what.id, screen.title  # type: ignore[attr-defined]


def test_no_section_report_or_view_is_missing(clerk: Clerk) -> None:
    titles = {each.title for each in screens()}
    clerk.program.go("settings", None)
    page = clerk.program.window.page
    assert isinstance(page, SettingsPage)
    sections = {f"Settings: {title}" for title, _ in page.list.rows_model.rows}
    assert sections == {title for title in titles if title.startswith("Settings: ")}
    assert {f"Report: {each.title}" for each in REPORTS} <= titles


def test_a_search_without_a_hit_says_so_and_what_one_can_do(clerk: Clerk) -> None:
    palette = look_for(clerk, "xyzzy")
    (said,) = [each for each in palette.findChildren(Label) if each.isVisible()]
    assert said.text().startswith("Nothing is called “xyzzy”")
    assert offers(palette)[:2] == ["New order", "Find a customer"]
    assert_accessible(palette)
    clerk.press("Return")
    assert palette.isVisible(), "Enter does nothing unasked"
    clerk.press("Down", "Return")
    assert clerk.program.window.context == "new-order"


def test_what_does_it_stands_before_the_help_on_it(clerk: Clerk) -> None:
    titles = offers(look_for(clerk, "import"))
    does = [each for each in titles if not each.startswith("Help: ")]
    assert any("mport" in each for each in does)
    assert titles[: len(does)] == does
    assert len(titles) > len(does)


@pytest.mark.parametrize(("place", "typed", "title"), [
    ("orders", "refund", "Give money back"), ("inventory", "stocktake", "Count"), ("orders", "log in", "Switch user"),
])  # fmt: skip
def test_a_command_is_found_by_what_other_programs_call_it(clerk: Clerk, place: str, typed: str, title: str) -> None:
    clerk.shipped(("MUG", 1))
    clerk.program.go(place, None)
    if place == "orders":
        clerk.list.show_view("all")
    assert clerk.list.table.current_row() is not None
    assert title in offers(look_for(clerk, typed))


def test_every_other_word_belongs_to_a_command(clerk: Clerk) -> None:
    for place in ("orders", "inventory", "customers"):
        clerk.program.go(place, None)
    assert clerk.program.bench is not None
    assert set(ALSO) <= {command.id for command in clerk.program.bench.commands.all()}
