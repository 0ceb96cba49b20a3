"""The reports tab by keyboard: the till is looked at, counted to the penny and closed, and the day ties."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel
from pytestqt.qtbot import QtBot

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.integrations.drawer import PULSE
from orderdesk.services.money.day_report import day_report
from orderdesk.services.money.paying import Tendered
from orderdesk.services.money.till_views import z_report
from orderdesk.services.money.tills import close_till, count_till, open_till, open_tills, x_report
from orderdesk.services.orders.counter import sell
from orderdesk.services.papers import render
from orderdesk.services.reports.reports import REPORTS
from orderdesk.settings import load
from orderdesk.ui.reports.tab import ReportsTab
from orderdesk.ui.shell.commands.found import number_offers
from orderdesk.ui.widgets.bar_chart import BarChart
from orderdesk.ui.widgets.lists.table import Table
from tests.documents.reading import text as words_of
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
    assert clerk.papers == [("day-report", "X Till 1")]
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
    assert clerk.papers[-1] == ("day-report", "Z-1 Till 1")
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
        assert bool(clerk.find(Table)) is (report.id not in ("late-orders", "packing"))


def test_the_tax_of_a_place_leads_to_its_papers(clerk: Clerk) -> None:
    sell(clerk.desk, OrderRequest(lines=(LineRequest(pieces(2), "MUG"),)), [Tendered("cash", 50_00)])
    page = reports(clerk)
    page.show_view("tax")
    (table,) = clerk.find(Table)
    assert str(table.rows_model.index(table.rows_model.rowCount() - 1, 0).data()) == "Total"
    table.setFocus()
    table.select_first()
    clerk.press("Return")
    (papers,) = clerk.find(Table)
    assert papers is not table
    assert str(papers.rows_model.index(0, 5).data()) == "INV-1001"
    clerk.papers.clear()
    papers.select_first()
    clerk.press("Return")
    assert clerk.papers == [("invoice", "INV-1001")]
    (each,) = (box for box in clerk.find(QCheckBox) if box.text() == "Each paper")
    each.click()
    assert clerk.find(Table) == [table]


def test_the_journal_and_the_accounts_tell_what_was_posted(clerk: Clerk) -> None:
    sell(clerk.desk, OrderRequest(lines=(LineRequest(pieces(2), "MUG"),)), [Tendered("cash", 50_00)])
    page = reports(clerk)
    page.show_view("journal")
    (table,) = clerk.find(Table)
    model = table.rows_model
    heads = [str(model.headerData(column, Qt.Orientation.Horizontal)) for column in range(model.columnCount())]
    rows = [[str(model.index(row, column).data()) for column in range(8)] for row in range(model.rowCount())]
    assert heads == ["Day", "Document", "Number", "About", "Code", "Account", "Debit", "Credit"]
    assert ["Invoice", "INV-1001"] in [row[1:3] for row in rows]
    assert "Cash in Till 1" in [row[5] for row in rows]
    assert rows[-1][0] == "Total"
    assert rows[-1][6] == rows[-1][7] != "0.00"
    page.show_view("accounts")
    (table,) = clerk.find(Table)
    last = table.rows_model.rowCount() - 1
    assert [str(table.rows_model.index(last, column).data()) for column in (1, 2, 5)] == ["Total", "0.00", "0.00"]


def test_a_closed_till_is_found_again_by_its_number_and_printed_as_a_copy(clerk: Clerk) -> None:
    page = reports(clerk)
    page.show_view("tills")
    assert "No till was closed yet" in " ".join(each.text() for each in clerk.find(QLabel))
    for _day in range(2):
        count_till(clerk.desk, {"0.01": 0})
        close_till(clerk.desk)
        open_till(clerk.desk)
    page.show_view("tills")
    (table,) = clerk.find(Table)
    assert [str(table.rows_model.index(row, 0).data()) for row in range(2)] == ["Z-2", "Z-1"]
    assert_accessible(page)
    clerk.papers.clear()
    clerk.press("Alt+1")
    assert clerk.program.shop is not None
    clerk.program.shop.places.scanned("Z-1")
    assert clerk.program.window.page is page, "from every tab"
    assert clerk.papers == [("day-report", "Z-1 Till 1")]
    offered = [each.title for each in number_offers(clerk.desk, "z-2", lambda *_: None)]
    assert offered == ["Z-2 Till 1  Closed till"]
    page.show_view("day")
    assert "Z-2" in " ".join(each.text() for each in page.day.findChildren(QLabel)), "and it stands on the day"
    first, again = (render(clerk.desk, "day-report", "Z-1") for _ in range(2))
    assert ("COPY" in words_of(first), "COPY" in words_of(again)) == (False, True)


def test_each_of_several_tills_is_opened_counted_and_closed_and_one_is_this_pc_s(clerk: Clerk) -> None:
    page = reports(clerk)
    page.tills.add()
    clerk.fill("Name", "Market stall")
    clerk.send()
    clerk.press("Ctrl+Shift+T")
    clerk.write("20")
    clerk.send()
    assert clerk.said == "Market stall is open with 20.00"
    bench = clerk.program.bench
    assert bench is not None
    assert (bench.desk.till, bench.settings.till) == ("Market stall", "Market stall")
    assert load(data_dir=str(bench.settings.data_dir), environ={}).till == "Market stall"
    sold = sell(bench.desk, OrderRequest(lines=(LineRequest(pieces(1), "MUG"),)), [Tendered("cash", 50_00)])
    clerk.press("Ctrl+Shift+Z")
    assert clerk.dialog.fields["till"].editor.value() == "Market stall"
    clerk.fill("Pieces of 0.01", str(20_00 + sold.paid.kept))
    clerk.send()
    assert clerk.said == "Z 1 closed, no difference"
    assert [each.till for each in open_tills(clerk.desk)] == ["Till 1"]
    with pytest.raises(Refused, match="open it before taking"):
        sell(bench.desk, OrderRequest(lines=(LineRequest(pieces(1), "MUG"),)), [Tendered("cash", 50_00)])


def test_cash_is_counted_down_one_column_and_then_the_next(clerk: Clerk) -> None:
    reports(clerk)
    clerk.press("Ctrl+Shift+Z")
    clerk.dialog.activateWindow()
    QApplication.processEvents()
    faces = []
    for _ in range(12):
        at = QApplication.focusWidget()
        assert at is not None
        faces.append(at.accessibleName().removeprefix("Pieces of "))
        clerk.press("Return")
    assert faces == sorted(faces, key=float, reverse=True)


def test_the_chart_shows_every_day_of_the_month(clerk: Clerk) -> None:
    clerk.shipped(("MUG", 1))
    page = reports(clerk)
    page.show_view("sales-by-day")
    (chart,) = clerk.find(BarChart)
    assert len(chart._bars) == 30
    assert [bar.size > 0 for bar in chart._bars] == [False] * 29 + [True]
    page.show_view("late-orders")
    assert "No order is late on that day." in [each.text() for each in clerk.find(QLabel)]
