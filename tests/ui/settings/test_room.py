"""The longest forms fit a small screen with room for the title bar."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from orderdesk.ui.bench.section import SettingsSection
from orderdesk.ui.settings.page import SettingsPage
from orderdesk.ui.settings.shop.business import BusinessSection
from orderdesk.ui.settings.shop.delivery import DeliverySection
from orderdesk.ui.widgets.lists.table import Table
from tests.ui.settings.conftest import open_section, push
from tests.ui.tabs.conftest import Clerk, clipped

WIDTH, HEIGHT = 1024, 700
FRAME = 40
"""What the title bar of a dialog takes."""


@pytest.mark.parametrize(
    ("title", "kind", "button"),
    [("Business", BusinessSection, "Edit"), ("Delivery", DeliverySection, "Add service")],
)
def test_a_long_form_fits(clerk: Clerk, title: str, kind: type[SettingsSection], button: str) -> None:
    clerk.program.window.resize(WIDTH, HEIGHT)
    open_section(clerk, title, kind)
    push(clerk, button)
    QApplication.processEvents()
    size = clerk.dialog.size()
    assert size.width() <= WIDTH
    assert size.height() <= HEIGHT - FRAME


def test_every_list_of_the_settings_shows_its_titles_whole(clerk: Clerk) -> None:
    clerk.program.window.resize(WIDTH, HEIGHT)
    clerk.program.go("settings", "Business")
    page = clerk.program.window.page
    assert isinstance(page, SettingsPage)
    for title, _ in page.list.rows_model.rows:
        clerk.program.go("settings", title)
        QApplication.processEvents()
        for table in page.section(title).findChildren(Table):
            assert clipped(table) == [], title


def test_the_form_of_a_customer_fits(clerk: Clerk) -> None:
    clerk.program.window.resize(WIDTH, HEIGHT)
    for keys in ("Ctrl+N", "Ctrl+Shift+D"):
        clerk.press("F4")
        clerk.press(keys)
        assert clerk.dialog.height() <= HEIGHT - FRAME
        clerk.dialog.reject()
        clerk.program.window.activateWindow()
        QApplication.processEvents()
