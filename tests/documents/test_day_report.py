"""X, Z and day reports, read back from the PDF."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orderdesk.documents import day_report
from orderdesk.domain.reports.day_report import DayReport, TenderFigures
from orderdesk.domain.values.errors import Refused
from tests.documents import samples
from tests.documents.reading import pages, text


def x_report() -> DayReport:
    report = samples.z_report()
    assert report.cash is not None
    cash = replace(report.cash, counted=None, denominations=(), left=None, reason="")
    uncounted = tuple(replace(each, counted=None) for each in report.tenders)
    return replace(report, kind="X", z_number=None, closed_at=None, closed_by="", cash=cash, tenders=uncounted)


def test_scenario_18_the_z_ties_to_the_cent() -> None:
    seen = text(day_report.build(samples.z_report()))
    for part in (
        "Z report", "Z no. 212", "Expected 224.54", "Counted with the float 223.54",
        "Short −1.00", "Sales with tax 308.72",
        "Cash, without the float 3 157.90 −13.36 144.54 143.54 −1.00", "Card 2 164.18 0.00 164.18 164.18 0.00",
        "20% 245.24 49.05 −11.13 −2.23 234.11 46.82", "5% 26.47 1.32 0.00 0.00 26.47 1.32",
        "Float 150.00", "Paid out −20.00", "Drops −50.00", "Refunds −13.36", "Float left 150.00", "Deposit 73.54",
    ):  # fmt: skip
        assert part in seen


def test_every_other_figure_is_there() -> None:
    seen = text(day_report.build(samples.z_report()))
    for part in (
        "Northside Supply", "Fri 20/11/2026", "Till 1", "20 Nov 08:55 · Dana", "20 Nov 17:41 · Dana", "Sam",
        "Sales before tax 281.71", "Discounts −10.00", "Returns −11.13", "Net sales 260.58",
        "3: INV-2026-0913 to INV-2026-0915", "1: CN-2026-0041 to CN-2026-0041",
        "Orders taken since the till opened 3 for 322.08",
        "Shipped 2", "Late 1", "1 line, 4 units", "COD in transit 88.14", "Deposits held 30.00",
        "Owed by customers 412.30", "20.00 / 0.00", "2 × 50.00 100.00", "2 × 0.02 0.04", "Price override · Sam 1",
        "Cancelled · Dana 2", "Change given on the first sale is in doubt", "Cash rounding 0.00",
        "Counted by", "Verified by",
    ):  # fmt: skip
        assert part in seen


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_it_takes_two_pages_at_most(paper: str) -> None:
    assert len(pages(day_report.build(samples.z_report(), paper))) <= 2


def test_a_look_says_x_and_shows_no_count() -> None:
    seen = text(day_report.build(x_report()))
    assert "X report" in seen
    assert "Not counted yet" in seen
    assert "Z no." not in seen


def test_a_whole_day_has_no_drawer() -> None:
    report = samples.z_report(kind="day", cash=None, z_number=None, till="", opened_at=None, closed_at=None)
    seen = text(day_report.build(replace(report, closing=report.opening)))
    assert "Day report" in seen
    assert "Cash drawer" not in seen
    assert "Exceptions" in seen


def test_what_was_sold_but_not_paid_brings_the_tenders_to_the_sales() -> None:
    tenders = (TenderFigures("cash", 15790, 1336, 3, 14354), TenderFigures("card", 10418, 0, 1))
    seen = text(day_report.build(samples.z_report(tenders=tenders, owed=7000, settled=1000)))
    assert "Sold, not paid yet 70.00" in seen
    assert "Paid for other days −10.00" in seen
    assert "All tenders 4 262.08 −13.36 248.72" in seen


@pytest.mark.parametrize(
    "changed",
    [
        {"owed": 1},
        {"discounts": 1000, "taxes": samples.z_report().taxes[:1]},
        {"tenders": samples.z_report().tenders[:1]},
        {"cash": replace(samples.z_report().cash, sales=15791)},  # type: ignore[type-var]
        {"cash": replace(samples.z_report().cash, counted=22355)},  # type: ignore[type-var]
    ],
)
def test_what_does_not_add_up_does_not_print(changed: dict[str, object]) -> None:
    with pytest.raises(Refused, match=r"The Z report does not add up: "):
        day_report.build(samples.z_report(**changed))


def test_store_credit_and_what_the_carrier_has_are_no_money_taken() -> None:
    tenders = (
        TenderFigures("store-credit", 4_000, 1_000, 2),
        TenderFigures("cash", 15_790, 1_336, 3, 14_354),
        TenderFigures("cod", 2_000, 0, 1),
        TenderFigures("card", 9_418, 0, 1),
    )
    report = samples.z_report(tenders=tenders)
    assert (report.money_taken, report.tendered - report.money_taken) == (23_872, 5_000)
    assert sum(amount for _, amount in report.without_money) == 5_000
    seen = text(day_report.build(replace(report, owed=report.total - report.tendered)))
    for part in ("Money taken 238.72", "Store credit used 40.00", "Store credit issued −10.00"):
        assert part in seen
    assert "Cash on delivery, with the carrier 20.00" in seen
