"""The reports tab by keyboard: the till is looked at, counted to the penny and closed, and the day ties."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from orderdesk.domain.orders import LineRequest, OrderRequest
from orderdesk.domain.quantity import pieces
from orderdesk.integrations.drawer import PULSE
from orderdesk.services.counter import sell
from orderdesk.services.day_report import day_report
from orderdesk.services.paying import Tendered
from orderdesk.services.reports import REPORTS
from orderdesk.services.tills import open_tills, x_report, z_report
from orderdesk.ui.reports.tab import ReportsTab
from orderdesk.ui.widgets.table import Table
from tests.drawers import listening
from tests.ui.accessible import assert_accessible
from tests.ui.tabs.conftest import Clerk


def reports(clerk: Clerk) -> ReportsTab:
    clerk.press("F10")
    page = clerk.program.window.page
    assert isinstance(page, ReportsTab)
    return page


def test_a_day_is_counted_and_closed(clerk: Clerk) -> None:
    sell(clerk.desk, OrderRequest(lines=(LineRequest(pieces(2), "MUG"),)), [Tendered("cash", 50_00)])
    page = reports(clerk)
    assert_accessible(page)
    clerk.press("Ctrl+Shift+X")
    assert clerk.papers == [("day-report", "X")]
    cash = x_report(clerk.desk).cash
    assert cash is not None
    assert cash.expected == 30_00
    session = open_tills(clerk.desk)[0]
    clerk.press("Ctrl+Shift+Z")
    assert_accessible(clerk.dialog)
    clerk.send()
    assert clerk.dialog.banner.text.startswith("Count the drawer first")
    clerk.fill("Pieces of 20.00", "1")
    clerk.fill("Pieces of 5.00", "2")
    clerk.send()
    assert clerk.said.startswith("Z 1 closed, no difference")
    assert clerk.papers[-1] == ("day-report", "Z-1")
    closed = z_report(clerk.desk, session.id)
    assert closed.cash is not None
    assert (closed.z_number, closed.cash.expected, closed.cash.counted) == (1, 30_00, 30_00)
    assert open_tills(clerk.desk) == []
    clerk.press("Ctrl+Shift+X")
    assert clerk.said == "The till is closed; an X report looks at an open one."
    assert day_report(clerk.desk).problems() == ()


def test_money_in_wants_its_reason(clerk: Clerk) -> None:
    reports(clerk)
    clerk.press("Ctrl+Shift+I")
    assert_accessible(clerk.dialog)
    clerk.write("25")
    clerk.send()
    assert clerk.dialog.isVisible()
    clerk.fill("Reason", "change from the bank")
    clerk.send()
    assert clerk.said == "Paid in: 25.00"
    cash = x_report(clerk.desk).cash
    assert cash is not None
    assert cash.expected == 25_00


def test_cash_opens_the_drawer_and_so_does_a_person_with_a_reason(clerk: Clerk) -> None:
    bench = clerk.program.bench
    assert bench is not None
    with listening() as drawer:
        bench.settings = replace(bench.settings, drawer=drawer.address)
        sell(clerk.desk, OrderRequest(lines=(LineRequest(pieces(2), "MUG"),)), [Tendered("cash", 50_00)])
        assert drawer.heard() == PULSE
        reports(clerk)
        clerk.press("Ctrl+Shift+K")
        assert_accessible(clerk.dialog)
        clerk.send()
        assert clerk.dialog.fields["reason"].error
        clerk.fill("Reason", "change for a note")
        clerk.send()
        assert drawer.heard() == PULSE
    assert clerk.said == "The drawer is open; it is on the Z as no sale"
    assert [(each.what, each.count) for each in x_report(clerk.desk).watched] == [("no-sale", 1)]


def test_a_drawer_that_does_not_open_is_said_and_the_sale_stands(clerk: Clerk, qtbot: QtBot) -> None:
    bench = clerk.program.bench
    assert bench is not None
    with listening() as drawer:
        gone = drawer.address
    bench.settings = replace(bench.settings, drawer=gone)
    sold = sell(clerk.desk, OrderRequest(lines=(LineRequest(pieces(2), "MUG"),)), [Tendered("cash", 50_00)])
    qtbot.waitUntil(lambda: clerk.said.startswith(f"The drawer at {gone} did not open"))
    assert sold.invoice


def test_every_report_opens(clerk: Clerk) -> None:
    clerk.shipped(("MUG", 1))
    page = reports(clerk)
    for report in REPORTS:
        page.show_view(report.id)
        QApplication.processEvents()
        assert_accessible(page)
        (table,) = clerk.find(Table)
        assert (table.rows_model.rowCount() > 0) is (report.id != "late-orders")
