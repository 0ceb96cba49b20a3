"""Every place at which a person can stand in the window, one after the other: tabs, pages, sections, forms, questions.

Forms are found by running each command and pressing each button of the settings, so a new one is walked by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget
from shiboken6 import isValid

from orderdesk.domain.buying.purchasing import PurchaseLineRequest, PurchaseRequest
from orderdesk.domain.values.quantity import pieces
from orderdesk.services.buying.purchasing import place_purchase
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.orders.views import shipments_to_do
from orderdesk.services.reports.reports import REPORTS
from orderdesk.services.returns.returning import ComingBack, open_return
from orderdesk.ui.bench.commands import EVERYWHERE
from orderdesk.ui.bench.list_tab import ListTab
from orderdesk.ui.orders.page import OrdersPage
from orderdesk.ui.reports.tab import DAY, TILLS, ReportsTab
from orderdesk.ui.settings.page import SettingsPage
from orderdesk.ui.tabs import PLACES, TABS
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.lists.list_detail import ListDetailPage
from tests.ui.tabs.conftest import Clerk

LEADING_AWAY = frozenset({"import.next", "import.choose"})
"""Commands that open a file chooser of the system."""
OF_THE_WINDOW = ("window.shortcuts", "go.user")
"""Commands of every screen that open a dialog."""
ALL = frozenset({"orders", "shipping", "returns", "purchasing"})
"""Tabs whose view "all" shows the most."""


@dataclass(frozen=True)
class Station:
    """One place: its name, the widget that fills it, and where the focus was before a dialog opened."""

    name: str
    root: QWidget
    before: QWidget | None = None

    @property
    def is_dialog(self) -> bool:
        return isinstance(self.root, QDialog)


def settle() -> None:
    """Let everything asked for happen."""
    for _ in range(3):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def no_file_chooser(patch: pytest.MonkeyPatch) -> None:
    """Choose nothing wherever the system would ask for a file."""
    for name in ("getOpenFileName", "getSaveFileName"):
        patch.setattr(QFileDialog, name, staticmethod(lambda *_given: ("", "")))
    patch.setattr(QFileDialog, "getExistingDirectory", staticmethod(lambda *_given: ""))
    patch.setattr(QDesktopServices, "openUrl", staticmethod(lambda _url: True))


def fill_shop(clerk: Clerk) -> None:
    """An order in every state, a return, and goods on their way."""
    desk = clerk.desk
    wanted = PurchaseRequest("Kilnworks", (PurchaseLineRequest("LAMP", pieces(9), cost=40_0000),), new_vendor=True)
    for sent in (False, True):
        place_purchase(desk, wanted, send=sent)
    clerk.place(("MUG", 2), ("TEE", 1), confirm=False)
    clerk.place(("LAMP", 9))
    sent = clerk.shipped(("BOOK", 2))
    open_return(desk, sent.order.id, [ComingBack(sent.lines[0].id, pieces(1))])
    for steps in range(3):
        (key,) = shipments_to_do(desk, clerk.place(("MUG", 1)).order.number)
        if steps:
            picklist = start_picking(desk, [key])
        if steps > 1:
            confirm_picks(desk, picklist)
            pack_shipment(desk, key)


class Walk:
    """Leads through the window of `clerk`; `pages` gives the pages alone, `all` the dialogs too."""

    def __init__(self, clerk: Clerk) -> None:
        self.clerk, self.window = clerk, clerk.program.window
        self._seen: set[str] = set()

    def all(self) -> Iterator[Station]:
        """Every page, each followed by the dialogs that open from it."""
        for station in self.pages():
            yield station
            yield from self._dialogs(station)
        for name in OF_THE_WINDOW:
            self._back_to("orders")
            yield from self._run("orders", name)

    def pages(self) -> Iterator[Station]:
        """The tabs, the places, the order page, the line, the search, and each section of the settings."""
        for tab in (*TABS, *PLACES):
            page = self.window.go_to(tab.id)
            self.window.activateWindow()
            settle()
            if isinstance(page, SettingsPage):
                yield from self._sections(page)
                continue
            self._show_the_most(tab.id, page)
            yield Station(tab.id, page)
            if isinstance(page, ReportsTab):
                yield from self._reports(page)
        yield from self._above()

    def _reports(self, page: ReportsTab) -> Iterator[Station]:
        for report in (TILLS, *(each.id for each in REPORTS)):
            page.show_view(report)
            settle()
            yield Station(f"reports: {report}", page)
        page.show_view(DAY)
        settle()

    def _sections(self, page: SettingsPage) -> Iterator[Station]:
        model = page.list.rows_model
        for title in [str(model.index(row, 0).data()) for row in range(model.rowCount())]:
            page.visit(title)
            page.list.setFocus()
            self.window.activateWindow()
            settle()
            yield Station(f"settings: {title}", page)

    def _above(self) -> Iterator[Station]:
        orders = self.window.go_to("orders")
        assert isinstance(orders, OrdersPage)
        orders.new_order()
        orders.entry.take_customer(1)
        settle()
        yield Station("new order", orders.entry)
        orders.show_list()
        orders.shorthand()
        settle()
        yield Station("order in one line", orders._shorthand)
        self.clerk.press("Esc")
        self.window.open_palette("")
        settle()
        yield Station("search everything", self.window._palette)
        self.clerk.press("Esc")

    def _show_the_most(self, tab: str, page: QWidget) -> None:
        lists = getattr(page, "list", page)
        if isinstance(lists, ListDetailPage):
            if tab in ALL:
                lists.show_view("all")
            lists.table.select_first()
            lists.enter_list()
        settle()
        if isinstance(lists, ListTab):
            lists.settle()

    # Dialogs

    def _dialogs(self, page: Station) -> Iterator[Station]:
        if page.name.startswith("settings: "):
            yield from self._pressed(page)
        elif page.root is self.window.page and ":" not in page.name:
            yield from self._commanded(page)

    def _pressed(self, page: Station) -> Iterator[Station]:
        assert isinstance(page.root, SettingsPage)
        section = page.root.section(page.name.removeprefix("settings: "))
        for button in section.findChildren(Button):
            if button.isVisible() and button.isEnabled() and not button.menu():
                button.setFocus()
                button.click()
                yield from self._opened(f"{page.name} > {button.accessibleName()}")

    def _commanded(self, page: Station) -> Iterator[Station]:
        lists = getattr(page.root, "list", page.root)
        rows = lists.table.rows_model.rowCount() if isinstance(lists, ListDetailPage) else 0
        for number in range(max(rows, 1)):
            self._stand_at(page.name, lists, number)
            for command in self.window.commands.of(self.window.context):
                new = command.context != EVERYWHERE and command.id not in self._seen | LEADING_AWAY
                if new and command.why_not() is None:
                    yield from self._run(page.name, command.id)
                    self._stand_at(page.name, lists, number)

    def _run(self, place: str, name: str) -> Iterator[Station]:
        self._seen.add(name)
        self.window.commands.run(name)
        yield from self._opened(f"{place} > {name}")

    def _stand_at(self, place: str, lists: QWidget, number: int) -> None:
        """Choose a row of a list, the same after each command."""
        self._back_to(place)
        if isinstance(lists, ListDetailPage) and number < lists.table.rows_model.rowCount():
            lists.table.select_key(lists.table.rows_model.key(lists.table.rows_model.row(number)))
            lists.table.setFocus()
            settle()

    def _back_to(self, place: str) -> None:
        page = self.window.go_to(place)
        if isinstance(page, OrdersPage) and page.context != place:
            page.show_list()
        menu = QApplication.activePopupWidget()
        if menu is not None:
            menu.close()
        settle()

    def _opened(self, name: str) -> Iterator[Station]:
        before = self.window.focusWidget()
        settle()
        for dialog in [each for each in self.window.findChildren(QDialog) if each.isVisible()]:
            dialog.activateWindow()
            settle()
            yield Station(name, dialog, before)
            if isValid(dialog) and dialog.isVisible():
                dialog.reject()
        self.window.activateWindow()
        settle()
