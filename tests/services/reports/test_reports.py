"""Reports: the figures of a few known days, and files that no spreadsheet will run."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import event, insert

from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.persistence import schema
from orderdesk.persistence.care.creation import open_or_create
from orderdesk.services.desk import Desk
from orderdesk.services.reports.reports import REPORTS, report_table
from orderdesk.services.reports.tables import ColumnHead, ReportTable, as_csv, as_xlsx, harmless
from tests.ledger import BOOK, LAMP, MUG, ROAD, TEE, Clock, Ledger

PHONE = [(3, MUG), (2, TEE), (1, BOOK), (1, ROAD)]
MARCH = date(2026, 3, 1), date(2026, 3, 31)


@pytest.fixture
def desk(shop_url: str) -> Iterator[Desk]:
    """Two days: a phone order and a counter sale, then another of which a mug came back."""
    database = open_or_create(shop_url)
    clock = Clock()
    book = Ledger(database, clock)
    book.shop()
    with database.writing() as unit:
        person = {"number": "C-1001", "name": "Patel", "created_at": clock()}
        unit.connection.execute(insert(schema.customers), person)
    book.sale(PHONE, channel="phone", customer_id=1)
    book.sale([(1, LAMP)])
    clock.forward(days=1)
    again = book.sale(PHONE, discount=1000, channel="phone", customer_id=1)
    book.credit(again, 1113)
    yield Desk(database, clock=clock)
    database.close()


def late(desk: Desk, number: str, **more: object) -> None:
    head = {"number": number, "state": "confirmed", "currency": "GBP", "tax_profile_id": 1, "placed_at": desk.clock()}
    with desk.writing(right="no right needed") as work:
        row = head | {"fulfilment": "unallocated", "total": 1500} | more
        work.connection.execute(insert(schema.orders), row)


def test_sales_by_day(desk: Desk) -> None:
    table = report_table(desk, "sales-by-day", *MARCH)
    assert table.rows == (
        ("2026-03-02", "2", "183.33", "34.57", "217.90"),
        ("2026-03-03", "1", "77.25", "13.57", "90.82"),
    )
    assert table.totals == ("Total", "3", "260.58", "48.14", "308.72")
    assert (table.title, table.period) == ("Sales by day", "2026-03-01 to 2026-03-31")


def test_sales_by_channel_and_customer(desk: Desk) -> None:
    channels = report_table(desk, "sales-by-channel", *MARCH)
    assert [(row[0], row[-1]) for row in channels.rows] == [("Phone", "206.78"), ("Counter", "101.94")]
    people = report_table(desk, "sales-by-customer", *MARCH)
    assert [row[:3] for row in people.rows] == [("C-1001", "Patel", "2"), ("", "Walk-in", "1")]
    assert people.totals[-1] == channels.totals[-1] == "308.72"


def test_sales_by_item_add_up_to_the_net(desk: Desk) -> None:
    table = report_table(desk, "sales-by-item", *MARCH)
    sold = {row[1]: row[2:4] for row in table.rows}
    assert sold["MUG"] == ("6", "70.90")
    assert sold["Road"] == ("2", "13.80")
    assert sold["back"] == ("-1", "-11.13")
    assert table.totals[-3:] == ("260.58", "48.14", "308.72")


def test_only_the_days_asked_for_count(desk: Desk) -> None:
    assert report_table(desk, "sales-by-day", date(2026, 3, 3), date(2026, 3, 3)).totals[1] == "1"
    assert report_table(desk, "sales-by-day", date(2026, 4, 1), date(2026, 4, 2)).rows == ()


def test_the_lateness_list_names_the_cause(desk: Desk) -> None:
    late(desk, "SO-2", ship_by=date(2026, 3, 1), hold="credit")
    late(desk, "SO-1", ship_by=date(2026, 2, 1), fulfilment="packed")
    late(desk, "SO-3", ship_by=date(2026, 3, 2))
    late(desk, "SO-4", ship_by=date(2026, 3, 4))
    late(desk, "SO-5", ship_by=date(2026, 3, 1), fulfilment="shipped")
    late(desk, "SO-6", ship_by=date(2026, 3, 1), state="closed")
    table = report_table(desk, "late-orders", date(2026, 3, 1), date(2026, 3, 3))
    assert [(row[0], row[3], row[4]) for row in table.rows] == [
        ("SO-1", "30", "the carrier"),
        ("SO-2", "2", "hold: credit"),
        ("SO-3", "1", "stock"),
    ]


def test_bad_wishes_are_refused(desk: Desk) -> None:
    with pytest.raises(NotFound, match="no report profit; there is sales-by-day"):
        report_table(desk, "profit", *MARCH)
    with pytest.raises(Refused, match="ends on") as refusal:
        report_table(desk, "late-orders", date(2026, 3, 9), date(2026, 3, 8))
    assert refusal.value.field == "to"


@pytest.mark.parametrize("report", [report.id for report in REPORTS])
def test_every_report_walks_along_indexes(sqlite_url: str, report: str) -> None:
    database = open_or_create(sqlite_url)
    Ledger(database, Clock()).shop()
    asked: list[tuple[str, object]] = []

    @event.listens_for(database.read, "before_cursor_execute")
    def ask(connection: object, cursor: object, statement: str, parameters: object, *rest: object) -> None:
        asked.append((statement, parameters))

    report_table(Desk(database), report, *MARCH)
    with database.reading() as connection:
        tables = ("FROM invoices", "FROM orders", "FROM postings", "FROM movements", "FROM scans")
        wanted = [(text, bound) for text, bound in asked if any(each in text for each in tables)]
        assert wanted
        for text, bound in wanted:
            plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", bound)]
            assert not [step for step in plan if step.startswith("SCAN") and "USING" not in step], plan
    database.close()


HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "\0=1",
    '=HYPERLINK("http://x.test")',
    "http://x.test",
    "plain",
)
TABLE = ReportTable(
    "odd",
    "Odd: names/[x]",
    "March",
    (ColumnHead("Name"), ColumnHead("Price", True), ColumnHead("Day")),
    tuple((words, "-12.34", "2026-03-02") for words in HOSTILE),
    ("Total", "-123.40", ""),
)


def test_csv_has_no_formula_and_keeps_numbers() -> None:
    rows = list(csv.reader(io.StringIO(as_csv(TABLE), newline="")))
    assert rows[0] == ["Name", "Price", "Day"]
    assert all(row[1:] == ["-12.34", "2026-03-02"] for row in rows[1:-1])
    assert rows[-1] == ["Total", "-123.40", ""]
    assert not any(row[0].startswith(("=", "+", "-", "@", "\t", "\r", "\0")) for row in rows)
    assert [row[0].removeprefix("'") for row in rows[1:-1]] == [words.replace("\0", "") for words in HOSTILE]


def test_plain_words_stay_as_they_are() -> None:
    assert harmless("plain = fine") == "plain = fine"
    assert harmless("") == ""


def test_a_workbook_has_no_formula_and_no_link() -> None:
    made = as_xlsx(TABLE)
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "<hyperlink" not in sheet
        assert not [name for name in parts.namelist() if "rels" in name and "sheet1" in name]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_index(0).to_python()
    assert rows[0] == ["Name", "Price", "Day"]
    assert rows[1] == ["=1+1", -12.34, "2026-03-02"]
    assert rows[-1][:2] == ["Total", -123.4]


def test_the_same_report_is_the_same_file(desk: Desk) -> None:
    table = report_table(desk, "sales-by-day", *MARCH)
    assert as_xlsx(table) == as_xlsx(report_table(desk, "sales-by-day", *MARCH))
    assert as_csv(table).splitlines()[-1] == "Total,3,260.58,48.14,308.72"
